import * as z from 'zod/mini'

export const userSchema = z.looseObject({
  id: z.string(),
  username: z.optional(z.string()),
  email: z.optional(z.string()),
  isActive: z.optional(z.boolean()),
  plan: z.optional(z.string()),
  scope: z.optional(z.array(z.string())),
  metadata: z.optional(z.record(z.string(), z.unknown())),
})

export const authenticationSchema = z.looseObject({
  token: z.string(),
  user: z.optional(userSchema),
})

export const refreshedSchema = z.looseObject({
  token: z.string(),
  refreshToken: z.optional(z.string()),
})
