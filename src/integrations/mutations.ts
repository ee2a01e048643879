import { wait } from '../client/abort.ts'
import { internalsOf, type AppmixerClient } from '../client/client.ts'
import { AppmixerError } from '../client/errors.ts'
import { mutation } from '../cache/mutation.ts'
import type { FlowRef } from '../flows/types.ts'
import { deleteIntegrationEffect, publishDraftEffect } from './effects.ts'
import { deleteIntegration, getIntegrationStatus, publishDraft } from './endpoints.ts'
import type { IntegrationTicket, PublishDraftInput } from './types.ts'

/**
 * Deletes an integration, which leaves every list at once: `DELETE /integrations/:flowId`. Resolves when it is deleted:
 * `GET /integrations/status/:ticket` is asked until it says so.
 */
export const deleteIntegrationMutationOptions = mutation<FlowRef, IntegrationTicket>({
  name: 'deleteIntegration',
  endpoint: deleteIntegration,
  effect: deleteIntegrationEffect,
  waitUntilDone: (client, _variables, _queryClient, answer) => deleted(client, answer),
})

/** Makes a draft the flow that it was copied from: `POST /drafts/:flowId/publish`. */
export const publishDraftMutationOptions = mutation<PublishDraftInput, void>({
  name: 'publishDraft',
  endpoint: publishDraft,
  effect: publishDraftEffect,
})

const name = 'DELETE /integrations/:flowId'
const firstPause = 250
const longestPause = 3_000

/** Resolves to the time at which the integration was known to be deleted. */
export async function deleted(
  client: AppmixerClient,
  { ticket }: IntegrationTicket,
): Promise<number> {
  const { flowTimeout } = internalsOf(client)
  const deadline = Date.now() + flowTimeout
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const at = Date.now()
    // Without a ticket the answer was the end.
    if (ticket == null) return at
    const { status } = await getIntegrationStatus(client, { ticket })
    if (status === 'completed') return at
    if (status === 'failed' || status === 'cancelled') {
      throw new AppmixerError({
        code: 'failed',
        endpoint: name,
        message: `${name}: the server could not delete the integration (${status}). Read it again before you repeat it.`,
      })
    }
    if (at + pause > deadline) {
      throw new AppmixerError({
        code: 'timeout',
        endpoint: name,
        message: `${name}: the integration was not deleted within ${flowTimeout} ms. The server may still be at it; read before you repeat it.`,
      })
    }
    await wait(pause)
  }
}
