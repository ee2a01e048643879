import * as z from 'zod/mini'
import * as endpoints from '../flows/endpoints.ts'
import {
  cloneAdditionsSchema,
  cloneFlowInputSchema,
  createFlowInputSchema,
  flowQuerySchema,
  flowsCountQuerySchema,
  flowsQuerySchema,
  updateFlowInputSchema,
} from '../flows/inputs.ts'
import { flowRefSchema } from '../flows/schema.ts'
import type { Flow, FlowsCountQuery } from '../flows/types.ts'
import { connectAlike } from './accounts.ts'
import { Boom } from './boom.ts'
import { filtered, patternOf } from './filter.ts'
import { permitted, seenBy, visible } from './flowAccess.ts'
import { cloned, created, removeFlow, updated } from './flowEdits.ts'
import { coordinationOf, start, stageOf, stop } from './flowStages.ts'
import { writeLogs } from './logWriter.ts'
import { page, projected } from './list.ts'
import { isUuid } from './random.ts'
import { route, type Exchange, type Route } from './route.ts'
import { descriptorSchema } from './snapshotSchema.ts'
import { missingInputs } from './wizard.ts'

/** What a flow keeps of an update beyond the documented fields: a wrong type would make every later read fail. */
const keptFields = {
  flow: z.optional(descriptorSchema),
  type: z.optional(z.string()),
  templateId: z.optional(z.string()),
  originFlowId: z.optional(z.string()),
  categories: z.optional(z.array(z.string())),
  wizard: z.optional(z.record(z.string(), z.unknown())),
}

const createSchema = z.extend(createFlowInputSchema, keptFields)
const updateSchema = z.extend(updateFlowInputSchema, keptFields)

/** Unlike other options, a field that a copy cannot have is refused. */
const cloneSchema = z.extend(cloneFlowInputSchema, {
  additional: z.optional(z.strictObject(cloneAdditionsSchema.shape)),
})

export const flowRoutes = {
  getFlows: route(endpoints.getFlows, flowsQuerySchema, (exchange, query) =>
    page(matching(exchange, query), query, 'flowId'),
  ),

  getFlowsCount: route(endpoints.getFlowsCount, flowsCountQuerySchema, (exchange, query) => ({
    count: matching(exchange, query).length,
  })),

  getFlow: route(endpoints.getFlow, flowQuerySchema, ({ database, user }, query) => {
    const me = user()
    const flow = permitted(database, me, query.flowId, 'read')
    return projected(seenBy(me, flow, database), query.projection, 'flowId')
  }),

  createFlow: route(endpoints.createFlow, createSchema, ({ database, user }, input) => {
    const flow = created(database, user(), input)
    database.flows.push(flow)
    return { flowId: flow.flowId }
  }),

  updateFlow: route(endpoints.updateFlow, updateSchema, ({ database, user, settings }, input) => {
    const { flowId, forceUpdate, ...update } = input
    const isNew = isUuid(flowId) && !database.flows.some((flow) => flow.flowId === flowId)
    if (isNew) {
      database.flows.push({ ...created(database, user(), update), flowId })
      return { flowId, result: 'created' }
    }
    const flow = permitted(database, user(), flowId, 'own')
    if (!forceUpdate && !['stopped', 'stopping'].includes(stageOf(database, flow))) {
      throw new Boom(
        settings.runningUpdateStatus,
        'A running flow cannot be updated. Stop it first, or set forceUpdate=true.',
      )
    }
    writeLogs(database)
    updated(database, flow, update)
    return { flowId, result: 'updated' }
  }),

  deleteFlow: route(endpoints.deleteFlow, flowRefSchema, ({ database, user }, { flowId }) => {
    const flow = permitted(database, user(), flowId, 'own')
    removeFlow(database, flow)
    return { flowId }
  }),

  startFlow: route(endpoints.startFlow, flowRefSchema, (exchange, { flowId }) => {
    const { database, settings, user } = exchange
    start(database, permitted(database, user(), flowId, 'start'), settings.startDuration)
    return { flowId, ticket: flowId }
  }),

  stopFlow: route(endpoints.stopFlow, flowRefSchema, (exchange, { flowId }) => {
    const { database, settings, user } = exchange
    stop(database, permitted(database, user(), flowId, 'stop'), settings.stopDuration)
    return { flowId, ticket: flowId }
  }),

  cloneFlow: route(endpoints.cloneFlow, cloneSchema, ({ database, user }, input) => {
    const { flowId, connectAccounts, connectSharedAccounts: _, ...options } = input
    const original = permitted(database, user(), flowId, 'read')
    const { clone, idMap } = cloned(database, user(), original, options)
    database.flows.push(clone)
    if (connectAccounts && original.userId === user().id) {
      connectAlike(database, { flowId, cloneId: clone.flowId, idMap })
    }
    return { cloneId: clone.flowId }
  }),

  validateFlow: route(endpoints.validateFlow, flowRefSchema, ({ database, user }, { flowId }) => {
    const flow = permitted(database, user(), flowId, 'read')
    const lacking = (flow.missingAccounts ?? []).filter((componentId) => componentId in flow.flow)
    const noAccount = [{ keyword: 'missingAccount', message: 'Not authenticated' }]
    return {
      errors: [
        ...lacking.map((componentId) => ({ componentId, errors: noAccount })),
        ...missingInputs(flow).map(({ componentId, message }) => ({
          componentId,
          errors: [{ message }],
        })),
      ],
    }
  }),

  getCoordinatorStatus: route(endpoints.getCoordinatorStatus, flowRefSchema, (exchange, ref) => {
    const { database, user } = exchange
    const flow = permitted(database, user(), ref.flowId, 'read')
    return { status: coordinationOf(database, flow), stepsTotal: 1 }
  }),
} satisfies Record<keyof typeof endpoints, Route>

interface FlowsSearch extends FlowsCountQuery {
  escapePattern?: boolean | undefined
}

/** The flows that a list shows and a count counts. */
function matching({ database, user }: Exchange, query: FlowsSearch): Flow[] {
  const { pattern, escapePattern, filter, sharedWithPermissions } = query
  const isMatch = patternOf(pattern, escapePattern)
  const me = user()
  const flows = visible(database, me, sharedWithPermissions)
    .filter(({ name, flowId }) => isMatch(name) || isMatch(flowId))
    .map((flow) => seenBy(me, flow, database))
  return filtered(flows, filter)
}
