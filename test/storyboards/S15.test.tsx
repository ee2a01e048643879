import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, useSyncExternalStore } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  useAccounts,
  useAppmixerClient,
  useFlows,
  usePeopleTasksCount,
  useStartFlow,
  type GetToken,
} from '../../src/index.ts'
import { serveSandbox, type SandboxServer } from '../../src/sandbox/server.ts'
import { createGate, type Gate } from '../cache/gate.ts'
import { defer, type Deferred } from '../client/wire.ts'
import { ada } from '../support.tsx'
import { sentTo, tasks } from './requests.ts'

let server: SandboxServer
let gate: Gate
let queryClient: QueryClient
let frames: string[]
let answers: Deferred<string>[]

const getToken = vi.fn<GetToken>(() => {
  answers.push(defer())
  return answers.at(-1)!.promise
})
const onAuthError = vi.fn()

beforeAll(async () => {
  server = await serveSandbox({ port: 0 })
})

afterAll(() => server.close())

beforeEach(() => {
  queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  gate = createGate({ fetch: globalThis.fetch })
  frames = []
  answers = []
  vi.clearAllMocks()
})

afterEach(cleanup)

const reads = [
  'GET /accounts',
  'GET /flows?limit=3',
  `GET ${tasks}-count?role=approver&filter=status:pending`,
]

describe('S15: the token expires in the middle of a session', () => {
  test('three refused reads: one getToken, each repeated once, and no frame shows an error', async () => {
    const shown = await mountDashboard()
    server.sandbox.expireTokens()
    act(() => void queryClient.invalidateQueries())
    await waitFor(() => expect(statuses()).toEqual([401, 401, 401]))
    await waitFor(() => expect(getToken).toHaveBeenCalledOnce())
    expect(getToken.mock.calls[0]![0]).toMatchObject({ reason: 'unauthorized' })

    await act(async () => answers[0]!.resolve(server.sandbox.tokenFor(ada)))
    await waitFor(() => expect(statuses()).toEqual([401, 401, 401, 200, 200, 200]))
    const sent = sentTo(server.sandbox)
    expect([sent.slice(0, 3).toSorted(), sent.slice(3).toSorted()]).toEqual([reads, reads])
    await idle()
    expect(frames.filter((frame) => frame !== shown)).toEqual([])
    expect([getToken.mock.calls.length, onAuthError.mock.calls.length]).toEqual([1, 0])
  })

  test('a write that was refused with them is repeated once, and takes effect once', async () => {
    await mountDashboard()
    server.sandbox.expireTokens()
    // Whatever is refused first would have the others wait for the new token.
    gate.hold('POST')
    await userEvent.click(screen.getByRole('button', { name: 'Start' }))
    await waitFor(() => expect(gate.held).toHaveLength(1))
    act(() => void queryClient.invalidateQueries())
    await waitFor(() => expect(statuses()).toEqual([401, 401, 401]))
    gate.open()
    void gate.held[0]!.release()
    await waitFor(() => expect(statuses()).toEqual([401, 401, 401, 401]))
    await act(async () => answers[0]!.resolve(server.sandbox.tokenFor(ada)))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('authenticated idle'))
    expect(postsWith()).toEqual([401, 200])
    expect(getToken).toHaveBeenCalledOnce()
  })

  test('a write whose answer is under way meanwhile is not doubled', async () => {
    await mountDashboard()
    gate.hold('POST')
    await userEvent.click(screen.getByRole('button', { name: 'Start' }))
    await waitFor(() => expect(gate.held).toHaveLength(1))
    const [post] = gate.held
    await post!.carryOut()
    server.sandbox.expireTokens()
    act(() => void queryClient.invalidateQueries())
    await waitFor(() => expect(getToken).toHaveBeenCalledOnce())
    await act(async () => answers[0]!.resolve(server.sandbox.tokenFor(ada)))
    await act(() => post!.release())
    await idle()
    expect(postsWith()).toEqual([200])
    expect(getToken).toHaveBeenCalledOnce()
  })

  test('when the new token is refused too, the session is over: told once, three and three requests, no loop', async () => {
    await mountDashboard()
    const useless = server.sandbox.tokenFor(ada)
    server.sandbox.expireTokens()
    act(() => void queryClient.invalidateQueries())
    await waitFor(() => expect(getToken).toHaveBeenCalledOnce())
    await act(async () => answers[0]!.resolve(useless))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('unauthenticated'))
    await idle()
    act(() => void queryClient.invalidateQueries())
    await idle()
    const sent = sentTo(server.sandbox)
    expect([sent.slice(0, 3).toSorted(), sent.slice(3).toSorted()]).toEqual([reads, reads])
    expect([getToken.mock.calls.length, onAuthError.mock.calls.length]).toEqual([1, 1])
  })
})

/** A dashboard whose three reads are there; what was sent for that is forgotten. Resolves to what is shown. */
async function mountDashboard(): Promise<string> {
  render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider
          baseUrl={server.url}
          token={server.sandbox.tokenFor(ada)}
          getToken={getToken}
          onAuthError={onAuthError}
          fetch={gate.fetch}
        >
          <Dashboard />
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  await waitFor(() => expect(frames.at(-1)).toContain('"accounts":["'))
  await idle()
  server.sandbox.requests.clear()
  return frames.splice(0).at(-1)!
}

function Dashboard() {
  const { session } = useAppmixerClient()
  const { status } = useSyncExternalStore(session.subscribe, session.get)
  const flows = useFlows({ limit: 3 })
  const badge = usePeopleTasksCount({ role: 'approver', filter: 'status:pending' })
  const accounts = useAccounts()
  const startFlow = useStartFlow()
  const start = () => startFlow.mutate({ flowId: stoppedFlow() })
  const shown = {
    flows: flows.data?.map(({ name }) => name),
    badge: badge.data,
    accounts: accounts.data?.map(({ name }) => name),
    status,
    errors: [flows.error, badge.error, accounts.error],
  }
  frames.push(JSON.stringify(shown))
  return (
    <>
      <p role="status">
        {status} {startFlow.isPending ? 'starting' : 'idle'}
      </p>
      <button onClick={start}>Start</button>
    </>
  )
}

function stoppedFlow(): string {
  const { flows, users } = server.sandbox.database
  const { id } = users.find(({ username }) => username === ada)!
  return flows.find(
    ({ userId, stage, missingAccounts }) =>
      userId === id && stage === 'stopped' && !missingAccounts,
  )!.flowId
}

function statuses(): (number | undefined)[] {
  return server.sandbox.requests.entries.map(({ status }) => status)
}

function postsWith(): (number | undefined)[] {
  return server.sandbox.requests.of('POST').map(({ status }) => status)
}

async function idle(): Promise<void> {
  await waitFor(() => expect(queryClient.isFetching() + queryClient.isMutating()).toBe(0))
  await act(async () => {})
}
