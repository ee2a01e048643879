import type { Mutation } from '@tanstack/react-query'

/** What a mutation that does many things is not done with yet: it is done with some before it is with all. */
export interface BulkMeta extends Record<string, unknown> {
  appmixerPending?: readonly unknown[]
}

/** The entities that a mutation's variables name: one, or each of many at once. `id` is the field with the name. */
export function entitiesIn(variables: unknown, id: string): string[] {
  return [variables].flat().flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return []
    const entity = (item as Record<string, unknown>)[id]
    return typeof entity === 'string' ? [entity] : []
  })
}

/** Of those, the ones for which it is under way. */
export function pendingIn({ state, meta }: Mutation<any, any, any>, id: string): string[] {
  if (state.status !== 'pending') return []
  const { appmixerPending = state.variables } = (meta ?? {}) as BulkMeta
  return entitiesIn(appmixerPending, id)
}
