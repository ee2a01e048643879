type Filter = string | string[] | undefined

type Value = string | number | boolean | object | null | undefined

/**
 * Whether a list with this filter shows the row: `stage:running`, `customFields.team:sales`, `userId:!…` (not),
 * `name:~invoice` (contains), `templateId:!` (not set); several values of one property mean any of them.
 * `undefined` where only the server can tell, because the row was read without the property.
 */
export function fits(row: object, filter: Filter): boolean | undefined {
  const conditions = asList(filter).map(parsed)
  const verdicts = conditions.map(([property, wanted]) => {
    const text = textAt(row, property)
    if (text === undefined) return undefined
    if (refusal.test(wanted)) return !isLike(text, wanted.slice(1))
    return conditions.some(
      ([other, it]) => other === property && !refusal.test(it) && isLike(text, it),
    )
  })
  return verdicts.includes(false) ? false : !verdicts.includes(undefined) || undefined
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

function asList(filter: Filter): string[] {
  return filter === undefined ? [] : [filter].flat()
}

const refusal = /^!./s

function parsed(condition: string): [property: string, wanted: string] {
  const colon = condition.indexOf(':')
  return [condition.slice(0, colon), condition.slice(colon + 1)]
}

/** What a row has there, as a filter compares it; `undefined` where only the server knows. */
function textAt(row: object, property: string): string | undefined {
  const path = property.split('.')
  if (!Object.hasOwn(row, path[0]!)) return undefined
  const value = path.reduce<Value>(
    (owner, name) =>
      typeof owner === 'object' && owner !== null && Object.hasOwn(owner, name)
        ? (owner as Record<string, Value>)[name]
        : undefined,
    row,
  )
  // Lists and objects: only the server knows how it compares them.
  if (typeof value === 'object' && value !== null) return undefined
  return String(value ?? '')
}

function isLike(text: string, wanted: string): boolean {
  if (wanted === '!' || wanted === '' || wanted === '[]') return text === ''
  if (!wanted.startsWith('~')) return text === wanted
  return text.toLowerCase().includes(wanted.slice(1).toLowerCase())
}
