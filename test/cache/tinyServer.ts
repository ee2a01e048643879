import type { Flow } from '../../src/index.ts'

export interface TinyServer {
  /** By id; an id ends with its owner and a number: `flow-of-ada-0`. */
  readonly flows: Map<string, Flow>
  answer(request: Request): Promise<Response>
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
    const text = request.method === 'GET' ? '' : await request.text()
    const { pathname } = new URL(request.url)
    const user = users.find(
      (name) => request.headers.get('authorization') === `Bearer ${tokenFor(name)}`,
    )
    if (user === undefined) return refusal(401, 'Invalid JWT: token has expired')
    if (pathname === '/user') return json({ id: `id-of-${user}`, username: `${user}@acme.test` })
    if (pathname === '/flows') return json([...flows.values()].filter(isOf(user)))
    const flow = flows.get(pathname.split('/')[2] ?? '')
    if (!flow) return refusal(404, 'Flow not found')
    if (!isOf(user)(flow)) return refusal(403, 'Forbidden')
    return json(write(request.method, flow, text))
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

  return { flows, answer, tokenFor, expireTokens: () => void generation++ }
}

function isOf(user: string): (flow: Flow) => boolean {
  return ({ flowId }) => flowId.includes(`of-${user}-`)
}

function json(body: object): Response {
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
}

/** As the server words it. */
export function refusal(status: number, message: string): Response {
  return Response.json({ statusCode: status, error: 'Error', message }, { status })
}
