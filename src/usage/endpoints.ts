import { endpoint } from '../client/endpoint.ts'
import { isUsage } from './checks.ts'
import type { Usage, UsageQuery } from './types.ts'

/** How much the user's automations do. The vendor's script calls it `getTelemetry`. */
export const getUsage = endpoint<UsageQuery, Usage>('GET /telemetry', {
  query: ({ from, to }) => ({ from, to }),
  response: isUsage,
})
