import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import type { AppmixerClient } from '../client/client.ts'
import { getUsage } from './endpoints.ts'
import { usageKeys } from './keys.ts'
import type { Usage, UsageQuery } from './types.ts'

/**
 * How much the user's automations do: `GET /telemetry`.
 *
 * @example
 * usageQueryOptions(client, { from: '2026-01-01', to: '2026-01-31' })
 */
export function usageQueryOptions(
  client: AppmixerClient,
  query: UsageQuery = {},
): AppmixerQuery<Usage> {
  return queryOptions(client, {
    key: usageKeys(client).detail(query),
    endpoint: getUsage,
    input: query,
  })
}
