/** What the server answers beside the package's own endpoints. */
import { isRecord, isText } from '../client/checks.ts'
import { endpoint } from '../client/endpoint.ts'
import { noInput, route, type Route } from './route.ts'

interface ServerInfo {
  version: string
}

const getServerInfo = endpoint<void, ServerInfo>('GET /', {
  anonymous: true,
  response: (body): body is ServerInfo => isRecord(body) && isText(body.version),
})

export const serverInfoRoutes: Record<string, Route> = {
  getServerInfo: route(getServerInfo, noInput, () => ({ version: '6.5.0' })),
}
