import { textOf } from '../list.ts'
import { isDateText, parseDate } from './dates.ts'
import type { Bound, LuceneNode } from './parse.ts'

type Entry = Record<string, unknown>

type Range = Extract<LuceneNode, { kind: 'range' }>
type Term = Extract<LuceneNode, { kind: 'term' }>

/** These are searched word by word; of the other fields the whole value counts. Case never does. */
const texts = ['msg', 'err', 'detail']

/** Whether an entry is what the query asks for. `now` is for date math, in milliseconds. */
export function matchesLucene(node: LuceneNode, entry: object, now: number): boolean {
  const fields = entry as Entry
  switch (node.kind) {
    case 'all':
      return true
    case 'exists':
      return named(fields, node.field).length > 0
    case 'term':
      return named(fields, node.field).some(([field, value]) => isTerm(node, field, value, now))
    case 'range':
      return named(fields, node.field).some(([, value]) => isInRange(node, value, now))
    case 'clauses': {
      const holds = (clause: LuceneNode) => matchesLucene(clause, entry, now)
      const { must, should, not } = node
      if (!must.every(holds) || not.some(holds)) return false
      return must.length > 0 || should.length === 0 || should.some(holds)
    }
  }
}

/** The values of a field, or of all. `x.keyword` is the whole value of `x`. */
function named(entry: Entry, field: string | undefined): [string, unknown][] {
  const entries =
    field === undefined || field === '*'
      ? Object.entries(entry)
      : [[field, entry[field.replace(/\.keyword$/, '')]]]
  return (entries as [string, unknown][])
    .flatMap(([name, value]) => [value].flat().map((item): [string, unknown] => [name, item]))
    .filter(([, value]) => value !== undefined && value !== null)
}

function isTerm({ text, like }: Term, field: string, value: unknown, now: number): boolean {
  const actual = textOf(value)
  if (texts.includes(field)) {
    if (like) return words(actual).some((word) => like.test(word))
    return contains(words(actual), words(text))
  }
  if (like) return like.test(actual)
  if (isDateText(actual) && isDateText(text) && actual !== text) {
    const { start, end } = parseDate(text, now)
    const time = Date.parse(actual)
    return start <= time && time <= end
  }
  return actual.toLowerCase() === text.toLowerCase()
}

function isInRange({ low, high }: Range, value: unknown, now: number): boolean {
  return isAbove(value, low, now) && isBelow(value, high, now)
}

function isAbove(value: unknown, bound: Bound | undefined, now: number): boolean {
  if (!bound) return true
  if (isDate(value)) {
    const { start, end } = parseDate(bound.text, now)
    return bound.included ? Date.parse(value) >= start : Date.parse(value) > end
  }
  const order = compare(value, bound.text)
  return bound.included ? order >= 0 : order > 0
}

function isBelow(value: unknown, bound: Bound | undefined, now: number): boolean {
  if (!bound) return true
  if (isDate(value)) {
    const { start, end } = parseDate(bound.text, now)
    return bound.included ? Date.parse(value) <= end : Date.parse(value) < start
  }
  const order = compare(value, bound.text)
  return bound.included ? order <= 0 : order < 0
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
}

function compare(value: unknown, text: string): number {
  const [a, b] = [Number(value), Number(text)]
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b
  const actual = textOf(value)
  return actual < text ? -1 : Number(actual > text)
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
}

function contains(all: string[], wanted: string[]): boolean {
  if (wanted.length === 0) return false
  return all.some((_, start) => wanted.every((word, index) => all[start + index] === word))
}
