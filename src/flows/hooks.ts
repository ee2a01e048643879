'use client'

import type { InfiniteData } from '@tanstack/react-query'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import {
  refTo,
  useAppmixerInfiniteQuery,
  useAppmixerMutation,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  type InfiniteQueryHookOptions,
  type InfiniteQueryHookResult,
  type MutationHookOptions,
  type MutationHookResult,
  type QueryHookOptions,
  type QueryHookResult,
  type Skippable,
  type SuspenseQueryHookOptions,
  type SuspenseQueryHookResult,
} from '../react/hooks.ts'
import { useBulk, type BulkHook, type BulkHookOptions } from '../react/useBulk.ts'
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
  flowThumbnailQueryOptions,
  flowsCountQueryOptions,
  flowsInfiniteQueryOptions,
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
  InfiniteFlowsQuery,
  UpdateFlowInput,
} from './types.ts'

/**
 * One page of the flows that the user may see: `GET /flows`. While one of them is `starting` or `stopping`, the page is
 * read again until it has arrived.
 *
 * Key: `keys.flows.list(query)`.
 *
 * @param query `limit` @default 100, `offset` @default 0
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
 * {@link useFlows} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: flows } = useSuspenseFlows({ limit: 20, sort: 'mtime:-1' })
 */
export function useSuspenseFlows<Selected = Flow[]>(
  query: FlowsQuery = {},
  options?: SuspenseQueryHookOptions<Flow[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(flowsQueryOptions, query, options)
}

/**
 * The flows page after page: `GET /flows`. No row is skipped and none comes twice, also when others come and go
 * meanwhile. A refetch reads the pages on screen only: `pagesOnScreen`.
 *
 * Key: `keys.flows.infinite(query)`.
 *
 * @param query `limit`, the rows on a page, @default 20
 * @example
 * const { data, fetchNextPage, hasNextPage } = useInfiniteFlows({ limit: 50, sort: 'mtime:-1' })
 * const flows = useMemo(() => rowsOf(data), [data])
 */
export function useInfiniteFlows<Selected = InfiniteData<Flow[], OffsetPosition>>(
  query: Skippable<InfiniteFlowsQuery> = {},
  options?: InfiniteQueryHookOptions<Flow[], OffsetPosition, Selected>,
): InfiniteQueryHookResult<NoInfer<Selected>> {
  return useAppmixerInfiniteQuery(flowsInfiniteQueryOptions, query, options)
}

/**
 * How many flows match, on all pages: `GET /flows/count`.
 *
 * Key: `keys.flows.count(query)`.
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
 * {@link useFlowsCount} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: running } = useSuspenseFlowsCount({ filter: 'stage:running' })
 */
export function useSuspenseFlowsCount<Selected = number>(
  query: FlowsCountQuery = {},
  options?: SuspenseQueryHookOptions<number, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(flowsCountQueryOptions, query, options)
}

/**
 * One flow: `GET /flows/:flowId`. While it is `starting` or `stopping`, it is read again until it has arrived. An
 * unknown id is an error with status 404.
 *
 * Key: `keys.flows.detail(flowId)`; with a projection, `keys.flows.detail(flowId, { projection })`.
 *
 * @example
 * const { data: stage } = useFlow(flowId, { select: (flow) => flow.stage })
 */
export function useFlow<Selected = Flow>(
  flowId: Skippable<string>,
  { projection, ...options }: QueryHookOptions<Flow, Selected> & Pick<FlowQuery, 'projection'> = {},
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(flowQueryOptions, refTo<FlowQuery>({ flowId, projection }), options)
}

/**
 * {@link useFlow} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: flow } = useSuspenseFlow(flowId)
 */
export function useSuspenseFlow<Selected = Flow>(
  flowId: string,
  {
    projection,
    ...options
  }: SuspenseQueryHookOptions<Flow, Selected> & Pick<FlowQuery, 'projection'> = {},
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(flowQueryOptions, { flowId, projection }, options)
}

/**
 * The picture of one flow as a data URI, for `src` of an `<img>`; `null` without one, or when it is no image:
 * `GET /flows/:flowId` with `projection=flowId,thumbnail`, four at a time. Lists leave pictures out, because they are
 * most of the bytes; read them for the rows on screen, as `<FlowList.Thumbnail>` does. Fresh for five minutes.
 *
 * Key: `keys.flows.thumbnail(flowId)`.
 *
 * @param options `staleTime`, in milliseconds, @default 300,000
 * @example
 * const { data: picture } = useFlowThumbnail(isOnScreen ? flowId : skipToken)
 * {picture && <img src={picture} alt="" />}
 */
export function useFlowThumbnail(
  flowId: Skippable<string>,
  options?: Omit<QueryHookOptions<Flow, string | null>, 'select'>,
): QueryHookResult<string | null> {
  return useAppmixerQuery(flowThumbnailQueryOptions, refTo({ flowId }), {
    ...options,
    select: pictureOf,
  })
}

/** Only pictures that cannot run anything or call anybody: data URIs of images, as the server stores them. */
function pictureOf({ thumbnail }: Flow): string | null {
  return thumbnail?.startsWith('data:image/') ? thumbnail : null
}

/**
 * What keeps a flow from starting: `GET /flows/:flowId/validate`. No errors means that it can start. An unknown id is
 * an error with status 404. It is read again after the flow was updated.
 *
 * Key: `keys.flows.validation(flowId)`.
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
 * {@link useValidateFlow} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data } = useSuspenseValidateFlow(flowId)
 */
export function useSuspenseValidateFlow<Selected = FlowValidation>(
  flowId: string,
  options?: SuspenseQueryHookOptions<FlowValidation, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(validateFlowQueryOptions, { flowId }, options)
}

/**
 * How far the last start or stop of a flow has come: `GET /flows/:flowId/coordinator/status`. While it is
 * `in-progress` it is read again, less and less often. An unknown id is an error with status 404.
 *
 * Key: `keys.flows.status(flowId)`.
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
 * {@link useCoordinatorStatus} that suspends: `data` is always there; a first read that fails goes to the error
 * boundary.
 *
 * @example
 * const { data } = useSuspenseCoordinatorStatus(flowId)
 */
export function useSuspenseCoordinatorStatus<Selected = CoordinatorStatus>(
  flowId: string,
  options?: SuspenseQueryHookOptions<CoordinatorStatus, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(coordinatorStatusQueryOptions, { flowId }, options)
}

/**
 * Creates a stopped flow: `POST /flows`. Resolves to its id. Invalidates lists and counts of flows; nothing is shown
 * before the server has answered.
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
 * Replaces the given fields of a flow: `PUT /flows/:flowId`. The change is shown at once in all lists and in the
 * detail, and rolled back when the server refuses. Invalidates lists, counts, the detail and what depends on the flow.
 *
 * Rejects with reason `flow-running` for a running flow, unless `forceUpdate` is set; `error.current` is then the flow
 * as it is now. Rejects with status 404 for a deleted one.
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
 * refuses. Removes the detail; invalidates lists, counts, logs, usage and the flows of accounts. Ask first, or use
 * {@link useUndoable}: the server restores nothing.
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
 * Starts a flow: `POST /flows/:flowId/coordinator`. It is `starting` at once in all lists and in the detail;
 * `mutateAsync` resolves when it runs. Invalidates lists, counts, the detail, the status, logs and usage.
 *
 * Rejects with status 400 for a flow that cannot run, where `error.serverMessage` says why; with code `failed` when the
 * coordinator could not start it; with code `timeout` after the provider's `flowTimeout`, in milliseconds.
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
 * Stops a flow: `POST /flows/:flowId/coordinator`. It is `stopping` at once; `mutateAsync` resolves when it has
 * stopped. Otherwise as {@link useStartFlow}.
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
 * Copies a flow: `POST /flows/:flowId/clone`. Resolves to the id of the copy, which is stopped. Invalidates lists and
 * counts of flows, and the flows of accounts when it connects them.
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

/**
 * Starts many flows: `POST /flows/:flowId/coordinator` for each. All are `starting` at once; one that is refused is
 * rolled back alone, and its result has the error. A 429 makes the whole run wait as long as `Retry-After` says, 30
 * seconds at most, and is sent again. Everything is invalidated once, in the end.
 *
 * All components that use the hook see the same run, also one that is mounted later. It ends with the session.
 *
 * @param options `concurrency`, the number of requests at a time, @default 4
 * @example
 * const startFlows = useStartFlows()
 * <button onClick={() => startFlows.run(selected.map((flowId) => ({ flowId })))}>Start all</button>
 * {startFlows.isRunning && <progress max={startFlows.total} value={startFlows.done + startFlows.failed} />}
 * {startFlows.failed > 0 && <button onClick={startFlows.retryFailed}>Retry {startFlows.failed}</button>}
 */
export function useStartFlows(options?: BulkHookOptions): BulkHook<FlowRef, FlowTicket> {
  return useBulk(startFlowMutationOptions, options)
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
  return useBulk(stopFlowMutationOptions, options)
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
  return useBulk(deleteFlowMutationOptions, options)
}

const activities = {
  startFlow: 'starting',
  stopFlow: 'stopping',
  updateFlow: 'updating',
  deleteFlow: 'deleting',
} as const

/** Which mutation of this app is pending for a flow. */
export type FlowActivity = (typeof activities)[keyof typeof activities]

/**
 * Which mutation of this app is pending for a flow, whichever component called it: `starting` and `stopping` until the
 * flow has arrived, `updating` and `deleting` until the server has answered. A component renders again when it changes
 * for this flow, and for no other. Sends nothing.
 *
 * @example
 * const activity = useFlowActivity(flowId)
 * <button disabled={activity !== undefined}>{activity ?? 'Start'}</button>
 */
export function useFlowActivity(flowId: string): FlowActivity | undefined {
  return usePending<FlowActivity>('flowId', flowId, activities)
}
