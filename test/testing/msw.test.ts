import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createAppmixerClient, deleteFlow, getFlows } from '../../src/index.ts'
import { appmixerHandlers } from '../../src/msw.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'

const baseUrl = 'https://api.acme.appmixer.test'
const others = http.all('*', () => HttpResponse.text('of another'))
const server = setupServer()
let sandbox: Sandbox

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())
beforeEach(() => {
  sandbox = createSandbox()
  server.resetHandlers(...appmixerHandlers(sandbox, { baseUrl }))
})

/** A client that sends with the global `fetch`, as an app does. */
function clientAt(address: string) {
  return createAppmixerClient({
    baseUrl: address,
    token: sandbox.tokenFor('ada@acme.test'),
    retries: 0,
  })
}

test('an app that sends with the global fetch is answered by the sandbox', async () => {
  const client = clientAt(baseUrl)
  const [first, ...others] = await getFlows(client, {})
  await deleteFlow(client, { flowId: first!.flowId })
  expect(await getFlows(client, {})).toEqual(others)
  expect(sandbox.requests.entries.map(({ endpoint }) => endpoint)).toEqual([
    'getFlows',
    'deleteFlow',
    'getFlows',
  ])
})

test('a fault is answered, and a broken connection is one', async () => {
  const client = clientAt(baseUrl)
  sandbox.faults.add({ on: 'getFlows', status: 503, times: 1 })
  await expect(getFlows(client, {})).rejects.toMatchObject({ status: 503 })
  sandbox.setOnline(false)
  await expect(getFlows(client, {})).rejects.toMatchObject({ code: 'network' })
})

test('an abort reaches the sandbox', async () => {
  sandbox.faults.add({ on: 'getFlows', network: 'silent' })
  const controller = new AbortController()
  const answer = getFlows(clientAt(baseUrl), {}, { signal: controller.signal })
  controller.abort(new Error('Not wanted any more'))
  await expect(answer).rejects.toThrow('Not wanted any more')
})

test('what is not the tenant’s is left to other handlers', async () => {
  server.use(...appmixerHandlers(sandbox, { baseUrl }), others)
  for (const url of ['https://app.acme.test/flows', `${baseUrl}.evil.test/flows`]) {
    expect(await (await fetch(url)).text()).toBe('of another')
  }
  expect(sandbox.requests.count()).toBe(0)
})

test('a tenant below a path is one, and nothing beside that path', async () => {
  sandbox = createSandbox({ basePath: '/appmixer' })
  const below = 'https://app.acme.test/appmixer'
  server.resetHandlers(...appmixerHandlers(sandbox, { baseUrl: `${below}/` }), others)
  expect((await getFlows(clientAt(below), {})).length).toBeGreaterThan(5)
  expect(await (await fetch(`${below}s`)).text()).toBe('of another')
  expect(await (await fetch(below)).json()).toMatchObject({ endpoints: expect.any(Array) })
})

test('without an address it is that of createTestAppmixer, and another path is refused', async () => {
  server.resetHandlers(...appmixerHandlers(sandbox))
  expect((await getFlows(clientAt('https://sandbox.test'), {})).length).toBeGreaterThan(5)
  expect(() => appmixerHandlers(sandbox, { baseUrl: 'https://app.acme.test/appmixer' })).toThrow(
    "createSandbox({ basePath: '/appmixer' })",
  )
})
