'use client'

import {
  notifyManager,
  useMutationState,
  useQueryClient,
  type Mutation,
  type MutationCache,
  type QueryClient,
} from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { scopeKey } from '../cache/keys.ts'
import { partOf } from '../cache/scopes.ts'
import type { AppmixerClient } from '../client/client.ts'
import { useAppmixerContext } from './context.ts'

type AnyMutation = Mutation<any, any, any>

/** The mutation under way for one entity, in the words for the actions. Of several, the latest. */
export function usePending<Word extends string>(
  id: string,
  entity: string,
  words: Record<string, Word>,
): Word | undefined {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const { subscribe, actions } = partOf(client, queryClient, {
    name: 'pending',
    create: () => createPendingIndex(client, queryClient),
  })
  const name = nameOf(id, entity)
  const get = () =>
    actions(name)
      .map((action) => words[action])
      .findLast((word) => word !== undefined)
  return useSyncExternalStore(
    useCallback((listener) => subscribe(name, listener), [subscribe, name]),
    get,
    get,
  )
}

/**
 * What this app does or did to entities of one kind, oldest first, wherever on the page it was asked for; `id` is the
 * field of the variables that names them: `flowId`. A component renders again when what it selects changes.
 */
export function useEntityMutations<T>(
  id: string,
  select: (mutation: AnyMutation) => T,
): [selected: T[], cache: MutationCache] {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const predicate = ({ state }: AnyMutation) => entitiesIn(state.variables, id).length > 0
  const filters = { mutationKey: scopeKey(client), predicate }
  const selected = useMutationState<T>({ filters, select: select as never }, queryClient)
  return [selected, queryClient.getMutationCache()]
}

/** The entities that a mutation's variables name. */
export function entitiesIn(variables: unknown, id: string): string[] {
  const entity = (variables as Record<string, unknown> | null | undefined)?.[id]
  return typeof entity === 'string' ? [entity] : []
}

/** Of those, the ones for which it is under way. */
export function pendingIn({ state }: AnyMutation, id: string): string[] {
  return state.status === 'pending' ? entitiesIn(state.variables, id) : []
}

/** `startFlow`, `approveTask` … */
export function actionOf({ options }: AnyMutation): string {
  return String(options.mutationKey?.at(-1))
}

/**
 * The mutations under way in one session, by the entities that they name: a row of a list neither searches all of
 * them, nor is notified of another row's.
 */
function createPendingIndex(client: AppmixerClient, queryClient: QueryClient) {
  const cache = queryClient.getMutationCache()
  const listeners = new Map<string, Set<() => void>>()
  const pending = new Map<string, Set<AnyMutation>>()
  let unsubscribe: (() => void) | undefined

  function all(): AnyMutation[] {
    return cache.findAll({ mutationKey: scopeKey(client), status: 'pending' })
  }

  function subscribe(name: string, listener: () => void): () => void {
    if (!unsubscribe) {
      for (const mutation of all()) update(mutation, true)
      unsubscribe = cache.subscribe(({ type, mutation }) => {
        if (mutation?.options.mutationKey?.[1] !== client.scope) return
        update(mutation, type !== 'removed' && mutation.state.status === 'pending')
      })
    }
    const others = listeners.get(name) ?? new Set()
    listeners.set(name, others.add(listener))
    return () => {
      others.delete(listener)
      if (others.size === 0) listeners.delete(name)
      if (listeners.size === 0) end()
    }
  }

  function update(mutation: AnyMutation, isPending: boolean): void {
    for (const name of namesIn(mutation)) {
      const known = pending.get(name) ?? new Set()
      if (known.has(mutation) === isPending) continue
      if (isPending) pending.set(name, known.add(mutation))
      else known.delete(mutation)
      if (known.size === 0) pending.delete(name)
      for (const listener of listeners.get(name) ?? []) notifyManager.schedule(listener)
    }
  }

  /** What is under way for one entity, oldest first. */
  function actions(name: string): string[] {
    const mutations = unsubscribe
      ? [...(pending.get(name) ?? [])]
      : all().filter((mutation) => namesIn(mutation).includes(name))
    return mutations.map(actionOf)
  }

  function end(): void {
    unsubscribe?.()
    unsubscribe = undefined
    pending.clear()
  }

  return { subscribe, actions, end }
}

function nameOf(id: string, entity: string): string {
  return `${id} ${entity}`
}

function namesIn({ state }: AnyMutation): string[] {
  return Object.entries((state.variables ?? {}) as object).flatMap(([id, entity]) =>
    id.endsWith('Id') && typeof entity === 'string' ? nameOf(id, entity) : [],
  )
}
