import * as z from 'zod/mini'

export const accountRefSchema = z.looseObject({ accountId: z.string() })

export const accountsQuerySchema = z.object({
  filter: z.optional(z.union([z.string(), z.array(z.string())])),
})

export const componentAccountsQuerySchema = z.object({
  componentType: z.string(),
  componentId: z.optional(z.union([z.string(), z.array(z.string())])),
})
