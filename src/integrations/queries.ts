import type { AppmixerInfiniteQuery, OffsetPosition } from '../cache/infiniteQuery.ts'
import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { shareBy } from '../cache/sharing.ts'
import type { AppmixerClient } from '../client/client.ts'
import {
  flowsCountQueryOptions,
  flowsInfiniteQueryOptions,
  flowsQueryOptions,
} from '../flows/queries.ts'
import type { Flow, FlowsCountQuery, FlowsQuery } from '../flows/types.ts'
import { getCategories } from './endpoints.ts'
import { integrationKeys } from './keys.ts'
import type { Category, IntegrationsQuery, IntegrationTemplatesQuery } from './types.ts'

/**
 * The query of flows that finds integration templates: those that are shared with the user, or the user's own and
 * shared. Everything that reads flows takes it.
 *
 * @example
 * useFlowsCount(integrationTemplatesQuery({ category: categoryId }))
 */
export function integrationTemplatesQuery({
  category,
  ...query
}: IntegrationTemplatesQuery = {}): FlowsQuery {
  return {
    sharedWithPermissions: 'read',
    ...query,
    filter: filters(query.filter, [
      'type:integration-template',
      'sharedWith:![]',
      category !== undefined && `categories:${category}`,
    ]),
  }
}

/**
 * The query of flows that finds the integrations that the user has activated: instances of templates.
 *
 * @example
 * useFlows(integrationsQuery({ templateId, sort: 'mtime:-1' }))
 */
export function integrationsQuery({ templateId, ...query }: IntegrationsQuery = {}): FlowsQuery {
  return {
    ...query,
    filter: filters(query.filter, [
      'type:integration-instance',
      templateId !== undefined && `templateId:${templateId}`,
    ]),
  }
}

/**
 * The integration templates that the user may activate: `GET /flows`, as {@link integrationTemplatesQuery} says.
 *
 * @example
 * await queryClient.prefetchQuery(integrationTemplatesQueryOptions(client, { projection: '-flow' }))
 */
export function integrationTemplatesQueryOptions(
  client: AppmixerClient,
  query: IntegrationTemplatesQuery = {},
): AppmixerQuery<Flow[]> {
  return flowsQueryOptions(client, integrationTemplatesQuery(query))
}

/** The integration templates page after page, 20 in each unless `limit` says otherwise: `GET /flows`. */
export function integrationTemplatesInfiniteQueryOptions(
  client: AppmixerClient,
  query: Omit<IntegrationTemplatesQuery, 'offset'> = {},
): AppmixerInfiniteQuery<Flow[], OffsetPosition> {
  return flowsInfiniteQueryOptions(client, integrationTemplatesQuery(query))
}

/** How many integration templates match, on all pages: `GET /flows/count`. */
export function integrationTemplatesCountQueryOptions(
  client: AppmixerClient,
  query: FlowsCountQuery & Pick<IntegrationTemplatesQuery, 'category'> = {},
): AppmixerQuery<number> {
  return flowsCountQueryOptions(client, integrationTemplatesQuery(query))
}

/**
 * The integrations of the user: `GET /flows`, as {@link integrationsQuery} says. While one of them is `starting` or
 * `stopping`, the page is read again until it has arrived.
 *
 * @example
 * integrationsQueryOptions(client, { templateId })
 */
export function integrationsQueryOptions(
  client: AppmixerClient,
  query: IntegrationsQuery = {},
): AppmixerQuery<Flow[]> {
  return flowsQueryOptions(client, integrationsQuery(query))
}

/** The integrations of the user page after page, 20 in each unless `limit` says otherwise: `GET /flows`. */
export function integrationsInfiniteQueryOptions(
  client: AppmixerClient,
  query: Omit<IntegrationsQuery, 'offset'> = {},
): AppmixerInfiniteQuery<Flow[], OffsetPosition> {
  return flowsInfiniteQueryOptions(client, integrationsQuery(query))
}

/** How many integrations of the user match, on all pages: `GET /flows/count`. */
export function integrationsCountQueryOptions(
  client: AppmixerClient,
  query: FlowsCountQuery & Pick<IntegrationsQuery, 'templateId'> = {},
): AppmixerQuery<number> {
  return flowsCountQueryOptions(client, integrationsQuery(query))
}

/** The categories of integrations: `GET /categories`. */
export function categoriesQueryOptions(client: AppmixerClient): AppmixerQuery<Category[]> {
  return queryOptions(client, {
    key: integrationKeys(client).categories(),
    endpoint: getCategories,
    input: undefined,
    share: shareBy('id'),
  })
}

/** What must hold: our conditions, then the caller's. */
function filters(given: FlowsQuery['filter'], ours: (string | false)[]): string[] {
  return [...ours.filter((condition) => condition !== false), ...[given ?? []].flat()]
}
