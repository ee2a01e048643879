import { AppmixerError } from '../client/errors.ts'
import { destinations, type MovingStage } from './stages.ts'
import type { CoordinatorStatus } from './types.ts'

/** What the coordinator's word means for a flow on its way. A word that is not known is no end. */
export function endOf({ status }: CoordinatorStatus): 'arrived' | 'failed' | undefined {
  if (status === 'completed') return 'arrived'
  return status === 'failed' || status === 'cancelled' ? 'failed' : undefined
}

const endpoint = 'POST /flows/:flowId/coordinator'

/** The server took the command, and reported later that nothing came of it. */
export function commandFailed(stage: MovingStage, status: CoordinatorStatus): AppmixerError {
  return new AppmixerError({
    code: 'failed',
    endpoint,
    message: `The flow is not ${destinations[stage]}: the server took the command, and then reported that it was ${status.status}. Its log may tell why; try again.`,
    serverMessage: status.message ?? undefined,
  })
}

/** The server took the command, and has not been done with it for too long. */
export function commandTimedOut(stage: MovingStage, limit: number): AppmixerError {
  return new AppmixerError({
    code: 'timeout',
    reason: 'unconfirmed',
    endpoint,
    message: `The flow was still ${stage} after ${limit / 1_000} seconds, so it is not followed any more. The server may yet finish; look again later, or repeat the command. \`flowTimeout\` sets how long to wait.`,
  })
}
