import { Boom } from './boom.ts'
import { only, record, valuesOf, type Row, type Spec } from './logFilter.ts'

interface Order {
  field: string
  sign: 1 | -1
}

/**
 * The `top_hits` of a bucket: the first rows in an order, with the wanted fields.
 *
 * @throws Boom 400 for an option that it does not know
 */
export function topHits(rows: Row[], options: Spec): Row {
  only(options, 'top_hits', ['from', 'size', 'sort', '_source'])
  const { from = 0, size = 3, sort = [], _source: source = true } = options
  if (!isCount(from) || !isCount(size)) throw new Boom(400, '[top_hits] [size] must be a number')
  const orders = [sort].flat().map(orderOf)
  const isWanted = fieldTest(source)
  const hits = rows
    .map((row) => ({ row, sort: orders.map(({ field }) => sortValue(valuesOf(row, field)[0])) }))
    .toSorted((a, b) => compare(a.sort, b.sort, orders))
    .slice(from, from + size)
    .map(({ row: { _id, _index, ...fields }, sort: values }) => ({
      _index,
      _id,
      _score: null,
      ...(source !== false && {
        _source: Object.fromEntries(Object.entries(fields).filter(([name]) => isWanted(name))),
      }),
      ...(orders.length > 0 && { sort: values }),
    }))
  return { hits: { total: { value: rows.length, relation: 'eq' }, max_score: null, hits } }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0
}

/** `'msg'`, `{ gridTimestamp: 'desc' }`, `{ gridTimestamp: { order: 'desc' } }` */
function orderOf(sort: unknown): Order {
  if (typeof sort === 'string') return { field: sort, sign: 1 }
  const [[field, given] = [], ...more] = Object.entries(record(sort, 'sort'))
  const isText = typeof given === 'string'
  const order = isText ? given : only(record(given, 'sort'), 'sort', ['order'])['order']
  if (field === undefined || more.length > 0 || (order !== 'asc' && order !== 'desc')) {
    throw new Boom(400, '[sort] must name one field and its order')
  }
  return { field, sign: order === 'desc' ? -1 : 1 }
}

/** A time is sorted, and answered, as its milliseconds since 1970. */
function sortValue(value: unknown): string | number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return null
  return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value
}

function compare(
  a: (string | number | null)[],
  b: (string | number | null)[],
  orders: Order[],
): number {
  for (const [index, { sign }] of orders.entries()) {
    const [x = null, y = null] = [a[index], b[index]]
    if (x === y) continue
    // Rows without the field come last, whichever the order.
    if (x === null || y === null) return x === null ? 1 : -1
    return x < y ? -sign : sign
  }
  return 0
}

/** `true`, `'msg'`, `['msg', 'err']`, `{ includes: […], excludes: […] }` */
function fieldTest(source: unknown): (name: string) => boolean {
  if (typeof source === 'boolean') return () => source
  const isList = typeof source === 'string' || Array.isArray(source)
  const { includes, excludes = [] } = isList
    ? { includes: source }
    : only(record(source, '_source'), '_source', ['includes', 'excludes'])
  const [wanted, refused] = [namesOf(includes ?? []), namesOf(excludes)]
  return (name) => !refused.includes(name) && (includes === undefined || wanted.includes(name))
}

function namesOf(given: unknown): string[] {
  return [given].flat().map((name) => {
    if (typeof name === 'string' && !name.includes('*')) return name
    throw new Boom(400, '[_source] must name fields, without wildcards')
  })
}
