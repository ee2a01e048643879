'use client'

import {
  useMutationState,
  useQueryClient,
  type Mutation,
  type MutationCache,
  type MutationStatus,
} from '@tanstack/react-query'
import { entitiesIn } from '../cache/entities.ts'
import { scopeKey } from '../cache/keys.ts'
import { useAppmixerContext } from './context.ts'

export interface EntityMutations<T> {
  /** The field of the variables that names the entity: `flowId`. */
  id: string
  /** Only those of this entity. Default: of all. */
  entity?: string
  status?: MutationStatus
  select: (mutation: Mutation<any, any, any>) => T
}

/**
 * What this app does or did to entities of one kind, oldest first, wherever on the page it was asked for. A component
 * renders again when what it selects changes, and for no other entity.
 */
export function useEntityMutations<T>({
  id,
  entity,
  status,
  select,
}: EntityMutations<T>): [selected: T[], cache: MutationCache] {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const concerns = (entities: string[]) =>
    entity === undefined ? entities.length > 0 : entities.includes(entity)
  const selected = useMutationState<T>(
    {
      filters: {
        mutationKey: scopeKey(client),
        ...(status && { status }),
        predicate: ({ state }) => concerns(entitiesIn(state.variables, id)),
      },
      select: select as never,
    },
    queryClient,
  )
  return [selected, queryClient.getMutationCache()]
}

/** What is under way for one entity, in the words for the actions. Of several, the latest. */
export function usePending<Word extends string>(
  id: string,
  entity: string,
  words: Record<string, Word>,
): Word | undefined {
  const [actions] = useEntityMutations({ id, entity, status: 'pending', select: actionOf })
  return actions.map((action) => words[action]).findLast((word) => word !== undefined)
}

/** `startFlow`, `approveTask` … */
export function actionOf({ options }: Mutation<any, any, any>): string {
  return String(options.mutationKey?.at(-1))
}
