import type { AppmixerError } from '../../client/errors.ts'
import type { ListModel, ListOptions, ListRow } from '../../headless/listModel.ts'
import type { ListView } from '../../headless/useControlled.ts'
import type { FlowListMessages } from '../../react/messages.ts'
import type { TimeRange, TimeRangeName } from '../../time/range.ts'
import type { FlowAction } from '../can.ts'
import type { Flow, UpdateFlowInput } from '../types.ts'
import type { FlowShareRow, FlowShareType } from './sharing.ts'

/**
 * The stages that one can filter by; `all` is no filter. `attention` is those of any stage that wrote errors, also when
 * an error has stopped them: at most the 100 with the most.
 */
export type StageFilter = 'all' | 'running' | 'stopped' | 'paused' | 'attention'

/** Whose flows; `anyone` is no filter. */
export type SharingFilter = 'anyone' | 'mine' | 'sharedWithMe' | 'sharedWithOthers'

/** What a flow list shows. */
export interface FlowListView extends ListView {
  stage: StageFilter
  sharing: SharingFilter
  /** For your CSS; the list itself is the same. */
  layout: 'list' | 'grid'
}

export interface FlowListOptions extends ListOptions<Flow, FlowListView> {
  /** Rows on a page, as long as the user wants no other number. @default 20 */
  pageSize?: number | undefined
  /** `field:1` or `field:-1`, as long as the user wants no other order. @default mtime:-1, the latest change first */
  sort?: string | undefined
  /**
   * Conditions that always hold, for example `customFields.team:sales`. Unless one of them is on `type`, only automations
   * are listed: `type:automation`. Templates and instances of integrations are flows, too.
   */
  filter?: string | string[] | undefined
  /** Also flows that others shared with at least these permissions. @default read */
  sharedWithPermissions?: string | undefined
  /** Milliseconds between two reads while the page is visible. @default none but for flows in transition */
  refetchInterval?: number | undefined
  /**
   * Milliseconds in which a deletion can be undone; nothing is sent before. It takes the place of the question.
   * @default 0: it asks
   */
  undoWindow?: number | undefined
  /**
   * Reads how many errors each flow wrote in this time, for `row.errors` and `attentionCount`: one request for all.
   * @default none is read, and stage `attention` looks at `last24Hours`
   */
  errorRange?: TimeRangeName | TimeRange | undefined
  /** Whom flows can be shared with. @default email */
  shareTypes?: readonly FlowShareType[] | undefined
  /** What others can be allowed to do. Servers of 6.5 know `edit` too. @default read, start, stop */
  sharePermissions?: readonly string[] | undefined
  /** What parts do that the user may not use. @default disable */
  forbidden?: 'disable' | 'hide' | undefined
  /** Called when the user opens a flow. */
  onOpen?: ((flow: Flow) => void) | undefined
  /** Sentences of this list only. Default: the provider's `messages.flowList`, then English. */
  messages?: Partial<FlowListMessages> | undefined
}

/** One flow on screen, and what can be done with it. */
export interface FlowRow extends ListRow {
  flow: Flow
  stage: string
  /** Runs, or is about to. */
  isOn: boolean
  /** What the user may do with it. Without the right, its button is disabled and says why. */
  can: Record<FlowAction, boolean>
  /** Shared, and with whom: by another user with this one, or by this one with others. */
  sharing: 'private' | 'withMe' | 'withOthers'
  /** The errors that it wrote in `errorRange`; `undefined` until that was read, or without it. */
  errors: number | undefined
  isRenaming: boolean
  /** The name as it was typed so far. */
  draft: string
  setDraft(name: string): void
  start(): void
  stop(): void
  /** Asks first when the flow runs; see {@link FlowListState.confirming}. */
  rename(name: string): void
  /** Writes fields of the flow, `sharedWith` or `description` for example. */
  update(update: Omit<UpdateFlowInput, 'flowId'>): void
  /** Opens the dialog for description and picture: {@link FlowListState.editing}. */
  edit(): void
  /** Opens the dialog for who has access: {@link FlowListState.sharing}. */
  share(): void
  /** Copies the flow with its accounts; the list shows the copy once the server has it. */
  clone(): void
  /** Asks for confirmation first, unless there is an `undoWindow`. */
  remove(): void
}

/** Why a file cannot be the picture of a flow. */
export type FlowPictureProblem = 'type' | 'size'

/** Description and picture of a flow, as they were changed so far. */
export interface FlowDetails {
  row: FlowRow
  description: string
  setDescription(description: string): void
  /** A data URI; empty without a picture. */
  picture: string
  /** Another picture; without a file none. */
  setPicture(file: File | undefined): void
  /** Why the file that was chosen is not the picture. */
  problem: string | undefined
  isChanged: boolean
  save(): void
  cancel(): void
}

/** Who has access to a flow, as it was changed so far. */
export interface FlowSharing {
  row: FlowRow
  /** The user may see this, and not change it. */
  isReadOnly: boolean
  isChanged: boolean
  shares: FlowShareRow[]
  types: readonly FlowShareType[]
  /** Whom the text names. */
  type: FlowShareType
  setType(type: FlowShareType): void
  text: string
  setText(text: string): void
  /** Why the text cannot be added. */
  problem: string | undefined
  add(): void
  /** Writes all shares, with what was typed. `false` when that cannot be added: the dialog stays. */
  save(): boolean
  cancel(): void
}

/** What waits for a yes. */
export interface FlowQuestion {
  kind: 'remove' | 'rename' | 'removeSelected'
  /** The row that it is about; without one it is the selection. */
  row: FlowRow | undefined
  text: string
  /** The verb on the button. */
  verb: string
}

export interface FlowListState extends ListModel<FlowRow, FlowListView> {
  messages: FlowListMessages
  stage: StageFilter
  setStage(stage: StageFilter): void
  setSharing(sharing: SharingFilter): void
  forbidden: 'disable' | 'hide'
  /** Whether a removal waits for a yes, rather than for an undo. */
  asksBeforeRemoval: boolean
  confirming: FlowQuestion | undefined
  confirm(): void
  cancel(): void
  /** Begins to rename this row. */
  startRenaming(row: FlowRow): void
  /** Ends it, and forgets what was typed. */
  stopRenaming(row: FlowRow): void
  /** How many flows match and need attention; `undefined` until it is known. */
  attentionCount: number | undefined
  /** Creates a flow; the list shows it once the server has it. @default name `messages.newFlow` */
  create(name?: string): void
  isCreating: boolean
  /** Why the last one was not created. */
  createError: AppmixerError | null
  /** The dialog for description and picture, while it is open. */
  editing: FlowDetails | undefined
  /** The dialog for who has access, while it is open. */
  sharing: FlowSharing | undefined
  /** Does it to the selected rows; asks first before deleting them. */
  runBulk(action: string): void
}
