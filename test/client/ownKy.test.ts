import ky from 'ky'
import { afterEach, expect, test, vi } from 'vitest'
import {
  createAppmixerClient,
  getFlow,
  getFlows,
  startFlow,
  type AppmixerClient,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'
import { errorOf } from './wire.ts'

const sandbox = createSandbox()
const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!

afterEach(() => {
  sandbox.faults.clear()
  sandbox.requests.clear()
  vi.restoreAllMocks()
})

/** A client that sends with a ky of the app's, as README.md says. */
function clientOverKy(): { client: AppmixerClient; traces: (string | null)[] } {
  const traces: (string | null)[] = []
  const http = ky.create({
    retry: 0,
    throwHttpErrors: false,
    timeout: false,
    hooks: { beforeRequest: [({ request }) => request.headers.set('x-trace', 'canary-trace')] },
    fetch: (input, init) => {
      const request = new Request(input, init)
      traces.push(request.headers.get('x-trace'))
      return sandbox.fetch(request)
    },
  })
  const client = createAppmixerClient({ baseUrl, token: sandbox.tokenFor(ada), fetch: http })
  return { client, traces }
}

test('reads and writes go out through it, with what its hooks add', async () => {
  const { client, traces } = clientOverKy()
  expect(await getFlows(client, { limit: 3 })).toHaveLength(3)
  await startFlow(client, { flowId })
  expect((await getFlow(client, { flowId })).stage).not.toBe('stopped')
  expect(traces).toEqual(['canary-trace', 'canary-trace', 'canary-trace'])
})

test('failures are errors of this package, and only this package asks again', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const { client } = clientOverKy()
  sandbox.faults.add({ on: 'GET /flows', status: 503, message: 'Down', times: 3 })
  expect(await errorOf(getFlows(client, {}))).toMatchObject({
    code: 'http',
    status: 503,
    serverMessage: 'Down',
  })
  expect(sandbox.requests.count('GET /flows')).toBe(3)
  sandbox.faults.add({ on: 'POST /flows/:flowId/coordinator', status: 503 })
  await errorOf(startFlow(client, { flowId }))
  expect(sandbox.requests.count('POST')).toBe(1)
})

test('a lost connection shows neither the URL nor the token', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const http = ky.create({
    retry: 0,
    fetch: () => Promise.reject(new TypeError('Failed to fetch')),
  })
  const client = createAppmixerClient({ baseUrl, token: 'token-canary', fetch: http })
  const error = await errorOf(getFlows(client, { filter: 'secret:canary' }))
  expect(error).toMatchObject({ code: 'network', cause: { name: 'NetworkError' } })
  expect(JSON.stringify(everyField(error))).not.toContain('canary')
})

test('an abort ends the request', async () => {
  const { client } = clientOverKy()
  sandbox.setLatency(60_000)
  const controller = new AbortController()
  const call = getFlows(client, {}, { signal: controller.signal })
  await vi.waitFor(() => expect(sandbox.requests.count()).toBe(1), { interval: 1 })
  controller.abort('left')
  await expect(call).rejects.toBe('left')
  sandbox.setLatency(0)
})

function everyField(value: unknown): unknown {
  if (!(value instanceof Error)) return value
  const names = Object.getOwnPropertyNames(value) as (keyof Error)[]
  return names.map((name) => (name === 'cause' ? everyField(value.cause) : value[name]))
}
