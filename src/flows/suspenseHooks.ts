'use client'

import {
  type SuspenseQueryHookResult,
  useAppmixerSuspenseQuery,
  type SuspenseQueryHookOptions,
} from '../react/hooks.ts'
import {
  coordinatorStatusQueryOptions,
  flowQueryOptions,
  flowsCountQueryOptions,
  flowsQueryOptions,
  validateFlowQueryOptions,
} from './queries.ts'
import type {
  CoordinatorStatus,
  Flow,
  FlowQuery,
  FlowValidation,
  FlowsCountQuery,
  FlowsQuery,
} from './types.ts'

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
  const ref = projection === undefined ? { flowId } : { flowId, projection }
  return useAppmixerSuspenseQuery(flowQueryOptions, ref, options)
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
 * {@link useCoordinatorStatus} that suspends: `data` is always there; a first read that fails goes to the error boundary.
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
