import { keepPreviousData, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, waitFor } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AppmixerProvider, useAppmixerSession, useFlows, useUser } from '../../src/index.ts'
import { serveSandbox, type SandboxServer } from '../../src/sandbox/server.ts'
import { createGate, type Gate } from '../cache/gate.ts'
import { defer } from '../client/wire.ts'
import { ada, ben } from '../support.tsx'
import { sentTo } from './requests.ts'

let server: SandboxServer
let queryClient: QueryClient
let gate: Gate
/** Each frame, with the user whom the host had named by then. */
let frames: { host: string; shown: string }[]
/** Whose token each request carried. */
let bearers: string[]
let getToken: (user: string) => Promise<string>

beforeAll(async () => {
  server = await serveSandbox({ port: 0 })
})

afterAll(() => server.close())

beforeEach(() => {
  server.sandbox.requests.clear()
  queryClient = new QueryClient()
  gate = createGate({ fetch: globalThis.fetch })
  frames = []
  bearers = []
  getToken = async (user) => server.sandbox.tokenFor(user)
})

afterEach(cleanup)

const idOf = (name: string) =>
  server.sandbox.database.users.find(({ username }) => username === name)!.id

const ownFlows = (name: string) => `GET /flows?filter=userId:${idOf(name)}`

describe('S16: another user', () => {
  test('comes while the first reads: those reads are aborted, their late answers seen in no frame', async () => {
    const host = mountHost()
    await waitFor(() => expect(frames.at(-1)!.shown).toContain('Lost deal'))
    await idle()
    expect(sentTo(server.sandbox)).toEqual(['GET /user', ownFlows(ada)])
    gate.hold('GET /flows')
    act(() => void queryClient.invalidateQueries())
    await waitFor(() => expect(gate.held).toHaveLength(1))
    const [slow] = gate.held
    await slow!.carryOut()
    gate.open()
    await waitFor(() => expect(queryClient.isFetching()).toBe(1))
    server.sandbox.requests.clear()
    bearers.length = 0

    host.switchTo(ben)
    expect(slow!.request.signal.aborted).toBe(true)
    expect(frames.at(-1)).toEqual({ host: ben, shown: '[null,null,"pending"]' })
    await act(() => slow!.release())
    await waitFor(() => expect(frames.at(-1)!.shown).toContain('Birthday wishes'))
    await idle()
    expect(sentTo(server.sandbox)).toEqual(['GET /user', ownFlows(ben)])
    expect(bearers).toEqual([idOf(ben), idOf(ben)])
    expectNothingOfAda()
  })

  test('comes while the first waits for a token, which is not used when it comes', async () => {
    const late = defer<string>()
    getToken = (user) =>
      user === ada ? late.promise : Promise.resolve(server.sandbox.tokenFor(ben))
    const host = mountHost()
    await act(async () => {})
    host.switchTo(ben)
    await act(async () => late.resolve(server.sandbox.tokenFor(ada)))
    await waitFor(() => expect(frames.at(-1)!.shown).toContain('Birthday wishes'))
    await idle()
    expect(sentTo(server.sandbox)).toEqual(['GET /user', ownFlows(ben)])
    expect(bearers).toEqual([idOf(ben), idOf(ben)])
    expectNothingOfAda()
  })

  test('goes back to the first: a fresh start, with nothing kept from before', async () => {
    const host = mountHost()
    await waitFor(() => expect(frames.at(-1)!.shown).toContain('Lost deal'))
    host.switchTo(ben)
    await waitFor(() => expect(frames.at(-1)!.shown).toContain('Birthday wishes'))
    server.sandbox.requests.clear()
    host.switchTo(ada)
    expect(frames.at(-1)).toEqual({ host: ada, shown: '[null,null,"pending"]' })
    await waitFor(() => expect(frames.at(-1)!.shown).toContain('Lost deal'))
    await idle()
    expect(sentTo(server.sandbox)).toEqual(['GET /user', ownFlows(ada)])
  })
})

function expectNothingOfAda(): void {
  const since = frames.filter(({ host }) => host === ben)
  expect(since.length).toBeGreaterThan(1)
  const { flows } = server.sandbox.database
  const canaries = [
    idOf(ada),
    ...flows
      .filter(({ userId, sharedWith }) => userId === idOf(ada) && sharedWith.length === 0)
      .flatMap(({ flowId, name }) => [flowId, JSON.stringify(name).slice(1, -1)]),
  ]
  expect(canaries.length).toBeGreaterThan(20)
  const cached = queryClient
    .getQueryCache()
    .getAll()
    .map(({ queryKey, state }) => JSON.stringify([queryKey, state]))
  for (const text of [...since.map(({ shown }) => shown), ...cached]) {
    expect(canaries.filter((canary) => text.includes(canary))).toEqual([])
  }
}

function mountHost() {
  const app = (user: string) => (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider
          baseUrl={server.url}
          userKey={user}
          getToken={() => getToken(user)}
          fetch={watchedFetch}
        >
          <Screen host={user} />
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  const { rerender } = render(app(ada))
  return { switchTo: (user: string) => rerender(app(user)) }
}

function Screen({ host }: { host: string }) {
  const { user } = useAppmixerSession()
  const flows = useFlows(
    { filter: `userId:${user?.id}` },
    { enabled: user !== undefined, placeholderData: keepPreviousData },
  )
  const names = flows.data?.map(({ flowId, name }) => [flowId, name])
  frames.push({ host, shown: JSON.stringify([user, names, useUser().status]) })
  return null
}

const watchedFetch: typeof globalThis.fetch = (input, init) => {
  const request = new Request(input, init)
  const [, claims = ''] = request.headers.get('authorization')!.split('.')
  bearers.push((JSON.parse(atob(claims)) as { id: string }).id)
  return gate.fetch(request)
}

async function idle(): Promise<void> {
  await waitFor(() => expect(queryClient.isFetching()).toBe(0))
  await act(async () => {})
}
