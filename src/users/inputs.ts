import * as z from 'zod/mini'

export const credentialsSchema = z.object({
  username: z.string(),
  password: z.string(),
})

export const signupSchema = z.extend(credentialsSchema, {
  email: z.optional(z.string()),
})

export const refreshSchema = z.object({ refreshToken: z.string() })
