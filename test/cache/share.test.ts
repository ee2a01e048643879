import { replaceEqualDeep } from '@tanstack/react-query'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareBy, shareRow } from '../../src/cache/sharing.ts'
import { runs } from '../runs.ts'

class Session {
  readonly user = 'ada'
  readonly #token: string

  constructor(token: string) {
    this.#token = token
  }

  hasToken(token: string): boolean {
    return this.#token === token
  }
}

const json = fc.jsonValue({ maxDepth: 4 })

describe('a row that says the same as before stays the same object', () => {
  test('exactly where it does for TanStack, and equals what was read in any case', () => {
    const pairs = fc.oneof(
      json.map((value) => [value, structuredClone(value)] as const),
      json.map((value) => [value, turned(value)] as const),
      fc.tuple(json, json),
      fc.tuple(...twice(fc.anything({ withDate: true, withSparseArray: true, withMap: true }))),
    )
    fc.assert(
      fc.property(pairs, ([before, row]) => {
        const [ours, theirs] = [shareRow(before, row), replaceEqualDeep(before, row)]
        expect(ours).toStrictEqual(theirs)
        expect(Object.is(ours, before)).toBe(Object.is(theirs, before))
        expect(Object.is(ours, row)).toBe(Object.is(theirs, row))
      }),
      runs(2_000),
    )
  })

  test.each<[string, unknown, unknown]>([
    ['dates', { at: new Date(1) }, { at: new Date(2) }],
    ['classes', new Session('a'), new Session('b')],
    ['a field without a value', { a: undefined }, { b: 1 }],
    ['a field without a value, and another', { a: undefined, b: 1 }, { c: undefined, b: 1 }],
    ['one field more', { a: 1 }, { a: 1, b: 2 }],
    ['one field less', { a: 1, b: 2 }, { a: 1 }],
    ['a list and an object', [1], { 0: 1 }],
    ['an empty list and an empty object', [], {}],
    ['a longer list', [1], [1, 2]],
    ['what comes with a match', 'xa'.match(/a/), 'xxa'.match(/a/)],
    ['something and nothing', { a: null }, { a: {} }],
  ])('and not where they differ in %s', (_, before, row) => {
    expect(shareRow(before, row)).not.toBe(before)
  })

  test('nor where both are nested deeper than the stack', () => {
    const [before, row] = [nested(100_000), nested(100_000)]
    expect(shareRow(before, row) === before).toBe(false)
  })

  test('also with its fields in another order', () => {
    const before = { a: 1, b: { c: [2] } }
    expect(shareRow(before, { b: { c: [2] }, a: 1 })).toBe(before)
  })

  test('and keeps the parts that did not change', () => {
    const before = { flowId: 'a', stage: 'stopped', customFields: { team: 'sales' } }
    const after = shareRow(before, { ...before, stage: 'running', customFields: { team: 'sales' } })
    expect(after).toEqual({ ...before, stage: 'running' })
    expect(after.customFields).toBe(before.customFields)
  })
})

test('P13: rows that come, go and move keep every identity, and the list is what was read', () => {
  const rowsOf = (ids: number[]) => ids.map((id) => ({ id, name: `Flow ${id}` }))
  const ids = fc.uniqueArray(fc.nat(30), { maxLength: 30 })
  fc.assert(
    fc.property(ids, ids, (idsBefore, idsAfter) => {
      const [before, after] = [rowsOf(idsBefore), rowsOf(idsAfter)]
      const shared = shareBy('id')(before, after) as typeof before
      expect(shared).toEqual(after)
      for (const row of shared) {
        const known = before.find(({ id }) => id === row.id)
        if (known) expect(row).toBe(known)
      }
    }),
    runs(300),
  )
})

/** The same with all fields in the other order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toReversed()
  return Object.fromEntries(entries.map(([name, inner]) => [name, turned(inner)]))
}

function twice<T>(value: T): [T, T] {
  return [value, value]
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = [value]
  return value
}
