import type { ServerResponse } from 'node:http'
import type { TestProject } from 'vitest/node'
import { startFaultServer } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Two servers of different origins, for what only a browser decides. */
    origins: { near: string; far: string }
  }
}

/**
 * For Chromium: what a `fetch` across origins meets. Each answer of `/flows` repeats the authorization that arrived with
 * it, and `/arrived` of the far server those of all reads that it got.
 */
export default async function startOrigins(project: TestProject): Promise<() => Promise<void>> {
  const [near, far] = await Promise.all([startFaultServer(), startFaultServer()])
  near.on('/away/flows', (response) => {
    if (isPreflight(response)) return
    response.writeHead(307, { ...allowed, location: `${far.url}/flows` }).end()
  })
  for (const server of [near, far]) {
    server.on('/flows', (response) => {
      if (isPreflight(response)) return
      const { authorization } = response.req.headers
      const flow = { flowId: 'f', arrived: { authorization } }
      response.writeHead(200, { ...allowed, 'content-type': 'application/json' })
      response.end(JSON.stringify([flow]))
    })
  }
  far.on('/arrived', (response) => {
    const reads = far.arrived.filter(({ method, path }) => method === 'GET' && path === '/flows')
    response.writeHead(200, { ...allowed, 'content-type': 'application/json' })
    response.end(JSON.stringify(reads.map(({ headers }) => headers.authorization ?? null)))
  })
  near.on('/closed/flows', (response) => response.end('[]'))
  project.provide('origins', { near: near.url, far: far.url })
  return async () => void (await Promise.all([near.close(), far.close()]))
}

const allowed = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization',
}

function isPreflight(response: ServerResponse): boolean {
  if (response.req.method !== 'OPTIONS') return false
  response.writeHead(204, allowed).end()
  return true
}
