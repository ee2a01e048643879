import * as z from 'zod/mini'

/** `AccountRef`: names one account. */
export const accountRefSchema = z.looseObject({ accountId: z.string() })

/** `AccountsQuery`: which accounts. */
export const accountsQuerySchema = z.object({
  filter: z.optional(z.union([z.string(), z.array(z.string())])),
})

/** `CreateAccountInput`: a service, and the credentials for it. */
export const createAccountInputSchema = z.object({
  service: z.string(),
  token: z.record(z.string(), z.unknown()),
  name: z.optional(z.string()),
  displayName: z.optional(z.string()),
  profileInfo: z.optional(z.record(z.string(), z.unknown())),
  validateScope: z.optional(z.boolean()),
  requestProfileInfo: z.optional(z.boolean()),
})

/** `SetAccountNameInput`: one account, and what the user calls it. */
export const setAccountNameInputSchema = z.object({
  accountId: z.string(),
  displayName: z.string(),
})

/** `ComponentAccountsQuery`: a type of component, and which ones of it. */
export const componentAccountsQuerySchema = z.object({
  componentType: z.string(),
  componentId: z.optional(z.union([z.string(), z.array(z.string())])),
})

/** `FlowAuthenticationQuery`: names one flow. */
export const flowAuthenticationQuerySchema = z.object({ flowId: z.string() })

/** `ComponentRef`: names one component of a flow. */
export const componentRefSchema = z.object({ componentId: z.string() })

/** `ConnectComponentAccountInput`: a component, and its account. */
export const connectComponentAccountInputSchema = z.object({
  componentId: z.string(),
  accountId: z.string(),
})

/** `AuthUrlQuery`: for which app, or component, a consent is. */
export const authUrlQuerySchema = z.object({
  ticket: z.string(),
  componentType: z.string(),
  componentId: z.optional(z.string()),
})
