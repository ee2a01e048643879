import type { ListModel, ListOptions, ListRow } from '../../headless/listModel.ts'
import type { ListView } from '../../headless/useControlled.ts'
import type { FlowListMessages } from '../../react/messages.ts'
import type { FlowAction } from '../can.ts'
import type { Flow, UpdateFlowInput } from '../types.ts'

/** The stages that one can filter by; `all` is no filter. */
export type StageFilter = 'all' | 'running' | 'stopped'

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
  /** Conditions that always hold, for example `customFields.team:sales`. */
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
  /** Copies the flow; the list shows the copy once the server has it. */
  clone(): void
  /** Asks for confirmation first, unless there is an `undoWindow`. */
  remove(): void
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
  /** Creates a flow; the list shows it once the server has it. */
  create(name: string): void
  isCreating: boolean
  /** Does it to the selected rows; asks first before deleting them. */
  runBulk(action: string): void
}
