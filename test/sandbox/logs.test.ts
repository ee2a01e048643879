import { describe, expect, it } from 'vitest'
import {
  approveTask,
  deleteFlow,
  getFlows,
  getLog,
  getLogs,
  getPeopleTasks,
  getUsage,
  startFlow,
  stopFlow,
  updateFlow,
  type AppmixerClient,
  type Flow,
  type LogEntry,
  type LogsQuery,
} from '../../src/index.ts'
import { createManualClock, createSandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { ada, ben, clientOf } from '../support.tsx'

const newestFirst = { sort: ['gridTimestamp:desc', '_id:desc'] }

function office(options: SandboxOptions = {}) {
  const clock = createManualClock()
  const sandbox = createSandbox({ clock, ...options })
  return { clock, sandbox, client: clientOf(sandbox) }
}

async function all(client: AppmixerClient, query: LogsQuery = {}): Promise<LogEntry[]> {
  return (await getLogs(client, { ...newestFirst, size: 9_000, ...query })).hits
}

async function aFlow(client: AppmixerClient, stage: 'running' | 'stopped'): Promise<string> {
  const flows = await getFlows(client, { filter: `stage:${stage}` })
  const ready = flows.filter(({ flow }) => {
    return !JSON.stringify(flow).match(/missingAccount|RequestApproval/)
  })
  // The longest: its runs take a while.
  const size = ({ flow }: Flow) => Object.keys(flow ?? {}).length
  return ready.toSorted((a, b) => size(b) - size(a))[0]!.flowId
}

describe('the log of the sandbox', () => {
  it('has a week of what the running flows did', async () => {
    const { client, clock } = office()
    const { buckets, hits } = await getLogs(client, newestFirst)
    expect(hits).toHaveLength(50)
    expect(buckets.length).toBeGreaterThanOrEqual(7)
    expect(buckets.every(({ key, key_as_string }) => key === Date.parse(key_as_string!))).toBe(true)
    const entries = await all(client)
    expect(entries).toHaveLength(buckets.reduce((sum, { doc_count }) => sum + doc_count, 0))
    const times = entries.map(({ gridTimestamp }) => Date.parse(gridTimestamp!))
    expect(Math.max(...times)).toBeLessThanOrEqual(clock.now())
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(new Set(entries.map(({ _id }) => _id)).size).toBe(entries.length)
  })

  it('has no silent minute in its last twelve hours, for either user, and goes on so', async () => {
    const { client, clock, sandbox } = office()
    clock.advance(2 * 3_600_000)
    const start = clock.now() - 13 * 3_600_000
    for (const of of [client, clientOf(sandbox, ben)]) {
      const query = `gridTimestamp:[${new Date(start).toISOString()} TO *]`
      const minutes = new Set(
        (await all(of, { query })).map(({ gridTimestamp }) =>
          Math.floor((Date.parse(gridTimestamp!) - start) / 60_000),
        ),
      )
      expect(minutes.size).toBeGreaterThanOrEqual(13 * 60)
    }
  })

  it('has messages in and out, errors, and entries about the flow as a whole', async () => {
    const { client } = office()
    const [data] = await all(client, { query: 'type:data AND portType:in' })
    const { flowId, componentId } = data!
    expect(data).toMatchObject({
      severity: 'info',
      senderPort: 'out',
      id: `${flowId}:${componentId}:input-queue`,
    })
    const [error] = await all(client, { query: 'severity:error' })
    expect(error).toMatchObject({
      componentId: expect.any(String),
      err: expect.stringContaining('stack'),
    })
    const [start] = await all(client, { query: '"Flow started."' })
    expect(start).not.toHaveProperty('componentId')
  })

  it('gives all entries of one execution one correlationId', async () => {
    const { client } = office()
    const [last] = await all(client, { query: 'portType:in' })
    const run = await all(client, {
      query: `correlationId:${last!.correlationId}`,
      sort: 'gridTimestamp:asc',
    })
    expect(run.length).toBeGreaterThan(1)
    expect(new Set(run.map(({ flowId }) => flowId))).toEqual(new Set([last!.flowId]))
    expect(run[0]).toMatchObject({ portType: 'out' })
  })

  it('is the same however often one looks', async () => {
    const often = office()
    const once = office()
    for (let minute = 0; minute < 60; minute += 7) {
      await all(often.client)
      often.clock.advance(7 * 60_000)
    }
    once.clock.advance(63 * 60_000)
    expect(await all(often.client)).toEqual(await all(once.client))
  })

  it('is the same when one looks in the middle of a run, at the moment of an entry', async () => {
    const often = office()
    const once = office()
    const flowId = await aFlow(often.client, 'stopped')
    await startFlow(often.client, { flowId })
    await startFlow(once.client, { flowId })
    for (let look = 0; look < 100; look++) {
      often.clock.advance(100)
      await getLogs(often.client, { flowId, size: 1 })
    }
    once.clock.advance(10_000)
    const entries = await all(once.client, { flowId })
    expect(entries.length).toBeGreaterThan(4)
    expect(await all(often.client, { flowId })).toEqual(entries)
  })

  it('is another with another seed', async () => {
    expect(await all(office().client)).not.toEqual(await all(office({ seed: 2 }).client))
  })

  it('is lively right after a start, and silent after a stop', async () => {
    const { client, clock } = office()
    const flowId = await aFlow(client, 'stopped')
    expect(await all(client, { flowId })).toEqual([])
    await startFlow(client, { flowId })
    expect(await all(client, { flowId })).toMatchObject([{ msg: 'Flow started.', flowId }])
    clock.advance(60_000)
    const lively = await all(client, { flowId })
    expect(new Set(lively.map(({ correlationId }) => correlationId)).size).toBeGreaterThan(4)
    await stopFlow(client, { flowId })
    clock.advance(3_600_000)
    const [last, ...earlier] = await all(client, { flowId })
    expect(last).toMatchObject({ msg: 'Flow stopped.' })
    expect(earlier).toEqual(lively)
  })

  it.each<[string, (client: AppmixerClient, flowId: string) => Promise<unknown>]>([
    ['is stopped', (client, flowId) => stopFlow(client, { flowId })],
    [
      'gets other components',
      (client, flowId) => updateFlow(client, { flowId, flow: {}, forceUpdate: true }),
    ],
  ])('keeps what a flow did before it %s, also when nobody looked', async (_, change) => {
    const [seen, unseen] = [office(), office()]
    const flowId = await aFlow(seen.client, 'stopped')
    for (const { client, clock } of [seen, unseen]) {
      await startFlow(client, { flowId })
      clock.advance(60_000)
    }
    const before = await all(seen.client, { flowId })
    await change(unseen.client, flowId)
    expect(before.length).toBeGreaterThan(10)
    expect(await all(unseen.client, { flowId })).toEqual(expect.arrayContaining(before))
  })

  it('goes on with the flow that asked, when its task is decided', async () => {
    const { client } = office()
    const tasks = await getPeopleTasks(client, { role: 'approver', filter: 'status:pending' })
    const { taskId, flowId } = tasks[0]!
    const before = await all(client)
    const { messageCounts } = await getUsage(client, {})
    await approveTask(client, { taskId })
    const written = (await all(client)).slice(0, 2)
    expect(await all(client)).toHaveLength(before.length + written.length)
    expect(new Set(written.map(({ portType }) => portType))).toEqual(new Set(['in', 'out']))
    expect(written).toMatchObject([{ flowId }, { flowId }])
    expect(written[0]!.msg).toContain('approved')
    expect((await getUsage(client, {})).messageCounts?.count).toBe(messageCounts!.count! + 1)
  })

  it('shows the log of own and shared flows only, and forgets it with the flow', async () => {
    const { client, sandbox } = office()
    const flowIds = new Set((await all(client)).map(({ flowId }) => flowId))
    const visible = await getFlows(client, { sharedWithPermissions: 'read' })
    expect([...flowIds].filter((id) => !visible.some(({ flowId }) => flowId === id))).toEqual([])
    const own = sandbox.database.flows.find(
      ({ stage, sharedWith, userId }) =>
        stage === 'running' && sharedWith.length === 0 && userId === sandbox.database.users[0]!.id,
    )!
    const [hit] = await all(client, { flowId: own.flowId })
    const ref = { logId: hit!._id, index: hit!._index! }
    await expect(getLog(client, ref)).resolves.toMatchObject(hit!)
    await expect(getLog(clientOf(sandbox, ben), ref)).rejects.toMatchObject({ status: 404 })
    await deleteFlow(client, { flowId: hit!.flowId! })
    await expect(getLog(client, ref)).rejects.toMatchObject({ status: 404 })
    expect(await all(client, { flowId: hit!.flowId! })).toEqual([])
  })

  it('comes back from a snapshot, and starts empty from one of an earlier version', async () => {
    const { client, sandbox, clock } = office()
    const entries = await all(client)
    const later = createSandbox({ data: sandbox.snapshot(), clock })
    expect(await all(clientOf(later))).toEqual(entries)
    const { logs: _, loggedUntil: __, charts: ___, ...older } = sandbox.snapshot()
    const database = createSandbox({ data: older, clock }).database
    expect([database.logs, database.charts]).toEqual([[], []])
  })

  it('refuses to page where Elasticsearch would', async () => {
    const { client } = office()
    const refused = (query: LogsQuery) =>
      expect(getLogs(client, query)).rejects.toMatchObject({ status: 400 })
    await refused({ from: 9_990, size: 20 })
    await refused({ searchAfter: ['x'], sort: ['gridTimestamp:desc', '_id:desc'] })
    await refused({ searchAfter: ['x'], sort: '_id', from: 5 })
    await refused({ sort: 'gridTimestamp:-1' })
  })

  it('sends the wanted fields only, and always the id', async () => {
    const { client } = office()
    const [hit] = await all(client, { size: 1, includes: 'msg,severity', excludes: 'severity' })
    expect(Object.keys(hit!).toSorted()).toEqual(['_id', '_index', 'msg'])
  })

  it('keeps a large company quick', async () => {
    const { client, sandbox } = office({ data: 'large' })
    await all(client)
    expect(sandbox.database.logs.length).toBeGreaterThan(1_000)
    expect(sandbox.database.logs.length).toBeLessThan(20_000)
  })

  it('needs a token', async () => {
    const { sandbox, client } = office()
    sandbox.expireTokens()
    await expect(getLogs(client, {})).rejects.toMatchObject({ code: 'auth' })
    expect(sandbox.database.users[0]!.email).toBe(ada)
  })
})
