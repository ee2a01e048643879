import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createAppmixerClient,
  deleteFlowMutationOptions,
  flowsQueryOptions,
  startFlowMutationOptions,
  stopFlowMutationOptions,
  updateFlowMutationOptions,
  type AppmixerClient,
  type AppmixerMutation,
} from '../../src/index.ts'
import { defer } from '../client/wire.ts'
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
  outcome: fc.constantFrom('done', 'done', 'refused', 'lost'),
})

test('50 random interleavings of writes, lists and failures end with what the server has', async () => {
  const commands = fc.array(command, { minLength: 2, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(commands, fc.scheduler(), async (commands, scheduler) => {
      const { server, queryClient, client, wire } = createWorld()
      const options = flowsQueryOptions(client)
      await queryClient.prefetchQuery(options)
      const ids = [...server.flows.keys()]
      const observer = new QueryObserver(queryClient, { ...options, refetchInterval: false })
      const unsubscribe = observer.subscribe(() => {})
      const outcomes = commands.map(({ outcome }) => outcome)

      wire.answer = async (request) => {
        const outcome = request.method === 'GET' ? 'done' : outcomes.shift()
        await scheduler.schedule(Promise.resolve())
        const answer = outcome === 'refused' ? refusal(409, 'No') : await server.answer(request)
        await scheduler.schedule(Promise.resolve())
        if (outcome === 'lost') throw new TypeError('Failed to fetch')
        return answer
      }
      scheduler.scheduleSequence(
        commands.map(({ verb, flow }) => async () => {
          if (verb === 'refetch') void observer.refetch()
          else void perform({ queryClient, client, verb, flowId: ids[flow]! }).catch(() => {})
        }),
      )
      // One step at a time, and only when everything that can be under way is, or the order would hardly vary.
      do {
        for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
        if (scheduler.count() > 0) await scheduler.waitOne()
      } while (scheduler.count() > 0 || isBusy(queryClient))

      const shown = queryClient.getQueryData(options.queryKey)!
      expect(shown).toEqual([...server.flows.values()])
      unsubscribe()
      queryClient.clear()
    }),
    runs(50),
  )
})

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
