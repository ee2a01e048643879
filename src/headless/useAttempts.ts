'use client'

import { entitiesIn } from '../cache/entities.ts'
import type { AppmixerError } from '../client/errors.ts'
import { actionOf, useEntityMutations } from '../react/useEntityMutations.ts'

/** The latest mutation of one entity, wherever on the page it was asked for. */
export interface Attempt<Variables = unknown> {
  /** `startFlow`, `approveTask` … */
  action: string
  variables: Variables
  isPending: boolean
  error: AppmixerError | null
  /** Forgets a failed attempt. */
  dismiss(): void
}

/** The attempts by entity, for as long as they are under way or have failed. `id` names the entity in the variables. */
export function useAttempts<Variables>(id: string): Map<string, Attempt<Variables>> {
  const [states, cache] = useEntityMutations({
    id,
    select: (mutation) => ({
      mutationId: mutation.mutationId,
      entities: entitiesIn(mutation.state.variables, id),
      action: actionOf(mutation),
      variables: mutation.state.variables as Variables,
      status: mutation.state.status,
      error: mutation.state.error as AppmixerError | null,
    }),
  })
  const attempts = new Map<string, Attempt<Variables>>()
  for (const { mutationId, entities, action, variables, status, error } of states) {
    // The newer one that took its place says how it stands.
    if (error?.code === 'superseded') continue
    const attempt: Attempt<Variables> = {
      action,
      variables,
      isPending: status === 'pending',
      error,
      dismiss() {
        const mutation = cache.find({ predicate: (other) => other.mutationId === mutationId })
        if (mutation) cache.remove(mutation)
      },
    }
    for (const entity of entities) {
      attempts.delete(entity)
      if (status === 'pending' || status === 'error') attempts.set(entity, attempt)
    }
  }
  return attempts
}
