/** The entities that a mutation's variables name: one, or each of many at once. `id` is the field with the name. */
export function entitiesIn(variables: unknown, id: string): string[] {
  return [variables].flat().flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return []
    const entity = (item as Record<string, unknown>)[id]
    return typeof entity === 'string' ? [entity] : []
  })
}
