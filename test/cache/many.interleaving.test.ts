import { QueryClient } from '@tanstack/react-query'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bulkOf,
  createAppmixerClient,
  deleteFlowMutationOptions,
  deleteFlowsBulkOptions,
  startFlowMutationOptions,
  startFlowsBulkOptions,
  stopFlowMutationOptions,
  stopFlowsBulkOptions,
  updateFlowMutationOptions,
  type AppmixerClient,
} from '../../src/index.ts'
import { pendingIn } from '../../src/cache/entities.ts'
import { undoWindowsOf } from '../../src/cache/undo.ts'
import { runs } from '../runs.ts'
import { createScheduledWire, sendingWith, outcome, perform } from './scheduledWire.ts'
import { isBusy, openScreen } from './screen.ts'
import { createTinyServer } from './tinyServer.ts'

const ids = Array.from({ length: 5 }, (_, index) => `flow-of-ada-${index}`)
const verb = fc.constantFrom('rename', 'start', 'stop', 'delete')
const flow = fc.nat({ max: ids.length - 1 })

const command = fc.oneof(
  fc.record({ way: fc.constant('single'), verb, flow }),
  fc.record({ way: fc.constant('undoable'), verb, flow }),
  fc.record({
    way: fc.constant('many'),
    verb: fc.constantFrom('start', 'stop', 'delete'),
    flows: fc.subarray(ids, { minLength: 1 }),
  }),
  fc.record({ way: fc.constantFrom('undo', 'close'), window: fc.nat({ max: 2 }) }),
  fc.record({ way: fc.constantFrom('cancel', 'retry'), verb: fc.constantFrom('start', 'delete') }),
  fc.record({ way: fc.constant('refetch') }),
)

test('random interleavings of single writes, runs over many and undo windows: who waits is busy and nobody else, and in the end all is sent and the cache is what the server has', async () => {
  const commands = fc.array(command, { minLength: 3, maxLength: 8 })
  const outcomes = fc.array(fc.oneof(outcome, fc.constant(429)), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(commands, outcomes, fc.scheduler(), async (commands, fates, scheduler) => {
      const server = createTinyServer(['ada'], ids.length)
      const queryClient = new QueryClient()
      const { send, onTheWire } = createScheduledWire({ server, scheduler, outcomes: [...fates] })
      const client = sendingWith(createClient(), send)
      const screen = openScreen(queryClient, client, [...server.flows.values()])
      const windows = undoWindowsOf(client, queryClient)
      const many = manyOf(client, queryClient)
      /** The flows of every write of its own that has not ended. */
      const own: string[] = []
      let unsettled = 0

      function follow(work: Promise<unknown>, flowId?: string): void {
        unsettled++
        if (flowId !== undefined) own.push(flowId)
        const over = () => {
          unsettled--
          if (flowId !== undefined) own.splice(own.indexOf(flowId), 1)
        }
        void work.then(over, over)
      }

      function expectBusyToBeTrue(): void {
        const waiting = Object.values(many).flatMap(({ get }) =>
          get().results.flatMap(({ item, status }) => (status === 'pending' ? [item.flowId] : [])),
        )
        const busy = queryClient
          .getMutationCache()
          .getAll()
          .flatMap((mutation) => pendingIn(mutation, 'flowId'))
        expect(new Set(busy)).toEqual(new Set([...own, ...waiting]))
      }

      scheduler.scheduleSequence(
        commands.map((given) => async () => {
          switch (given.way) {
            case 'single': {
              const flowId = ids[given.flow]!
              return follow(perform({ queryClient, client, verb: given.verb, flowId }), flowId)
            }
            case 'undoable': {
              const flowId = ids[given.flow]!
              const mutation = undoable[given.verb](client)
              const variables = { flowId, name: 'Renamed' }
              return follow(windows.run<any, any>({ mutation, variables, window: 1e6 }), flowId)
            }
            case 'many':
              return follow(many[given.verb].run(given.flows.map((flowId) => ({ flowId }))))
            case 'undo':
              return windows.get()[given.window]?.undo()
            case 'close':
              return windows.get()[given.window]?.send()
            case 'cancel':
              return many[given.verb].cancel()
            case 'retry':
              return follow(many[given.verb].retryFailed())
            case 'refetch':
              return void screen.refetch()
          }
        }),
      )
      let isFlushed = false
      for (;;) {
        for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
        expectBusyToBeTrue()
        expect(Math.max(0, ...onTheWire.values())).toBeLessThanOrEqual(1)
        if (scheduler.count() > 0) await scheduler.waitOne()
        else if (!isFlushed) {
          isFlushed = true
          windows.flush()
        } else if (!isBusy(queryClient)) break
      }

      expect([unsettled, own, windows.get()]).toEqual([0, [], []])
      expect(Object.values(many).map(({ get }) => get().isRunning)).toEqual([false, false, false])
      screen.expectToBe([...server.flows.values()])
      screen.close()
    }),
    runs(100),
  )
}, 600_000)

/** Writes end with their answer, and no rest is longer than nothing: nothing here lets time pass. */
function createClient(): AppmixerClient {
  const options = { baseUrl: 'http://sandbox.test', token: 'token', retries: 0, flowTimeout: 0 }
  return createAppmixerClient(options)
}

const undoable = {
  rename: updateFlowMutationOptions,
  start: startFlowMutationOptions,
  stop: stopFlowMutationOptions,
  delete: deleteFlowMutationOptions,
}

function manyOf(client: AppmixerClient, queryClient: QueryClient) {
  return {
    start: bulkOf(queryClient, { ...startFlowsBulkOptions(client), concurrency: 2 }),
    stop: bulkOf(queryClient, { ...stopFlowsBulkOptions(client), concurrency: 1 }),
    delete: bulkOf(queryClient, deleteFlowsBulkOptions(client)),
  }
}
