import {
  dehydrate,
  hydrate,
  keepPreviousData,
  notifyManager,
  QueryClient,
  QueryClientProvider,
  skipToken,
  type DehydratedState,
} from '@tanstack/react-query'
import fc, { type Scheduler } from 'fast-check'
import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  AppmixerProvider,
  flowsQueryOptions,
  useAppmixerClient,
  useAppmixerSession,
  useDeleteFlow,
  useFlows,
  useInfiniteFlows,
  useStartFlow,
  useUpdateFlow,
} from '../../src/index.ts'
import { runs } from '../runs.ts'
import { baseUrl } from '../support.tsx'
import { createTinyServer, refusal, type TinyServer } from './tinyServer.ts'

const users = ['ada', 'ben'] as const
type User = (typeof users)[number]

const command = fc.record({
  verb: fc.constantFrom(
    ...(['rename', 'start', 'delete', 'refetch'] as const),
    ...(['expire', 'expire', 'renew', 'switch', 'switch', 'sign out'] as const),
    ...(['unmount', 'mount', 'remount', 'nest', 'scroll', 'scroll'] as const),
    ...(['set', 'hydrate', 'clear'] as const),
  ),
  flow: fc.nat({ max: 1 }),
  outcome: fc.constantFrom('done', 'done', 'refused', 'lost'),
})

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

/** What an app may set for all of its queries, and what may carry data over. */
const defaults = fc.constantFrom<object[]>(
  {},
  { placeholderData: keepPreviousData },
  { placeholderData: (previous: unknown) => previous },
  { structuralSharing: (previous: unknown, next: unknown) => previous ?? next, select: copied },
  { initialData: undefined, meta: { of: 'everybody' } },
  { persister: (fetch: (context: unknown) => unknown, context: unknown) => fetch(context) },
)

function copied(data: unknown): unknown {
  return Array.isArray(data) ? [...(data as unknown[])] : data
}

beforeAll(() => {
  // As in a browser: whatever happens, happens by itself.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
  notifyManager.setScheduler(queueMicrotask)
})

afterAll(() => notifyManager.setScheduler((callback) => setTimeout(callback, 0)))

test('random interleavings of reads, writes, expiring tokens and users: never a foreign value, and in the end what the server has', async () => {
  const commands = fc.array(command, { minLength: 2, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(commands, defaults, fc.scheduler(), async (commands, queries, scheduler) => {
      const server = createTinyServer(users, 2)
      const queryClient = new QueryClient({ defaultOptions: { queries } })
      const app = mountApp({ server, queryClient, scheduler, commands })
      scheduler.scheduleSequence(commands.map((next) => async () => app.perform(next)))
      await app.idle()
      app.show()
      await app.idle()
      if (app.session().status !== 'authenticated') {
        void app.session().refresh()
        await app.idle()
      }
      expect([app.mixed, app.session().status]).toEqual([[], 'authenticated'])
      const own = [...server.flows.values()].filter(({ flowId }) => flowId.includes(app.user()))
      expect(app.shown()).toEqual(own)
      const scrolled = app.scrolled()
      expect(scrolled).toEqual(
        own.filter((flow) => scrolled.some((it) => it.flowId === flow.flowId)),
      )
      app.unmount()
    }),
    runs(250),
  )
}, 600_000)

interface AppSpec {
  server: TinyServer
  queryClient: QueryClient
  scheduler: Scheduler
  commands: Command[]
}

/** An app of one list whose host changes its user; every request and every token takes as long as the schedule says. */
function mountApp({ server, queryClient, scheduler, commands }: AppSpec) {
  const outcomes = commands.map(({ outcome }) => outcome)
  const scrolls = commands.some(({ verb }) => verb === 'scroll')
  const root = createRoot(document.createElement('div'))
  let user: User = 'ada'
  /** Whose providers are mounted. */
  let mounted: User[] = []
  let key = 0
  let isNested = false
  /** A session without a provider ends after the current task. */
  let isLeaving = false
  let screen!: ReturnType<typeof useScreen>

  const mixed: string[] = []
  function expectOwn(owner: User, text: string): void {
    if (isForeign(owner, text)) mixed.push(`${owner} meets ${text}`)
  }

  const pause = () => scheduler.schedule(Promise.resolve())

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const bearer = request.headers.get('authorization')!
    const sender = users.find((name) => bearer.includes(`of-${name}-`))!
    expectOwn(sender, request.url)
    if (!mounted.includes(sender)) mixed.push(`${sender} sends ${request.method} after the end`)
    const outcome = request.method === 'GET' ? 'done' : outcomes.shift()
    await pause()
    request.signal.throwIfAborted()
    const answer = outcome === 'refused' ? refusal(409, 'No') : await server.answer(request)
    await pause()
    if (outcome === 'lost') throw new TypeError('Failed to fetch')
    return answer
  }

  function Screen({ host }: { host: User }) {
    const own = useScreen(scrolls)
    // oxlint-disable-next-line react/globals -- the schedule is the one who clicks
    if (host === user) screen = own
    expectOwn(host, JSON.stringify([own.session.user, own.names, own.scrolled, own.writes]))
    return null
  }

  function providerOf(of: User, inner: ReactNode, at?: number): ReactNode {
    const getToken = async () => {
      await pause()
      return server.tokenFor(of)
    }
    return (
      <AppmixerProvider
        key={at}
        baseUrl={baseUrl}
        userKey={`of-${of}`}
        getToken={getToken}
        fetch={fetch}
        retries={0}
        // Writes end with their answer: nothing here lets time pass.
        flowTimeout={0}
      >
        <Screen host={of} />
        {inner}
      </AppmixerProvider>
    )
  }

  function show(next: User | undefined = user): void {
    user = next
    mounted = isNested ? [...users] : [next]
    const nested = isNested && providerOf(otherThan(next), null)
    const app = providerOf(next, nested, key)
    flushSync(() =>
      root.render(<QueryClientProvider client={queryClient}>{app}</QueryClientProvider>),
    )
  }

  function hide(): void {
    mounted = []
    isLeaving = true
    flushSync(() => root.render(null))
  }

  /** A cache that was cleared does not know of them. */
  let unsettled = 0
  function follow(work: Promise<unknown>): void {
    unsettled++
    const over = () => void unsettled--
    void work.then(over, over)
  }

  function perform({ verb, flow }: Command): void {
    const flowId = `flow-of-${user}-${flow}`
    const { queryKey } = flowsQueryOptions(screen.client)
    const isMounted = mounted.length > 0
    // A click needs a screen.
    if (!isMounted && ['rename', 'start', 'delete', 'scroll', 'sign out'].includes(verb)) return
    switch (verb) {
      case 'rename':
        return follow(screen.update.mutateAsync({ flowId, name: `Renamed, of-${user}` }))
      case 'start':
        return follow(screen.start.mutateAsync({ flowId }))
      case 'delete':
        return follow(screen.remove.mutateAsync({ flowId }))
      case 'refetch':
        return void queryClient.invalidateQueries()
      case 'expire':
        return server.expireTokens()
      case 'renew':
        return void screen.session.refresh()
      case 'switch':
        return show(otherThan(user))
      case 'sign out':
        return flushSync(() => screen.session.signOut())
      case 'unmount':
        return hide()
      case 'mount':
        return show()
      case 'remount':
        key++
        return show()
      case 'nest':
        isLeaving = isNested
        isNested = !isNested
        return show()
      case 'scroll':
        return void screen.scroll()
      case 'set':
        return void queryClient.setQueryData(queryKey, (rows) => rows && [...rows])
      case 'hydrate':
        return hydrateCopy(queryClient)
      case 'clear':
        return queryClient.clear()
    }
  }

  const isBusy = () => unsettled + queryClient.isFetching() + queryClient.isMutating() > 0

  show('ada')
  return {
    user: () => user,
    mixed,
    session: () => screen.session,
    show: () => show(),
    scrolled: () => screen.scrolled?.pages.flat() ?? [],
    shown: () => queryClient.getQueryData(flowsQueryOptions(screen.client).queryKey),
    perform,
    /** One step at a time, and only when everything that can be under way is, or the order would hardly vary. */
    async idle(): Promise<void> {
      do {
        for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
        if (isLeaving) await new Promise((resolve) => setTimeout(resolve))
        isLeaving = false
        if (scheduler.count() > 0) await scheduler.waitOne()
        if (isLeaving) continue
        if (!isNested && mounted.length > 0) expectOwn(user, cached(queryClient))
      } while (scheduler.count() > 0 || isBusy())
    },
    unmount(): void {
      root.unmount()
      queryClient.clear()
    },
  }
}

function useScreen(scrolls: boolean) {
  const update = useUpdateFlow()
  const start = useStartFlow()
  const remove = useDeleteFlow()
  const { data: scrolled, fetchNextPage: scroll } = useInfiniteFlows(
    scrolls ? { limit: 1 } : skipToken,
    { refetchInterval: false },
  )
  return {
    scrolled,
    scroll,
    client: useAppmixerClient(),
    session: useAppmixerSession(),
    names: useFlows({}, { refetchInterval: false }).data?.map(({ flowId, name }) => [flowId, name]),
    writes: [update, start, remove].map(({ variables, data }) => [variables, data]),
    update,
    start,
    remove,
  }
}

/** As another tab would bring it: the same, and newer. */
function hydrateCopy(queryClient: QueryClient): void {
  const copy = JSON.parse(JSON.stringify(dehydrate(queryClient))) as DehydratedState
  for (const { state } of copy.queries) state.dataUpdatedAt++
  hydrate(queryClient, copy)
}

function otherThan(user: User): User {
  return user === 'ada' ? 'ben' : 'ada'
}

/** Ids, names and addresses say whose they are. */
function isForeign(owner: User, text: string): boolean {
  const other = otherThan(owner)
  return text.includes(`of-${other}`) || text.includes(`${other}@`)
}

function cached(queryClient: QueryClient): string {
  return JSON.stringify([
    queryClient
      .getQueryCache()
      .getAll()
      .map(({ queryKey, state }) => [queryKey, state.data]),
    queryClient
      .getMutationCache()
      .getAll()
      .map(({ state }) => [state.variables, state.data]),
  ])
}
