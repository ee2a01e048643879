/** What the server answers beside the package's own endpoints. */
import * as z from 'zod/mini'
import { endpoint } from '../client/endpoint.ts'
import { noInput, route, shapeOf, type Route } from './route.ts'

const getServerInfo = endpoint<void, { version: string }>('GET /', {
  anonymous: true,
  response: shapeOf(z.looseObject({ version: z.string() })),
})

export const serverInfoRoutes: Record<string, Route> = {
  getServerInfo: route(getServerInfo, noInput, () => ({ version: '6.5.0' })),
}
