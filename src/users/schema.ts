import * as z from 'zod/mini'

export const userSchema = z.looseObject({
  id: z.string(),
  username: z.nullish(z.string()),
  email: z.nullish(z.string()),
  isActive: z.nullish(z.boolean()),
  plan: z.nullish(z.string()),
  scope: z.nullish(z.array(z.string())),
  metadata: z.nullish(z.record(z.string(), z.unknown())),
})

export const authenticationSchema = z.looseObject({
  token: z.string(),
  user: z.nullish(userSchema),
})

export const refreshedSchema = z.looseObject({
  token: z.string(),
  refreshToken: z.nullish(z.string()),
})
