import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { getStoreRecords } from '../../src/index.ts'

const ids = { storeId: '5c6fc9932ff3ff000747ead4', userId: '58593f07c3ee4f239dc69ff7' }
const { normalize } = getStoreRecords.spec

test('P17: records keep the ids that they have in common once', () => {
  const record = (index: number) => ({ ...ids, key: `orders/${index}`, value: `value ${index}` })
  const text = JSON.stringify(Array.from({ length: 1_000 }, (_, index) => record(index)))
  const pages = Array.from({ length: 20 }, () => text)
  const parsed = heapOf(() => pages.map((page): unknown => JSON.parse(page)))
  const shared = heapOf(() => pages.map((page) => normalize!(JSON.parse(page))))
  expect(shared).toBeLessThan(parsed * 0.6)
})

test.each([
  { what: 'in some', records: [{ key: 'a', ...ids }, { key: 'b' }, { key: 'c', storeId: 'x' }] },
  { what: 'in none', records: [{ key: 'a' }, { key: 'b' }, { key: 'c', ...ids }] },
])('ids that are $what of the records stay where they are', ({ records }) => {
  expect(normalize!(JSON.parse(JSON.stringify(records)))).toStrictEqual(records)
})

/** The bytes that the result of `make` holds. */
function heapOf(make: () => unknown[]): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const used = () => {
    collect()
    return getHeapStatistics().used_heap_size
  }
  const before = used()
  const kept = make()
  const bytes = used() - before
  expect(kept.length).toBeGreaterThan(0)
  return bytes
}
