import { Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { limited, rawInput } from './body.ts'
import { Boom } from './boom.ts'
import type { Database } from './database.ts'
import { ConnectionLost } from './faults.ts'
import { lackingSubjectOf } from './lacking.ts'
import { json, type Settings } from './route.ts'
import { isMeant, olderPaths, routes } from './routes.ts'
import { serverInfo } from './serverInfo.ts'
import { userOf } from './tokens.ts'

const all = [serverInfo(routes.map(({ route }) => route)), ...routes]

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

  for (const wireRoute of new Set(all.map(({ route }) => route))) {
    const [method, path] = wireRoute.split(' ') as [string, string]
    const candidates = all.filter(({ route }) => route === wireRoute)
    app.on(method, [path, ...olderPaths(path)], async (context) => {
      const input = await rawInput(context, settings.maxBodySize)
      const route = candidates.find((candidate) => isMeant(candidate, input.body))
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
    const path = req.path.slice(basePath.length) || '/'
    const subject = lackingSubjectOf(req.method, path)
    const problem = subject
      ? `Appmixer has this endpoint, and the sandbox does not: it lacks ${subject}.`
      : 'The sandbox does not have this endpoint.'
    const body = {
      ...new Boom(404, 'Not Found').toJSON(),
      endpoint: `${req.method} ${path}`,
      hint: `${problem} GET / lists those that it has.`,
    }
    return json(JSON.stringify(body), 404)
  })
  app.onError((error, context) => {
    if (error instanceof ConnectionLost || context.req.raw.signal.aborted) throw error
    if (!(error instanceof Boom)) console.error(error)
    const boom = error instanceof Boom ? error : new Boom(500, error.message)
    return json(JSON.stringify(boom), boom.status)
  })
  return app
}
