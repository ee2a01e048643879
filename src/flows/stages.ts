import type { Flow } from './types.ts'

/** The stages that pass by themselves, and where each leads. Any other stage stays until somebody acts. */
export const destinations = { starting: 'running', stopping: 'stopped' } as const

/** A stage that passes by itself. */
export type MovingStage = keyof typeof destinations

export function isMoving(stage: string | null | undefined): stage is MovingStage {
  return stage === 'starting' || stage === 'stopping'
}

/** The flow as a command shows it: on its way, unless the server says that it is there. */
export function onItsWay(flow: Flow, stage: MovingStage): Flow {
  return flow.stage === destinations[stage] ? flow : { ...flow, stage }
}
