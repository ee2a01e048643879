import type * as z from 'zod/mini'

interface ByZod {
  fits: boolean
  /** Every place that zod names in the body as it came. */
  named: string[]
  /** What was removed because something in it is missing. */
  lost: string[]
}

/**
 * What is left of `root.body` when zod says where it does not fit: one place after the other, a value that is wrong is
 * removed, and where one is missing, what lacks it. Slow, and easy to see through.
 */
export function repairByZod(root: { body: unknown }, schema: z.ZodMiniType): ByZod {
  const named = placesIn(root.body, schema).map((path) => path.join('.'))
  const names = new Map(namesOf(root.body, []))
  const lost: string[] = []
  for (;;) {
    const [path] = placesIn(root.body, schema)
    if (path === undefined) return { fits: true, named, lost }
    const gone = removed(root, ['body', ...path])
    if (gone === undefined) return { fits: false, named, lost }
    if (gone.lacks) lost.push(names.get(gone.value)!)
  }
}

function namesOf(value: unknown, path: string[]): [unknown, string][] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, part]) => namesOf(part, [...path, key]))
  return [[value, path.join('.')], ...inner]
}

function placesIn(body: unknown, schema: z.ZodMiniType): PropertyKey[][] {
  return (schema.safeParse(body).error?.issues ?? []).flatMap(placesOf)
}

/** Of alternatives an issue is about the one whose kind the value has, if there is one. */
function placesOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  const alternatives: z.core.$ZodIssue[][] = issue.code === 'invalid_union' ? issue.errors : []
  const meant = alternatives.find((issues) => issues.every(({ path }) => path.length > 0))
  if (meant === undefined) return [issue.path]
  return meant.flatMap(placesOf).map((path) => [...issue.path, ...path])
}

/** What was removed; nothing, where that would have been the body. */
function removed(
  root: object,
  path: PropertyKey[],
): { value: unknown; lacks: boolean } | undefined {
  const steps: { owner: object; key: PropertyKey; value: unknown }[] = []
  let value: unknown = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null) break
    const owner = value
    value = (owner as Record<PropertyKey, unknown>)[key]
    steps.push({ owner, key, value })
  }
  const lacks = value === undefined
  if (lacks) steps.pop()
  const gone = steps.at(-1)
  if (gone === undefined || steps.length === 1) return undefined
  if (Array.isArray(gone.owner)) gone.owner.splice(Number(gone.key), 1)
  else Reflect.deleteProperty(gone.owner, gone.key)
  return { value: gone.value, lacks }
}
