import * as z from 'zod/mini'

/** `UsageQuery`: the period of the message counts, as `YYYY-MM-DD`. */
export const usageQuerySchema = z.object({
  from: z.optional(z.string()),
  to: z.optional(z.string()),
})
