import { MutationObserver, QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import {
  bulkOf,
  createAppmixerClient,
  deleteFlowMutationOptions,
  flowsQueryOptions,
  isAppmixerError,
  startFlowMutationOptions,
  stopFlowMutationOptions,
  updateFlowMutationOptions,
  type AppmixerMutation,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'
import { createGate } from './gate.ts'
import { waitFor } from '../until.ts'

const start = 'POST /flows/:flowId/coordinator'

/** In a time that stands still. Every test takes a flow of its own, which stands at first. */
const sandbox = createSandbox({ clock: createManualClock() })
const mine = sandbox.database.flows
  .filter(({ userId, missingAccounts }) => userId === userOf(ada) && !missingAccounts)
  .values()

test('C4: of a hundred clicks on start and stop at most one is on its way, and the last wins', async () => {
  const { gate, flowId, click, shown } = await createScreen()
  const outcomes = Array.from({ length: 100 }, (_, turn) => click(turn % 2 ? 'stop' : 'start'))
  await waitFor(() => expect(gate.held).toHaveLength(1))
  expect(shown().stage).toBe('stopping')
  await gate.held[0]!.release()
  await waitFor(() => expect(gate.held).toHaveLength(1))
  await gate.held[0]!.release()
  const settled = await Promise.all(outcomes)
  expect(settled.filter((outcome) => outcome === 'superseded')).toHaveLength(49)
  expect(settled.at(-1)).toBe('done')
  expect(writes()).toEqual([{ command: 'start' }, { command: 'stop', background: true }])
  expect(sandbox.database.flows.find((flow) => flow.flowId === flowId)!.stage).toBe('stopped')
})

test.each([undefined, 400])(
  'C4: a last click that asks for what is on its way shares its outcome (refused with: %s)',
  async (status) => {
    const { gate, click, shown } = await createScreen()
    if (status) sandbox.faults.add({ on: start, status, times: 1 })
    const outcomes = [click('start'), click('stop'), click('start'), click('start')]
    await waitFor(() => expect(gate.held).toHaveLength(1))
    expect(shown().stage).toBe('starting')
    await gate.held[0]!.release()
    const outcome = status ? 'http' : 'done'
    expect(await Promise.all(outcomes)).toEqual([outcome, 'superseded', outcome, outcome])
    expect(writes()).toEqual([{ command: 'start' }])
  },
)

test('C2: a stop after a start waits for it, so that their answers cannot swap; the stop is what is shown', async () => {
  const { gate, click, shown, flowId } = await createScreen()
  const outcomes = [click('start'), click('stop')]
  await waitFor(() => expect(gate.held).toHaveLength(1))
  expect(shown().stage).toBe('stopping')
  await gate.held[0]!.release()
  await waitFor(() => expect(gate.held).toHaveLength(1))
  expect(shown().stage).toBe('stopping')
  await gate.held[0]!.release()
  expect(await Promise.all(outcomes)).toEqual(['done', 'done'])
  expect(writes()).toEqual([{ command: 'start' }, { command: 'stop', background: true }])
  expect(sandbox.database.flows.find((flow) => flow.flowId === flowId)!.stage).toBe('stopped')
})

test('of new names that wait only the last is sent, and a failed first does not take it along', async () => {
  const { gate, rename, shown } = await createScreen()
  sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 500, times: 1 })
  const outcomes = ['One', 'Two', 'Three', 'Four'].map((name) => rename({ name }))
  await waitFor(() => expect(gate.held).toHaveLength(1))
  expect(shown().name).toBe('Four')
  gate.open()
  await gate.held[0]!.release()
  expect(await Promise.all(outcomes)).toEqual(['http', 'superseded', 'superseded', 'done'])
  expect(writes()).toEqual([{ name: 'One' }, { name: 'Four' }])
  expect(shown().name).toBe('Four')
})

test('a change of something else keeps its place', async () => {
  const { gate, click, rename, shown } = await createScreen()
  const outcomes = [
    rename({ name: 'One' }),
    rename({ description: 'Text' }),
    rename({ name: 'Two' }),
    click('start'),
    rename({ name: 'Three' }),
  ]
  await waitFor(() => expect(gate.held).toHaveLength(1))
  expect(shown()).toMatchObject({ name: 'Three', description: 'Text', stage: 'starting' })
  gate.open()
  await gate.held[0]!.release()
  await Promise.all(outcomes)
  expect(writes()).toEqual([
    { name: 'One' },
    { description: 'Text' },
    { command: 'start' },
    expect.objectContaining({ name: 'Three' }),
  ])
})

test('what waits behind one that gives way has its turn', async () => {
  const other = await createScreen()
  const { gate, flowId, client, queryClient, click, rename, shown } = await createScreen()
  const options = { client, mutation: startFlowMutationOptions(client), concurrency: 1 }
  const run = bulkOf(queryClient, options).run([{ flowId: other.flowId }, { flowId }])
  // Behind the start, which is in the queue of the run, and never sent.
  const outcomes = [rename({ name: 'One' }), click('stop')]
  await waitFor(() => expect(gate.held.map(({ request }) => request.method)).toContain('PUT'))
  gate.open()
  while (gate.held.length > 0) await gate.held[0]!.release()
  expect(await Promise.all(outcomes)).toEqual(['done', 'done'])
  expect((await run).results.map(({ status }) => status)).toEqual(['done', 'cancelled'])
  expect(shown()).toMatchObject({ name: 'One', stage: 'stopped' })
})

test('what waits and is asked for again is sent once, and both hear of it', async () => {
  const { gate, click, rename } = await createScreen()
  const outcomes = [rename({ name: 'One' }), click('start'), click('start')]
  await waitFor(() => expect(gate.held).toHaveLength(1))
  gate.open()
  await gate.held[0]!.release()
  expect(await Promise.all(outcomes)).toEqual(['done', 'done', 'done'])
  expect(writes()).toHaveLength(2)
})

test('what was sent is sent again when something else was asked for since', async () => {
  const { gate, click, rename } = await createScreen()
  const outcomes = [rename({ name: 'One' }), click('start'), rename({ name: 'One' })]
  await waitFor(() => expect(gate.held).toHaveLength(1))
  gate.open()
  await gate.held[0]!.release()
  expect(await Promise.all(outcomes)).toEqual(['done', 'done', 'done'])
  expect(writes()).toHaveLength(3)
})

test('what waits is sent again when something else was asked for since, so that the last wins', async () => {
  const { gate, flowId, rename, shown } = await createScreen()
  const outcomes = [
    rename({ name: 'Zero' }),
    rename({ name: 'One' }),
    rename({ name: 'Two', description: 'Text' }),
    rename({ name: 'One' }),
  ]
  await waitFor(() => expect(gate.held).toHaveLength(1))
  expect(shown().name).toBe('One')
  gate.open()
  await gate.held[0]!.release()
  expect(await Promise.all(outcomes)).toEqual(['done', 'done', 'done', 'done'])
  expect(shown()).toMatchObject({ name: 'One', description: 'Text' })
  const stored = sandbox.database.flows.find((flow) => flow.flowId === flowId)
  expect(stored).toMatchObject({ name: 'One', description: 'Text' })
})

test('what is done stays when the next one is refused, before anything is asked for', async () => {
  const { gate, rename, shown } = await createScreen()
  const { description } = shown()
  const outcomes = [rename({ name: 'One' }), rename({ description: 'Text' })]
  await waitFor(() => expect(gate.held).toHaveLength(1))
  await gate.held[0]!.release()
  await waitFor(() => expect(gate.held).toHaveLength(1))
  sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 500, times: 1 })
  await gate.held[0]!.release()
  expect(await Promise.all(outcomes)).toEqual(['done', 'http'])
  expect(shown()).toMatchObject({ name: 'One' })
  expect(shown().description).toBe(description)
})

test('what is deleted twice is deleted once', async () => {
  const { gate, click } = await createScreen()
  const outcomes = [click('delete'), click('delete')]
  await waitFor(() => expect(gate.held).toHaveLength(1))
  await gate.held[0]!.release()
  expect(await Promise.all(outcomes)).toEqual(['done', 'done'])
})

/** A list with a flow of its own, and a gate at which every write waits. */
async function createScreen() {
  const flow = mine.next().value!
  const { flowId } = Object.assign(flow, { stage: 'stopped', transition: undefined })
  const gate = createGate(sandbox)
  const queryClient = new QueryClient()
  const client = createAppmixerClient({
    baseUrl,
    token: sandbox.tokenFor(ada),
    fetch: gate.fetch,
    // A command ends with the server's answer: the time of the sandbox stands still.
    flowTimeout: 0,
  })
  const list = flowsQueryOptions(client)
  await queryClient.prefetchQuery(list)
  for (const method of ['POST', 'PUT', 'DELETE']) gate.hold(method)
  sandbox.requests.clear()

  async function outcomeOf<Variables>(
    options: AppmixerMutation<Variables, any>,
    variables: Variables,
  ): Promise<string> {
    const observer = new MutationObserver<unknown, Error, Variables>(queryClient, options)
    return observer.mutate(variables).then(
      () => 'done',
      (error: unknown) => (isAppmixerError(error) ? error.code : 'unknown'),
    )
  }
  const commands = {
    start: startFlowMutationOptions(client),
    stop: stopFlowMutationOptions(client),
    delete: deleteFlowMutationOptions(client),
  }
  return {
    gate,
    flowId,
    client,
    queryClient,
    click: (command: keyof typeof commands) =>
      outcomeOf<{ flowId: string }>(commands[command], { flowId }),
    rename: (update: { name?: string; description?: string }) =>
      outcomeOf(updateFlowMutationOptions(client), { flowId, forceUpdate: true, ...update }),
    shown: () => queryClient.getQueryData(list.queryKey)!.find((flow) => flow.flowId === flowId)!,
  }
}

function userOf(email: string): string {
  return sandbox.database.users.find((user) => user.email === email)!.id
}

function writes(): unknown[] {
  return sandbox.requests.entries.filter(({ method }) => method !== 'GET').map(({ body }) => body)
}
