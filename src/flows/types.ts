import type { Open } from '../client/checks.ts'
import type { CustomFields } from '../register.ts'

/**
 * An automation: a graph of connected components that runs or is stopped.
 *
 * As in every answer, an optional field may be `null`, which means absent. A field that is not listed here, because the
 * server is newer, stays in the data. Read it with a cast, or check it with a schema that extends `flowSchema` of
 * `appmixer-react/schemas`.
 *
 * @example
 * const { runs } = flow as Flow & { runs?: number }
 *
 * @example
 * const countedFlowSchema = z.extend(flowSchema, { runs: z.optional(z.number()) })
 * const { runs } = countedFlowSchema.parse(flow)
 */
export interface Flow {
  /** UUID. */
  flowId: string
  /** The owner; another user's id on a flow that was shared with the caller. */
  userId?: string | null | undefined
  name?: string | null | undefined
  description?: string | null | undefined
  /** `starting` and `stopping` pass by themselves. A newer server may answer further stages. */
  stage?: Open<'stopped' | 'starting' | 'running' | 'stopping' | 'paused'> | null | undefined
  /** When it was created, ISO 8601 UTC. */
  btime?: string | null | undefined
  /** When it was last changed, ISO 8601 UTC. */
  mtime?: string | null | undefined
  /** When it was last started, ISO 8601 UTC; also there on stopped flows. */
  started?: string | null | undefined
  /** When it was last stopped, ISO 8601 UTC. */
  stopped?: string | null | undefined
  /** The descriptor: components by id. Left out with `projection: '-flow'`. */
  flow?: Record<string, unknown> | null | undefined
  /** An image as a data URI. */
  thumbnail?: string | null | undefined
  type?:
    | Open<'automation' | 'integration-draft' | 'integration-template' | 'integration-instance'>
    | null
    | undefined
  sharedWith?: FlowShare[] | null | undefined
  /** The integration template that this is an instance of. */
  templateId?: string | null | undefined
  /** The flow that this was copied from, where the copy was asked to remember it. */
  originFlowId?: string | null | undefined
  /** Ids of categories; see `useCategories`. */
  categories?: string[] | null | undefined
  /** What the user of an integration is asked for. `wizardFields(flow)` reads it. */
  wizard?: Record<string, unknown> | null | undefined
  /** Your own metadata; filter by it with `filter: 'customFields.category:healthcare'`. */
  customFields?: CustomFields | null | undefined
}

/** Who else may see a flow, and what they may do with it. One of `email`, `domain`, `scope` and `userId` names them. */
export interface FlowShare {
  email?: string | null | undefined
  domain?: string | null | undefined
  scope?: string | null | undefined
  userId?: string | null | undefined
  permissions?: Open<'read' | 'start' | 'stop'>[] | null | undefined
}

/** Names one flow. */
export interface FlowRef {
  flowId: string
}

/** The server took the command; it may still be working on it. */
export interface FlowTicket {
  flowId: string
  ticket?: string | null | undefined
}

/** Which flows, in which order, and which part of them. */
export interface FlowsQuery {
  /** Default 100. */
  limit?: number | undefined
  /** Default 0. */
  offset?: number | undefined
  /** Part of the name, or a flow id; case does not matter. */
  pattern?: string | undefined
  /** Servers of 6.5 take `pattern` for a regular expression unless this is `true`; older ones may not know it. */
  escapePattern?: boolean | undefined
  /** `field:1` or `field:-1`, for example `mtime:-1`. */
  sort?: string | undefined
  /** Fields to leave out (`-flow,-thumbnail`) or the only ones to send (`name,stage`). */
  projection?: string | undefined
  /** `stage:running`, `userId:!…` (not), `customFields.category:healthcare`; several must all hold. */
  filter?: string | string[] | undefined
  /** `read`, `start`, `stop`, comma separated: also flows that others shared with at least these permissions. */
  sharedWithPermissions?: string | undefined
  /** The same; the SDK's table once spells it so. Goes out in the plural, as the server knows it. */
  sharedWithPermission?: string | undefined
}

/** {@link FlowsQuery} without the position, which an endless list keeps itself. `limit` is the size of a page; default 20. */
export interface InfiniteFlowsQuery extends Omit<FlowsQuery, 'offset'> {}

export interface FlowsCountQuery extends Pick<
  FlowsQuery,
  'pattern' | 'escapePattern' | 'filter' | 'sharedWithPermissions' | 'sharedWithPermission'
> {}

export interface FlowQuery {
  flowId: string
  /** As in {@link FlowsQuery}. */
  projection?: string | undefined
}

/** What a caller may write. Each given field replaces the stored one whole. */
export interface FlowUpdate {
  name?: string | undefined
  description?: string | undefined
  /** The descriptor: components by id. */
  flow?: Record<string, unknown> | undefined
  customFields?: CustomFields | undefined
  /** An image as a data URI. */
  thumbnail?: string | undefined
  /** `[]` takes the flow back from everybody. */
  sharedWith?: FlowShare[] | undefined
}

export interface CreateFlowInput extends FlowUpdate {
  name: string
  /** Default `automation`. */
  type?: string | undefined
}

export interface UpdateFlowInput extends FlowUpdate, FlowRef {
  /** Also update a flow that is running; the server refuses that otherwise. */
  forceUpdate?: boolean | undefined
}

export interface CloneFlowInput extends FlowRef {
  /** Put before the name of the copy. */
  prefix?: string | undefined
  /** Fields that are not copied, for example `-sharedWith`. */
  projection?: string | undefined
  /** Connect the same accounts in the copy; for flows of one's own only. Default false. */
  connectAccounts?: boolean | undefined
  /** Connect the accounts that others shared with the flow. Default false. */
  connectSharedAccounts?: boolean | undefined
  /** The copy is an instance of the original: its `templateId`. Default false. */
  isTemplateInstance?: boolean | undefined
  /** The copy names the original in `originFlowId`. Default false. */
  setOriginFlowId?: boolean | undefined
  /** The copy knows which of its components is the copy of which. Default true. */
  setComponentIdMap?: boolean | undefined
  /** Fields that the copy gets in place of the original's. Servers refuse any others. */
  additional?: CloneAdditions | undefined
}

/** What a copy may have of its own. */
export interface CloneAdditions {
  /** For example `integration-instance`. */
  type?: string | undefined
  sharedWith?: FlowShare[] | undefined
  wizard?: Record<string, unknown> | undefined
}

/** What keeps a flow from starting, component by component. */
export interface FlowValidation {
  /** Empty when the flow can start. */
  errors: {
    componentId?: string | null | undefined
    errors: {
      /** For people: `Input field "to" is required.` */
      message?: string | null | undefined
      /** For programs; not on every error. */
      keyword?: Open<'missingAccount'> | null | undefined
    }[]
  }[]
}

/** How far the last start or stop of a flow has come. */
export interface CoordinatorStatus {
  status: Open<'in-progress' | 'completed' | 'failed' | 'cancelled'>
  stepsTotal?: number | null | undefined
  stepsDone?: number | null | undefined
  /** Why a start or stop failed, where the server says so. */
  message?: string | null | undefined
}
