import * as z from 'zod/mini'

const text = z.optional(z.nullable(z.string()))

export const accountSchema = z.looseObject({
  accountId: z.string(),
  /** The name that the app gave it. Show `displayName || name`. */
  name: text,
  /** The name that the user gave it; `null` as long as there is none. */
  displayName: text,
  /** `vendor:service`, for example `appmixer:slack`. */
  service: z.optional(z.string()),
  userId: z.optional(z.string()),
  /** What the app says about the person; its fields differ from app to app. */
  profileInfo: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  /** An image as a data URI. In lists only. */
  icon: text,
  /** The name of the app, for example `Slack`. In lists only. */
  label: text,
  /** In the answer to `POST /accounts` only. */
  revoked: z.optional(z.boolean()),
})

/** A connection to an app in the name of the user: a Slack account, an API key. Its token never leaves the server. */
export interface Account extends z.infer<typeof accountSchema> {}

/** Names one account. */
export interface AccountRef {
  accountId: string
}

export const accountRefSchema = z.looseObject({ accountId: z.string() })

export const accountsQuerySchema = z.object({
  /** `service:appmixer:slack`, `service:!appmixer:aws` (not); several must all hold. */
  filter: z.optional(z.union([z.string(), z.array(z.string())])),
})

/** Which accounts. */
export interface AccountsQuery extends z.infer<typeof accountsQuerySchema> {}

export interface CreateAccountInput {
  /** `vendor:service`, for example `appmixer:slack`. */
  service: string
  /** The credentials, as the service keeps them: `{ accessToken, scope }`, `{ username, password }`, an API key. */
  token: Record<string, unknown>
  name?: string | undefined
  displayName?: string | undefined
  /** What {@link Account.profileInfo} will say; needed by some services when it is not requested. */
  profileInfo?: Record<string, unknown> | undefined
  /** `false`: do not check whether the token may do what the service needs. Default `true`. */
  validateScope?: boolean | undefined
  /** `false`: do not ask the app who this is. Default `true`. */
  requestProfileInfo?: boolean | undefined
}

export interface SetAccountNameInput extends AccountRef {
  /** What the user calls it. */
  displayName: string
}

export const componentAccountSchema = z.looseObject({
  accountId: z.string(),
  tokenId: z.optional(z.string()),
  name: text,
  displayName: text,
  /** Whether the app takes the token today. */
  accessTokenValid: z.optional(z.boolean()),
  /** Whether the token may do what the component needs. */
  scopeValid: z.optional(z.boolean()),
  authorizedScope: z.optional(z.array(z.string())),
  /** What the token may not do although the component needs it. */
  missingScope: z.optional(z.array(z.string())),
  /** Whether the component that was asked for works with this account. */
  componentAssigned: z.optional(z.boolean()),
  componentId: z.optional(z.string()),
  /** In place of the two above when none or several components were asked for. */
  components: z.optional(
    z.array(z.looseObject({ componentId: z.string(), assigned: z.optional(z.boolean()) })),
  ),
})

/** An account as one component may use it, with the state of its token. */
export interface ComponentAccount extends z.infer<typeof componentAccountSchema> {}

export const componentAccountsQuerySchema = z.object({
  /** `vendor.service.module.Name`; a service or `vendor.service` does as well. */
  componentType: z.string(),
  /** The components in question. */
  componentId: z.optional(z.union([z.string(), z.array(z.string())])),
})

/** Whose accounts: a type of component, and which ones of it. */
export interface ComponentAccountsQuery extends z.infer<typeof componentAccountsQuerySchema> {}

export const accountFlowSchema = z.looseObject({
  flowId: z.string(),
  name: z.optional(z.string()),
})

/** A flow that uses an account. */
export interface AccountFlow extends z.infer<typeof accountFlowSchema> {}

export const accountTestSchema = z.looseObject({ ok: z.boolean() })

/** Whether the app still takes the account's token. What else the server answered stays beside it. */
export interface AccountTest extends z.infer<typeof accountTestSchema> {}

export const flowAuthTicketSchema = z.looseObject({ ticket: z.string() })

/** Names the collection of a flow's accounts, which takes the server a moment. */
export interface FlowAuthTicket {
  ticket: string
}

export const flowAuthenticationSchema = z.looseObject({
  /** By component id: what each account means to the component, by account id. Servers differ in the inner shape. */
  components: z.optional(z.record(z.string(), z.unknown())),
  /** By service id. Newer servers only. */
  services: z.optional(z.record(z.string(), z.unknown())),
})

/** The accounts that the components of one flow use, or could use. */
export interface FlowAuthentication extends z.infer<typeof flowAuthenticationSchema> {}

export const flowAuthStatusSchema = z.extend(flowAuthenticationSchema, {
  /** `done`, `error`; anything else is still under way. */
  status: z.optional(z.string()),
})

/** How far the collection is; with `done`, its result is in the same object. */
export interface FlowAuthStatus extends z.infer<typeof flowAuthStatusSchema> {}

/** Names one flow. */
export interface FlowAuthenticationQuery {
  flowId: string
}
