import * as z from 'zod/mini'

const userCountSchema = z.looseObject({
  count: z.optional(z.number()),
  userId: z.optional(z.string()),
})

export const usageSchema = z.looseObject({
  /** Messages that went into components in the period. */
  messageCounts: z.optional(
    z.looseObject({
      count: z.optional(z.number()),
      /** The period as the server understood it, `2018-03-17`. */
      from: z.optional(z.string()),
      to: z.optional(z.string()),
      userId: z.optional(z.string()),
    }),
  ),
  /** Now, whatever the period. */
  runningFlows: z.optional(userCountSchema),
  /** Components of running flows, now. */
  activeConnectors: z.optional(userCountSchema),
  /** `appmixer.slack` */
  usedApps: z.optional(z.array(z.string())),
})

/** How much the user's automations do. */
export interface Usage extends z.infer<typeof usageSchema> {}

export const usageQuerySchema = z.object({
  /** First day, `2018-03-17`. */
  from: z.optional(z.string()),
  /** Last day, `2018-04-17`. */
  to: z.optional(z.string()),
})

/** The period of the message counts. */
export interface UsageQuery extends z.infer<typeof usageQuerySchema> {}
