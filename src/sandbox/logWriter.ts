import { fingerprint } from '../client/identity.ts'
import type { Database, StoredFlow, StoredLog, StoredTask } from './database.ts'
import { createRandom } from './random.ts'
import { runOf, runTimes } from './runs.ts'

/** How far back the log is written when the state has none. */
const history = 7 * 86_400_000

/** Nothing is made up for a longer time in which no request came. */
const longestAbsence = 30 * 86_400_000

/** The same for a flow that works all the time: what it did would fill the log. */
const longestAbsenceOfBusy = 86_400_000

const mostEntries = 20_000

/** Longer than any run takes: a run that began before the last time may have gone on since. */
const longestRun = 60_000

/**
 * Writes down what the running flows did since the last time. It depends on the clock and the flows alone, so it is
 * the same whether the log is read often or once. Call it before changing a flow: what it did stays in the log.
 */
export function writeLogs(database: Database): void {
  const now = database.clock.now()
  const since = Math.max(database.loggedUntil || now - history, now - longestAbsence)
  if (now <= since) return
  const entries = database.flows
    .filter(({ stage }) => stage === 'running')
    .flatMap((flow) => workOf(flow, database, since, now))
  database.loggedUntil = now
  append(
    database,
    entries.toSorted((a, b) => (a.gridTimestamp < b.gridTimestamp ? -1 : 1)),
  )
}

/** An entry about the flow as a whole, now: `Flow started.` */
export function logFlow(database: Database, { flowId, userId }: StoredFlow, msg: string): void {
  const time = database.clock.now()
  const entry = { _id: database.random.hex(20), severity: 'info', userId, msg }
  append(database, [stored(entry, flowId, time)])
}

/** The flow that asked goes on with the answer, if it is still running. */
export function logDecision(database: Database, task: StoredTask, decision: string): void {
  const flow = database.flows.find(({ flowId }) => flowId === task.flowId)
  if (flow?.stage !== 'running') return
  const time = database.clock.now()
  const payload = { taskId: task.taskId, decision }
  const entries = runOf(flow, database.random, { from: 'approval', payload })
  append(
    database,
    entries.map(({ entry }) => stored(entry, flow.flowId, time)),
  )
}

/** A flow takes its log with it. */
export function forgetLogs(database: Database, flowId: string): void {
  database.logs = database.logs.filter((entry) => entry.flowId !== flowId)
}

function workOf(flow: StoredFlow, database: Database, since: number, now: number): StoredLog[] {
  const { flowId, userId, transition } = flow
  const started = flow.started ? Date.parse(flow.started) : since
  const seed = parseInt(fingerprint(`${database.seed}.${flowId}`), 36)
  const times = runTimes({
    start: (transition?.stage === 'starting' && transition.until) || started,
    seed,
    rhythm: flow.rhythm,
    since: Math.max(since, flow.rhythm ? now - longestAbsenceOfBusy : 0) - longestRun,
    until: now,
  })
  const begun = { _id: createRandom(seed).hex(20), severity: 'info', userId, msg: 'Flow started.' }
  const work = times.flatMap(({ index, time }) =>
    runOf(flow, createRandom(seed + index * 7_919)).map(({ at, entry }) => ({
      time: time + at,
      entry,
    })),
  )
  return [{ time: started, entry: begun }, ...work]
    .filter(({ time }) => since < time && time <= now)
    .map(({ time, entry }) => stored(entry, flowId, time))
}

function append(database: Database, entries: StoredLog[]): void {
  database.logs = [...database.logs, ...entries].slice(-mostEntries)
}

/** Takes the entry over: a copy of thousands would be most of the work. */
export function stored(
  entry: Pick<StoredLog, '_id' | 'severity'>,
  flowId: string,
  time: number,
): StoredLog {
  const timestamp = new Date(time).toISOString()
  return Object.assign(entry, {
    flowId,
    gridTimestamp: timestamp,
    '@timestamp': timestamp,
    _index: `appmixer-${timestamp.slice(0, 4)}${timestamp.slice(5, 7)}`,
  })
}
