import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import fc, { type Scheduler } from 'fast-check'
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
  ),
  flow: fc.nat({ max: 1 }),
  outcome: fc.constantFrom('done', 'done', 'refused', 'lost'),
})

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

beforeAll(() => {
  // As in a browser: whatever happens, happens by itself.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
  notifyManager.setScheduler(queueMicrotask)
})

afterAll(() => notifyManager.setScheduler((callback) => setTimeout(callback, 0)))

test('1,000 random interleavings of reads, writes, expiring tokens and users: never a foreign value, and in the end what the server has', async () => {
  const commands = fc.array(command, { minLength: 2, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(commands, fc.scheduler(), async (commands, scheduler) => {
      const server = createTinyServer(users, 2)
      const app = mountApp(server, scheduler, commands)
      scheduler.scheduleSequence(commands.map((next) => async () => app.perform(next)))
      await app.idle()
      if (app.session().status !== 'authenticated') {
        void app.session().refresh()
        await app.idle()
      }
      expect([app.mixed, app.session().status]).toEqual([[], 'authenticated'])
      const own = [...server.flows.values()].filter(({ flowId }) => flowId.includes(app.user()))
      expect(app.shown()).toEqual(own)
      app.unmount()
    }),
    runs(1_000),
  )
}, 120_000)

/** An app of one list whose host changes its user; every request and every token takes as long as the schedule says. */
function mountApp(server: TinyServer, scheduler: Scheduler, commands: Command[]) {
  const queryClient = new QueryClient()
  const outcomes = commands.map(({ outcome }) => outcome)
  const root = createRoot(document.createElement('div'))
  let user: User = 'ada'
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
    const outcome = request.method === 'GET' ? 'done' : outcomes.shift()
    await pause()
    request.signal.throwIfAborted()
    const answer = outcome === 'refused' ? refusal(409, 'No') : await server.answer(request)
    await pause()
    if (outcome === 'lost') throw new TypeError('Failed to fetch')
    return answer
  }

  function Screen({ host }: { host: User }) {
    // oxlint-disable-next-line react/globals -- the schedule is the one who clicks
    screen = useScreen()
    expectOwn(host, JSON.stringify([screen.session.user, screen.names, screen.writes]))
    return null
  }

  function show(next: User): void {
    user = next
    const getToken = async () => {
      await pause()
      return server.tokenFor(next)
    }
    flushSync(() =>
      root.render(
        <QueryClientProvider client={queryClient}>
          <AppmixerProvider
            baseUrl={baseUrl}
            userKey={`of-${next}`}
            getToken={getToken}
            fetch={fetch}
            retries={0}
            // Writes end with their answer: nothing here lets time pass.
            flowTimeout={0}
          >
            <Screen host={next} />
          </AppmixerProvider>
        </QueryClientProvider>,
      ),
    )
  }

  function perform({ verb, flow }: Command): void {
    const flowId = `flow-of-${user}-${flow}`
    switch (verb) {
      case 'rename':
        return screen.update.mutate({ flowId, name: `Renamed, of-${user}` })
      case 'start':
        return screen.start.mutate({ flowId })
      case 'delete':
        return screen.remove.mutate({ flowId })
      case 'refetch':
        return void queryClient.invalidateQueries()
      case 'expire':
        return server.expireTokens()
      case 'renew':
        return void screen.session.refresh()
      case 'switch':
        return show(user === 'ada' ? 'ben' : 'ada')
      case 'sign out':
        return flushSync(() => screen.session.signOut())
    }
  }

  const isBusy = () => queryClient.isFetching() + queryClient.isMutating() > 0

  show('ada')
  return {
    user: () => user,
    mixed,
    session: () => screen.session,
    shown: () => queryClient.getQueryData(flowsQueryOptions(screen.client).queryKey),
    perform,
    /** One step at a time, and only when everything that can be under way is, or the order would hardly vary. */
    async idle(): Promise<void> {
      do {
        for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
        if (scheduler.count() > 0) await scheduler.waitOne()
        expectOwn(user, cached(queryClient))
      } while (scheduler.count() > 0 || isBusy())
    },
    unmount(): void {
      root.unmount()
      queryClient.clear()
    },
  }
}

function useScreen() {
  const update = useUpdateFlow()
  const start = useStartFlow()
  const remove = useDeleteFlow()
  return {
    client: useAppmixerClient(),
    session: useAppmixerSession(),
    names: useFlows({}, { refetchInterval: false }).data?.map(({ flowId, name }) => [flowId, name]),
    writes: [update, start, remove].map(({ variables, data }) => [variables, data]),
    update,
    start,
    remove,
  }
}

/** Ids, names and addresses say whose they are. */
function isForeign(owner: User, text: string): boolean {
  const other = owner === 'ada' ? 'ben' : 'ada'
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
