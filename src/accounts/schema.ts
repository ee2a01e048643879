import * as z from 'zod/mini'

/** `Account`: one row of `GET /accounts`. */
export const accountSchema = z.looseObject({
  accountId: z.string(),
  name: z.nullish(z.string()),
  displayName: z.nullish(z.string()),
  service: z.nullish(z.string()),
  userId: z.nullish(z.string()),
  profileInfo: z.nullish(z.record(z.string(), z.unknown())),
  icon: z.nullish(z.string()),
  label: z.nullish(z.string()),
  revoked: z.nullish(z.boolean()),
})

/** What `GET /accounts` answers. */
export const accountsSchema = z.array(accountSchema)

/** `ComponentAccount`: an account as one component may use it. */
export const componentAccountSchema = z.looseObject({
  accountId: z.string(),
  tokenId: z.nullish(z.string()),
  name: z.nullish(z.string()),
  displayName: z.nullish(z.string()),
  accessTokenValid: z.nullish(z.boolean()),
  scopeValid: z.nullish(z.boolean()),
  authorizedScope: z.nullish(z.array(z.string())),
  missingScope: z.nullish(z.array(z.string())),
  componentAssigned: z.nullish(z.boolean()),
  componentId: z.nullish(z.string()),
  components: z.nullish(
    z.array(z.looseObject({ componentId: z.string(), assigned: z.nullish(z.boolean()) })),
  ),
})

/** The accounts that one component may use. */
export const componentAccountsSchema = z.array(componentAccountSchema)

/** `AccountFlow`: one row of `GET /accounts/:accountId/flows`. */
export const accountFlowSchema = z.looseObject({
  flowId: z.string(),
  name: z.nullish(z.string()),
})

/** What `GET /accounts/:accountId/flows` answers. */
export const accountFlowsSchema = z.array(accountFlowSchema)

/** `AccountTest`: whether the app still takes the token. */
export const accountTestSchema = z.looseObject({ ok: z.boolean() })

/** Names the collection of a flow's accounts. */
export const flowAuthTicketSchema = z.looseObject({ ticket: z.string() })

/** `FlowAuthentication`: the accounts that the components of one flow use, or could use. */
export const flowAuthenticationSchema = z.looseObject({
  components: z.nullish(z.record(z.string(), z.unknown())),
  services: z.nullish(z.record(z.string(), z.unknown())),
})

/** How far the collection is. */
export const flowAuthStatusSchema = z.extend(flowAuthenticationSchema, {
  status: z.nullish(z.string()),
  message: z.optional(z.unknown()),
  error: z.optional(z.unknown()),
})

/** `AuthSessionTicket`, as `POST /auth/ticket` answers it. */
export const authSessionTicketSchema = z.looseObject({ ticket: z.string() })

/** `AuthUrl`, as `GET /auth/:componentType/auth-url/:ticket` answers it. */
export const authUrlSchema = z.looseObject({
  authUrl: z.nullish(z.string()),
  dataUrl: z.nullish(z.string()),
})

/** `AuthSessionStatus`, as `GET /auth/status/:ticket` answers it. */
export const authSessionStatusSchema = z.looseObject({
  finished: z.nullish(z.boolean()),
  accountId: z.nullish(z.string()),
  tokenId: z.nullish(z.string()),
  error: z.optional(z.unknown()),
  updatedAt: z.nullish(z.string()),
})
