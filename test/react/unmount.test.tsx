/** What becomes of a session whose provider is unmounted. */
import {
  MutationCache,
  onlineManager,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query'
import { act, cleanup, render, waitFor } from '@testing-library/react'
import { Activity, StrictMode, Suspense, use, type ReactNode } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import {
  AppmixerProvider,
  deleteFlowMutationOptions,
  updateFlowMutationOptions,
  useAppmixerSession,
  useFlows,
  useStartFlows,
  useUndoable,
  useUpdateFlow,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { createGate } from '../cache/gate.ts'
import { ada, baseUrl, ben } from '../support.tsx'

afterEach(() => {
  cleanup()
  onlineManager.setOnline(true)
})

describe('writes of a user whose provider is unmounted', () => {
  test.each([
    ['by a key, for another user’s', (user: string) => user, [ben]],
    ['for good', () => undefined, [undefined]],
    ['before another user’s is mounted', () => undefined, [undefined, ben]],
  ])('%s: none is sent, with no token', async (_, keyOf, steps) => {
    const world = createWorld()
    const { app, gate, sandbox, show } = world
    await loaded(world)
    gate.hold('PUT')
    gate.hold('POST')
    const [first, second, third] = app().flows.data!.map(({ flowId }) => flowId)
    const startable = app().flows.data!.filter(({ stage }) => stage === 'stopped')
    await act(async () => {
      void app().start.run(startable)
      void app().remove.mutate({ flowId: first! })
      app().update.mutate({ flowId: second!, name: 'One' })
      app().update.mutate({ flowId: second!, name: 'Two', forceUpdate: true })
    })
    act(() => {
      onlineManager.setOnline(false)
      app().update.mutate({ flowId: third!, name: 'Offline' })
    })
    await waitFor(() => expect(gate.held.length).toBeGreaterThan(1))
    const held = [...gate.held]
    sandbox.requests.clear()
    gate.open()
    for (const user of steps) show(user, keyOf(user ?? ''))
    if (steps.length === 1) await settled()
    expect(held.every(({ request }) => request.signal.aborted)).toBe(true)
    act(() => onlineManager.setOnline(true))
    await act(() => world.queryClient.resumePausedMutations())
    await settled()
    expect(sandbox.requests.entries.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(cached(world.queryClient)).not.toContain('Lost deal')
    expect(world.queryClient.getMutationCache().getAll()).toEqual([])
  })

  test('go on when it is mounted again at once, and are sent no earlier', async () => {
    const world = createWorld()
    const { app, gate, sandbox, show } = world
    await loaded(world)
    gate.hold('PUT')
    const { flowId } = app().flows.data![0]!
    act(() => {
      app().update.mutate({ flowId, name: 'One', forceUpdate: true })
      app().update.mutate({ flowId, description: 'Two', forceUpdate: true })
    })
    await waitFor(() => expect(gate.held).toHaveLength(1))
    gate.open()
    sandbox.requests.clear()
    show(undefined)
    world.user = ada
    await gate.held[0]!.release()
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
    expect(sandbox.requests.count('PUT')).toBe(1)
    show(ada)
    await waitFor(() => expect(sandbox.requests.count('PUT')).toBe(2))
    await waitFor(() => expect(JSON.stringify(app().flows.data)).toContain('"One"'))
  })

  test('are sent when the page is closed, undo windows too', async () => {
    const world = createWorld()
    const { app, sandbox } = world
    await loaded(world)
    act(() => void app().remove.mutate({ flowId: app().flows.data![0]!.flowId }))
    await act(async () => window.dispatchEvent(new Event('pagehide')))
    await waitFor(() => expect(sandbox.requests.count('DELETE')).toBe(1))
  })
})

describe('writes of a user whose provider stays', () => {
  test.each([
    [
      'hidden by <Activity>',
      (mode: Mode, child: ReactNode) => <Activity mode={mode}>{child}</Activity>,
    ],
    [
      'hidden by <Suspense>',
      (mode: Mode, child: ReactNode) => (
        <Suspense fallback={null}>
          {child}
          {mode === 'hidden' && <Forever />}
        </Suspense>
      ),
    ],
    ['under StrictMode', (_: Mode, child: ReactNode) => <StrictMode>{child}</StrictMode>],
  ])('%s go on', async (_, around) => {
    const world = createWorld(around)
    const { app, gate, sandbox, show } = world
    await loaded(world)
    gate.hold('PUT')
    const { flowId } = app().flows.data![0]!
    act(() => app().update.mutate({ flowId, name: 'Kept', forceUpdate: true }))
    await waitFor(() => expect(gate.held).toHaveLength(1))
    world.mode = 'hidden'
    show(ada)
    await settled()
    expect(gate.held[0]!.request.signal.aborted).toBe(false)
    world.mode = 'visible'
    show(ada)
    gate.open()
    await act(() => gate.held[0]!.release())
    await waitFor(() => expect(sandbox.requests.count('PUT')).toBe(1))
    await waitFor(() => expect(app().flows.data![0]!.name).toBe('Kept'))
  })

  test('nested in another user’s go on when that one is unmounted, and the other way round', async () => {
    const sandbox = createSandbox()
    const queryClient = new QueryClient()
    const tokens = { [ada]: sandbox.tokenFor(ada), [ben]: sandbox.tokenFor(ben) }
    const sizes: Record<string, number | undefined> = {}
    function List({ of }: { of: string }) {
      const size = useFlows().data?.length
      Object.assign(sizes, { [of]: size })
      return null
    }
    const app = (isNested: boolean) => (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token={tokens[ada]} fetch={sandbox.fetch}>
          <List of="ada" />
          {isNested && (
            <AppmixerProvider baseUrl={baseUrl} token={tokens[ben]} fetch={sandbox.fetch}>
              <List of="ben" />
            </AppmixerProvider>
          )}
        </AppmixerProvider>
      </QueryClientProvider>
    )
    const { rerender } = render(app(true))
    await waitFor(() => expect([sizes.ada, sizes.ben]).toEqual([28, expect.any(Number)]))
    sandbox.requests.clear()
    rerender(app(false))
    await settled()
    expect(sizes.ada).toBe(28)
    expect(sandbox.requests.count()).toBe(0)
    expect(queryClient.getQueryCache().getAll()).toHaveLength(1)
  })
})

test('two providers of one user that change to another in one commit send nothing of the first any more', async () => {
  const sandbox = createSandbox()
  const gate = createGate(sandbox)
  const queryClient = new QueryClient()
  const hooks: ReturnType<typeof useHooks>[] = []
  function Screen({ at }: { at: number }) {
    Object.assign(hooks, { [at]: useHooks() })
    return null
  }
  const tokens: Record<string, string> = {
    [ada]: sandbox.tokenFor(ada),
    [ben]: sandbox.tokenFor(ben),
  }
  const app = (user: string) => (
    <QueryClientProvider client={queryClient}>
      {[0, 1].map((at) => (
        <AppmixerProvider
          key={at}
          baseUrl={baseUrl}
          userKey={user}
          token={tokens[user]}
          fetch={gate.fetch}
        >
          <Screen at={at} />
        </AppmixerProvider>
      ))}
    </QueryClientProvider>
  )
  const { rerender } = render(app(ada))
  await waitFor(() => expect(hooks[1]!.flows.data).toHaveLength(28))
  gate.hold('PUT')
  const { flowId } = hooks[0]!.flows.data![0]!
  const ends = [0, 1].map((at) =>
    hooks[at]!.update.mutateAsync({ flowId, name: `Canary ${at}` }).catch(
      (error: unknown) => error,
    ),
  )
  await waitFor(() => expect(gate.held).toHaveLength(1))
  gate.open()
  rerender(app(ben))
  await settled()
  for (const end of ends) expect(await end).toMatchObject({ code: 'session' })
  expect(sandbox.requests.count('PUT')).toBe(0)
})

test('two providers that swap their users send nothing of one with the other’s token', async () => {
  const sandbox = createSandbox()
  const gate = createGate(sandbox)
  const queryClient = new QueryClient()
  const hooks: ReturnType<typeof useHooks>[] = []
  function Screen({ at }: { at: number }) {
    Object.assign(hooks, { [at]: useHooks() })
    return null
  }
  const app = (...users: string[]) => (
    <QueryClientProvider client={queryClient}>
      {users.map((user, at) => (
        <AppmixerProvider
          key={at}
          baseUrl={baseUrl}
          userKey={user}
          // Without an owner in it, nobody but the server knows whose token it is.
          getToken={() => `opaque-of-${user}`}
          fetch={async (input, init) => {
            const request = new Request(input, init)
            if (request.method !== 'GET') sent.push(request.headers.get('authorization')!)
            const headers = { authorization: `Bearer ${sandbox.tokenFor(user)}` }
            const { method, url, signal } = request
            if (sent.length === 1) return new Response('expired', { status: 401 })
            return gate.fetch(url, { method, headers, signal })
          }}
        >
          <Screen at={at} />
        </AppmixerProvider>
      ))}
    </QueryClientProvider>
  )
  const sent: string[] = []
  const { rerender } = render(app(ben, ada))
  await waitFor(() => expect(hooks[1]!.flows.data).toHaveLength(28))
  const { flowId } = hooks[1]!.flows.data![0]!
  const { mutate } = hooks[1]!.update
  act(() => {
    mutate({ flowId, name: 'Of Ada' })
    mutate({ flowId, forceUpdate: true, name: 'Also' })
  })
  rerender(app(ada, ben))
  await settled()
  expect(new Set(sent)).not.toContain(`Bearer opaque-of-${ben}`)
})

test('a function of a hook sends as the user that it was got for, or not at all', async () => {
  const world = createWorld()
  const { app, sandbox, show } = world
  await loaded(world)
  const { update, start, remove } = app()
  const { flowId } = app().flows.data![0]!
  // Without another key the component stays, and a question that it has asked may be answered later.
  show(ben, ada)
  await waitFor(() => expect(world.queryClient.isFetching()).toBe(0))
  sandbox.requests.clear()
  const late = { flowId, name: 'Of Ada', forceUpdate: true }
  await expect(update.mutateAsync(late)).rejects.toMatchObject({ code: 'session' })
  act(() => update.mutate(late))
  expect((await act(() => start.run([{ flowId }]))).failed).toBe(1)
  expect(await act(() => remove.mutate({ flowId }))).toMatchObject({ error: { code: 'session' } })
  await settled()
  expect(sandbox.requests.entries.filter(({ method }) => method !== 'GET')).toEqual([])
  await act(() =>
    app()
      .update.mutateAsync(late)
      .catch(() => {}),
  )
  expect(sandbox.requests.count('PUT')).toBe(1)
})

test('callbacks of the app’s MutationCache hear nothing of a session that ended', async () => {
  const heard: string[] = []
  const note = (name: string) => () => void heard.push(name)
  const queryClient = new QueryClient({
    mutationCache: new MutationCache({
      onMutate: note('onMutate'),
      onSuccess: note('onSuccess'),
      onError: note('onError'),
      onSettled: note('onSettled'),
    }),
  })
  const world = createWorld(undefined, queryClient)
  const { app, gate } = world
  await loaded(world)
  const [first, second] = app().flows.data!.map(({ flowId }) => flowId)
  await act(() => app().update.mutateAsync({ flowId: first!, name: 'Heard', forceUpdate: true }))
  expect(heard.splice(0)).toEqual(['onMutate', 'onSuccess', 'onSettled'])
  gate.hold('PUT')
  const { mutateAsync } = app().update
  const write = mutateAsync({ flowId: second!, name: 'Canary' }).catch((error: unknown) => error)
  await waitFor(() => expect(gate.held).toHaveLength(1))
  heard.length = 0
  act(() => app().session.signOut())
  expect(await write).toMatchObject({ code: 'session' })
  await settled()
  expect(heard).toEqual([])
  world.user = ben
  world.show(ben)
  await waitFor(() => expect(app().flows.data).toBeDefined())
  gate.open()
  await act(() =>
    app()
      .update.mutateAsync({ flowId: 'unknown', name: 'Heard' })
      .catch(() => {}),
  )
  expect(heard).toEqual(['onMutate', 'onError', 'onSettled'])
})

type Mode = 'visible' | 'hidden'

function Forever() {
  return use(never)
}

const never = new Promise<null>(() => {})

function useHooks() {
  return {
    session: useAppmixerSession(),
    flows: useFlows({}, { refetchInterval: false }),
    update: useUpdateFlow(),
    start: useStartFlows({ concurrency: 1 }),
    remove: useUndoable(deleteFlowMutationOptions, { window: 60_000 }),
    rename: useUndoable(updateFlowMutationOptions),
  }
}

/** An app whose token callback answers for whoever is signed in now. */
function createWorld(
  around: (mode: Mode, child: ReactNode) => ReactNode = (_, child) => child,
  queryClient = new QueryClient(),
) {
  const sandbox = createSandbox()
  const gate = createGate(sandbox)
  const hooks: { current?: ReturnType<typeof useHooks> } = {}
  const world = { sandbox, gate, queryClient, mode: 'visible' as Mode, user: ada, show, app }
  function Screen() {
    Object.assign(hooks, { current: useHooks() })
    return null
  }
  const tree = (user: string | undefined, key?: string) => (
    <QueryClientProvider client={queryClient}>
      {around(
        world.mode,
        user !== undefined && (
          <AppmixerProvider
            key={key}
            baseUrl={baseUrl}
            userKey={user}
            getToken={() => sandbox.tokenFor(world.user)}
            fetch={gate.fetch}
            retries={0}
          >
            <Screen />
          </AppmixerProvider>
        ),
      )}
    </QueryClientProvider>
  )
  const { rerender } = render(tree(ada, ada))
  function app() {
    return hooks.current!
  }
  function show(user: string | undefined, key = user) {
    // Whoever leaves, the token callback of before answers for the next user.
    if (user !== ada) world.user = ben
    rerender(tree(user, key))
  }
  return world
}

async function loaded({ app }: ReturnType<typeof createWorld>): Promise<void> {
  await waitFor(() => expect(app().flows.data).toHaveLength(28))
}

async function settled(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve))
  })
}

function cached(queryClient: QueryClient): string {
  const queries = queryClient.getQueryCache().getAll()
  return JSON.stringify(queries.map(({ state }) => state))
}
