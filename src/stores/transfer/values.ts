import type { StoreRecord } from '../types.ts'
import { linesOfJson } from './jsonLines.ts'

/** What kind of JSON a record's value is. `text` is a string, `list` an array. */
export type ValueType = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'null'

export const valueTypes: readonly ValueType[] = [
  'text',
  'number',
  'boolean',
  'list',
  'object',
  'null',
]

/** What a text means as a value of one type, or why it means nothing. */
export type ReadValue =
  | { value: unknown }
  /** `line`, from 1, where the text stops being JSON. */
  | { problem: 'bad-value'; line?: number }

/** What kind of JSON a value is. A value that is missing counts as `null`. */
export function valueTypeOf(value: StoreRecord['value']): ValueType {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'string') return 'text'
  return typeof value as 'number' | 'boolean' | 'object'
}

/**
 * A value as text that a person can edit: strings as they are, all else as JSON; objects and lists with a line for
 * each entry. {@link readValue} with the same type gives the value back.
 *
 * @example
 * textOfValue({ paid: true }) // '{\n  "paid": true\n}'
 */
export function textOfValue(value: StoreRecord['value']): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null, null, 2)
}

/**
 * Reads an edited text as a value of this type. `text` takes everything as it is; the others take JSON of that type
 * only, so `1.240,00` is not a number and `[1]` is not an object.
 *
 * @example
 * readValue('0.2', 'number') // { value: 0.2 }
 * readValue('0,2', 'number') // { problem: 'bad-value', line: 1 }
 */
export function readValue(text: string, type: ValueType): ReadValue {
  if (type === 'text') return { value: text }
  if (type === 'null') return /^\s*(null)?\s*$/i.test(text) ? { value: null } : badValue(1)
  // Spreadsheets write TRUE and FALSE.
  const json = type === 'boolean' ? text.toLowerCase() : text
  try {
    const value: unknown = JSON.parse(json)
    return valueTypeOf(value) === type && isFiniteValue(value) ? { value } : badValue()
  } catch {
    return badValue(linesOfJson(json).broken)
  }
}

/** `1e999` is JSON, and no number that JSON could write again. */
function isFiniteValue(value: unknown): boolean {
  return typeof value !== 'number' || Number.isFinite(value)
}

function badValue(line?: number): ReadValue {
  return { problem: 'bad-value', ...(line !== undefined && { line }) }
}
