import { Boom } from './boom.ts'
import { textOf, valueAt } from './list.ts'

/**
 * The rows that all conditions let through: `stage:running`, `customFields.team:sales`, `userId:!…` (not),
 * `sharedWith:![]` (some), `wizard.fields:!` (not set), `filename:~invoice` (contains). Several values of one
 * property mean any of them.
 */
export function filtered<Row>(rows: Row[], filter: string | string[] | undefined): Row[] {
  const conditions = [...valuesByProperty(filter)]
  return rows.filter((row) =>
    conditions.every(([property, values]) => passes(valueAt(row, property), values)),
  )
}

/** Whether a text contains the pattern, in any case. The pattern is text, never a regular expression. */
export function contains(text: string | undefined, pattern: string | undefined): boolean {
  return !pattern || (text ?? '').toLowerCase().includes(pattern.toLowerCase())
}

function valuesByProperty(filter: string | string[] | undefined): Map<string, string[]> {
  const byProperty = new Map<string, string[]>()
  for (const condition of filter === undefined ? [] : [filter].flat()) {
    const colon = condition.indexOf(':')
    if (colon < 1) throw new Boom(400, `"filter" must be property:value, not ${condition}`)
    const property = condition.slice(0, colon)
    const values = byProperty.get(property) ?? []
    byProperty.set(property, [...values, condition.slice(colon + 1)])
  }
  return byProperty
}

function passes(actual: unknown, values: string[]): boolean {
  const isRefusal = (value: string) => value.startsWith('!') && value !== '!'
  const wanted = values.filter((value) => !isRefusal(value))
  const refused = values.filter(isRefusal).map((value) => value.slice(1))
  return (
    (wanted.length === 0 || wanted.some((value) => matches(actual, value))) &&
    !refused.some((value) => matches(actual, value))
  )
}

function matches(actual: unknown, wanted: string): boolean {
  if (wanted === '!' || wanted === '' || wanted === '[]') return isEmpty(actual)
  return [actual].flat().some((value) => {
    const text = textOf(value)
    return wanted.startsWith('~') ? contains(text, wanted.slice(1)) : text === wanted
  })
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || [value].flat().length === 0
}
