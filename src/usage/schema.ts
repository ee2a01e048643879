import * as z from 'zod/mini'

const userCountSchema = z.looseObject({
  count: z.optional(z.number()),
  userId: z.optional(z.string()),
})

export const usageSchema = z.looseObject({
  messageCounts: z.optional(
    z.looseObject({
      count: z.optional(z.number()),
      from: z.optional(z.string()),
      to: z.optional(z.string()),
      userId: z.optional(z.string()),
    }),
  ),
  runningFlows: z.optional(userCountSchema),
  activeConnectors: z.optional(userCountSchema),
  usedApps: z.optional(z.array(z.string())),
})
