import { Boom } from './boom.ts'
import type { Database, StoredFlow } from './database.ts'
import { logFlow, writeLogs } from './logWriter.ts'

/** The stage at this moment. No timer runs: a flow that was `starting` is `running` when its time has come. */
export function stageOf({ clock }: Database, { stage, transition }: StoredFlow): string {
  return transition && clock.now() < transition.until ? transition.stage : stage
}

/** Starts a flow; 400 when it cannot run. One that runs already goes on. */
export function start(database: Database, flow: StoredFlow, duration: number): void {
  if (['starting', 'running'].includes(stageOf(database, flow))) return
  refuseIncomplete(flow)
  writeLogs(database)
  logFlow(database, flow, 'Flow started.')
  flow.stage = 'running'
  flow.started = database.now()
  flow.transition = { stage: 'starting', until: database.clock.now() + duration }
}

/** Stops a flow. One that stands already stays so. */
export function stop(database: Database, flow: StoredFlow, duration: number): void {
  if (['stopping', 'stopped'].includes(stageOf(database, flow))) return
  writeLogs(database)
  logFlow(database, flow, 'Flow stopped.')
  flow.stage = 'stopped'
  flow.stopped = database.now()
  flow.transition = { stage: 'stopping', until: database.clock.now() + duration }
}

function refuseIncomplete({ flow, missingAccounts = [] }: StoredFlow): void {
  if (Object.keys(flow).length === 0) throw new Boom(400, 'The flow has no components.')
  const component = missingAccounts.map((id) => flow[id]).find(isComponent)
  if (component) {
    throw new Boom(400, `Missing account for "${component.label}" (${component.type}).`)
  }
}

function isComponent(value: unknown): value is { type: string; label?: string } {
  return typeof value === 'object' && value !== null && 'type' in value
}
