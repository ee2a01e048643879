import * as z from 'zod/mini'

/** `Credentials`: user name and password. */
export const credentialsSchema = z.object({
  username: z.string(),
  password: z.string(),
})

/** `SignupInput`: `Credentials`, and an e-mail address where it differs from the user name. */
export const signupInputSchema = z.extend(credentialsSchema, {
  email: z.optional(z.string()),
})

/** `RefreshInput`: a refresh token, which is good for one use. */
export const refreshInputSchema = z.object({ refreshToken: z.string() })
