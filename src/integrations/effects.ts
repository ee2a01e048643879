import { ifGone, type EffectOf } from '../cache/effect.ts'
import { accountKeys } from '../accounts/keys.ts'
import { deleteFlowEffect } from '../flows/effects.ts'
import { flowKeys, flowLists } from '../flows/keys.ts'
import type { FlowRef } from '../flows/types.ts'
import { usageKeys } from '../usage/keys.ts'
import type { PublishDraftInput } from './types.ts'

/** An integration is a flow. */
export const deleteIntegrationEffect: EffectOf<FlowRef> = deleteFlowEffect

/** The draft becomes another flow; only the server knows which. */
export const publishDraftEffect: EffectOf<PublishDraftInput> = (client, { flowId }) => {
  const { detail, validation, status, thumbnail } = flowKeys(client)
  const { flows, flowAuthentication } = accountKeys(client)
  return {
    entity: flowId,
    invalidates: [
      ...flowLists(client),
      detail(),
      validation(),
      thumbnail(flowId),
      flows(),
      flowAuthentication(),
      usageKeys(client).all,
    ],
    removes: [status(flowId)],
    conflict: ifGone(() => ({ patches: [], removes: [detail(flowId)] })),
  }
}
