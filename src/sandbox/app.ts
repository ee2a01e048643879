import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { parseJson } from '../client/answer.ts'
import { accountRoutes } from './accounts.ts'
import { Boom } from './boom.ts'
import { chartRoutes } from './charts.ts'
import type { Database } from './database.ts'
import { ConnectionLost } from './faults.ts'
import { flowRoutes } from './flows.ts'
import { logRoutes } from './logs.ts'
import { peopleTaskRoutes } from './people-tasks.ts'
import { fieldsOf, type RawInput, type Route, type Settings } from './route.ts'
import { serverInfoRoutes } from './serverInfo.ts'
import { storeRoutes } from './stores.ts'
import { userOf } from './tokens.ts'
import { usageRoutes } from './usage.ts'
import { userRoutes } from './users.ts'

/** All answered calls, by resource. The order within a resource is the order of matching. */
const routes: Route[] = [
  serverInfoRoutes,
  userRoutes,
  flowRoutes,
  peopleTaskRoutes,
  storeRoutes,
  accountRoutes,
  logRoutes,
  chartRoutes,
  usageRoutes,
].flatMap((resource) => Object.values(resource))

export interface AppOptions {
  basePath: string
  database: Database
  settings: Settings
  travel: MiddlewareHandler
}

/** The server: every route, mounted on Hono. */
export function createApp({ basePath, database, settings, travel }: AppOptions): Hono {
  const app = new Hono({ strict: false }).basePath(basePath)
  app.use(cors({ maxAge: 86_400, exposeHeaders: ['Retry-After'] }))
  app.use(travel)

  for (const wireRoute of new Set(routes.map(({ route }) => route))) {
    const [method, path] = wireRoute.split(' ') as [string, string]
    const candidates = routes.filter(({ route }) => route === wireRoute)
    app.on(method, [path, ...olderPaths(path)], async (context) => {
      const input = await rawInput(context)
      const route = candidates.find((candidate) => isMeant(candidate, input))
      if (!route) throw new Boom(400, 'Invalid request payload input: "command"')
      const user = () => userOf(database, context.req.header('authorization'))
      const text = await route.answer({ database, settings, user, body: input.body }, input)
      return route.answers === 'json' ? json(text, 200) : download(text)
    })
  }

  app.notFound(() => json(JSON.stringify(new Boom(404, 'Not Found')), 404))
  app.onError((error, context) => {
    if (error instanceof ConnectionLost || context.req.raw.signal.aborted) throw error
    if (!(error instanceof Boom)) console.error(error)
    const boom = error instanceof Boom ? error : new Boom(500, error.message)
    return json(JSON.stringify(boom), boom.status)
  })
  return app
}

/** People tasks were part of the server before they became a plugin. */
function olderPaths(path: string): string[] {
  const older = path.replace('/plugins/appmixer/utils/tasks', '/people-task')
  return older === path ? [] : [older]
}

/** Start and stop share one path; the command tells them apart. */
function isMeant({ fixed }: Route, { body }: RawInput): boolean {
  return fixed?.command === undefined || fixed.command === fieldsOf(body).command
}

async function rawInput(context: Context): Promise<RawInput> {
  const query: RawInput['query'] = {}
  for (const [name, values] of Object.entries(context.req.queries())) {
    const isArray = name.endsWith('[]') || values.length > 1
    query[name.replace(/\[\]$/, '')] = isArray ? values : values[0]!
  }
  return { params: context.req.param(), query, ...(await bodyOf(context)) }
}

/** Fields are read whatever the content type says; a text is one only where the endpoint takes a value. */
async function bodyOf({ req }: Context): Promise<Pick<RawInput, 'body' | 'text'>> {
  const text = await req.text()
  const isText = req.header('content-type')?.startsWith('text/plain') === true
  try {
    return { body: text === '' ? undefined : parseJson(text), text: isText ? text : undefined }
  } catch {
    if (isText) return { body: undefined, text }
    throw new Boom(400, 'Invalid request payload JSON format')
  }
}

function json(text: string, status: number): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' },
  })
}

function download(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'application/octet-stream' } })
}
