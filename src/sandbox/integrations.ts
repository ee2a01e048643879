import * as z from 'zod/mini'
import { flowRefSchema } from '../flows/schema.ts'
import { Boom } from './boom.ts'
import { permitted } from './flowAccess.ts'
import { removeFlow } from './flowEdits.ts'
import { stageOf } from './flowStages.ts'
import { serve, type Route } from './route.ts'

/** An integration is a flow whose type says so; it is deleted on a path of its own, with a ticket to ask about. */
export const integrationRoutes = {
  deleteIntegration: serve(
    'DELETE /integrations/:flowId',
    flowRefSchema,
    (exchange, { flowId }) => {
      const { database, settings, user } = exchange
      const flow = permitted(database, user(), flowId, 'own')
      if (!flow.type?.includes('integration')) throw new Boom(404, 'Integration not found.')
      // A running one is stopped first.
      const duration = stageOf(database, flow) === 'stopped' ? 0 : settings.stopDuration
      removeFlow(database, flow)
      // The ticket carries all there is to know, so that none has to be kept.
      return { ticket: `${flowId}:${database.clock.now() + duration}` }
    },
  ),

  getIntegrationStatus: serve(
    'GET /integrations/status/:ticket',
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
} satisfies Record<string, Route>
