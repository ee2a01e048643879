import { Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { accountRoutes } from './accounts.ts'
import { limited, rawInput } from './body.ts'
import { Boom } from './boom.ts'
import { catalogRoutes } from './catalog.ts'
import { categoryRoutes } from './categories.ts'
import { chartRoutes } from './charts.ts'
import { connectRoutes } from './connect.ts'
import type { Database } from './database.ts'
import { ConnectionLost } from './faults.ts'
import { fileRoutes } from './files.ts'
import { flowRoutes } from './flows.ts'
import { integrationRoutes } from './integrations.ts'
import { logRoutes } from './logs.ts'
import { peopleTaskRoutes } from './people-tasks.ts'
import { fieldsOf, json, type RawInput, type Route, type Settings } from './route.ts'
import { serverInfo } from './serverInfo.ts'
import { storeRoutes } from './stores.ts'
import { userOf } from './tokens.ts'
import { usageRoutes } from './usage.ts'
import { userRoutes } from './users.ts'

/** All answered calls, by resource. The order within a resource is the order of matching. */
const resources: Route[] = [
  userRoutes,
  flowRoutes,
  integrationRoutes,
  categoryRoutes,
  peopleTaskRoutes,
  storeRoutes,
  fileRoutes,
  // Before the routes for any type of component.
  connectRoutes,
  accountRoutes,
  catalogRoutes,
  logRoutes,
  chartRoutes,
  usageRoutes,
].flatMap((resource) => Object.values(resource))

const routes = [serverInfo(resources.map(({ route }) => route)), ...resources]

export interface AppOptions {
  basePath: string
  database: Database
  settings: Settings
  travel: MiddlewareHandler
}

/** The server: every route, mounted on Hono. */
export function createApp({ basePath, database, settings, travel }: AppOptions): Hono {
  const app = new Hono({ strict: false }).basePath(basePath)
  app.use(cors({ maxAge: 86_400, exposeHeaders: ['Retry-After', 'Content-Disposition'] }))
  app.use(limited(settings.maxBodySize))
  app.use(travel)

  for (const wireRoute of new Set(routes.map(({ route }) => route))) {
    const [method, path] = wireRoute.split(' ') as [string, string]
    const candidates = routes.filter(({ route }) => route === wireRoute)
    app.on(method, [path, ...olderPaths(path)], async (context) => {
      const input = await rawInput(context, settings.maxBodySize)
      const route = candidates.find((candidate) => isMeant(candidate, input))
      if (!route) throw new Boom(400, 'Invalid request payload input: "command"')
      return route.answer(
        {
          database,
          settings,
          body: input.body,
          upload: input.upload,
          user: () => userOf(database, context.req.header('authorization')),
          address: new URL(context.req.url).origin + basePath,
          header: (name) => context.req.header(name),
        },
        input,
      )
    })
  }

  app.notFound(({ req }) => {
    const endpoint = `${req.method} ${req.path.slice(basePath.length) || '/'}`
    const hint = 'The sandbox does not have this endpoint. GET / lists those that it has.'
    return json(JSON.stringify({ ...new Boom(404, 'Not Found').toJSON(), endpoint, hint }), 404)
  })
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
