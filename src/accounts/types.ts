/** A connection to an app in the name of the user: a Slack account, an API key. Its token never leaves the server. See {@link Flow} for fields that are not listed. */
export interface Account {
  accountId: string
  /** The name that the app gave it. Show `displayName || name`. */
  name?: string | null | undefined
  /** The name that the user gave it; `null` as long as there is none. */
  displayName?: string | null | undefined
  /** `vendor:service`, for example `appmixer:slack`. */
  service?: string | null | undefined
  userId?: string | null | undefined
  /** What the app says about the person; its fields differ from app to app. */
  profileInfo?: Record<string, unknown> | null | undefined
  /** An image as a data URI. In lists only. */
  icon?: string | null | undefined
  /** The name of the app, for example `Slack`. In lists only. */
  label?: string | null | undefined
  /** In the answer to `POST /accounts` only. */
  revoked?: boolean | null | undefined
}

/** Names one account. */
export interface AccountRef {
  accountId: string
}

/** Which accounts. */
export interface AccountsQuery {
  /** `service:appmixer:slack`, `service:!appmixer:aws` (not); several must all hold. */
  filter?: string | string[] | undefined
}

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

/** An account as one component may use it, with the state of its token. */
export interface ComponentAccount {
  accountId: string
  tokenId?: string | null | undefined
  name?: string | null | undefined
  displayName?: string | null | undefined
  /** Whether the app takes the token today. */
  accessTokenValid?: boolean | null | undefined
  /** Whether the token may do what the component needs. */
  scopeValid?: boolean | null | undefined
  authorizedScope?: string[] | null | undefined
  /** What the token may not do although the component needs it. */
  missingScope?: string[] | null | undefined
  /** Whether the component that was asked for works with this account. */
  componentAssigned?: boolean | null | undefined
  componentId?: string | null | undefined
  /** In place of the two above when none or several components were asked for. */
  components?:
    | {
        componentId: string
        assigned?: boolean | null | undefined
      }[]
    | null
    | undefined
}

/** Whose accounts: a type of component, and which ones of it. */
export interface ComponentAccountsQuery {
  /** `vendor.service.module.Name`; a service or `vendor.service` does as well. */
  componentType: string
  /** The components in question. */
  componentId?: string | string[] | undefined
}

/** A flow that uses an account. */
export interface AccountFlow {
  flowId: string
  name?: string | null | undefined
}

/** Whether the app still takes the account's token. What else the server answered stays beside it. */
export interface AccountTest {
  ok: boolean
}

/** Names the collection of a flow's accounts, which takes the server a moment. */
export interface FlowAuthTicket {
  ticket: string
}

/** The accounts that the components of one flow use, or could use. */
export interface FlowAuthentication {
  /** By component id: what each account means to the component, by account id. Servers differ in the inner shape. */
  components?: Record<string, unknown> | null | undefined
  /** By service id. Newer servers only. */
  services?: Record<string, unknown> | null | undefined
}

/** How far the collection is; with `done`, its result is in the same object. */
export interface FlowAuthStatus extends FlowAuthentication {
  /** `done`, `error`; anything else is still under way. */
  status?: string | null | undefined
  /** Why it failed, with `error`: a sentence, where the server has one. */
  message?: unknown
  error?: unknown
}

/** Names one flow. */
export interface FlowAuthenticationQuery {
  flowId: string
}

/** Names one component of a flow. */
export interface ComponentRef {
  componentId: string
}

/** A component, and the account that it is to work with. */
export interface ConnectComponentAccountInput extends ComponentRef, AccountRef {}

/** Names one consent: the user's way to a provider, and back with an account. */
export interface AuthSessionTicket {
  ticket: string
}

/** For which app, or component, a consent is. */
export interface AuthUrlQuery extends AuthSessionTicket {
  /** `vendor:service`, or `vendor.service.module.Name`: then it asks for what the component needs. */
  componentType: string
  /** The component that is to work with the account. */
  componentId?: string | undefined
}

/** Where the user gives their consent. */
export interface AuthUrl {
  authUrl?: string | null | undefined
  /** In its place for apps with a form, an API key for example: a path on the tenant. */
  dataUrl?: string | null | undefined
}

/** How far a consent has come. */
export interface AuthSessionStatus {
  /** Whether it has come to an end, a good or a bad one. */
  finished?: boolean | null | undefined
  /** The account that came of it. */
  accountId?: string | null | undefined
  tokenId?: string | null | undefined
  /** Why there is none: a sentence, or an object with one. */
  error?: unknown
  updatedAt?: string | null | undefined
}
