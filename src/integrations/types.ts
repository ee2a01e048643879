import type { Open } from '../client/checks.ts'
import type { FlowRef, FlowsQuery } from '../flows/types.ts'

/** Which integration templates, in which order, and which part of them. */
export interface IntegrationTemplatesQuery extends FlowsQuery {
  /** The id of a category. */
  category?: string | undefined
}

/** Which integrations of the user, in which order, and which part of them. */
export interface IntegrationsQuery extends FlowsQuery {
  /** Only the instances of this template. */
  templateId?: string | undefined
}

/** What integration templates are grouped by. A flow lists the ids of its categories. */
export interface Category {
  id: string
  name: string
}

/** Names the deletion of an integration, which takes the server a moment. */
export interface IntegrationTicket {
  ticket?: string | null | undefined
}

/** How far the deletion of an integration has come. */
export interface IntegrationStatus {
  status: Open<'in-progress' | 'completed' | 'failed' | 'cancelled'>
  stepsTotal?: number | null | undefined
  stepsDone?: number | null | undefined
}

/** A draft, and whether it may replace a running flow. */
export interface PublishDraftInput extends FlowRef {
  /** Also replace a flow that is running; the server refuses that otherwise. */
  forceUpdate?: boolean | undefined
}
