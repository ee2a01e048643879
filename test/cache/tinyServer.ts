import type { Flow } from '../../src/index.ts'

/** What is asked of it. */
export interface Asked {
  method: string
  path: string
  filter: string | null
  limit?: number
  offset?: number
  /** The body. */
  text: string
}

/** With a status other than 200 the body is the sentence that refuses. */
export interface Answered {
  status: number
  body: unknown
}

export interface TinyServer {
  /** By id; an id ends with its owner and a number: `flow-of-ada-0`. */
  readonly flows: Map<string, Flow>
  answer(request: Request): Promise<Response>
  /** The same without the wire, for whoever has a thousand times a dozen of them to send. */
  carryOut(user: string, asked: Asked): Answered
  tokenFor(user: string): string
  /** Refuses every token of before. */
  expireTokens(): void
}

/**
 * As little of Appmixer as a cache can be wrong about: flows of several users, and tokens that expire. Thousands of
 * random cases need one each, and a sandbox would take longer to make than a case takes.
 */
export function createTinyServer(users: readonly string[], flowsEach = 3): TinyServer {
  let generation = 0
  const flows = new Map<string, Flow>()
  for (const user of users) {
    for (let index = 0; index < flowsEach; index++) {
      const flowId = `flow-of-${user}-${index}`
      const stage = index === 0 ? 'running' : 'stopped'
      flows.set(flowId, { flowId, name: `${index}, of-${user}`, stage })
    }
  }
  const tokenFor = (user: string) => `token-of-${user}-${generation}`

  async function answer(request: Request): Promise<Response> {
    const { method } = request
    const text = method === 'GET' ? '' : await request.text()
    const { pathname: path, searchParams } = new URL(request.url)
    const user = users.find(
      (name) => request.headers.get('authorization') === `Bearer ${tokenFor(name)}`,
    )
    if (user === undefined) return refusal(401, 'Invalid JWT: token has expired')
    const { status, body } = carryOut(user, {
      method,
      path,
      text,
      filter: searchParams.get('filter'),
      limit: Number(searchParams.get('limit') ?? Infinity),
      offset: Number(searchParams.get('offset') ?? 0),
    })
    return status === 200 ? json(body) : refusal(status, body as string)
  }

  function carryOut(user: string, asked: Asked): Answered {
    const { method, path, filter, text, limit = Infinity, offset = 0 } = asked
    const listed = () => [...flows.values()].filter(isOf(user)).filter(fitting(filter))
    if (path === '/user') return done({ id: `id-of-${user}`, username: `${user}@acme.test` })
    if (path === '/flows') return done(listed().slice(offset, offset + limit))
    if (path === '/flows/count') return done({ count: listed().length })
    const flow = flows.get(path.split('/')[2] ?? '')
    if (!flow) return { status: 404, body: 'Flow not found' }
    if (!isOf(user)(flow)) return { status: 403, body: 'Forbidden' }
    return done(method === 'GET' ? flow : write(method, flow, text))
  }

  function write(method: string, flow: Flow, text: string): object {
    const { flowId } = flow
    if (method === 'DELETE') flows.delete(flowId)
    if (method === 'PUT') flows.set(flowId, { ...flow, ...JSON.parse(text) })
    if (method === 'POST') {
      const { command } = JSON.parse(text) as { command: string }
      flows.set(flowId, { ...flow, stage: command === 'start' ? 'running' : 'stopped' })
    }
    return { flowId }
  }

  return { flows, answer, carryOut, tokenFor, expireTokens: () => void generation++ }
}

function done(body: unknown): Answered {
  return { status: 200, body }
}

function isOf(user: string): (flow: Flow) => boolean {
  return ({ flowId }) => flowId.includes(`of-${user}-`)
}

/** Of filters it knows `stage:…`. */
function fitting(filter: string | null): (flow: Flow) => boolean {
  return ({ stage }) => filter === null || filter === `stage:${stage}`
}

function json(body: unknown): Response {
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
}

/** As the server words it. */
export function refusal(status: number, message: string): Response {
  return Response.json({ statusCode: status, error: 'Error', message }, { status })
}
