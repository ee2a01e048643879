import type { Route as WireRoute } from '../client/endpoint.ts'
import { noInput, serve, type Route } from './route.ts'

/** What the server says about itself: its version, and for a sandbox which endpoints it has. */
export function serverInfo(routes: readonly WireRoute[]): Route {
  const endpoints = ['GET /', ...new Set(routes)]
  return serve('GET /', noInput, () => ({ version: '6.5.0', endpoints }), { anonymous: true })
}
