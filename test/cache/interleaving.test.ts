import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createAppmixerClient,
  flowsQueryOptions,
  updateFlowMutationOptions,
} from '../../src/index.ts'
import { defer } from '../client/wire.ts'
import { runs } from '../runs.ts'
import { createScheduledWire, outcome, perform, sendingWith } from './scheduledWire.ts'
import { isBusy, openScreen, type Intent } from './screen.ts'
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
  verb: fc.constantFrom(
    ...(['rename', 'start', 'stop', 'delete', 'refetch', 'set', 'hydrate'] as const),
  ),
  flow: fc.nat({ max: 2 }),
  outcome,
})

test('C10: random interleavings of writes, reads and failures: no intent is hidden, no count is wrong, and in the end the cache is what the server has', async () => {
  const commands = fc.array(command, { minLength: 2, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(commands, fc.scheduler(), async (commands, scheduler) => {
      const { server, queryClient, client: connected } = createWorld()
      const ids = [...server.flows.keys()]
      const outcomes = commands.map(({ outcome }) => outcome)
      const { send, asked, onTheWire } = createScheduledWire({ server, scheduler, outcomes })
      const client = sendingWith(connected, send)
      const screen = openScreen(queryClient, client, [...server.flows.values()])
      const intents = new Set<Intent>()
      let refetches = 0
      let others = 0
      scheduler.scheduleSequence(
        commands.map(({ verb, flow }) => async () => {
          if (verb === 'refetch') {
            refetches++
            void screen.refetch()
            return
          }
          if (verb === 'set' || verb === 'hydrate') {
            others++
            return verb === 'set' ? screen.setCopies() : screen.hydrateCopies()
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
      const writes = commands.length - refetches - others
      for (const [name, times] of asked) {
        const most = name.startsWith('GET') ? refetches + 2 * writes : writes
        expect([name, times <= most]).toEqual([name, true])
      }
      screen.close()
    }),
    runs(250),
  )
}, 600_000)

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

/** Lets everything run until nothing is under way, without a clock. */
async function idle(queryClient: QueryClient): Promise<void> {
  do await new Promise(setImmediate)
  while (isBusy(queryClient))
}
