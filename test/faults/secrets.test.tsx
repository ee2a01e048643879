import {
  dehydrate,
  hashKey,
  QueryClient,
  QueryClientProvider,
  useQuery,
} from '@tanstack/react-query'
import { act, fireEvent, render, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  createAppmixerClient,
  FlowList,
  peopleTaskQueryOptions,
  TaskInbox,
  useAppmixerClient,
  useAppmixerSession,
  usePeopleTasks,
  usePeopleTasksCount,
  type AppmixerProviderProps,
  type DriftReport,
} from '../../src/index.ts'
import { createSandbox, type Fault } from '../../src/sandbox/index.ts'
import { ada, baseUrl, ben } from '../support.tsx'

const said: unknown[][] = []

beforeEach(() => {
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...words) => void said.push(words))
  }
})

afterEach(() => {
  said.length = 0
  vi.restoreAllMocks()
})

/** What a session may run into; each of them words its errors and reports differently. */
const weather: [string, Fault[]][] = [
  ['all is well', []],
  ['the server refuses', [{ status: 400, message: 'No' }]],
  ['nobody may', [{ status: 403 }]],
  ['tokens are refused', [{ status: 401 }]],
  ['the connection is lost', [{ network: 'lost' }]],
  ['a page answers', [{ body: '<p>Sign in' }]],
  ['answers have drifted', [{ body: [{ taskId: 7, flowId: 7 }] }]],
]

test.each(weather)('I7: a task secret is on the wire, and nowhere else: %s', async (_, faults) => {
  const sandbox = createSandbox({ faults })
  const secret = sandbox.secretOf(ada)
  const own = sandbox.secretOf(ben)
  const { taskId } = sandbox.database.tasks[0]!
  const reports: DriftReport[] = []
  const app = mount({ fetch: sandbox.fetch, secret, onDrift: (report) => reports.push(report) })
  function Approver() {
    // One by prop, and another by hand.
    const reads = [
      usePeopleTasks({ secret: own }),
      usePeopleTasksCount({ secret: own }),
      useQuery(peopleTaskQueryOptions(useAppmixerClient(), { taskId, secret: own })),
    ]
    app.notice(...reads)
    return <Inbox />
  }
  const { unmount } = render(app.with(<Approver />))
  await settled(app.queryClient)
  clickFirst('approve')
  clickFirst('reject')
  await settled(app.queryClient)
  for (const canary of [secret, own]) {
    expect(traces(app, reports).includes(canary)).toBe(false)
    expect(sandbox.requests.entries.map(wireOf).join()).toContain(canary)
  }
  expect(sandbox.requests.entries.every(({ authorized }) => !authorized)).toBe(true)
  unmount()
})

test.each(weather)('I8: a token is on the wire, and nowhere else: %s', async (_, faults) => {
  const sandbox = createSandbox()
  const before = new Set(Object.keys(window))
  const canaries = [sandbox.tokenFor(ada), sandbox.tokenFor(ada), sandbox.tokenFor(ada)]
  const sent: (string | null)[] = []
  const reports: DriftReport[] = []
  const failures: unknown[] = []
  const next = canaries.values()
  const app = mount({
    fetch: async (input, init) => {
      const request = new Request(input, init)
      sent.push(request.headers.get('authorization'))
      return sandbox.fetch(request)
    },
    token: next.next().value,
    getToken: () => next.next().value!,
    onDrift: (report) => reports.push(report),
    onAuthError: (error) => failures.push(error),
  })
  const { unmount } = render(app.with(<Dashboard notice={app.notice} />))
  await settled(app.queryClient)
  faults.forEach((fault) => sandbox.faults.add(fault))
  clickFirst('start')
  clickFirst('approve')
  await act(() => app.queryClient.invalidateQueries())
  await settled(app.queryClient)
  expect(sent).toContain(`Bearer ${canaries[0]}`)
  const globals = Object.entries(window).filter(([name]) => !before.has(name))
  for (const canary of canaries) {
    expect(traces(app, [reports, failures, globals]).includes(canary)).toBe(false)
  }
  unmount()
})

test('I8: nor does the client show it to whoever looks at it', () => {
  const [token, secret] = ['token-canary', 'secret-canary']
  const client = createAppmixerClient({ baseUrl, token, secret })
  expect(everything([client, client.session.get()])).not.toMatch(/canary/)
})

type App = ReturnType<typeof mount>

function mount(props: Partial<AppmixerProviderProps>) {
  const queryClient = new QueryClient()
  const noticed: unknown[] = []
  return {
    queryClient,
    noticed,
    notice: (...values: unknown[]) => void noticed.push(...values),
    with: (children: ReactNode) => (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} retries={0} {...props}>
          {children}
        </AppmixerProvider>
      </QueryClientProvider>
    ),
  }
}

/** The first button of this kind, if the weather left one. */
function clickFirst(action: string): void {
  const button = document.querySelector(`[data-action="${action}"]`)
  if (button) fireEvent.click(button)
}

async function settled(queryClient: QueryClient): Promise<void> {
  await act(async () => {})
  await waitFor(() => expect(queryClient.isFetching() + queryClient.isMutating()).toBe(0))
}

/** All that somebody could read who is not on the wire. */
function traces({ queryClient, noticed }: App, told: unknown): string {
  const queries = queryClient.getQueryCache().getAll()
  const mutations = queryClient.getMutationCache().getAll()
  return everything([
    queries.map(({ queryKey, queryHash, state, meta }) => [
      queryKey,
      hashKey(queryKey),
      queryHash,
      state,
      meta,
    ]),
    mutations.map(({ options: { mutationKey, scope, meta }, state }) => [
      mutationKey,
      scope,
      meta,
      state,
    ]),
    dehydrate(queryClient, {
      shouldDehydrateMutation: () => true,
      shouldDehydrateQuery: () => true,
      shouldRedactErrors: () => false,
    }),
    noticed,
    told,
    said,
    Object.entries(localStorage),
    Object.entries(sessionStorage),
    document.cookie,
    location.href,
    document.documentElement.outerHTML,
  ])
}

/** Every value that can be reached, functions aside, errors and what is not enumerable included. */
function everything(root: unknown): string {
  const seen = new Set<unknown>()
  const texts: string[] = []
  const left = [root]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string') texts.push(value)
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (value instanceof Map || value instanceof Set) left.push(...value)
    for (const name of Reflect.ownKeys(value)) {
      texts.push(String(name))
      left.push(Object.getOwnPropertyDescriptor(value, name)!.value)
    }
  }
  return texts.join('\n')
}

function wireOf({ path, search, body }: { path: string; search: URLSearchParams; body: unknown }) {
  return `${path}?${search} ${JSON.stringify(body)}`
}

function Dashboard({ notice }: { notice: (...values: unknown[]) => void }) {
  notice(useAppmixerSession())
  return (
    <>
      <FlowList.Root>
        <FlowList.Failure />
        <FlowList.Items>
          <FlowList.Name />
          <FlowList.Start />
          <FlowList.ItemError />
        </FlowList.Items>
        <FlowList.Announcer />
      </FlowList.Root>
      <Inbox />
    </>
  )
}

function Inbox() {
  return (
    <TaskInbox.Root>
      <TaskInbox.Failure />
      <TaskInbox.Items>
        <TaskInbox.Title />
        <TaskInbox.Approve />
        <TaskInbox.Reject />
        <TaskInbox.ItemError />
      </TaskInbox.Items>
      <TaskInbox.Announcer />
    </TaskInbox.Root>
  )
}
