'use client'

import type { Mutation } from '@tanstack/react-query'
import { entitiesIn, pendingIn, actionOf, useEntityMutations } from '../react/pending.ts'
import type { AppmixerError } from '../client/errors.ts'

/** The latest mutation of one entity, wherever on the page it was asked for. */
export interface Attempt<Variables = unknown> {
  /** `startFlow`, `approveTask` … */
  action: string
  variables: Variables
  isPending: boolean
  /** It waits for the network. */
  isPaused: boolean
  error: AppmixerError | null
  /** Forgets a failed attempt. */
  dismiss(): void
}

/** The action that waits for the network. */
export function waitingIn(attempt: Attempt | undefined): string | undefined {
  return attempt?.isPaused ? attempt.action : undefined
}

/** The attempts by entity, for as long as they are under way or have failed. `id` names the entity in the variables. */
export function useAttempts<Variables>(id: string): Map<string, Attempt<Variables>> {
  const [states, cache] = useEntityMutations(id, (mutation) => ({
    mutationId: mutation.mutationId,
    entities: entitiesIn(mutation.state.variables, id),
    pending: pendingIn(mutation, id),
    isPaused: mutation.state.isPaused,
    action: actionOf(mutation),
    variables: mutation.state.variables as Variables,
    error: mutation.state.error as AppmixerError | null,
  }))
  const attempts = new Map<string, Attempt<Variables>>()
  for (const { mutationId, entities, pending, isPaused, action, variables, error } of states) {
    const isPending = new Set(pending)
    // The newer one that took its place says how it stands.
    if (error?.code === 'superseded') continue
    for (const entity of entities) {
      attempts.delete(entity)
      if (!isPending.has(entity) && !error) continue
      const dismiss = () => {
        // Those before it, too, or they would be the latest again.
        const isOver = (other: Mutation<any, any, any>) =>
          other.mutationId <= mutationId && entitiesIn(other.state.variables, id).includes(entity)
        for (const over of cache.findAll({ status: 'error', predicate: isOver })) cache.remove(over)
      }
      const state = { isPending: isPending.has(entity), isPaused, error }
      attempts.set(entity, { action, variables, ...state, dismiss })
    }
  }
  return attempts
}
