import { MutationObserver, type QueryClient } from '@tanstack/react-query'
import fc from 'fast-check'
import {
  AppmixerError,
  deleteFlowMutationOptions,
  startFlowMutationOptions,
  stopFlowMutationOptions,
  updateFlowMutationOptions,
  type AppmixerClient,
  type AppmixerMutation,
} from '../../src/index.ts'
import type { Call } from '../../src/client/call.ts'
import { internalsOf, withInternals, type ClientInternals } from '../../src/client/client.ts'
import { reasonOf } from '../../src/client/failures.ts'
import type { TinyServer } from './tinyServer.ts'

/** What becomes of a write: carried out, refused, lost on its way, or carried out with its answer lost. */
export const outcome = fc.constantFrom(
  ...(['done', 'done', 'done', 409, 500, 'lost', 'unheard'] as const),
)

export type Outcome = 'done' | 'lost' | 'unheard' | number

interface ScheduledWire {
  server: TinyServer
  scheduler: fc.Scheduler
  /** One for each write, in the order in which they are sent; those that come after are carried out. */
  outcomes: Outcome[]
}

/** A wire whose every step, there and back, is the scheduler's; without the transport, which would take longer than all. */
export function createScheduledWire({ server, scheduler, outcomes }: ScheduledWire) {
  const asked = new Map<string, number>()
  const onTheWire = new Map<string, number>()

  async function send(call: Call): Promise<unknown> {
    const { method, path, search, body, endpoint, refusals = [], signal } = call
    signal?.throwIfAborted()
    const isRead = method === 'GET'
    const name = isRead ? `GET ${path}?${search}` : path.split('/')[2]!
    asked.set(name, (asked.get(name) ?? 0) + 1)
    if (!isRead) onTheWire.set(name, (onTheWire.get(name) ?? 0) + 1)
    const fate = isRead ? 'done' : (outcomes.shift() ?? 'done')
    const lost = () => new AppmixerError({ code: 'network', endpoint, message: 'Lost' })
    await scheduler.schedule(Promise.resolve())
    try {
      if (fate === 'lost') throw lost()
      const question = { method, path, filter: search.get('filter'), text: body?.text ?? '' }
      const answer =
        typeof fate === 'number' ? { status: fate, body: 'No' } : server.carryOut('ada', question)
      await scheduler.schedule(Promise.resolve())
      signal?.throwIfAborted()
      if (fate === 'unheard') throw lost()
      if (answer.status === 200) return structuredClone(answer.body)
      const { status } = answer
      const reason = reasonOf(refusals, status)
      throw new AppmixerError({
        code: 'http',
        endpoint,
        status,
        reason,
        retryAfter: 0,
        message: 'No',
      })
    } finally {
      if (!isRead) onTheWire.set(name, onTheWire.get(name)! - 1)
    }
  }

  return { send, asked, onTheWire }
}

interface Command {
  queryClient: QueryClient
  client: AppmixerClient
  verb: 'rename' | 'start' | 'stop' | 'delete'
  flowId: string
}

/** One write, as a component would have it done. */
export function perform({ queryClient, client, verb, flowId }: Command): Promise<unknown> {
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

/** The same client, another object, over a wire of the test's. */
export function sendingWith(client: AppmixerClient, send: ClientInternals['send']): AppmixerClient {
  return withInternals({ ...client }, { ...internalsOf(client), send })
}
