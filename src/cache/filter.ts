type Filter = string | string[] | undefined

/**
 * Whether a list with this filter shows the row: `stage:running`, `customFields.team:sales`, `userId:!…` (not),
 * `name:~invoice` (contains), `templateId:!` (not set); several values of one property mean any of them.
 * `undefined` where only the server can tell, because the row was read without the property.
 */
export function fits(row: object, filter: Filter): boolean | undefined {
  let isKnown = true
  for (const [property, values] of byProperty(filter)) {
    const verdict = passes(row, property.split('.'), values)
    if (verdict === false) return false
    isKnown &&= verdict === true
  }
  return isKnown || undefined
}

/** By how much a count with this filter changes with a row; 0 where only the server can tell. */
export function countChange(
  before: object | undefined,
  after: object | undefined,
  filter: Filter,
): number {
  const was = before ? fits(before, filter) : false
  const is = after ? fits(after, filter) : false
  return was === undefined || is === undefined ? 0 : Number(is) - Number(was)
}

/** The conditions on these properties; those on others are not affected when only these change. */
export function conditionsOn(names: string[], filter: Filter): string[] {
  return asList(filter).filter((condition) => names.includes(condition.split(/[.:]/, 1)[0]!))
}

function byProperty(filter: Filter): Map<string, string[]> {
  const conditions = new Map<string, string[]>()
  for (const condition of asList(filter)) {
    const colon = condition.indexOf(':')
    const property = condition.slice(0, colon)
    const values = conditions.get(property) ?? []
    conditions.set(property, [...values, condition.slice(colon + 1)])
  }
  return conditions
}

function asList(filter: Filter): string[] {
  return filter === undefined ? [] : [filter].flat()
}

function passes(row: object, path: string[], values: string[]): boolean | undefined {
  if (!Object.hasOwn(row, path[0]!)) return undefined
  const value = path.reduce<unknown>(
    (owner, name) =>
      typeof owner === 'object' && owner !== null && Object.hasOwn(owner, name)
        ? (owner as Record<string, unknown>)[name]
        : undefined,
    row,
  )
  // Lists and objects: how the server compares them is its own affair.
  if (typeof value === 'object' && value !== null) return undefined
  const text = textOf(value as string | number | boolean | null | undefined)
  const isRefusal = (wanted: string) => wanted.startsWith('!') && wanted !== '!'
  const wanted = values.filter((it) => !isRefusal(it))
  const refused = values.filter(isRefusal).map((it) => it.slice(1))
  return (
    (wanted.length === 0 || wanted.some((it) => isLike(text, it))) &&
    !refused.some((it) => isLike(text, it))
  )
}

function textOf(value: string | number | boolean | null | undefined): string {
  return value === undefined || value === null ? '' : String(value)
}

function isLike(text: string, wanted: string): boolean {
  if (wanted === '!' || wanted === '' || wanted === '[]') return text === ''
  if (!wanted.startsWith('~')) return text === wanted
  return text.toLowerCase().includes(wanted.slice(1).toLowerCase())
}
