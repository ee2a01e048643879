import { endpoint } from '../client/endpoint.ts'
import { usageSchema, type Usage, type UsageQuery } from './schema.ts'

/** How much the user's automations do. The vendor's script calls it `getTelemetry`. */
export const getUsage = endpoint<UsageQuery, Usage>('GET /telemetry', {
  query: ({ from, to }) => ({ from, to }),
  response: usageSchema,
})
