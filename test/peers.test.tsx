/** What published packages of this kind get wrong, one test for each: not here. */
import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StrictMode, type ReactNode } from 'react'
import { beforeEach, expect, test } from 'vitest'
import {
  AppmixerProvider,
  TaskInbox,
  useFlowList,
  useFlows,
  usePeopleTasks,
  useUpdateFlow,
  type AppmixerProviderProps,
} from '../src/index.ts'
import { createSandbox } from '../src/sandbox/index.ts'
import { createGate } from './cache/gate.ts'
import { ada, baseUrl, ben } from './support.tsx'

const sandbox = createSandbox()
let queryClient: QueryClient

beforeEach(() => {
  sandbox.requests.clear()
  queryClient = new QueryClient()
})

test('the app’s own QueryClient is the one below the provider, for the app’s hooks and for ours', async () => {
  function Own() {
    const flows = useFlows()
    const own = useQuery({ queryKey: ['own'], queryFn: () => 'of the app' })
    expect(useQueryClient()).toBe(queryClient)
    return <p>{`${own.data} ${flows.data?.length}`}</p>
  }
  render(<App>{<Own />}</App>)
  await screen.findByText('of the app 28')
  expect(queryClient.getQueryData(['own'])).toBe('of the app')
  expect(queryClient.getQueryCache().getAll()).toHaveLength(2)
})

test.each([
  ['another token', {}],
  ['another userKey, and data that is fresh for an hour', { staleTime: 3_600_000 }],
])(
  'with %s the other user’s data is asked for and shown, never the first’s',
  async (_, options) => {
    const frames: { token: string; shown: string }[] = []
    function List({ token }: { token: string }) {
      const shown = JSON.stringify(useFlows({}, options).data ?? null)
      frames.push({ token, shown })
      return (
        <p>{shown.includes('Birthday wishes') ? 'Ben' : shown.includes('Lost deal') && 'Ada'}</p>
      )
    }
    const userKey = (name: string) => ('staleTime' in options ? name : undefined)
    const [first, second] = [sandbox.tokenFor(ada), sandbox.tokenFor(ben)]
    const app = (token: string, name: string) => (
      <App token={token} userKey={userKey(name)}>
        <List token={token} />
      </App>
    )
    const { rerender } = render(app(first, 'ada'))
    await screen.findByText('Ada')
    rerender(app(second, 'ben'))
    await screen.findByText('Ben')
    expect(
      frames.filter(({ token, shown }) => token === second && shown.includes('Lost deal')),
    ).toEqual([])
    expect(sandbox.requests.count('GET /flows')).toBe(2)
  },
)

test('the request itself is aborted when nobody waits for it any more', async () => {
  const gate = createGate(sandbox)
  gate.hold('GET /flows')
  const { unmount } = renderHook(() => useFlows(), {
    wrapper: ({ children }) => <App fetch={gate.fetch}>{children}</App>,
  })
  await waitFor(() => expect(gate.held).toHaveLength(1))
  expect(gate.held[0]!.request.signal.aborted).toBe(false)
  unmount()
  await waitFor(() => expect(gate.held[0]!.request.signal.aborted).toBe(true))
})

test('a status that did not exist when the package was made is shown, not an error', async () => {
  const [flow] = sandbox.database.flows
  const [task] = sandbox.database.tasks.filter(({ approver }) => approver === ada)
  const [stage, status] = [flow!.stage, task!.status]
  Object.assign(flow!, { stage: 'hibernating' })
  Object.assign(task!, { status: 'escalated' })
  const { result } = renderHook(() => [useFlows(), usePeopleTasks()] as const, { wrapper: App })
  await waitFor(() => expect(result.current[1].isSuccess).toBe(true))
  await waitFor(() => expect(result.current[0].isSuccess).toBe(true))
  expect(result.current[0].data!.find(({ flowId }) => flowId === flow!.flowId)!.stage).toBe(
    'hibernating',
  )
  expect(result.current[1].data!.find(({ taskId }) => taskId === task!.taskId)!.status).toBe(
    'escalated',
  )
  Object.assign(flow!, { stage })
  Object.assign(task!, { status })
})

test('callbacks, objects and lists written inline, in 50 renders, cost not one request more', async () => {
  function Inline({ count }: { count: number }) {
    useFlows(
      { filter: ['stage:running'], limit: 5 },
      { select: (rows) => [...rows], meta: { count } },
    )
    useFlowList({ onOpen: () => count, messages: { none: 'Nothing' }, filter: ['stage:running'] })
    useUpdateFlow({ onSuccess: () => {}, onError: () => {} })
    return (
      <TaskInbox.Root messages={{ reason: () => String(count) }}>
        <TaskInbox.Items>
          <TaskInbox.Title />
        </TaskInbox.Items>
      </TaskInbox.Root>
    )
  }
  const token = sandbox.tokenFor(ada)
  const app = (count: number) => (
    <App
      token={token}
      getToken={() => token}
      fetch={(...request) => sandbox.fetch(...request)}
      onDrift={() => count}
      onAuthError={() => count}
    >
      <Inline count={count} />
    </App>
  )
  const { rerender } = render(app(0))
  await settled()
  const asked = sandbox.requests.entries.map(({ route, search }) => `${route}?${search}`)
  expect(asked.filter((path) => path.startsWith('GET /flows?'))).toHaveLength(2)
  expect(new Set(asked).size).toBe(asked.length)
  for (let count = 1; count <= 50; count++) rerender(app(count))
  await settled()
  expect(sandbox.requests.count()).toBe(asked.length)
})

test('no token, nor anything made of it, is in a key or a URL; a list follows a mutation by itself', async () => {
  const token = sandbox.tokenFor(ada)
  const { result } = renderHook(() => ({ flows: useFlows(), update: useUpdateFlow() }), {
    wrapper: ({ children }) => <App token={token}>{children}</App>,
  })
  await waitFor(() => expect(result.current.flows.data).toBeDefined())
  const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!
  await act(() => result.current.update.mutateAsync({ flowId, name: 'Followed' }))
  await settled()
  const nameOf = () => result.current.flows.data!.find((flow) => flow.flowId === flowId)!.name
  await waitFor(() => expect(nameOf()).toBe('Followed'))
  expect(sentPaths()).toEqual(['GET /flows', `PUT /flows/${flowId}`, 'GET /flows'])

  const keys = JSON.stringify(
    [...queryClient.getQueryCache().getAll(), ...queryClient.getMutationCache().getAll()].map(
      ({ options }) => [options],
    ),
  )
  expect(keys).toContain('"flows","list"')
  const withOther = renderHook(() => useFlows(), {
    wrapper: ({ children }) => <App token={sandbox.tokenFor(ada)}>{children}</App>,
  })
  await waitFor(() => expect(withOther.result.current.data).toBeDefined())
  // Two tokens of one user: the same keys, and nothing in a URL at all.
  expect(queryClient.getQueryCache().getAll()).toHaveLength(1)
  expect(keys).not.toContain(token)
  expect(sandbox.requests.entries.filter(({ search }) => search.size > 0)).toEqual([])
})

test('nothing is kept in the module or the browser: two caches know nothing of each other, no storage is written', async () => {
  const [one, two] = [new QueryClient(), new QueryClient()]
  const tokens = [sandbox.tokenFor(ada), sandbox.tokenFor(ben)]
  for (const [index, client] of [one, two].entries()) {
    queryClient = client
    const { result } = renderHook(() => useFlows(), {
      wrapper: ({ children }) => <App token={tokens[index]}>{children}</App>,
    })
    await waitFor(() => expect(result.current.data).toBeDefined())
  }
  const [ofAda, ofBen] = [one, two].map((client) =>
    JSON.stringify(
      client
        .getQueryCache()
        .getAll()
        .map(({ state }) => state.data),
    ),
  )
  expect([ofAda!.includes('Birthday wishes'), ofBen!.includes('Lost deal')]).toEqual([false, false])
  expect([localStorage.length, sessionStorage.length, document.cookie]).toEqual([0, 0, ''])
})

test('the package brings ky and no copy of React, TanStack Query or zod, and makes no QueryClient', () => {
  const root = join(import.meta.dirname, '..')
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  expect(Object.keys(manifest.peerDependencies).toSorted()).toEqual([
    '@tanstack/react-query',
    '@tanstack/react-virtual',
    'msw',
    'papaparse',
    'react',
    'zod',
  ])
  // Each of these is wanted by one entry only: virtual, msw, csv, schemas.
  expect(manifest.peerDependenciesMeta).toEqual({
    '@tanstack/react-virtual': { optional: true },
    msw: { optional: true },
    papaparse: { optional: true },
    zod: { optional: true },
  })
  expect(Object.keys(manifest.dependencies)).toEqual(['ky'])
  // What is kept there is the id of a copy that is to be removed, by tenant and user.
  const keepers = new Set([join('integrations', 'setup', 'leftovers.ts')])
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    // A test has no app with a QueryClient of its own.
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('testing/') && !keepers.has(file))
    .map((file) => readFileSync(join(root, 'src', file), 'utf8').replace(/\/\*[^]*?\*\//g, ''))
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.filter((text) => /new QueryClient\(|(local|session)Storage/.test(text))).toEqual(
    [],
  )
})

interface Manifest {
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
  peerDependenciesMeta: Record<string, { optional?: boolean }>
}

function App({ children, ...props }: Partial<AppmixerProviderProps> & { children: ReactNode }) {
  const token = props.token ?? sandbox.tokenFor(ada)
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} fetch={sandbox.fetch} {...props} token={token}>
          {children}
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>
  )
}

function sentPaths(): string[] {
  return sandbox.requests.entries.map(({ method, path }) => `${method} ${path}`)
}

/** Until nothing is under way, and React has been told. */
async function settled(): Promise<void> {
  await act(async () => {
    do await new Promise((resolve) => setTimeout(resolve))
    while (queryClient.isFetching() + queryClient.isMutating() > 0)
  })
}
