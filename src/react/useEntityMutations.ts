'use client'

import {
  useMutationState,
  useQueryClient,
  type Mutation,
  type MutationCache,
} from '@tanstack/react-query'
import { entitiesIn, pendingIn } from '../cache/entities.ts'
import { scopeKey } from '../cache/keys.ts'
import { useAppmixerContext } from './context.ts'

/**
 * What this app does or did, oldest first, wherever on the page it was asked for. A component renders again when what
 * it selects changes, and not for anything else.
 */
function useMutations<T>(
  predicate: (mutation: Mutation<any, any, any>) => boolean,
  select: (mutation: Mutation<any, any, any>) => T,
): [selected: T[], cache: MutationCache] {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const filters = { mutationKey: scopeKey(client), predicate }
  const selected = useMutationState<T>({ filters, select: select as never }, queryClient)
  return [selected, queryClient.getMutationCache()]
}

/** What this app does or did to entities of one kind; `id` is the field of the variables that names them: `flowId`. */
export function useEntityMutations<T>(
  id: string,
  select: (mutation: Mutation<any, any, any>) => T,
): [selected: T[], cache: MutationCache] {
  return useMutations(({ state }) => entitiesIn(state.variables, id).length > 0, select)
}

/** What is under way for one entity, in the words for the actions. Of several, the latest. */
export function usePending<Word extends string>(
  id: string,
  entity: string,
  words: Record<string, Word>,
): Word | undefined {
  const [actions] = useMutations((mutation) => pendingIn(mutation, id).includes(entity), actionOf)
  return actions.map((action) => words[action]).findLast((word) => word !== undefined)
}

/** `startFlow`, `approveTask` … */
export function actionOf({ options }: Mutation<any, any, any>): string {
  return String(options.mutationKey?.at(-1))
}
