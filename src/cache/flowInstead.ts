import type { QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerErrorReason } from '../client/errors.ts'
import { getFlow } from '../flows/endpoints.ts'
import type { Truth } from './effect.ts'
import { goneFlow, patchFlowFields } from './flowUpdates.ts'

/** A flow that somebody else started, stopped, changed or deleted. */
export async function flowInstead(
  client: AppmixerClient,
  queryClient: QueryClient,
  flowId: string,
  reason: AppmixerErrorReason,
): Promise<Truth | undefined> {
  if (reason === 'gone') return goneFlow(client, queryClient, flowId)
  if (reason !== 'flow-running') return undefined
  const current = await getFlow(client, { flowId })
  return { current, patches: patchFlowFields(client, flowId, current) }
}
