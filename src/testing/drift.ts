import type { EndpointName, Fault } from '../sandbox/index.ts'

/** What of an answer can drift, and where it is read. The field gets a value of another type. */
const drifting = {
  flow: { calls: ['getFlows', 'getFlow'], field: 'name' },
  task: { calls: ['getPeopleTasks', 'getPeopleTask'], field: 'title' },
  store: { calls: ['getStores', 'getStore'], field: 'name' },
  record: { calls: ['getStoreRecords'], field: 'updatedAt' },
  account: { calls: ['getAccounts'], field: 'displayName' },
  chart: { calls: ['getCharts', 'getChart'], field: 'name' },
  log: { calls: ['getLogs'], field: 'componentType' },
} as const satisfies Record<string, { calls: readonly EndpointName[]; field: string }>

/** An entity whose answers can drift from the documented shape. */
export type DriftingEntity = keyof typeof drifting

/**
 * The faults that make an entity drift.
 *
 * @throws TypeError for any other entity
 */
export function driftOf(
  entity: DriftingEntity,
  fields: Readonly<Record<string, unknown>> | undefined,
): Fault[] {
  if (!Object.hasOwn(drifting, entity)) {
    const known = Object.keys(drifting).join(', ')
    throw new TypeError(`There is no entity "${entity}" that can drift. There are: ${known}.`)
  }
  const { calls, field } = drifting[entity]
  const drifted = fields ?? { [field]: 42, addedLater: true }
  return calls.map((on) => ({ on, change: (answer) => changed(answer, drifted) }))
}

/** One entity, a list of them, or a page of the log. */
function changed(answer: unknown, fields: object): unknown {
  if (Array.isArray(answer)) return answer.map((row) => changed(row, fields))
  const { hits } = answer as { hits?: unknown[] }
  return hits
    ? { ...(answer as object), hits: changed(hits, fields) }
    : { ...(answer as object), ...fields }
}
