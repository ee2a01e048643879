'use client'

import { useMutationState, useQueryClient, type Mutation } from '@tanstack/react-query'
import { scopeKey } from '../cache/keys.ts'
import type { AppmixerError } from '../client/errors.ts'
import { useAppmixerContext } from '../react/context.ts'

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
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const mutationKey = scopeKey(client)
  const states = useMutationState(
    {
      filters: { mutationKey, predicate: (mutation) => entityOf(mutation, id) !== undefined },
      select: (mutation) => ({
        mutationId: mutation.mutationId,
        entity: entityOf(mutation, id)!,
        action: String(mutation.options.mutationKey?.at(-1)),
        variables: mutation.state.variables as Variables,
        status: mutation.state.status,
        error: mutation.state.error as AppmixerError | null,
      }),
    },
    queryClient,
  )
  const attempts = new Map<string, Attempt<Variables>>()
  for (const { mutationId, entity, action, variables, status, error } of states) {
    // The newer one that took its place says how it stands.
    if (error?.code === 'superseded') continue
    attempts.delete(entity)
    if (status === 'success' || status === 'idle') continue
    attempts.set(entity, {
      action,
      variables,
      isPending: status === 'pending',
      error,
      dismiss() {
        const cache = queryClient.getMutationCache()
        const mutation = cache.find({ predicate: (other) => other.mutationId === mutationId })
        if (mutation) cache.remove(mutation)
      },
    })
  }
  return attempts
}

function entityOf(mutation: Mutation<any, any, any>, id: string): string | undefined {
  const variables: unknown = mutation.state.variables
  if (typeof variables !== 'object' || variables === null) return undefined
  const entity = (variables as Record<string, unknown>)[id]
  return typeof entity === 'string' ? entity : undefined
}
