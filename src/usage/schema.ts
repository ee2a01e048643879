import * as z from 'zod/mini'

const userCountSchema = z.looseObject({
  count: z.nullish(z.number()),
  userId: z.nullish(z.string()),
})

/** `Usage`: how much the user's automations do. */
export const usageSchema = z.looseObject({
  messageCounts: z.nullish(
    z.looseObject({
      count: z.nullish(z.number()),
      from: z.nullish(z.string()),
      to: z.nullish(z.string()),
      userId: z.nullish(z.string()),
    }),
  ),
  runningFlows: z.nullish(userCountSchema),
  activeConnectors: z.nullish(userCountSchema),
  usedApps: z.nullish(z.array(z.string())),
})
