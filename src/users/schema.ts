import * as z from 'zod/mini'

export const userSchema = z.looseObject({
  id: z.string(),
  username: z.optional(z.string()),
  email: z.optional(z.string()),
  /** False is normal on users that work. */
  isActive: z.optional(z.boolean()),
  plan: z.optional(z.string()),
  scope: z.optional(z.array(z.string())),
  metadata: z.optional(z.record(z.string(), z.unknown())),
})

/** A user of Appmixer; often a "virtual" one, made by your product for one of its own users. */
export interface User extends z.infer<typeof userSchema> {}

export const credentialsSchema = z.object({
  username: z.string(),
  password: z.string(),
})

export interface Credentials extends z.infer<typeof credentialsSchema> {}

export const signupSchema = z.extend(credentialsSchema, {
  /** Default: the username. */
  email: z.optional(z.string()),
})

export interface SignupInput extends z.infer<typeof signupSchema> {}

export const authenticationSchema = z.looseObject({
  /** The bearer token for `<AppmixerProvider token>`. Keep it out of URLs, logs and storage you do not control. */
  token: z.string(),
  user: z.optional(userSchema),
})

/** A signed-in user: the token, and on sign-in (not on sign-up) the user. */
export interface Authentication extends z.infer<typeof authenticationSchema> {}

export const refreshSchema = z.object({ refreshToken: z.string() })

export interface RefreshInput extends z.infer<typeof refreshSchema> {}

export const refreshedSchema = z.looseObject({
  token: z.string(),
  /** The next one; the one that was sent is used up. */
  refreshToken: z.optional(z.string()),
})

/** A renewed session. */
export interface Refreshed extends z.infer<typeof refreshedSchema> {}
