import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  createAppmixerClient,
  flowsQueryOptions,
  getFlows,
  getPeopleTasks,
  logsQueryOptions,
  startFlowMutationOptions,
  type AppmixerQuery,
  type DriftReport,
  type Flow,
} from '../../src/index.ts'
import type { ReadOptions } from '../../src/client/endpoint.ts'
import { defer } from '../client/wire.ts'

const flows = (count: number, change: Partial<Flow> = {}): Flow[] =>
  Array.from({ length: count }, (_, index) => ({
    flowId: `f${index}`,
    name: `Flow ${index}`,
    stage: 'stopped',
    ...(index === 0 && change),
  }))

afterEach(() => vi.restoreAllMocks())

describe('P16: the same answer again', () => {
  test('is the same object, and is neither parsed nor compared', async () => {
    const { poll } = world(() => flows(3))
    const [first, second] = [await poll(), await poll()]
    const parse = vi.spyOn(JSON, 'parse')
    const third = await poll()
    expect(parse).not.toHaveBeenCalled()
    expect(second).toBe(first)
    expect(third).toBe(first)
  })

  test('still is after a change, whose other rows stayed the same objects', async () => {
    let answer = flows(3)
    const { poll } = world(() => answer)
    const [first] = [await poll(), await poll()]
    answer = flows(3, { name: 'Renamed' })
    const changed = await poll()
    expect(changed[0]!.name).toBe('Renamed')
    expect(changed[1]).toBe(first[1])
    const parse = vi.spyOn(JSON, 'parse')
    expect(await poll()).toBe(changed)
    expect(parse).not.toHaveBeenCalled()
  })

  test('with null in optional fields, as real exports have it, too', async () => {
    const reports: DriftReport[] = []
    const { poll } = world(
      () => flows(3, { description: null, customFields: null, sharedWith: null }),
      undefined,
      (report) => reports.push(report),
    )
    const [first] = [await poll(), await poll()]
    const parse = vi.spyOn(JSON, 'parse')
    expect(await poll()).toBe(first)
    expect(parse).not.toHaveBeenCalled()
    expect(first[0]).toMatchObject({ name: 'Flow 0', description: null })
    expect(reports).toEqual([])
  })

  test('of a page of the log, too', async () => {
    const page = { buckets: [], hits: [{ _id: 'a', gridTimestamp: '2026-01-01T00:00:00.000Z' }] }
    const { client, queryClient } = world(() => page)
    const poll = () => shown(queryClient, logsQueryOptions(client))
    const [first] = [await poll(), await poll()]
    const parse = vi.spyOn(JSON, 'parse')
    expect(await poll()).toBe(first)
    expect(parse).not.toHaveBeenCalled()
  })

  test('takes back what the app wrote into the cache itself', async () => {
    const { client, queryClient, poll } = world(() => flows(2))
    const [, second] = [await poll(), await poll()]
    queryClient.setQueryData(flowsQueryOptions(client).queryKey, flows(2, { name: 'Mine' }))
    expect(await poll()).toEqual(second)
  })

  test('keeps the change of a pending write on the screen, and is the truth when that fails', async () => {
    const command = defer<Response>()
    const { client, queryClient, poll } = world(
      () => flows(2),
      () => command.promise,
    )
    const [, before] = [await poll(), await poll()]
    const { mutationFn } = startFlowMutationOptions(client)
    const start = mutationFn({ flowId: 'f0' }, { client: queryClient, meta: undefined })
    expect((await poll())[0]!.stage).toBe('starting')
    expect((await poll())[0]!.stage).toBe('starting')
    command.resolve(Response.json({ message: 'Invalid flow' }, { status: 400 }))
    await expect(start).rejects.toMatchObject({ status: 400 })
    expect(await poll()).toEqual(before)
  })

  test('is told as drift each time that it drifts', async () => {
    const reports: DriftReport[] = []
    const { poll } = world(
      () => [{ flowId: 'a', name: 7 }],
      undefined,
      (report) => reports.push(report),
    )
    const [first, second, third] = [await poll(), await poll(), await poll()]
    expect(reports).toHaveLength(3)
    expect(second).toBe(first)
    expect(third).toBe(first)
  })

  test('to another call is another answer', async () => {
    const { client } = world(() => [])
    const previous: unknown[] = []
    const none = await getFlows(client, {}, after(previous))
    expect(none).not.toBe(previous)
    expect(await getFlows(client, {}, after(none))).toBe(none)
    expect(await getPeopleTasks(client, {}, after(none))).not.toBe(none)
  })

  test('to another user is another object', async () => {
    const { client } = world(() => flows(1))
    const { client: other } = world(() => flows(1))
    const mine = await getFlows(client, {}, after([]))
    expect(await getFlows(other, {}, after(mine))).not.toBe(mine)
  })
})

/** A server that answers every GET with `read()`, and a cache over it. */
function world(
  read: () => unknown,
  write: () => Promise<Response> = () => Promise.resolve(Response.json({})),
  onDrift?: (report: DriftReport) => void,
) {
  const client = createAppmixerClient({
    baseUrl: 'http://sandbox.test',
    token: 'x',
    onDrift,
    fetch: async (input, init) => {
      const { method } = new Request(input, init)
      return method === 'GET' ? Response.json(read()) : write()
    },
  })
  const queryClient = new QueryClient()
  const poll = (): Promise<Flow[]> => shown(queryClient, flowsQueryOptions(client))
  return { client, queryClient, poll }
}

/** Asks the server, and tells what the cache shows then. */
async function shown<Data>(queryClient: QueryClient, options: AppmixerQuery<Data>): Promise<Data> {
  await queryClient.fetchQuery(options)
  return queryClient.getQueryData<Data>(options.queryKey)!
}

/** What the cache passes with a read: the answer that it has. */
function after(previous: unknown): ReadOptions {
  return { previous }
}
