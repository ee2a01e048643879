import { ignored, orEmpty, renamed } from '../client/checks.ts'
import { endpoint } from '../client/endpoint.ts'
import { notFound } from '../client/failures.ts'
import type { FlowRef } from '../flows/types.ts'
import { isCategories, isIntegrationStatus, isIntegrationTicket } from './checks.ts'
import type { Category, IntegrationStatus, IntegrationTicket, PublishDraftInput } from './types.ts'

/** The categories of integrations. */
export const getCategories = endpoint<void, Category[]>('GET /categories', {
  normalize: renamed('categoryId', 'id'),
  response: isCategories,
})

/** Deletes an integration for good, stopping it first. Answers at once with a ticket. */
export const deleteIntegration = endpoint<FlowRef, IntegrationTicket>(
  'DELETE /integrations/:flowId',
  { normalize: orEmpty, refusals: [notFound], response: isIntegrationTicket },
)

/** How far the deletion has come. The vendor's script calls it `getDeleteIntegrationStatus`. */
export const getIntegrationStatus = endpoint<{ ticket: string }, IntegrationStatus>(
  'GET /integrations/status/:ticket',
  {
    // Some servers call it `state`.
    normalize: renamed('state', 'status'),
    refusals: [notFound],
    response: isIntegrationStatus,
  },
)

/**
 * Makes a draft the flow that it was copied from: an `integration-instance-draft` replaces its instance. What the server
 * answers is not documented.
 */
export const publishDraft = endpoint<PublishDraftInput, void, { flowId: string }>(
  'POST /drafts/:flowId/publish',
  {
    query: ({ forceUpdate }) => ({ forceUpdate }),
    body: () => ({}),
    refusals: [
      notFound,
      { reason: 'flow-running', status: 409 },
      { reason: 'flow-running', status: 400, says: 'running' },
    ],
    response: ignored,
  },
)
