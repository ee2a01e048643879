import {
  dehydrate,
  hydrate,
  onlineManager,
  QueryClient,
  QueryClientProvider,
  QueryObserver,
  useMutation,
} from '@tanstack/react-query'
import { act, cleanup, render, renderHook, waitFor } from '@testing-library/react'
import { Activity, StrictMode, type ReactNode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  createAppmixerClient,
  createPeopleTask,
  flowsQueryOptions,
  useAppmixerSession,
  useApproveTask,
  useAuthenticateUser,
  useCreateAccount,
  useRejectTask,
  useSignupUser,
  type MutationHookResult,
  useCreatePeopleTask,
  useFlows,
  useUpdateFlow,
  type AppmixerProviderProps,
} from '../../src/index.ts'
import { createSandbox, demoUsers, type Sandbox } from '../../src/sandbox/index.ts'
import { createGate } from '../cache/gate.ts'
import { defer } from '../client/wire.ts'
import { hourly } from '../jwt.ts'
import { ada, baseUrl, ben, clientOf, createWorld } from '../support.tsx'

afterEach(cleanup)

test('an app that was hidden and is shown again ends its session all the same when its user signs out', async () => {
  const sandbox = createSandbox()
  const token = sandbox.tokenFor(ada)
  const queryClient = new QueryClient()
  const visible = { mode: 'visible' as const }
  function Screen() {
    const { signOut } = useAppmixerSession()
    return <button onClick={signOut}>{useFlows().data?.length}</button>
  }
  const app = ({ mode }: { mode: 'visible' | 'hidden' }) => (
    <QueryClientProvider client={queryClient}>
      <Activity mode={mode}>
        <AppmixerProvider baseUrl={baseUrl} token={token} fetch={sandbox.fetch}>
          <Screen />
        </AppmixerProvider>
      </Activity>
    </QueryClientProvider>
  )
  const { rerender, getByText } = render(app(visible))
  await waitFor(() => expect(getByText('28')).toBeVisible())
  rerender(app({ mode: 'hidden' }))
  await act(async () => {})
  rerender(app(visible))
  await waitFor(() => expect(getByText('28')).toBeVisible())
  await act(async () => getByText('28').click())
  expect(queryClient.getQueriesData({}).filter(([, data]) => data !== undefined)).toEqual([])
})

describe('the status', () => {
  test('is unauthenticated without a token; reads wait, without an error, and go on with one', async () => {
    const sandbox = createSandbox()
    const { session, flows, rerender } = mount(sandbox)
    await act(async () => {})
    expect(session()).toMatchObject({ status: 'unauthenticated', user: undefined, error: null })
    expect(flows()).toMatchObject({ status: 'pending', fetchStatus: 'idle', error: null })
    expect(sandbox.requests.count()).toBe(0)
    rerender({ token: sandbox.tokenFor(ada) })
    expect(session().status).toBe('authenticated')
    await waitFor(() => expect(flows().data).toHaveLength(28))
    await waitFor(() => expect(session().user?.username).toBe(ada))
  })

  test('is loading until getToken has answered, and asks it and the server once, under StrictMode too', async () => {
    const sandbox = createSandbox()
    const token = defer<string>()
    const getToken = vi.fn(() => token.promise)
    const { session, flows } = mount(sandbox, { getToken, userKey: ada })
    await waitFor(() => expect(getToken).toHaveBeenCalled())
    expect(session()).toMatchObject({ status: 'loading', error: null })
    expect(flows().isLoading).toBe(true)
    await act(async () => token.resolve(sandbox.tokenFor(ada)))
    await waitFor(() => expect(session()).toMatchObject({ status: 'authenticated' }))
    await waitFor(() => expect(session().user?.username).toBe(ada))
    expect(getToken).toHaveBeenCalledOnce()
    expect([sandbox.requests.count('GET /user'), sandbox.requests.count('GET /flows')]).toEqual([
      1, 1,
    ])
  })

  test('is error when getToken fails; refresh asks it again, and what had failed is shown', async () => {
    const sandbox = createSandbox()
    const getToken = vi.fn(() => Promise.reject<string>(new Error('The back end is down')))
    const { session, flows } = mount(sandbox, { getToken, userKey: ada })
    await waitFor(() => expect(flows().error?.code).toBe('auth'))
    expect(session()).toMatchObject({ status: 'error', error: { code: 'auth' } })
    getToken.mockResolvedValue(sandbox.tokenFor(ada))
    await act(() => session().refresh())
    await waitFor(() => expect(flows().data).toHaveLength(28))
    expect(session()).toMatchObject({ status: 'authenticated', error: null })
    expect(sandbox.requests.count('GET /flows')).toBe(1)
  })

  test('refresh never rejects', async () => {
    const { session } = mount(createSandbox(), {
      getToken: () => Promise.reject(new Error('down')),
    })
    await act(async () => expect(await session().refresh()).toBeUndefined())
    expect(session().status).toBe('error')
  })

  test('stays authenticated when a read is forbidden', async () => {
    const sandbox = createSandbox({ faults: [{ on: 'GET /flows', status: 403 }] })
    const { session, flows } = mount(sandbox, { token: sandbox.tokenFor(ada) })
    await waitFor(() => expect(flows().error).toMatchObject({ code: 'http', status: 403 }))
    expect(session().status).toBe('authenticated')
  })

  test('is one object until something changes', async () => {
    const sandbox = createSandbox()
    const { session, rerender } = mount(sandbox, { token: sandbox.tokenFor(ada) })
    await waitFor(() => expect(session().user).toBeDefined())
    const before = session()
    rerender({ onAuthError: () => {} })
    expect(session()).toBe(before)
  })
})

describe('signing out', () => {
  test('aborts what is under way, empties the screen and the cache at once, and sends nothing more', async () => {
    const sandbox = createSandbox()
    const gate = createGate(sandbox)
    const getToken = vi.fn(() => sandbox.tokenFor(ada))
    const { session, flows, update, queryClient } = mount(sandbox, {
      getToken,
      userKey: ada,
      fetch: gate.fetch,
    })
    await waitFor(() => expect(flows().data).toHaveLength(28))
    gate.hold('PUT')
    const { flowId } = flows().data![0]!
    const write = update().mutateAsync({ flowId, name: 'Canary' })
    const outcome = write.catch((error: unknown) => error)
    await waitFor(() => expect(gate.held).toHaveLength(1))
    sandbox.requests.clear()

    act(() => {
      session().signOut()
      // At once, not with React's next commit: the app may take the provider away in the same breath.
      expect(gate.held[0]!.request.signal.aborted).toBe(true)
      expect(queryClient.getQueryCache().getAll()).toEqual([])
    })
    expect(session()).toMatchObject({ status: 'unauthenticated', user: undefined, error: null })
    expect(flows().data).toBeUndefined()
    expect(await outcome).toMatchObject({ code: 'session' })
    expect(dump(queryClient)).not.toContain('Lost deal')
    await act(() => flows().refetch())
    expect([sandbox.requests.count(), getToken.mock.calls.length]).toEqual([0, 1])
  })

  test('leaves nothing of what a server had rendered', async () => {
    const sandbox = createSandbox()
    const token = sandbox.tokenFor(ada)
    const onServer = new QueryClient()
    await onServer.prefetchQuery(
      flowsQueryOptions(createAppmixerClient({ baseUrl, token, fetch: sandbox.fetch })),
    )
    const { session, flows, queryClient } = mount(sandbox, { token }, (client) =>
      hydrate(client, JSON.parse(JSON.stringify(dehydrate(onServer)))),
    )
    expect(flows().data).toHaveLength(28)
    const own = new QueryObserver(queryClient, { queryKey: keyOf(queryClient) })
    const unsubscribe = own.subscribe(() => {})
    act(() => session().signOut())
    expect([flows().data, own.getCurrentResult().data]).toEqual([undefined, undefined])
    expect(dump(queryClient)).not.toContain('Lost deal')
    unsubscribe()
  })

  test('lasts while the app passes the same token, and ends with another one', async () => {
    const sandbox = createSandbox()
    const { session, flows, rerender } = mount(sandbox, { token: sandbox.tokenFor(ada) })
    await waitFor(() => expect(flows().data).toBeDefined())
    act(() => session().signOut())
    rerender({ onDrift: () => {} })
    expect(session().status).toBe('unauthenticated')
    rerender({ token: sandbox.tokenFor(ada) })
    await waitFor(() => expect(flows().data).toHaveLength(28))
    expect(session().status).toBe('authenticated')
  })

  test('ends with refresh', async () => {
    const sandbox = createSandbox()
    const getToken = vi.fn(() => sandbox.tokenFor(ada))
    const { session, flows } = mount(sandbox, { getToken, userKey: ada })
    await waitFor(() => expect(flows().data).toBeDefined())
    act(() => session().signOut())
    await act(() => session().refresh())
    await waitFor(() => expect(flows().data).toHaveLength(28))
    expect(getToken).toHaveBeenCalledTimes(2)
  })

  test('is also: the app takes the token away, whatever userKey says', async () => {
    const sandbox = createSandbox()
    const { session, flows, rerender, queryClient } = mount(sandbox, {
      token: sandbox.tokenFor(ada),
      userKey: ada,
    })
    await waitFor(() => expect(flows().data).toBeDefined())
    rerender({ token: undefined })
    expect(session().status).toBe('unauthenticated')
    expect(flows().data).toBeUndefined()
    expect(dump(queryClient)).not.toContain('Lost deal')
  })

  test('ends the session for every provider of the same user: all are signed out, and what waits is refused', async () => {
    const sandbox = createSandbox()
    const gate = createGate(sandbox)
    const token = sandbox.tokenFor(ada)
    const queryClient = new QueryClient()
    const one = mount(sandbox, { token, fetch: gate.fetch }, undefined, queryClient)
    const two = mount(sandbox, { token, fetch: gate.fetch }, undefined, queryClient)
    await waitFor(() => expect(two.flows().data).toHaveLength(28))
    gate.hold('PUT')
    const { flowId } = two.flows().data![0]!
    // The first is under way, and of the provider that does not sign out.
    const outcomes = [two.update(), one.update()].map(({ mutateAsync }, index) =>
      mutateAsync({ flowId, name: `Canary ${index}` }).catch((error: unknown) => error),
    )
    await waitFor(() => expect(gate.held).toHaveLength(1))
    act(() => one.session().signOut())
    expect(gate.held[0]!.request.signal.aborted).toBe(true)
    expect([one, two].map(({ session }) => session().status)).toEqual([
      'unauthenticated',
      'unauthenticated',
    ])
    expect([one.flows().data, two.flows().data]).toEqual([undefined, undefined])
    expect(dump(queryClient)).not.toContain('Lost deal')
    for (const outcome of outcomes) expect(await outcome).toMatchObject({ code: 'session' })
    expect(sandbox.requests.count('PUT')).toBe(0)
    two.rerender({ token: sandbox.tokenFor(ada) })
    await waitFor(() => expect(two.flows().data).toHaveLength(28))
    expect(one.session().status).toBe('unauthenticated')
  })
})

describe('a token of another user under the same userKey', () => {
  test('given by getToken ends the session instead of mixing the two', async () => {
    const sandbox = createSandbox()
    const onAuthError = vi.fn()
    const { session, flows, rerender, queryClient } = mount(sandbox, {
      token: sandbox.tokenFor(ada),
      getToken: () => sandbox.tokenFor(ada),
      userKey: 'the same',
      onAuthError,
    })
    await waitFor(() => expect(flows().data).toBeDefined())
    rerender({ getToken: () => sandbox.tokenFor(ben) })
    sandbox.requests.clear()
    await act(() => session().refresh())
    await waitFor(() => expect(session().status).toBe('unauthenticated'))
    expect(flows().data).toBeUndefined()
    expect(dump(queryClient)).not.toContain('Lost deal')
    expect(sandbox.requests.count()).toBe(0)
    expect(onAuthError.mock.calls[0]![0]).toMatchObject({ code: 'session' })
  })

  test('passed as a prop begins a session of its own, and so does the next one', async () => {
    const sandbox = createSandbox()
    const userKey = 'the same'
    const { session, flows, rerender, queryClient } = mount(sandbox, {
      token: sandbox.tokenFor(ada),
      userKey,
    })
    await waitFor(() => expect(flows().data).toHaveLength(28))
    rerender({ token: sandbox.tokenFor(ben) })
    expect(flows().data).toBeUndefined()
    expect(dump(queryClient)).not.toContain('Lost deal')
    await waitFor(() => expect(session().user?.username).toBe(ben))
    await waitFor(() => expect(flows().data).toBeDefined())
    rerender({ token: sandbox.tokenFor(ada) })
    expect(flows().data).toBeUndefined()
    await waitFor(() => expect(session().user?.username).toBe(ada))
    await waitFor(() => expect(flows().data).toHaveLength(28))
  })
})

describe('userKey and token that change in two renders', () => {
  const kinds = ['JWT', 'opaque'] as const

  test.each(kinds)(
    'the userKey first (%s): nothing is shown or sent until both agree',
    async (kind) => {
      const { app, token } = createPair(kind)
      const { session, flows, rerender, queryClient, requests } = app
      await waitFor(() => expect(flows().data).toBeDefined())
      const sent = requests()
      rerender({ userKey: 'ben' })
      await act(async () => {})
      expect([session().status, flows().data]).toEqual(['unauthenticated', undefined])
      expect(queryClient.getQueriesData({}).filter(([, data]) => data !== undefined)).toEqual([])
      await act(() => flows().refetch())
      expect(requests()).toBe(sent)
      rerender({ token: token('ben') })
      await waitFor(() => expect(flows().data?.[0]?.name).toBe('of ben'))
      expect(session().status).toBe('authenticated')
    },
  )

  test.each(kinds)(
    'the userKey first (%s), and back again: the session begins anew',
    async (kind) => {
      const { app } = createPair(kind)
      const { flows, rerender } = app
      await waitFor(() => expect(flows().data).toBeDefined())
      rerender({ userKey: 'ben' })
      rerender({ userKey: 'ada' })
      await waitFor(() => expect(flows().data?.[0]?.name).toBe('of ada'))
    },
  )

  test.each(kinds)(
    'the token first (%s): the next user sees nothing of the one before, and is let in',
    async (kind) => {
      const { app, token } = createPair(kind)
      const { session, flows, rerender } = app
      await waitFor(() => expect(flows().data).toBeDefined())
      rerender({ token: token('ben') })
      // Whose an opaque token is only the userKey tells.
      if (kind === 'JWT') expect(flows().data).toBeUndefined()
      rerender({ userKey: 'ben' })
      if (kind === 'JWT') expect(flows().data).toBeUndefined()
      await waitFor(() => expect(flows().data?.[0]?.name).toBe('of ben'))
      expect(session().status).toBe('authenticated')
    },
  )

  test.each(kinds)('a renewed token (%s) is the user’s from then on', async (kind) => {
    const { app, token } = createPair(kind)
    const { session, flows, rerender } = app
    await waitFor(() => expect(flows().data).toBeDefined())
    rerender({ token: token('ada', 'renewed') })
    await act(() => new Promise((resolve) => setTimeout(resolve)))
    rerender({ userKey: 'ben' })
    await act(async () => {})
    expect([session().status, flows().data]).toEqual(['unauthenticated', undefined])
    rerender({ token: token('ben') })
    await waitFor(() => expect(flows().data?.[0]?.name).toBe('of ben'))
  })

  function createPair(kind: (typeof kinds)[number]) {
    const sandbox = createSandbox()
    const names = new Map<string, string>()
    const token = (user: 'ada' | 'ben', suffix = '') => {
      const own = kind === 'JWT' ? hourly(user) : `opaque-of-${user}-${suffix}`
      names.set(`Bearer ${own}`, user)
      return own
    }
    let count = 0
    const fetch: typeof globalThis.fetch = async (input, init) => {
      count++
      const name = names.get(new Request(input, init).headers.get('authorization')!)
      return Response.json(
        new Request(input, init).url.endsWith('/user')
          ? { id: name, username: name }
          : [{ flowId: `of-${name}`, name: `of ${name}` }],
      )
    }
    const app = mount(sandbox, { userKey: 'ada', token: token('ada'), fetch })
    return { app: { ...app, requests: () => count }, token }
  }
})

describe('what a write answers in secret', () => {
  test('can be read, and is listed nowhere: devtools, logs and persisters do not see it', async () => {
    const sandbox = createSandbox()
    const { queryClient, authenticate, createTask } = mount(sandbox, {
      token: sandbox.tokenFor(ada),
    })
    await act(() => authenticate().mutateAsync(demoUsers.ada))
    await waitFor(() => expect(authenticate().data!.token).toMatch(/^ey/))
    expect(dump(queryClient)).not.toContain(authenticate().data!.token)
    const decisionBy = '2027-01-01T00:00:00.000Z'
    const task = { title: 'x', approver: ben, requester: ada, decisionBy }
    await act(() => createTask().mutateAsync(task))
    await waitFor(() => expect(createTask().data!.approverSecret).toHaveLength(64))
    const { approverSecret, requesterSecret } = createTask().data!
    expect(dump(queryClient)).not.toContain(approverSecret)
    expect(dump(queryClient)).not.toContain(requesterSecret)
  })
})

describe('a confidential mutation, whatever the app sets', () => {
  const canary = 'canary-secret-5521'
  const decisionBy = '2027-01-01T00:00:00.000Z'
  const own = { gcTime: 60_000, networkMode: 'online', scope: { id: 'one' } } as const
  const kinds = {
    'sign-in': [() => useAuthenticateUser(own), { username: ada, password: canary }],
    'sign-up': [() => useSignupUser(own), { username: 'eve@acme.test', password: canary }],
    account: [() => useCreateAccount(own), { service: 'a:b', token: { key: canary } }],
    approval: [() => useApproveTask(own), { taskId: 'a-task', secret: canary }],
    rejection: [() => useRejectTask(own), { taskId: 'a-task', secret: canary }],
    'new task': [
      () => useCreatePeopleTask(own),
      { title: 'x', approver: ben, requester: ada, decisionBy },
    ],
  } as unknown as Record<string, [() => MutationHookResult<object, object>, object]>

  test.each(
    Object.keys(kinds).flatMap((kind) => [
      [kind, 'online'],
      [kind, 'offline'],
    ]),
  )('(%s, %s) is neither paused, dehydrated nor seen by devtools', async (kind, network) => {
    const [useIt, variables] = kinds[kind]!
    const sandbox = createSandbox()
    const fetch = vi.fn(async (...args: Parameters<typeof sandbox.fetch>) => {
      if (network === 'offline') throw new TypeError('Failed to fetch')
      return sandbox.fetch(...args)
    })
    const queryClient = new QueryClient({
      defaultOptions: { mutations: { networkMode: 'online', gcTime: 60_000 } },
    })
    const seen: string[] = []
    queryClient.getMutationCache().subscribe((event) => {
      const { action, mutation } = event as { action?: object; mutation?: { state: object } }
      const stored = dehydrate(queryClient, { shouldDehydrateMutation: () => true })
      seen.push(JSON.stringify([action, mutation?.state, stored]))
    })
    const token = sandbox.tokenFor(ada)
    const { result, unmount } = renderHook(useIt, {
      wrapper: ({ children }) => (
        <QueryClientProvider client={queryClient}>
          <AppmixerProvider baseUrl={baseUrl} token={token} fetch={fetch} retries={0}>
            {children}
          </AppmixerProvider>
        </QueryClientProvider>
      ),
    })
    onlineManager.setOnline(network === 'online')
    await act(() => result.current.mutateAsync(variables).catch(() => {}))
    expect(fetch).toHaveBeenCalledOnce()
    expect(result.current.isPaused).toBe(false)
    expect(seen.filter((text) => text.includes(canary) || /(Secret|"token)"/.test(text))).toEqual(
      [],
    )
    expect(JSON.stringify(dehydrate(queryClient))).not.toContain(canary)
    unmount()
    await waitFor(() => expect(queryClient.getMutationCache().getAll()).toEqual([]))
    onlineManager.setOnline(true)
  })

  test('waits for no other of the scope that the caller gives it', async () => {
    const sandbox = createSandbox()
    const task = { title: 'x', approver: ada, requester: ben, decisionBy }
    const { taskId, approverSecret } = await createPeopleTask(clientOf(sandbox), task)
    const decision = { taskId, secret: approverSecret }
    const scope = { id: 'one' }
    const { result } = renderHook(
      () => ({
        other: useMutation({ scope, mutationFn: () => new Promise(() => {}) }),
        approve: useApproveTask({ scope, onMutate: () => Promise.resolve() }),
      }),
      { wrapper: createWorld(sandbox).wrapper },
    )
    act(() => result.current.other.mutate())
    act(() => result.current.approve.mutate(decision))
    await waitFor(() => expect(result.current.approve.isSuccess).toBe(true))
  })

  test('without a secret a decision is paused offline, and sent later', async () => {
    const sandbox = createSandbox()
    const queryClient = new QueryClient()
    const token = sandbox.tokenFor(ada)
    const { result } = renderHook(() => useApproveTask(), {
      wrapper: ({ children }) => (
        <QueryClientProvider client={queryClient}>
          <AppmixerProvider baseUrl={baseUrl} token={token} fetch={sandbox.fetch}>
            {children}
          </AppmixerProvider>
        </QueryClientProvider>
      ),
    })
    const { taskId } = sandbox.database.tasks.find(
      ({ approver, status }) => approver === ada && status === 'pending',
    )!
    onlineManager.setOnline(false)
    act(() => result.current.mutate({ taskId }))
    await waitFor(() => expect(result.current.isPaused).toBe(true))
    await act(async () => onlineManager.setOnline(true))
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
  })
})

/** An app of hooks, whose provider's props a test can change. */
function mount(
  sandbox: Sandbox,
  initial: Partial<AppmixerProviderProps> = {},
  prepare: (client: QueryClient) => void = () => {},
  queryClient = new QueryClient(),
) {
  prepare(queryClient)
  let props = initial
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} fetch={sandbox.fetch} {...props}>
          {children}
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  const { result, rerender } = renderHook(
    () => ({
      session: useAppmixerSession(),
      flows: useFlows({}, { staleTime: 60_000 }),
      update: useUpdateFlow(),
      authenticate: useAuthenticateUser(),
      createTask: useCreatePeopleTask(),
    }),
    { wrapper },
  )
  return {
    queryClient,
    session: () => result.current.session,
    flows: () => result.current.flows,
    update: () => result.current.update,
    authenticate: () => result.current.authenticate,
    createTask: () => result.current.createTask,
    rerender(next: Partial<AppmixerProviderProps>) {
      props = { ...props, ...next }
      rerender()
    },
  }
}

function keyOf(queryClient: QueryClient) {
  return queryClient
    .getQueryCache()
    .getAll()
    .find(({ state }) => state.data)!.queryKey
}

/** Everything that the cache holds, as devtools and persisters would see it. */
function dump(queryClient: QueryClient): string {
  return JSON.stringify([
    queryClient
      .getQueryCache()
      .getAll()
      .map(({ queryKey, state }) => [queryKey, state]),
    queryClient
      .getMutationCache()
      .getAll()
      .map(({ state }) => state),
  ])
}
