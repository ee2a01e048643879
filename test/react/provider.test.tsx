import {
  keepPreviousData,
  QueryClient,
  QueryClientProvider,
  type QueryKey,
} from '@tanstack/react-query'
import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/react'
import { Component, StrictMode, type ReactNode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  AppmixerError,
  AppmixerProvider,
  flowsQueryOptions,
  useAppmixerClient,
  useApproveTask,
  useFlow,
  useFlows,
  usePeopleTasks,
  useUpdateFlow,
  useUser,
  type AppmixerProviderProps,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { createGate } from '../cache/gate.ts'
import { ada, baseUrl, ben, createWorld } from '../support.tsx'

afterEach(cleanup)

describe('what is missing is named', () => {
  test('no <AppmixerProvider>', () => {
    const error = errorOfRendering(<Names />)
    expect(error).toBeInstanceOf(AppmixerError)
    expect(error).toMatchObject({
      code: 'config',
      message: expect.stringContaining('Wrap your app in <AppmixerProvider'),
    })
  })

  test('no QueryClient', () => {
    const error = errorOfRendering(<AppmixerProvider baseUrl={baseUrl} token="t" />)
    expect(error).toMatchObject({
      code: 'config',
      message: expect.stringContaining('QueryClientProvider'),
    })
  })

  test('a base URL that is none', () => {
    const error = errorOfRendering(
      <AppmixerProvider baseUrl="acme" queryClient={new QueryClient()} token="t" />,
    )
    expect(error).toMatchObject({ code: 'config', message: expect.stringContaining('baseUrl') })
  })
})

describe('one request per key', () => {
  test('for 20 components on it', async () => {
    const world = createWorld()
    render(
      Array.from({ length: 20 }, (_, index) => <Names key={index} />),
      world,
    )
    await waitFor(() => expect(screen.getAllByText(/Lost deal/)).toHaveLength(20))
    expect(paths(world.sandbox)).toEqual(['/flows'])
  })

  test('with inline objects, arrays and callbacks on every render', async () => {
    const sandbox = createSandbox()
    const token = sandbox.tokenFor(ada)
    const queryClient = new QueryClient()
    function App() {
      const flows = useFlows(
        { filter: ['stage:running'], limit: 20 },
        { select: (rows) => rows.map(({ name }) => name), meta: {}, placeholderData: () => [] },
      )
      return <p>{flows.data?.join()}</p>
    }
    const app = () => (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider
          baseUrl={baseUrl}
          token={token}
          fetch={(...request) => sandbox.fetch(...request)}
          getToken={() => token}
          onDrift={() => {}}
        >
          <App />
        </AppmixerProvider>
      </QueryClientProvider>
    )
    const { rerender } = render(app())
    await screen.findByText(/Score leads/)
    for (let i = 0; i < 5; i++) rerender(app())
    await settle(queryClient)
    expect(paths(sandbox)).toEqual(['/flows'])
  })

  test('calls the callbacks of the latest render', async () => {
    const sandbox = createSandbox({ faults: [{ body: '[{"flowId":"a","name":7}]' }] })
    const first = vi.fn()
    const latest = vi.fn()
    const { rerender, client } = mount({ sandbox, onDrift: first })
    await settle(client)
    rerender({ onDrift: latest })
    await act(() => client.refetchQueries())
    expect([first.mock.calls.length, latest.mock.calls.length]).toEqual([1, 1])
  })
})

describe('the same user with a new token', () => {
  test('refetches nothing, renders nothing anew, and sends the new token from now on', async () => {
    const sandbox = createSandbox({ clock: createManualClock() })
    const { rerender, client, frames } = mount({ sandbox })
    await screen.findByText(/Lost deal/)
    const before = frames.length
    sandbox.requests.clear()
    rerender({ token: sandbox.tokenFor(ada) })
    await settle(client)
    expect(sandbox.requests.entries).toHaveLength(0)
    expect(frames.slice(before).every((names) => names === frames[before - 1])).toBe(true)
    sandbox.expireTokens()
    rerender({ token: sandbox.tokenFor(ada) })
    await act(() => client.refetchQueries())
    expect(sandbox.requests.entries.map(({ status }) => status)).toEqual([200])
  })

  test('an opaque token with a userKey is the same user, without one it is not', async () => {
    for (const userKey of ['ada', undefined]) {
      const asked: string[] = []
      const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
        asked.push(new Request(input, init).headers.get('authorization')!)
        return Response.json([])
      }
      const { rerender, client, unmount } = mount({ fetch, token: 'opaque-1', userKey })
      await settle(client)
      rerender({ token: 'opaque-2' })
      await settle(client)
      expect(asked).toEqual(userKey ? ['Bearer opaque-1'] : ['Bearer opaque-1', 'Bearer opaque-2'])
      unmount()
    }
  })

  test('a trailing slash in baseUrl is the same tenant: the screen stays as it is', async () => {
    const sandbox = createSandbox()
    const { rerender, client, frames } = mount({ sandbox })
    await screen.findByText(/Lost deal/)
    const before = frames.length
    rerender({ baseUrl: `${baseUrl}/` })
    await settle(client)
    expect(frames.slice(before).every((names) => names !== undefined)).toBe(true)
    await act(() => client.invalidateQueries())
    await settle(client)
    expect(client.getQueryCache().getAll()).toHaveLength(1)
    expect(sandbox.requests.count('GET /flows')).toBe(2)
  })

  test('getToken that comes or goes keeps the screen as it is', async () => {
    const sandbox = createSandbox()
    const { rerender, client, frames } = mount({ sandbox })
    await screen.findByText(/Lost deal/)
    const before = frames.length
    rerender({ getToken: () => sandbox.tokenFor(ada) })
    await settle(client)
    rerender({})
    await settle(client)
    expect(frames.slice(before).every((names) => names !== undefined)).toBe(true)
    await act(() => client.invalidateQueries())
    await settle(client)
    expect(client.getQueryCache().getAll()).toHaveLength(1)
    expect(client.getQueryCache().getAll()[0]!.isActive()).toBe(true)
  })
})

describe('another user', () => {
  test('no frame after the switch has data of the first, keepPreviousData or not', async () => {
    const sandbox = createSandbox()
    // A task names the flow that asked, which may be the other user's.
    for (const task of sandbox.database.tasks) delete task.flowId
    const queryClient = new QueryClient()
    const frames: { user: string; shown: string }[] = []
    const flowId = sandbox.database.flows[0]!.flowId
    function Screen({ user }: { user: string }) {
      const approve = useApproveTask()
      const shown = {
        flows: useFlows().data,
        kept: useFlows({ limit: 5 }, { placeholderData: keepPreviousData }).data,
        named: useFlows({}, { select: (rows) => rows.map(({ name }) => name) }).data,
        flow: useFlow(flowId, { placeholderData: (previous) => previous }).data,
        tasks: usePeopleTasks({ role: 'requester' }, { placeholderData: keepPreviousData }).data,
        me: useUser().data,
        approved: [approve.data, approve.variables],
      }
      frames.push({ user, shown: JSON.stringify(shown) })
      return (
        <button onClick={() => approve.mutate({ taskId: taskOfAda })}>{shown.me?.username}</button>
      )
    }
    const taskOfAda = sandbox.database.tasks.find(
      ({ approver, requester, status }) =>
        approver === ada && requester !== ben && status === 'pending',
    )!.taskId
    const app = (user: string, token: string) => (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token={token} fetch={sandbox.fetch}>
          <Screen user={user} />
        </AppmixerProvider>
      </QueryClientProvider>
    )
    const { rerender } = render(app(ada, sandbox.tokenFor(ada)))
    await screen.findByText(ada)
    await settle(queryClient)
    act(() => screen.getByRole('button').click())
    await waitFor(() => expect(frames.at(-1)!.shown).toContain('decisionMade'))
    await settle(queryClient)
    const secrets = [...canariesOf(sandbox, ada), taskOfAda]
    expect(
      secrets.filter((secret) => frames.at(-1)!.shown.includes(secret)).length,
    ).toBeGreaterThan(10)

    rerender(app(ben, sandbox.tokenFor(ben)))
    await screen.findByText(ben)
    await settle(queryClient)
    const ofBen = frames.filter(({ user }) => user === ben)
    expect(ofBen.length).toBeGreaterThan(1)
    for (const { shown } of ofBen) {
      expect(secrets.filter((secret) => shown.includes(secret))).toEqual([])
    }
    expect(ofBen.at(-1)!.shown).toContain('Birthday wishes in #general')
  })

  test('what the first has under way is aborted, and its answer lands nowhere', async () => {
    const sandbox = createSandbox()
    const gate = createGate(sandbox)
    gate.hold('GET')
    const { rerender, client } = mount({ fetch: gate.fetch, token: sandbox.tokenFor(ada) })
    await waitFor(() => expect(gate.held).toHaveLength(1))
    const [old] = gate.held
    await old!.carryOut()
    gate.open()
    rerender({ token: sandbox.tokenFor(ben) })
    expect(old!.request.signal.aborted).toBe(true)
    await screen.findByText(/Birthday wishes/)
    await act(() => old!.release())
    await settle(client)
    expect(client.getQueryCache().getAll()).toHaveLength(1)
    expect(JSON.stringify(client.getQueryData(keysOf(client)[0]!))).not.toContain('Lost deal')
  })

  test("a write of the first that is under way ends with code session and touches nothing of the second's", async () => {
    const sandbox = createSandbox()
    const gate = createGate(sandbox)
    const onSuccess = vi.fn()
    const errors: unknown[] = []
    let update!: ReturnType<typeof useUpdateFlow>
    const { rerender, client } = mount({
      fetch: gate.fetch,
      token: sandbox.tokenFor(ada),
      probe: () => {
        // oxlint-disable-next-line react-hooks/rules-of-hooks -- a probe is called where a component is
        update = useUpdateFlow({ onSuccess })
      },
    })
    await screen.findByText(/Lost deal/)
    const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!
    gate.hold('PUT')
    act(
      () =>
        void update.mutateAsync({ flowId, name: 'Canary' }).catch((error) => errors.push(error)),
    )
    await waitFor(() => expect(gate.held).toHaveLength(1))
    const [write] = gate.held
    rerender({ token: sandbox.tokenFor(ben) })
    await screen.findByText(/Birthday wishes/)
    sandbox.requests.clear()
    await act(() => write!.release())
    await settle(client)
    expect(errors).toEqual([expect.objectContaining({ code: 'session' })])
    expect(onSuccess).not.toHaveBeenCalled()
    expect(sandbox.requests.count('GET')).toBe(0)
    expect(
      JSON.stringify(
        client
          .getQueryCache()
          .getAll()
          .map(({ state }) => state),
      ),
    ).not.toContain('Canary')
  })

  test('nothing of the first stays in the cache, and no token ever was in a key', async () => {
    const sandbox = createSandbox()
    const tokens = [sandbox.tokenFor(ada), sandbox.tokenFor(ben)] as const
    const { rerender, client } = mount({ sandbox, token: tokens[0] })
    await screen.findByText(/Lost deal/)
    const [ofAda] = keysOf(client)
    rerender({ token: tokens[1] })
    await screen.findByText(/Birthday wishes/)
    expect(keysOf(client)).toHaveLength(1)
    expect(client.getQueryCache().findAll({ queryKey: ofAda!.slice(0, 2) })).toEqual([])
    const dump = JSON.stringify([ofAda, ...keysOf(client)])
    for (const token of tokens) expect(dump).not.toContain(token)
  })

  test('on another tenant with the same name starts anew', async () => {
    const [one, two] = [createSandbox({ seed: 1 }), createSandbox({ seed: 2, data: 'empty' })]
    const fetch = (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init)
      return (request.url.startsWith('http://two.test') ? two : one).fetch(request)
    }
    const { rerender, frames, client } = mount({ fetch, token: one.tokenFor(ada), userKey: 'ada' })
    await screen.findByText(/Lost deal/)
    const before = frames.length
    rerender({ baseUrl: 'http://two.test', token: two.tokenFor(ada) })
    await settle(client)
    expect(frames.slice(before).every((names) => names === undefined || names === '')).toBe(true)
  })

  test('to and fro within a moment ends with the last one', async () => {
    const sandbox = createSandbox()
    const tokens = [sandbox.tokenFor(ada), sandbox.tokenFor(ben)]
    const { rerender, client } = mount({ sandbox, token: tokens[0]! })
    for (let i = 1; i <= 6; i++) rerender({ token: tokens[i % 2]! })
    await screen.findByText(/Lost deal/)
    await settle(client)
    expect(keysOf(client)).toHaveLength(1)
    expect(screen.queryByText(/Birthday wishes/)).toBeNull()
  })

  test('signing out and in by removing the provider leaves nothing behind', async () => {
    const sandbox = createSandbox()
    const { unmount, client } = mount({ sandbox })
    await screen.findByText(/Lost deal/)
    unmount()
    await settle(client)
    expect(keysOf(client)).toEqual([])
  })
})

describe('two providers side by side', () => {
  test.each([
    ['two users of one tenant', baseUrl, ben],
    ['one name on two tenants', 'http://two.test', ada],
  ])('share nothing: %s', async (_, otherUrl, otherUser) => {
    const [one, two] = [createSandbox(), createSandbox({ seed: 2 })]
    const { id } = two.database.users.find(({ username }) => username === otherUser)!
    two.database.flows = two.database.flows.filter(({ name }) => name.startsWith('Birthday'))
    for (const flow of two.database.flows) flow.userId = id
    const queryClient = new QueryClient()
    const [tokenOne, tokenTwo] = [one.tokenFor(ada), two.tokenFor(otherUser)]
    const app = (tokens: string[]) => (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider
          baseUrl={baseUrl}
          token={tokens[0]}
          fetch={one.fetch}
          userKey={otherUrl === baseUrl ? undefined : 'ada'}
        >
          <Names label="one" />
        </AppmixerProvider>
        <AppmixerProvider
          baseUrl={otherUrl}
          token={tokens[1]}
          fetch={two.fetch}
          userKey={otherUrl === baseUrl ? undefined : 'ada'}
        >
          <Names label="two" />
        </AppmixerProvider>
      </QueryClientProvider>
    )
    const { rerender } = render(app([tokenOne, tokenTwo]))
    await waitFor(() => expect(screen.getByLabelText('one')).toHaveTextContent('Lost deal'))
    await waitFor(() => expect(screen.getByLabelText('two')).toHaveTextContent('Birthday'))
    expect(screen.getByLabelText('two')).not.toHaveTextContent('Lost deal')
    expect(screen.getByLabelText('one')).not.toHaveTextContent('Birthday')
    expect(keysOf(queryClient)).toHaveLength(2)
    expect([paths(one), paths(two)]).toEqual([['/flows'], ['/flows']])
    rerender(app([tokenOne, two.tokenFor(otherUser)]))
    await settle(queryClient)
    expect([paths(one), paths(two)]).toEqual([['/flows'], ['/flows']])
  })

  test('of one user: when one of them changes its user, the other keeps its list', async () => {
    const sandbox = createSandbox()
    const queryClient = new QueryClient()
    const tokens = { ada: sandbox.tokenFor(ada), ben: sandbox.tokenFor(ben) }
    const app = (second: string) => (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token={tokens.ada} fetch={sandbox.fetch}>
          <Names label="one" />
        </AppmixerProvider>
        <AppmixerProvider baseUrl={baseUrl} token={second} fetch={sandbox.fetch}>
          <Names label="two" />
        </AppmixerProvider>
      </QueryClientProvider>
    )
    const { rerender } = render(app(tokens.ada))
    await waitFor(() => expect(screen.getByLabelText('two')).toHaveTextContent('Lost deal'))
    rerender(app(tokens.ben))
    await waitFor(() => expect(screen.getByLabelText('two')).toHaveTextContent('Birthday'))
    expect(screen.getByLabelText('one')).toHaveTextContent('Lost deal')
    sandbox.database.flows[0]!.name = 'Changed'
    await act(() => queryClient.invalidateQueries())
    await waitFor(() => expect(screen.getByLabelText('one')).toHaveTextContent('Changed'))
  })
})

test('a queryClient by prop is used instead of the nearest, and needs none above', async () => {
  const sandbox = createSandbox()
  const [own, nearest] = [new QueryClient(), new QueryClient()]
  const app = (
    <AppmixerProvider
      baseUrl={baseUrl}
      token={sandbox.tokenFor(ada)}
      fetch={sandbox.fetch}
      queryClient={own}
    >
      <Names />
    </AppmixerProvider>
  )
  const { rerender } = render(app)
  await screen.findByText(/Lost deal/)
  rerender(<QueryClientProvider client={nearest}>{app}</QueryClientProvider>)
  await screen.findByText(/Lost deal/)
  expect(keysOf(own)).toHaveLength(1)
  expect(keysOf(nearest)).toHaveLength(0)
})

test('options for router loaders fill the cache that the hook reads', async () => {
  const world = createWorld()
  const { result } = renderHook(() => useAppmixerClient(), { wrapper: world.wrapper })
  await world.queryClient.ensureQueryData({
    ...flowsQueryOptions(result.current),
    staleTime: 60_000,
  })
  world.sandbox.requests.clear()
  const list = renderHook(() => useFlows({}, { staleTime: 60_000 }), world)
  expect(list.result.current.data).toHaveLength(28)
  expect(world.sandbox.requests.entries).toHaveLength(0)
})

function Names({
  label,
  probe,
}: {
  label?: string | undefined
  probe?: (names: string | undefined) => void
}) {
  const { data } = useFlows()
  const names = data?.map(({ name }) => name).join()
  probe?.(names)
  return <p aria-label={label}>{names}</p>
}

interface Mounted extends Partial<Omit<AppmixerProviderProps, 'children'>> {
  sandbox?: ReturnType<typeof createSandbox>
  /** Called while rendering, for hooks of a test's own. */
  probe?: () => void
}

/** An app with one list, whose provider's props a test can change. */
function mount({ sandbox, probe, ...first }: Mounted) {
  const client = new QueryClient()
  const frames: (string | undefined)[] = []
  const initial = sandbox && { token: sandbox.tokenFor(ada), fetch: sandbox.fetch }
  function Screen() {
    probe?.()
    return <Names probe={(names) => frames.push(names)} />
  }
  const app = (props: Mounted) => (
    <QueryClientProvider client={client}>
      <AppmixerProvider baseUrl={baseUrl} {...initial} {...first} {...props}>
        <Screen />
      </AppmixerProvider>
    </QueryClientProvider>
  )
  const { rerender, unmount } = render(app({}))
  return { client, frames, unmount, rerender: (props: Mounted) => rerender(app(props)) }
}

function keysOf(client: QueryClient): QueryKey[] {
  return client
    .getQueryCache()
    .getAll()
    .map(({ queryKey }) => queryKey)
}

function paths({ requests }: ReturnType<typeof createSandbox>): string[] {
  return requests.entries.map(({ path }) => path).toSorted()
}

/** Until nothing is under way, and React has been told. */
async function settle(client: QueryClient): Promise<void> {
  await act(async () => {
    do await new Promise((resolve) => setTimeout(resolve))
    while (client.isFetching() + client.isMutating() > 0)
  })
}

/** Texts that only this user may see. */
function canariesOf({ database }: ReturnType<typeof createSandbox>, username: string): string[] {
  const { id } = database.users.find((user) => user.username === username)!
  const own = database.flows.filter(
    ({ userId, sharedWith }) => userId === id && !sharedWith?.length,
  )
  return [id, ...own.map(({ flowId }) => flowId), ...own.map(({ name }) => JSON.stringify(name))]
}

/** What a component throws when it is rendered. */
function errorOfRendering(element: ReactNode): unknown {
  let caught: unknown
  class Boundary extends Component<{ children: ReactNode }> {
    override state = { failed: false }
    static getDerivedStateFromError = () => ({ failed: true })
    override componentDidCatch(error: unknown) {
      caught = error
    }
    override render() {
      return this.state.failed ? null : this.props.children
    }
  }
  const log = vi.spyOn(console, 'error').mockReturnValue()
  render(
    <StrictMode>
      <Boundary>{element}</Boundary>
    </StrictMode>,
  )
  log.mockRestore()
  return caught
}
