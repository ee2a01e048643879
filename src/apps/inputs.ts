import * as z from 'zod/mini'

/** `ComponentsQuery`: which components. */
export const componentsQuerySchema = z.object({
  names: z.optional(z.union([z.string(), z.array(z.string())])),
})

/** `AppComponentsQuery`: names one app. */
export const appComponentsQuerySchema = z.object({ app: z.string() })
