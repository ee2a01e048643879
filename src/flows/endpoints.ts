import { isNumber } from '../client/checks.ts'
import { endpoint } from '../client/endpoint.ts'
import { notFound } from '../client/failures.ts'
import { ignored, renamed, unwrapCount, wrapped } from '../client/checks.ts'
import {
  isCoordinatorStatus,
  isFlowRef,
  isFlow,
  isFlowTicket,
  isFlowValidation,
  isFlows,
} from './checks.ts'
import type {
  CloneFlowInput,
  CoordinatorStatus,
  CreateFlowInput,
  Flow,
  FlowQuery,
  FlowRef,
  FlowsCountQuery,
  FlowsQuery,
  FlowTicket,
  FlowValidation,
  UpdateFlowInput,
} from './types.ts'

/** One page of the flows that the caller may see. */
export const getFlows = endpoint<FlowsQuery, Flow[]>('GET /flows', {
  query: (query) => ({ ...plural(query) }),
  normalize: renamed('id', 'flowId'),
  response: isFlows,
})

/** How many flows match, on all pages. */
export const getFlowsCount = endpoint<FlowsCountQuery, number, { count: number }>(
  'GET /flows/count',
  {
    query: (query) => {
      const { pattern, escapePattern, filter, sharedWithPermissions } = plural(query)
      return { pattern, escapePattern, filter, sharedWithPermissions }
    },
    normalize: unwrapCount,
    response: isNumber,
  },
)

/** One flow. */
export const getFlow = endpoint<FlowQuery, Flow>('GET /flows/:flowId', {
  query: ({ projection }) => ({ projection }),
  normalize: renamed('id', 'flowId'),
  refusals: [notFound],
  response: isFlow,
})

/** Creates a stopped flow and answers its id. */
export const createFlow = endpoint<CreateFlowInput, FlowRef>('POST /flows', {
  requires: { name: 'string' },
  body: (flow) => ({ flow: {}, type: 'automation', ...flow }),
  normalize: wrapped('flowId'),
  response: isFlowRef,
})

/** Replaces the given fields of a flow. */
export const updateFlow = endpoint<UpdateFlowInput, FlowRef>('PUT /flows/:flowId', {
  query: ({ forceUpdate }) => ({ forceUpdate }),
  body: ({ flowId: _, forceUpdate: __, ...update }) => update,
  normalize: wrapped('flowId'),
  refusals: [
    notFound,
    // The documentation names no status; older servers answer 409.
    { reason: 'flow-running', status: 409 },
    { reason: 'flow-running', status: 400, says: 'running' },
  ],
  response: isFlowRef,
})

/** Deletes a flow for good, stopping it first. */
export const deleteFlow = endpoint<FlowRef, void, FlowRef>('DELETE /flows/:flowId', {
  refusals: [notFound],
  response: ignored,
})

/** Starts a stopped flow. */
export const startFlow = endpoint<FlowRef, FlowTicket>('POST /flows/:flowId/coordinator', {
  fixed: { command: 'start' },
  normalize: wrapped('flowId'),
  refusals: [notFound, { reason: 'flow-invalid', status: 400 }],
  response: isFlowTicket,
})

/** Stops a running flow. Answers at once; the flow is `stopping` until it stands. */
export const stopFlow = endpoint<FlowRef, FlowTicket>('POST /flows/:flowId/coordinator', {
  fixed: { command: 'stop', background: true },
  normalize: wrapped('flowId'),
  refusals: [notFound],
  response: isFlowTicket,
})

/** Copies a flow. The copy is stopped; the answer is its id. */
export const cloneFlow = endpoint<CloneFlowInput, FlowRef, { cloneId: string }>(
  'POST /flows/:flowId/clone',
  {
    body: ({ flowId: _, ...options }) => options,
    normalize: (body) => renamed('cloneId', 'flowId')(wrapped('flowId')(body)),
    refusals: [notFound],
    response: isFlowRef,
  },
)

/** What keeps a flow from starting. Changes nothing. */
export const validateFlow = endpoint<FlowRef, FlowValidation>('GET /flows/:flowId/validate', {
  refusals: [notFound],
  response: isFlowValidation,
})

/** How far the last start or stop has come. The vendor's script calls it `coordinatorCommandStatus`. */
export const getCoordinatorStatus = endpoint<FlowRef, CoordinatorStatus>(
  'GET /flows/:flowId/coordinator/status',
  { refusals: [notFound], response: isCoordinatorStatus },
)

/** The SDK's table once spells the parameter in the singular; the server knows the plural only. */
function plural({ sharedWithPermission, ...query }: FlowsQuery): FlowsQuery {
  return { ...query, sharedWithPermissions: query.sharedWithPermissions ?? sharedWithPermission }
}
