import * as z from 'zod/mini'

/** `User`, as `GET /user` answers it. */
export const userSchema = z.looseObject({
  id: z.string(),
  username: z.nullish(z.string()),
  email: z.nullish(z.string()),
  isActive: z.nullish(z.boolean()),
  plan: z.nullish(z.string()),
  scope: z.nullish(z.array(z.string())),
  metadata: z.nullish(z.record(z.string(), z.unknown())),
})

/** `Authentication`, as sign-in and sign-up answer it. */
export const authenticationSchema = z.looseObject({
  token: z.string(),
  user: z.nullish(userSchema),
})

/** `Refreshed`, as `POST /user/sso/refresh` answers it. */
export const refreshedSchema = z.looseObject({
  token: z.string(),
  refreshToken: z.nullish(z.string()),
})
