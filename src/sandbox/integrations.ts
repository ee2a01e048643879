import * as z from 'zod/mini'
import { flowRefSchema } from '../flows/schema.ts'
import * as endpoints from '../integrations/endpoints.ts'
import { publishDraftInputSchema } from '../integrations/inputs.ts'
import { moveAccounts } from './accounts.ts'
import { Boom } from './boom.ts'
import { own as ownCategories, shown as shownCategory } from './categories.ts'
import type { StoredFlow } from './database.ts'
import { permitted } from './flowAccess.ts'
import { published, removeFlow } from './flowEdits.ts'
import { stageOf } from './flowStages.ts'
import { writeLogs } from './logWriter.ts'
import { noInput, route, type Exchange, type Route } from './route.ts'

/** An integration is a flow whose type says so; it is deleted on a path of its own, with a ticket to ask about. */
export const integrationRoutes = {
  getCategories: route(endpoints.getCategories, noInput, (exchange) => {
    const { database, user } = exchange
    user()
    const shared = database.categories.filter(({ isShared }) => isShared)
    return [...shared, ...ownCategories(exchange)].map(shownCategory)
  }),

  deleteIntegration: route(endpoints.deleteIntegration, flowRefSchema, (exchange, { flowId }) => {
    const { database, settings, user } = exchange
    const flow = permitted(database, user(), flowId, 'own')
    if (!flow.type?.includes('integration')) throw new Boom(404, 'Integration not found.')
    // A running one is stopped first.
    const duration = stageOf(database, flow) === 'stopped' ? 0 : settings.stopDuration
    removeFlow(database, flow)
    // The ticket carries all there is to know, so that none has to be kept.
    return { ticket: `${flowId}:${database.clock.now() + duration}` }
  }),

  getIntegrationStatus: route(
    endpoints.getIntegrationStatus,
    z.object({ ticket: z.string() }),
    ({ database }, { ticket }) => {
      const [, doneAt] = /^[\w-]+:(\d+)$/.exec(ticket) ?? []
      if (doneAt === undefined) throw new Boom(404, 'Ticket not found.')
      const isDone = database.clock.now() >= Number(doneAt)
      return {
        status: isDone ? 'completed' : 'in-progress',
        stepsDone: Number(isDone),
        stepsTotal: 1,
      }
    },
  ),

  publishDraft: route(
    endpoints.publishDraft,
    publishDraftInputSchema,
    (exchange, { flowId, forceUpdate }) => {
      const { database, settings } = exchange
      const { draft, original } = draftOf(flowId, exchange)
      if (!forceUpdate && !['stopped', 'stopping'].includes(stageOf(database, original))) {
        throw new Boom(
          settings.runningUpdateStatus,
          'A running flow cannot be updated. Stop it first, or set forceUpdate=true.',
        )
      }
      writeLogs(database)
      const idMap = published(database, { draft, original })
      moveAccounts(database, { draft, original, idMap })
      removeFlow(database, draft)
      return { flowId: original.flowId }
    },
  ),
} satisfies Record<keyof typeof endpoints, Route>

/** A draft of the caller's, and the flow that it was copied from. */
function draftOf(
  flowId: string,
  { database, user }: Exchange,
): { draft: StoredFlow; original: StoredFlow } {
  const draft = permitted(database, user(), flowId, 'own')
  if (!draft.type?.endsWith('-draft')) throw new Boom(404, 'Draft not found.')
  if (draft.originFlowId === undefined) throw new Boom(400, 'The draft was copied from no flow.')
  return { draft, original: permitted(database, user(), draft.originFlowId, 'own') }
}
