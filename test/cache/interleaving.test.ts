import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AppmixerError,
  createAppmixerClient,
  deleteFlowMutationOptions,
  flowQueryOptions,
  flowsCountQueryOptions,
  flowsQueryOptions,
  startFlowMutationOptions,
  stopFlowMutationOptions,
  updateFlowMutationOptions,
  type AppmixerClient,
  type AppmixerMutation,
  type AppmixerQuery,
  type Flow,
} from '../../src/index.ts'
import { defer } from '../client/wire.ts'
import type { Call } from '../../src/client/call.ts'
import { reasonOf } from '../../src/client/refusals.ts'
import { runs } from '../runs.ts'
import { createTinyServer, refusal } from './tinyServer.ts'

describe('a list that arrives in the very moment in which a write ends', () => {
  /** By how many microtasks the answer of the write is later than the list; negative: earlier. */
  const distances = Array.from({ length: 24 }, (_, index) => index - 10)

  test.each([true, false])(
    'shows the truth in the end (write carried out: %s)',
    async (succeeds) => {
      for (const isFirst of [false, true]) {
        for (const wait of distances) {
          const { server, queryClient, client, hold } = createWorld()
          const { flowId, name } = server.flows.get('flow-of-ada-1')!
          const options = flowsQueryOptions(client)
          if (!isFirst) await queryClient.prefetchQuery(options)
          const list = hold('GET')
          const observer = new QueryObserver(queryClient, { ...options, refetchInterval: false })
          const unsubscribe = observer.subscribe(() => {})
          if (!isFirst) void observer.refetch()
          const answer = await list
          const put = hold('PUT', succeeds ? undefined : refusal(500, 'No'))
          const write = new MutationObserver(queryClient, updateFlowMutationOptions(client))
            .mutate({ flowId, name: 'Renamed' })
            .catch(() => {})
          const [early, late] = wait < 0 ? [await put, answer] : [answer, await put]
          early()
          for (let count = 0; count < Math.abs(wait); count++) await Promise.resolve()
          late()
          await write
          await idle(queryClient)
          const shown = queryClient
            .getQueryData(options.queryKey)!
            .find((it) => it.flowId === flowId)
          expect([isFirst, wait, shown!.name]).toEqual([isFirst, wait, succeeds ? 'Renamed' : name])
          unsubscribe()
          queryClient.clear()
        }
      }
    },
  )
})

const command = fc.record({
  verb: fc.constantFrom('rename', 'start', 'stop', 'delete', 'refetch'),
  flow: fc.nat({ max: 2 }),
  outcome: fc.constantFrom(...(['done', 'done', 'done', 409, 500, 'lost', 'unheard'] as const)),
})

/** What somebody wants of a flow and has no answer to yet. */
interface Intent {
  verb: string
  flowId: string
}

test('C10: 1,000 random interleavings of writes, reads and failures: no intent is hidden, no count is wrong, and in the end the cache is what the server has', async () => {
  const commands = fc.array(command, { minLength: 2, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(commands, fc.scheduler(), async (commands, scheduler) => {
      const { server, queryClient, client: connected } = createWorld()
      const ids = [...server.flows.keys()]
      const outcomes = commands.map(({ outcome }) => outcome)
      const asked = new Map<string, number>()
      const onTheWire = new Map<string, number>()

      async function send(call: Call): Promise<unknown> {
        const { method, path, search, body, endpoint, refusals = [], signal } = call
        signal?.throwIfAborted()
        const isRead = method === 'GET'
        const name = isRead ? `GET ${path}?${search}` : path.split('/')[2]!
        asked.set(name, (asked.get(name) ?? 0) + 1)
        if (!isRead) onTheWire.set(name, (onTheWire.get(name) ?? 0) + 1)
        const outcome = isRead ? 'done' : outcomes.shift()!
        const lost = () => new AppmixerError({ code: 'network', endpoint, message: 'Lost' })
        await scheduler.schedule(Promise.resolve())
        try {
          if (outcome === 'lost') throw lost()
          const question = { method, path, filter: search.get('filter'), text: body?.text ?? '' }
          const answer =
            typeof outcome === 'number'
              ? { status: outcome, body: 'No' }
              : server.carryOut('ada', question)
          await scheduler.schedule(Promise.resolve())
          signal?.throwIfAborted()
          if (outcome === 'unheard') throw lost()
          if (answer.status === 200) return structuredClone(answer.body)
          const { status } = answer
          const reason = reasonOf(refusals, status)
          throw new AppmixerError({ code: 'http', endpoint, status, reason, message: 'No' })
        } finally {
          if (!isRead) onTheWire.set(name, onTheWire.get(name)! - 1)
        }
      }

      // Without the transport, which takes longer for a request than all the rest.
      const client = { ...connected, send }
      const screen = openScreen(queryClient, client, [...server.flows.values()])
      const intents = new Set<Intent>()
      let refetches = 0
      scheduler.scheduleSequence(
        commands.map(({ verb, flow }) => async () => {
          if (verb === 'refetch') {
            refetches++
            void screen.refetch()
            return
          }
          const intent = { verb, flowId: ids[flow]! }
          intents.add(intent)
          const over = () => void intents.delete(intent)
          void perform({ queryClient, client, ...intent, verb }).then(over, over)
        }),
      )
      // One step at a time, and only when everything that can be under way is, or the order would hardly vary.
      do {
        for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
        screen.expectToShow([...intents])
        expect(Math.max(0, ...onTheWire.values())).toBeLessThanOrEqual(1)
        if (scheduler.count() > 0) await scheduler.waitOne()
      } while (scheduler.count() > 0 || isBusy(queryClient))

      screen.expectToBe([...server.flows.values()])
      const writes = commands.length - refetches
      for (const [name, times] of asked) {
        const most = name.startsWith('GET') ? refetches + 2 * writes : writes
        expect([name, times <= most]).toEqual([name, true])
      }
      screen.close()
    }),
    runs(1_000),
  )
}, 120_000)

/** A list, a filtered one, a count and a detail, loaded and on screen. */
function openScreen(queryClient: QueryClient, client: AppmixerClient, flows: Flow[]) {
  const { flowId } = flows[0]!
  const list = flowsQueryOptions(client)
  const stopped = flowsQueryOptions(client, { filter: 'stage:stopped' })
  const count = flowsCountQueryOptions(client)
  const detail = flowQueryOptions(client, { flowId })
  const options: AppmixerQuery<any>[] = [list, stopped, count, detail]
  const loaded = (of: Flow[]) => [
    of,
    of.filter(({ stage }) => stage === 'stopped'),
    of.length,
    of.find((flow) => flow.flowId === flowId),
  ]
  for (const [index, data] of loaded(flows).entries()) {
    queryClient.setQueryData(options[index]!.queryKey, data)
  }
  const held = { refetchInterval: false, staleTime: Infinity } as const
  const observers = options.map((each) => new QueryObserver(queryClient, { ...each, ...held }))
  const close = observers.map((observer) => observer.subscribe(() => {}))
  const shown = (id: string) =>
    queryClient.getQueryData(list.queryKey)!.find((flow) => flow.flowId === id)

  return {
    refetch: () => Promise.allSettled(observers.map((observer) => observer.refetch())),
    close() {
      for (const unsubscribe of close) unsubscribe()
      queryClient.clear()
    },
    /** The last intent of each kind shows, where the flow does; a deleted one does not. */
    expectToShow(intents: Intent[]) {
      // A flow that is there already need not go there.
      const expected = { start: /^starting|^running/, stop: /^stop/ } as Record<string, RegExp>
      for (const { verb, flowId: id } of intents) {
        const isLast = (kinds: string[]) =>
          intents.findLast((it) => it.flowId === id && kinds.includes(it.verb))?.verb === verb
        const flow = shown(id)
        if (verb === 'delete') expect(flow).toBeUndefined()
        else if (flow && verb === 'rename') expect(flow.name).toBe('Renamed')
        else if (flow && isLast(['start', 'stop'])) expect(flow.stage).toMatch(expected[verb]!)
      }
      expect(queryClient.getQueryData(count.queryKey)).toBeGreaterThanOrEqual(0)
    },
    expectToBe(truth: Flow[]) {
      // What is gone says so, beside what it was when it was last read.
      const data = options
        .map(({ queryKey }) => queryClient.getQueryState(queryKey)!)
        .map((state) => (state.status === 'error' ? undefined : state.data))
      expect(data).toEqual(loaded(truth))
    },
  }
}

/** A client whose requests a test can hold back or answer itself. */
function createWorld() {
  const server = createTinyServer(['ada'])
  const queryClient = new QueryClient()
  const wire: { answer(request: Request): Promise<Response> } = { answer: server.answer }
  const client = createAppmixerClient({
    baseUrl: 'http://sandbox.test',
    token: server.tokenFor('ada'),
    retries: 0,
    // Writes end with their answer: nothing here lets time pass.
    flowTimeout: 0,
    fetch: async (input, init) => wire.answer(new Request(input, init)),
  })
  /** The next request of this method is carried out, or refused, and its answer held back; resolves to what lets it go. */
  function hold(method: string, refused?: Response): Promise<() => void> {
    const sent = defer<() => void>()
    const before = wire.answer
    wire.answer = async (request) => {
      if (request.method !== method) return before(request)
      wire.answer = before
      const answer = refused ?? (await server.answer(request))
      const arrival = defer<Response>()
      sent.resolve(() => arrival.resolve(answer))
      return arrival.promise
    }
    return sent.promise
  }
  return { server, queryClient, client, wire, hold }
}

interface Command {
  queryClient: QueryClient
  client: AppmixerClient
  verb: 'rename' | 'start' | 'stop' | 'delete'
  flowId: string
}

function perform({ queryClient, client, verb, flowId }: Command): Promise<unknown> {
  const run = <Variables, Data>(options: AppmixerMutation<Variables, Data>, variables: Variables) =>
    new MutationObserver<Data, Error, Variables>(queryClient, options).mutate(variables)
  switch (verb) {
    case 'rename':
      return run(updateFlowMutationOptions(client), { flowId, name: 'Renamed' })
    case 'start':
      return run(startFlowMutationOptions(client), { flowId })
    case 'stop':
      return run(stopFlowMutationOptions(client), { flowId })
    case 'delete':
      return run(deleteFlowMutationOptions(client), { flowId })
  }
}

function isBusy(queryClient: QueryClient): boolean {
  return queryClient.isFetching() + queryClient.isMutating() > 0
}

/** Lets everything run until nothing is under way, without a clock. */
async function idle(queryClient: QueryClient): Promise<void> {
  do await new Promise(setImmediate)
  while (isBusy(queryClient))
}
