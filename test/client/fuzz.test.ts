import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as calls from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { runs } from '../runs.ts'
import { ada, baseUrl } from '../support.tsx'

/** Stands for what users wrote; it must not come out in a report or an error. */
const secret = 'canary-8842'

const sandbox = createSandbox()
const { database } = sandbox
const own = <T extends { userId: string }>(rows: T[]) =>
  rows.find(({ userId }) => userId === database.users[0]!.id)!
const { flowId } = own(database.flows)
const { storeId } = own(database.stores)
const { accountId } = own(database.accounts)
const { chartId } = own(database.charts)
const { taskId } = database.tasks.find(({ approver }) => approver === ada)!

const aggs = { all: { terms: { field: 'severity' } } }

type Call = (client: calls.AppmixerClient) => Promise<unknown>

/** Every read, and the id of its rows where it answers a list. */
const reads: Record<string, [call: Call, id?: string]> = {
  getFlows: [(client) => calls.getFlows(client, { limit: 4 }), 'flowId'],
  getFlow: [(client) => calls.getFlow(client, { flowId })],
  getFlowsCount: [(client) => calls.getFlowsCount(client, {})],
  validateFlow: [(client) => calls.validateFlow(client, { flowId })],
  getCoordinatorStatus: [(client) => calls.getCoordinatorStatus(client, { flowId })],
  getPeopleTasks: [(client) => calls.getPeopleTasks(client, { limit: 4 }), 'taskId'],
  getPeopleTask: [(client) => calls.getPeopleTask(client, { taskId })],
  getPeopleTasksCount: [(client) => calls.getPeopleTasksCount(client, {})],
  getUser: [(client) => calls.getUser(client)],
  getStores: [(client) => calls.getStores(client), 'storeId'],
  getStore: [(client) => calls.getStore(client, { storeId })],
  getStoreRecords: [(client) => calls.getStoreRecords(client, { storeId, limit: 4 }), 'key'],
  getStoreRecordsCount: [(client) => calls.getStoreRecordsCount(client, { storeId })],
  getAccounts: [(client) => calls.getAccounts(client, {}), 'accountId'],
  getAccountFlows: [(client) => calls.getAccountFlows(client, { accountId }), 'flowId'],
  getComponentAccounts: [
    (client) => calls.getComponentAccounts(client, { componentType: 'appmixer:slack' }),
  ],
  getLogs: [(client) => calls.getLogs(client, { size: 3 })],
  getLogAggregations: [(client) => calls.getLogAggregations(client, { aggs, size: 1 })],
  getCharts: [(client) => calls.getCharts(client, {}), 'chartId'],
  getChart: [(client) => calls.getChart(client, { chartId })],
  getUsage: [(client) => calls.getUsage(client, {})],
}

test.each(Object.entries(reads))(
  '%s survives any answer: typed errors only, no healthy row lost, no value reported',
  async (_, [call, id]) => {
    const text = await answerTo(call)
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const body: unknown = JSON.parse(text)
        const healthy = mutate(body, changes)
        const reports: calls.DriftReport[] = []
        const client = calls.createAppmixerClient({
          baseUrl,
          token: 'x',
          onDrift: (report) => reports.push(report),
          fetch: () => Promise.resolve(Response.json(body)),
        })
        const result = await call(client).catch((error: unknown) => error)
        expect(JSON.stringify(reports)).not.toContain(secret)
        if (result instanceof Error) {
          expect(result).toMatchObject({ name: 'AppmixerError', code: 'schema' })
          expect(`${result.message}${result.stack}`).not.toContain(secret)
        } else if (id !== undefined) {
          expect((result as object[]).map((row) => JSON.stringify(row))).toEqual(
            expect.arrayContaining(healthy.map((row) => JSON.stringify(row))),
          )
        }
      }),
      // `RUNS=67 npm test -- fuzz` for 10,000 of each.
      runs(150),
    )
  },
  120_000,
)

interface Mutation {
  /** Which of the places in the answer. */
  place: number
  value: unknown
}

const values = [undefined, null, 0, -1, true, secret, '', [], {}, [secret], { a: secret }, [[]]]

const mutations = fc.array(
  fc.record<Mutation>({ place: fc.nat(), value: fc.constantFrom(...values) }),
  { minLength: 1, maxLength: 4 },
)

/** Changes the answer in place, and tells the rows of a list that it left alone. */
function mutate(body: unknown, changes: Mutation[]): unknown[] {
  const rows: unknown[] = Array.isArray(body) ? [...(body as unknown[])] : []
  const touched = new Set<unknown>()
  for (const { place, value } of changes) {
    const places = placesIn(body)
    const chosen = places[place % Math.max(1, places.length)]
    if (!chosen) continue
    const { owner, key, row } = chosen
    touched.add(row)
    if (value === undefined && !Array.isArray(owner)) Reflect.deleteProperty(owner, key)
    else Reflect.set(owner, key, structuredClone(value ?? null))
  }
  return rows.filter((row) => !touched.has(row))
}

interface Place {
  owner: object
  key: string
  /** The row of the list that it is in. */
  row: unknown
}

function placesIn(owner: unknown, row?: unknown): Place[] {
  if (typeof owner !== 'object' || owner === null) return []
  return Object.entries(owner).flatMap(([key, value]) => {
    const itsRow = row ?? value
    return [{ owner, key, row: itsRow }, ...placesIn(value, itsRow)]
  })
}

/** What the sandbox answers to a call, as it goes over the wire. */
async function answerTo(call: Call): Promise<string> {
  let text = ''
  const client = calls.createAppmixerClient({
    baseUrl,
    token: sandbox.tokenFor(ada),
    async fetch(input, init) {
      const response = await sandbox.fetch(input, init)
      text = await response.clone().text()
      return response
    },
  })
  await call(client)
  return text
}
