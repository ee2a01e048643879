'use client'

import {
  useAppmixerMutation,
  useAppmixerQuery,
  type MutationHookOptions,
  type QueryHookOptions,
  type MutationHookResult,
  type QueryHookResult,
  refTo,
  type Skippable,
} from '../react/hooks.ts'
import { usePending } from '../react/pending.ts'
import {
  cloneFlowMutationOptions,
  createFlowMutationOptions,
  deleteFlowMutationOptions,
  startFlowMutationOptions,
  stopFlowMutationOptions,
  updateFlowMutationOptions,
} from './mutations.ts'
import {
  coordinatorStatusQueryOptions,
  flowQueryOptions,
  flowsCountQueryOptions,
  flowsQueryOptions,
  validateFlowQueryOptions,
} from './queries.ts'
import type {
  CloneFlowInput,
  CoordinatorStatus,
  CreateFlowInput,
  Flow,
  FlowQuery,
  FlowRef,
  FlowsCountQuery,
  FlowsQuery,
  FlowTicket,
  FlowValidation,
  UpdateFlowInput,
} from './types.ts'

/**
 * One page of the flows that the user may see: `GET /flows`, 100 of them unless `limit` says otherwise.
 * Those that are `starting` or `stopping` are followed until they have arrived.
 *
 * @example
 * const { data: flows, isPending, error } = useFlows({ limit: 20, sort: 'mtime:-1', pattern: 'slack' })
 */
export function useFlows<Selected = Flow[]>(
  query: Skippable<FlowsQuery> = {},
  options?: QueryHookOptions<Flow[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(flowsQueryOptions, query, options)
}

/**
 * How many flows match, on all pages: `GET /flows/count`.
 *
 * @example
 * const { data: running } = useFlowsCount({ filter: 'stage:running' })
 */
export function useFlowsCount<Selected = number>(
  query: Skippable<FlowsCountQuery> = {},
  options?: QueryHookOptions<number, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(flowsCountQueryOptions, query, options)
}

/**
 * One flow: `GET /flows/:flowId`. An unknown id is an error with status 404.
 *
 * @example
 * const { data: flow } = useFlow(flowId, { select: (flow) => flow.stage })
 */
export function useFlow<Selected = Flow>(
  flowId: Skippable<string>,
  { projection, ...options }: QueryHookOptions<Flow, Selected> & Pick<FlowQuery, 'projection'> = {},
): QueryHookResult<NoInfer<Selected>> {
  const ref = refTo<FlowQuery>(projection === undefined ? { flowId } : { flowId, projection })
  return useAppmixerQuery(flowQueryOptions, ref, options)
}

/**
 * What keeps a flow from starting: `GET /flows/:flowId/validate`. No errors means that it can start.
 * A read like the others: it changes nothing, and asks again when the flow was updated.
 *
 * @example
 * const { data: isValid } = useValidateFlow(flowId, { select: ({ errors }) => errors.length === 0 })
 */
export function useValidateFlow<Selected = FlowValidation>(
  flowId: Skippable<string>,
  options?: QueryHookOptions<FlowValidation, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(validateFlowQueryOptions, refTo({ flowId }), options)
}

/**
 * How far the last start or stop of a flow has come: `GET /flows/:flowId/coordinator/status`. While it is
 * `in-progress` it is asked for again, less and less often.
 *
 * @example
 * const { data } = useCoordinatorStatus(flowId, { enabled: wasStopped })
 * data?.status // 'in-progress', then 'completed' or 'failed'
 */
export function useCoordinatorStatus<Selected = CoordinatorStatus>(
  flowId: Skippable<string>,
  options?: QueryHookOptions<CoordinatorStatus, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(coordinatorStatusQueryOptions, refTo({ flowId }), options)
}

/**
 * Creates a stopped flow: `POST /flows`. Resolves to its id; the lists ask again.
 *
 * @example
 * const createFlow = useCreateFlow({ onSuccess: ({ flowId }) => navigate(`/flows/${flowId}`) })
 * createFlow.mutate({ name: 'New automation', customFields: { team: 'sales' } })
 */
export function useCreateFlow<Context = unknown>(
  options?: MutationHookOptions<CreateFlowInput, FlowRef, Context>,
): MutationHookResult<CreateFlowInput, FlowRef, Context> {
  return useAppmixerMutation(createFlowMutationOptions, options)
}

/**
 * Replaces the given fields of a flow, shown at once, taken back when the server refuses: `PUT /flows/:flowId`.
 * A running flow is refused unless `forceUpdate` is set: `error.reason` is `flow-running`, `error.current` the flow as
 * it is now.
 *
 * @example
 * const updateFlow = useUpdateFlow()
 * updateFlow.mutate({ flowId, name: 'Leads to CRM' })
 */
export function useUpdateFlow<Context = unknown>(
  options?: MutationHookOptions<UpdateFlowInput, FlowRef, Context>,
): MutationHookResult<UpdateFlowInput, FlowRef, Context> {
  return useAppmixerMutation(updateFlowMutationOptions, options)
}

/**
 * Deletes a flow for good: `DELETE /flows/:flowId`. It leaves every list at once and comes back when the server
 * refuses. Ask first, or let {@link useUndoable} delete it: the server brings nothing back.
 *
 * @example
 * const deleteFlow = useDeleteFlow()
 * if (confirm('Delete?')) deleteFlow.mutate({ flowId })
 */
export function useDeleteFlow<Context = unknown>(
  options?: MutationHookOptions<FlowRef, void, Context>,
): MutationHookResult<FlowRef, void, Context> {
  return useAppmixerMutation(deleteFlowMutationOptions, options)
}

/**
 * Starts a flow: `POST /flows/:flowId/coordinator`. It is `starting` at once, and followed until it runs; then the
 * promise resolves. A flow that cannot run is refused with 400, and `error.serverMessage` says why; code `failed` is
 * the coordinator's, `timeout` comes after the provider's `flowTimeout`.
 *
 * @example
 * const startFlow = useStartFlow()
 * <button onClick={() => startFlow.mutate({ flowId })}>Start</button>
 */
export function useStartFlow<Context = unknown>(
  options?: MutationHookOptions<FlowRef, FlowTicket, Context>,
): MutationHookResult<FlowRef, FlowTicket, Context> {
  return useAppmixerMutation(startFlowMutationOptions, options)
}

/**
 * Stops a flow: `POST /flows/:flowId/coordinator`. It is `stopping` at once, and followed until it stands; otherwise as
 * {@link useStartFlow}.
 *
 * @example
 * const stopFlow = useStopFlow()
 * <button onClick={() => stopFlow.mutate({ flowId })}>Stop</button>
 */
export function useStopFlow<Context = unknown>(
  options?: MutationHookOptions<FlowRef, FlowTicket, Context>,
): MutationHookResult<FlowRef, FlowTicket, Context> {
  return useAppmixerMutation(stopFlowMutationOptions, options)
}

/**
 * Copies a flow: `POST /flows/:flowId/clone`. Resolves to the id of the copy, which is stopped.
 *
 * @example
 * const cloneFlow = useCloneFlow()
 * cloneFlow.mutate({ flowId, prefix: 'Copy of ', connectAccounts: true })
 */
export function useCloneFlow<Context = unknown>(
  options?: MutationHookOptions<CloneFlowInput, FlowRef, Context>,
): MutationHookResult<CloneFlowInput, FlowRef, Context> {
  return useAppmixerMutation(cloneFlowMutationOptions, options)
}

const flowWords = {
  startFlow: 'starting',
  startFlows: 'starting',
  stopFlow: 'stopping',
  stopFlows: 'stopping',
  updateFlow: 'updating',
  deleteFlow: 'deleting',
  deleteFlows: 'deleting',
} as const

/** What this app has under way for a flow. */
export type FlowPending = (typeof flowWords)[keyof typeof flowWords]

/**
 * What this app has under way for a flow, whichever component asked for it: `starting` and `stopping` until the flow
 * has arrived, `updating` and `deleting` until the server has answered. A component renders again when it changes, and
 * for no other flow. Sends nothing.
 *
 * @example
 * const pending = useFlowPending(flowId)
 * <button disabled={pending !== undefined}>{pending ?? 'Start'}</button>
 */
export function useFlowPending(flowId: string): FlowPending | undefined {
  return usePending<FlowPending>('flowId', flowId, flowWords)
}
