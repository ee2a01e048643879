'use client'

import type { InfiniteData } from '@tanstack/react-query'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import type { Flow, FlowRef, FlowsCountQuery } from '../flows/types.ts'
import {
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
import { deleteIntegrationMutationOptions, publishDraftMutationOptions } from './mutations.ts'
import {
  categoriesQueryOptions,
  integrationsCountQueryOptions,
  integrationsInfiniteQueryOptions,
  integrationsQueryOptions,
  integrationTemplatesCountQueryOptions,
  integrationTemplatesInfiniteQueryOptions,
  integrationTemplatesQueryOptions,
} from './queries.ts'
import type {
  Category,
  IntegrationsQuery,
  IntegrationTemplatesQuery,
  IntegrationTicket,
  PublishDraftInput,
} from './types.ts'

/**
 * The integration templates that the user may activate: `GET /flows` with `filter=type:integration-template`,
 * `filter=sharedWith:![]` and `sharedWithPermissions=read`. Each is a flow; `wizardFields(template)` says what it asks
 * for.
 *
 * Key: `keys.flows.list(integrationTemplatesQuery(query))`.
 *
 * @param query `limit` @default 100, `offset` @default 0
 * @example
 * const { data: templates } = useIntegrationTemplates({ category: categoryId, projection: '-flow' })
 */
export function useIntegrationTemplates<Selected = Flow[]>(
  query: Skippable<IntegrationTemplatesQuery> = {},
  options?: QueryHookOptions<Flow[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(integrationTemplatesQueryOptions, query, options)
}

/**
 * {@link useIntegrationTemplates} that suspends: `data` is always there; a first read that fails goes to the error
 * boundary.
 *
 * @example
 * const { data: templates } = useSuspenseIntegrationTemplates()
 */
export function useSuspenseIntegrationTemplates<Selected = Flow[]>(
  query: IntegrationTemplatesQuery = {},
  options?: SuspenseQueryHookOptions<Flow[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(integrationTemplatesQueryOptions, query, options)
}

/**
 * The integration templates page after page; otherwise as {@link useIntegrationTemplates} and `useInfiniteFlows`.
 *
 * Key: `keys.flows.infinite(integrationTemplatesQuery(query))`.
 *
 * @param query `limit`, the rows on a page, @default 20
 * @example
 * const { data, fetchNextPage } = useInfiniteIntegrationTemplates({ pattern: search })
 * const templates = useMemo(() => rowsOf(data), [data])
 */
export function useInfiniteIntegrationTemplates<Selected = InfiniteData<Flow[], OffsetPosition>>(
  query: Skippable<Omit<IntegrationTemplatesQuery, 'offset'>> = {},
  options?: InfiniteQueryHookOptions<Flow[], OffsetPosition, Selected>,
): InfiniteQueryHookResult<NoInfer<Selected>> {
  return useAppmixerInfiniteQuery(integrationTemplatesInfiniteQueryOptions, query, options)
}

/**
 * How many integration templates match, on all pages: `GET /flows/count`.
 *
 * Key: `keys.flows.count(integrationTemplatesQuery(query))`.
 *
 * @example
 * const { data: count } = useIntegrationTemplatesCount({ category: categoryId })
 */
export function useIntegrationTemplatesCount<Selected = number>(
  query: Skippable<FlowsCountQuery & Pick<IntegrationTemplatesQuery, 'category'>> = {},
  options?: QueryHookOptions<number, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(integrationTemplatesCountQueryOptions, query, options)
}

/**
 * The integrations that the user has activated: `GET /flows` with `filter=type:integration-instance`. Each is a flow:
 * `useStartFlow`, `useStopFlow` and `useUpdateFlow` work on it, and show what they do in this list at once.
 *
 * Key: `keys.flows.list(integrationsQuery(query))`.
 *
 * @param query `limit` @default 100, `offset` @default 0
 * @example
 * const { data: integrations } = useIntegrations({ templateId })
 */
export function useIntegrations<Selected = Flow[]>(
  query: Skippable<IntegrationsQuery> = {},
  options?: QueryHookOptions<Flow[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(integrationsQueryOptions, query, options)
}

/**
 * {@link useIntegrations} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: integrations } = useSuspenseIntegrations()
 */
export function useSuspenseIntegrations<Selected = Flow[]>(
  query: IntegrationsQuery = {},
  options?: SuspenseQueryHookOptions<Flow[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(integrationsQueryOptions, query, options)
}

/**
 * The integrations of the user page after page; otherwise as {@link useIntegrations} and `useInfiniteFlows`.
 *
 * Key: `keys.flows.infinite(integrationsQuery(query))`.
 *
 * @param query `limit`, the rows on a page, @default 20
 * @example
 * const { data, fetchNextPage } = useInfiniteIntegrations({ sort: 'mtime:-1' })
 */
export function useInfiniteIntegrations<Selected = InfiniteData<Flow[], OffsetPosition>>(
  query: Skippable<Omit<IntegrationsQuery, 'offset'>> = {},
  options?: InfiniteQueryHookOptions<Flow[], OffsetPosition, Selected>,
): InfiniteQueryHookResult<NoInfer<Selected>> {
  return useAppmixerInfiniteQuery(integrationsInfiniteQueryOptions, query, options)
}

/**
 * How many integrations of the user match, on all pages: `GET /flows/count`.
 *
 * Key: `keys.flows.count(integrationsQuery(query))`.
 *
 * @example
 * const { data: activated } = useIntegrationsCount()
 */
export function useIntegrationsCount<Selected = number>(
  query: Skippable<FlowsCountQuery & Pick<IntegrationsQuery, 'templateId'>> = {},
  options?: QueryHookOptions<number, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(integrationsCountQueryOptions, query, options)
}

/**
 * The categories of integrations: `GET /categories`.
 *
 * Key: `keys.integrations.categories()`.
 *
 * @example
 * const { data: categories } = useCategories({ staleTime: 600_000 })
 */
export function useCategories<Selected = Category[]>(
  options?: QueryHookOptions<Category[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(categoriesQueryOptions, undefined, options)
}

/**
 * {@link useCategories} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: categories } = useSuspenseCategories()
 */
export function useSuspenseCategories<Selected = Category[]>(
  options?: SuspenseQueryHookOptions<Category[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(categoriesQueryOptions, undefined, options)
}

/**
 * Deletes an integration for good, stopping it first: `DELETE /integrations/:flowId`. It leaves every list at once and
 * comes back when the server refuses; `mutateAsync` resolves when `GET /integrations/status/:ticket` says that it is
 * deleted. Otherwise as `useDeleteFlow`. Ask first: the server restores nothing.
 *
 * Rejects with status 404 for a flow that is no integration; with code `failed` when the server could not delete it;
 * with code `timeout` after the provider's `flowTimeout`, in milliseconds.
 *
 * @example
 * const deleteIntegration = useDeleteIntegration()
 * if (confirm('Remove?')) deleteIntegration.mutate({ flowId })
 */
export function useDeleteIntegration<Context = unknown>(
  options?: MutationHookOptions<FlowRef, IntegrationTicket, Context>,
): MutationHookResult<FlowRef, IntegrationTicket, Context> {
  return useAppmixerMutation(deleteIntegrationMutationOptions, options)
}

/**
 * Makes a draft the flow that it was copied from: `POST /drafts/:flowId/publish`. A running integration is edited so:
 * `useCloneFlow` with `setOriginFlowId` and `additional: { type: 'integration-instance-draft' }`, `useUpdateFlow` on the
 * copy, then this. The draft is gone afterwards. Invalidates all reads of flows, accounts of flows, logs and usage.
 *
 * Rejects with reason `flow-running` when the flow runs, unless `forceUpdate` is set; with status 404 for a flow that is
 * no draft.
 *
 * @example
 * const publishDraft = usePublishDraft()
 * publishDraft.mutate({ flowId: draftId, forceUpdate: true })
 */
export function usePublishDraft<Context = unknown>(
  options?: MutationHookOptions<PublishDraftInput, void, Context>,
): MutationHookResult<PublishDraftInput, void, Context> {
  return useAppmixerMutation(publishDraftMutationOptions, options)
}

/**
 * {@link useIntegrationTemplatesCount} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: count } = useSuspenseIntegrationTemplatesCount()
 */
export function useSuspenseIntegrationTemplatesCount<Selected = number>(
  query: FlowsCountQuery & Pick<IntegrationTemplatesQuery, 'category'> = {},
  options?: SuspenseQueryHookOptions<number, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(integrationTemplatesCountQueryOptions, query, options)
}

/**
 * {@link useIntegrationsCount} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: count } = useSuspenseIntegrationsCount()
 */
export function useSuspenseIntegrationsCount<Selected = number>(
  query: FlowsCountQuery & Pick<IntegrationsQuery, 'templateId'> = {},
  options?: SuspenseQueryHookOptions<number, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(integrationsCountQueryOptions, query, options)
}
