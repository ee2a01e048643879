'use client'

import { useBulk, type BulkHook, type BulkHookOptions } from '../react/useBulk.ts'
import { deleteFlowsBulkOptions, startFlowsBulkOptions, stopFlowsBulkOptions } from './bulk.ts'
import type { FlowRef, FlowTicket } from './types.ts'

/**
 * Starts many flows: `POST /flows/:flowId/coordinator` for each, four at a time. All are `starting` at once; one that
 * is refused goes back alone, and its result has the error. A 429 makes the whole run wait as long as `Retry-After`
 * says, 30 seconds at most, and is sent again: the server has not carried it out. The lists ask once, in the end.
 *
 * An item is `done` when the server has taken it. The flow is followed from then on; when it does not arrive, its result
 * becomes `failed`, with code `failed` or `timeout`.
 *
 * Every component that uses the hook sees the same run, also one that is mounted later; it ends with the session.
 *
 * @example
 * const startFlows = useStartFlows()
 * <button onClick={() => startFlows.run(selected.map((flowId) => ({ flowId })))}>Start all</button>
 * {startFlows.isRunning && <progress max={startFlows.total} value={startFlows.done + startFlows.failed} />}
 * {startFlows.failed > 0 && <button onClick={startFlows.retryFailed}>Retry {startFlows.failed}</button>}
 */
export function useStartFlows(options?: BulkHookOptions): BulkHook<FlowRef, FlowTicket> {
  return useBulk(startFlowsBulkOptions, options)
}

/**
 * Stops many flows: `POST /flows/:flowId/coordinator` for each. All are `stopping` at once; otherwise as
 * {@link useStartFlows}.
 *
 * @example
 * const stopFlows = useStopFlows()
 * await stopFlows.run(running.map(({ flowId }) => ({ flowId })))
 */
export function useStopFlows(options?: BulkHookOptions): BulkHook<FlowRef, FlowTicket> {
  return useBulk(stopFlowsBulkOptions, options)
}

/**
 * Deletes many flows for good: `DELETE /flows/:flowId` for each. They leave every list at once; one that is refused
 * comes back. There is no undo; ask first. Otherwise as {@link useStartFlows}.
 *
 * @example
 * const deleteFlows = useDeleteFlows({ concurrency: 2 })
 * if (confirm(`Delete ${selected.length} flows?`)) deleteFlows.run(selected)
 */
export function useDeleteFlows(options?: BulkHookOptions): BulkHook<FlowRef, void> {
  return useBulk(deleteFlowsBulkOptions, options)
}
