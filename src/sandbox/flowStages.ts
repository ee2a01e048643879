import { Boom } from './boom.ts'
import type { Database, StoredFlow } from './database.ts'
import { logFlow, writeLogs } from './logWriter.ts'
import { missingInputs } from './wizard.ts'

type Transition = NonNullable<StoredFlow['transition']>

/** The stage at this moment. No timer runs: a flow that was `starting` is `running` when its time has come. */
export function stageOf(database: Database, { stage, transition }: StoredFlow): string {
  return transition && isUnderWay(database, transition) ? transition.stage : stage
}

/** What the coordinator says about the last start or stop. */
export function coordinationOf(database: Database, { transition }: StoredFlow): string {
  if (transition && isUnderWay(database, transition)) return 'in-progress'
  return transition?.outcome ?? 'completed'
}

/** Starts a flow; 400 when it cannot run. One that runs already goes on. */
export function start(database: Database, flow: StoredFlow, duration: number): void {
  if (['starting', 'running'].includes(stageOf(database, flow))) return
  refuseIncomplete(flow)
  writeLogs(database)
  flow.transition = transitionOf(database, flow, 'starting', duration)
  if (flow.outcome) return
  logFlow(database, flow, 'Flow started.')
  flow.stage = 'running'
  flow.started = database.now()
}

/** Stops a flow. One that stands already stays so. */
export function stop(database: Database, flow: StoredFlow, duration: number): void {
  if (['stopping', 'stopped'].includes(stageOf(database, flow))) return
  writeLogs(database)
  flow.transition = transitionOf(database, flow, 'stopping', duration)
  if (flow.outcome) return
  logFlow(database, flow, 'Flow stopped.')
  flow.stage = 'stopped'
  flow.stopped = database.now()
}

/** A start or stop that does not end well leaves the flow as it was. */
function transitionOf(
  { clock }: Database,
  { outcome }: StoredFlow,
  stage: Transition['stage'],
  duration: number,
): Transition {
  return {
    stage,
    ...(outcome !== 'never' && { until: clock.now() + duration }),
    ...(outcome && { outcome }),
  }
}

function isUnderWay({ clock }: Database, { until }: Transition): boolean {
  return until === undefined || clock.now() < until
}

function refuseIncomplete(stored: StoredFlow): void {
  const { flow, missingAccounts = [] } = stored
  if (Object.keys(flow).length === 0) throw new Boom(400, 'The flow has no components.')
  const component = missingAccounts.map((id) => flow[id]).find(isComponent)
  if (component) {
    throw new Boom(400, `Missing account for "${component.label}" (${component.type}).`)
  }
  const [missing] = missingInputs(stored)
  if (missing) throw new Boom(400, missing.message)
}

function isComponent(value: unknown): value is { type: string; label?: string } {
  return typeof value === 'object' && value !== null && 'type' in value
}
