import {
  keepPreviousData,
  onlineManager,
  QueryClient,
  QueryClientProvider,
  QueryObserver,
} from '@tanstack/react-query'
import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  flowsQueryOptions,
  useAppmixerClient,
  useAppmixerSession,
  useDeleteFlow,
  useFlows,
  useStartFlow,
  useUpdateFlow,
  type AppmixerProviderProps,
} from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { createGate } from '../cache/gate.ts'
import { defer } from '../client/wire.ts'
import { ada, baseUrl, ben } from '../support.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  onlineManager.setOnline(true)
})

test('A3: after a second 401 polling stops, and the session says so', async () => {
  vi.useFakeTimers()
  const sandbox = createSandbox({ faults: [{ status: 401 }] })
  const getToken = vi.fn(() => sandbox.tokenFor(ada))
  const onAuthError = vi.fn()
  const app = mount(sandbox, { token: sandbox.tokenFor(ada), getToken, onAuthError })
  const { result } = renderHook(
    () => [useAppmixerSession(), useFlows({}, { refetchInterval: 5_000 })] as const,
    { wrapper: app.wrapper },
  )
  await act(() => vi.advanceTimersByTimeAsync(1_000))
  expect(result.current[0]).toMatchObject({ status: 'unauthenticated', error: { status: 401 } })
  expect(result.current[1].error).toMatchObject({ code: 'auth' })
  const sent = sandbox.requests.count()
  expect(sandbox.requests.count('GET /flows')).toBe(2)
  await act(() => vi.advanceTimersByTimeAsync(60_000))
  expect(sandbox.requests.count()).toBe(sent)
  expect([getToken.mock.calls.length, onAuthError.mock.calls.length]).toEqual([1, 1])

  sandbox.faults.clear()
  await act(() => result.current[0].refresh())
  await act(() => vi.advanceTimersByTimeAsync(100))
  expect(result.current[0].status).toBe('authenticated')
  expect(result.current[1].data).toHaveLength(28)
})

test('A6: 20 reads of the first user under way: all aborted, none of their answers in cache or frame', async () => {
  const sandbox = createSandbox()
  const gate = createGate(sandbox)
  gate.hold('GET')
  const frames: { user: string; shown: string }[] = []
  const app = mount(sandbox, { fetch: gate.fetch })
  function Screen({ user }: { user: string }) {
    const lists = Array.from({ length: 20 }, (_, index) => ({ limit: index + 1 })).map(
      // oxlint-disable-next-line react-hooks/rules-of-hooks -- always twenty
      (query) => useFlows(query, { placeholderData: keepPreviousData }).data,
    )
    frames.push({ user, shown: JSON.stringify(lists) })
    return null
  }
  const { rerender } = render(app.with(<Screen user={ada} />, { token: sandbox.tokenFor(ada) }))
  await waitFor(() => expect(gate.held).toHaveLength(20))
  const old = [...gate.held]
  await Promise.all(old.map((request) => request.carryOut()))

  rerender(app.with(<Screen user={ben} />, { token: sandbox.tokenFor(ben) }))
  expect(old.map(({ request }) => request.signal.aborted)).toEqual(old.map(() => true))
  await act(() => Promise.all(old.map((request) => request.release())))
  await waitFor(() => expect(gate.held).toHaveLength(20))
  gate.open()
  await act(() => Promise.all([...gate.held].map((request) => request.release())))
  await waitFor(() => expect(frames.at(-1)!.shown).toContain('Birthday wishes'))
  for (const canary of ownNames(sandbox, ada)) {
    expect(frames.filter(({ user, shown }) => user === ben && shown.includes(canary))).toEqual([])
    expect(dump(app.queryClient)).not.toContain(canary)
  }
})

test('A7: a write of the first user under way rejects with code session; no callback, no invalidation, nothing of it under the second', async () => {
  const sandbox = createSandbox()
  const gate = createGate(sandbox)
  const callback = vi.fn()
  const errors: unknown[] = []
  const app = mount(sandbox, { fetch: gate.fetch })
  let update!: ReturnType<typeof useUpdateFlow>
  function Screen() {
    const all = { onSuccess: callback, onError: callback, onSettled: callback }
    // oxlint-disable-next-line react/globals -- the test is the one who clicks
    update = useUpdateFlow(all)
    return (
      <p>
        {useFlows()
          .data?.map(({ name }) => name)
          .join()}
      </p>
    )
  }
  const { rerender } = render(app.with(<Screen />, { token: sandbox.tokenFor(ada) }))
  await screen.findByText(/Lost deal/)
  const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!
  gate.hold('PUT')
  const perCall = { onSuccess: callback, onError: callback, onSettled: callback }
  act(
    () =>
      void update
        .mutateAsync({ flowId, name: 'Canary' }, perCall)
        .catch((error: unknown) => errors.push(error)),
  )
  await waitFor(() => expect(gate.held).toHaveLength(1))
  const [write] = gate.held
  rerender(app.with(<Screen />, { token: sandbox.tokenFor(ben) }))
  await screen.findByText(/Birthday wishes/)
  sandbox.requests.clear()
  await act(() => write.release())
  await act(async () => {})
  expect(errors).toEqual([expect.objectContaining({ code: 'session' })])
  expect(callback).not.toHaveBeenCalled()
  expect(sandbox.requests.count('GET')).toBe(0)
  expect(dump(app.queryClient)).not.toContain('Canary')
})

test('A8: writes that wait for the network are never sent as somebody else', async () => {
  const sandbox = createSandbox()
  const app = mount(sandbox)
  let writes!: { mutate(ref: { flowId: string }): void }[]
  function Screen() {
    // oxlint-disable-next-line react/globals -- the test is the one who clicks
    writes = [useStartFlow(), useDeleteFlow()]
    return (
      <p>
        {useFlows()
          .data?.map(({ name }) => name)
          .join()}
      </p>
    )
  }
  const { rerender } = render(app.with(<Screen />, { token: sandbox.tokenFor(ada) }))
  await screen.findByText(/Lost deal/)
  act(() => onlineManager.setOnline(false))
  const [own] = sandbox.database.flows
  act(() => writes.forEach(({ mutate }) => mutate({ flowId: own.flowId })))
  await waitFor(() =>
    expect(
      app.queryClient
        .getMutationCache()
        .getAll()
        .map(({ state }) => state.isPaused),
    ).toEqual([true, true]),
  )
  rerender(app.with(<Screen />, { token: sandbox.tokenFor(ben) }))
  expect(app.queryClient.getMutationCache().getAll()).toEqual([])
  await act(async () => onlineManager.setOnline(true))
  await screen.findByText(/Birthday wishes/)
  expect(sandbox.requests.entries.filter(({ method }) => method !== 'GET')).toEqual([])
})

describe('A9: two providers side by side', () => {
  test.each([
    ['two users of one tenant', baseUrl, ben],
    ['one name on two tenants', 'http://two.test', ada],
  ])('share nothing: %s', async (_, otherUrl, otherUser) => {
    const [one, two] = [createSandbox(), createSandbox({ seed: 2 })]
    const { id } = two.database.users.find(({ username }) => username === otherUser)!
    two.database.flows = two.database.flows.filter(({ name }) => name.startsWith('Birthday'))
    for (const flow of two.database.flows) flow.userId = id
    const queryClient = new QueryClient()
    const userKey = otherUrl === baseUrl ? undefined : 'ada'
    const app = (tokens: string[]) => (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token={tokens[0]} fetch={one.fetch} userKey={userKey}>
          <Names label="one" />
        </AppmixerProvider>
        <AppmixerProvider baseUrl={otherUrl} token={tokens[1]} fetch={two.fetch} userKey={userKey}>
          <Names label="two" />
        </AppmixerProvider>
      </QueryClientProvider>
    )
    const { rerender } = render(app([one.tokenFor(ada), two.tokenFor(otherUser)]))
    await waitFor(() => expect(screen.getByLabelText('one')).toHaveTextContent('Lost deal'))
    await waitFor(() => expect(screen.getByLabelText('two')).toHaveTextContent('Birthday'))
    expect(screen.getByLabelText('two')).not.toHaveTextContent('Lost deal')
    expect(screen.getByLabelText('one')).not.toHaveTextContent('Birthday')
    expect(queryClient.getQueryCache().getAll()).toHaveLength(2)
    rerender(app([one.tokenFor(ada), two.tokenFor(otherUser)]))
    await act(async () => {})
    expect([one.requests.count(), two.requests.count()]).toEqual([1, 1])
  })

  test('of one user share what they show: when one of them changes its user, the other notices nothing', async () => {
    const sandbox = createSandbox()
    const queryClient = new QueryClient()
    const tokens = { ada: sandbox.tokenFor(ada), ben: sandbox.tokenFor(ben) }
    const frames: (string | null)[] = []
    const app = (second: string) => (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token={tokens.ada} fetch={sandbox.fetch}>
          <Names label="one" probe={(names) => frames.push(names)} />
        </AppmixerProvider>
        <AppmixerProvider baseUrl={baseUrl} token={second} fetch={sandbox.fetch}>
          <Names label="two" />
        </AppmixerProvider>
      </QueryClientProvider>
    )
    const { rerender } = render(app(tokens.ada))
    await waitFor(() => expect(screen.getByLabelText('two')).toHaveTextContent('Lost deal'))
    const before = frames.length
    rerender(app(tokens.ben))
    await waitFor(() => expect(screen.getByLabelText('two')).toHaveTextContent('Birthday'))
    expect(frames.slice(before).every((names) => names?.includes('Lost deal'))).toBe(true)
    expect(sandbox.requests.count('GET /flows')).toBe(2)
    sandbox.database.flows[0].name = 'Changed'
    await act(() => queryClient.invalidateQueries())
    await waitFor(() => expect(screen.getByLabelText('one')).toHaveTextContent('Changed'))
  })
})

describe('A6, A7 while the first token is on its way', () => {
  test('the first user’s token that comes after the switch is not used', async () => {
    const sandbox = createSandbox()
    const late = defer<string>()
    const asked: AbortSignal[] = []
    const tokens: Record<string, () => Promise<string>> = {
      ada: () => late.promise,
      ben: async () => sandbox.tokenFor(ben),
    }
    const app = mount(sandbox)
    const as = (userKey: string) =>
      app.with(<Names />, {
        userKey,
        getToken: ({ signal }) => {
          asked.push(signal)
          return tokens[userKey]()
        },
      })
    const { rerender } = render(as('ada'))
    await waitFor(() => expect(asked).toHaveLength(1))
    rerender(as('ben'))
    expect(asked[0].aborted).toBe(true)
    await screen.findByText(/Birthday wishes/)
    await act(async () => late.resolve(sandbox.tokenFor(ada)))
    expect(sandbox.requests.count('GET /flows')).toBe(1)
    expect(screen.queryByText(/Lost deal/)).toBeNull()
  })
})

test('an observer of the app’s own shows nothing of the first user after the switch', async () => {
  const sandbox = createSandbox()
  const app = mount(sandbox)
  let observer: QueryObserver<unknown, any> | undefined
  function Own() {
    const client = useAppmixerClient()
    observer ??= new QueryObserver(app.queryClient, flowsQueryOptions(client))
    return <Names />
  }
  const { rerender } = render(app.with(<Own />, { token: sandbox.tokenFor(ada) }))
  await screen.findByText(/Lost deal/)
  const unsubscribe = observer!.subscribe(() => {})
  expect(JSON.stringify(observer!.getCurrentResult().data)).toContain('Lost deal')
  rerender(app.with(<Own />, { token: sandbox.tokenFor(ben) }))
  expect(observer!.getCurrentResult().data).toBeUndefined()
  unsubscribe()
})

function Names({ label, probe }: { label?: string; probe?: (names: string | null) => void }) {
  const names =
    useFlows()
      .data?.map(({ name }) => name)
      .join() ?? null
  probe?.(names)
  return <p aria-label={label}>{names}</p>
}

/** An app on this sandbox, whose provider's props a test can change. */
function mount(sandbox: Sandbox, always: Partial<AppmixerProviderProps> = {}) {
  const queryClient = new QueryClient()
  const withProps = (children: ReactNode, props: Partial<AppmixerProviderProps> = {}) => (
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl={baseUrl} fetch={sandbox.fetch} {...always} {...props}>
        {children}
      </AppmixerProvider>
    </QueryClientProvider>
  )
  return {
    queryClient,
    with: withProps,
    wrapper: ({ children }: { children: ReactNode }) => withProps(children),
  }
}

/** Everything that the cache holds. */
function dump(queryClient: QueryClient): string {
  const queries = queryClient.getQueryCache().getAll()
  const mutations = queryClient.getMutationCache().getAll()
  return JSON.stringify([
    queries.map(({ queryKey, state }) => [queryKey, state]),
    mutations.map(({ state }) => state),
  ])
}

/** Names of flows that only this user may see. */
function ownNames({ database }: Sandbox, username: string): string[] {
  const { id } = database.users.find((user) => user.username === username)!
  return database.flows
    .filter(({ userId, sharedWith }) => userId === id && !sharedWith?.length)
    .map(({ name }) => JSON.stringify(name).slice(1, -1))
}
