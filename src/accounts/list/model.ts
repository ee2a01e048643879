import type { ListModel, ListOptions, ListRow } from '../../headless/listModel.ts'
import type { ListView } from '../../headless/useControlled.ts'
import type { AccountListMessages } from '../../react/messages.ts'
import type { Account, AccountFlow } from '../types.ts'
import type { AccountStatus } from '../useAccountChecks.ts'
import type { AccountUsage } from '../useAccountUsage.ts'

/** What an account list shows. Its orders are `status:1`, those that need attention first, and `name:1`, `name:-1`. */
export interface AccountListView extends ListView {}

export interface AccountListOptions extends ListOptions<Account, AccountListView> {
  /** Conditions that always hold, for example `service:!appmixer:aws`. */
  filter?: string | string[] | undefined
  /** Rows on a page, as long as the user wants no other number. @default 100 */
  pageSize?: number | undefined
  /** The order, as long as the user wants no other. @default status:1 */
  sort?: string | undefined
  /**
   * Connects an account again; without it that is not offered. When the promise resolves, the account is tested. Open a
   * window in it before anything else, or browsers block it.
   */
  onReconnect?: ((account: Account) => void | Promise<unknown>) | undefined
  /** Called when the user opens an account. */
  onOpen?: ((account: Account) => void) | undefined
  /** Sentences of this list only. @default the provider's `messages.accountList`, then English */
  messages?: Partial<AccountListMessages> | undefined
}

/** One account on screen, and what can be done with it. */
export interface AccountRow extends ListRow {
  account: Account
  /** The app: `Slack`, or the id of the service where the server does not name it. */
  service: string
  /** An image as a data URI. */
  icon: string | undefined
  /** For a place without an icon: the first letter of the app. */
  monogram: string
  status: AccountStatus
  /** When it was tested last in this session, in milliseconds since 1970. */
  testedAt: number | undefined
  /** Which flows use it; read them with `loadUsage`. */
  usage: AccountUsage
  isRenaming: boolean
  /** The name as it was typed so far. */
  draft: string
  setDraft(name: string): void
  test(): void
  loadUsage(): void
  rename(name: string): void
  /** Reads which flows will stop and asks; see {@link AccountListState.revoking}. */
  revoke(): void
  /** Connects it again; `undefined` without `onReconnect`. */
  reconnect: (() => void) | undefined
}

/** The question before an account is revoked. */
export interface RevokeQuestion {
  row: AccountRow
  /** The flows that will stop; `undefined` while they are read, or when they could not be. */
  flows: readonly AccountFlow[] | undefined
  /** The flows are known, or cannot be: it can be confirmed. */
  isReady: boolean
}

export interface AccountListState extends ListModel<AccountRow, AccountListView> {
  messages: AccountListMessages
  /** Begins to rename this row. */
  startRenaming(row: AccountRow): void
  /** Ends it, and forgets what was typed. */
  stopRenaming(row: AccountRow): void
  /** Tests all accounts that match the search, four at a time. */
  testAll(): void
  /** How far a test of many is. */
  tests: {
    isRunning: boolean
    total: number
    done: number
    valid: number
    invalid: number
    cancel(): void
  }
  /** How many accounts the latest tests found signed out, on all pages and whatever the search. */
  attentionCount: number
  /** Reads which flows use the accounts on this page, four at a time. */
  loadUsage(): void
  revoking: RevokeQuestion | undefined
  confirm(): void
  cancel(): void
}
