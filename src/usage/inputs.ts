import * as z from 'zod/mini'

export const usageQuerySchema = z.object({
  from: z.optional(z.string()),
  to: z.optional(z.string()),
})
