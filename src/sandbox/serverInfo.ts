/** What the server answers beside the package's own endpoints. */
import * as z from 'zod/mini'
import { endpoint } from '../client/endpoint.ts'
import { ignored } from '../client/shapes.ts'
import { route, type Route } from './route.ts'

const getServerInfo = endpoint<void, { version: string }>('GET /', {
  anonymous: true,
  response: z.object({ version: z.string() }),
})

export const serverInfoRoutes: Record<string, Route> = {
  getServerInfo: route(getServerInfo, ignored, () => ({ version: '6.5.0' })),
}
