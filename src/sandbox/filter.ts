import { Boom } from './boom.ts'
import { textOf, valueAt } from './list.ts'

/**
 * The rows that all conditions let through: `stage:running`, `customFields.team:sales`, `userId:!…` (not),
 * `sharedWith:![]` (some), `sharedWith` (set), `wizard.fields:!` (not set), `filename:~invoice` (contains). Several
 * values of one property mean any of them.
 */
export function filtered<Row>(rows: Row[], filter: string | string[] | undefined): Row[] {
  const conditions = [...valuesByProperty(filter)]
  return rows.filter((row) =>
    conditions.every(([property, values]) => passes(valueAt(row, property), values)),
  )
}

/** Whether a text matches. */
export type TextTest = (text: string | undefined) => boolean

/**
 * Reads a `pattern`: a regular expression in any case, or with `escape` a part of the text.
 *
 * @throws Boom 400 when it is not a regular expression
 */
export function patternOf(pattern: string | undefined, escape = false): TextTest {
  if (!pattern) return () => true
  if (escape) return (text) => contains(text, pattern)
  const expression = expressionOf(pattern)
  return (text) => expression.test(text ?? '')
}

function expressionOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'i')
  } catch {
    throw new Boom(400, `Regular expression is invalid: ${pattern}`)
  }
}

/** Whether a text contains a part, in any case. */
function contains(text: string | undefined, part: string): boolean {
  return (text ?? '').toLowerCase().includes(part.toLowerCase())
}

/** A property without a value: it is set. */
const isSet = Symbol('set')

type Wanted = string | typeof isSet

function valuesByProperty(filter: string | string[] | undefined): Map<string, Wanted[]> {
  const byProperty = new Map<string, Wanted[]>()
  for (const condition of filter === undefined ? [] : [filter].flat()) {
    const colon = condition.indexOf(':')
    const property = colon < 0 ? condition : condition.slice(0, colon)
    if (property === '') throw new Boom(400, `"filter" must name a property, not ${condition}`)
    const value = colon < 0 ? isSet : condition.slice(colon + 1)
    byProperty.set(property, [...(byProperty.get(property) ?? []), value])
  }
  return byProperty
}

function passes(actual: unknown, values: Wanted[]): boolean {
  const isRefusal = (value: string) => value.startsWith('!') && value !== '!'
  const texts = values.filter((value) => value !== isSet)
  const wanted = texts.filter((value) => !isRefusal(value))
  const refused = texts.filter(isRefusal).map((value) => value.slice(1))
  return (
    (texts.length === values.length || (actual !== undefined && actual !== null)) &&
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
