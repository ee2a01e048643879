import type { Mutation } from '@tanstack/react-query'

/** The entities that a mutation's variables name. `id` is the field with the name. */
export function entitiesIn(variables: unknown, id: string): string[] {
  const entity = (variables as Record<string, unknown> | null | undefined)?.[id]
  return typeof entity === 'string' ? [entity] : []
}

/** Of those, the ones for which it is under way. */
export function pendingIn({ state }: Mutation<any, any, any>, id: string): string[] {
  return state.status === 'pending' ? entitiesIn(state.variables, id) : []
}
