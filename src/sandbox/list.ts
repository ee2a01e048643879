import { Boom } from './boom.ts'

/** What every list of the server understands. */
export interface ListQuery {
  limit?: number | undefined
  offset?: number | undefined
  sort?: string | undefined
  projection?: string | undefined
}

/** One page of the rows: in order, with the wanted fields only. */
export function page<Row extends object>(rows: Row[], query: ListQuery, id: string): Row[] {
  const { offset = 0, limit = 100, sort, projection } = query
  if (offset < 0 || limit < 0) {
    throw new Boom(400, '"limit" and "offset" must be greater than or equal to 0')
  }
  return sorted(rows, sort)
    .slice(offset, offset + limit)
    .map((row) => projected(row, projection, id))
}

/** `-flow,-thumbnail` leaves out, `name,stage` keeps only; the id always stays. */
export function projected<Row extends object>(
  row: Row,
  projection: string | undefined,
  id: string,
): Row {
  if (!projection) return row
  const names = projection.split(',').map((name) => name.trim())
  const excluded = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1))
  const included = names.filter((name) => !name.startsWith('-'))
  const isWanted = (name: string) =>
    name === id || (included.length > 0 ? included.includes(name) : !excluded.includes(name))
  return Object.fromEntries(Object.entries(row).filter(([name]) => isWanted(name))) as Row
}

/** The rows by `field:1` or `field:-1`, comma separated; rows without the field come first. */
function sorted<Row extends object>(rows: Row[], sort: string | undefined): Row[] {
  if (!sort) return rows
  const orders = sort.split(',').map((order) => {
    const [, path, direction] = /^\s*([^:]+):(-?1)\s*$/.exec(order) ?? []
    if (!path) throw new Boom(400, `"sort" must be field:1 or field:-1, not ${order}`)
    return { path, sign: Number(direction) }
  })
  // Each value is looked up once: a store of 100,000 records is sorted, too.
  return rows
    .map((row) => ({ row, values: orders.map(({ path }) => valueAt(row, path)) }))
    .toSorted((a, b) => {
      for (const [index, { sign }] of orders.entries()) {
        const difference = compare(a.values[index], b.values[index])
        if (difference !== 0) return sign * difference
      }
      return 0
    })
    .map(({ row }) => row)
}

/** By code unit, capitals first, as the server's database does. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [textOf(a), textOf(b)]
  return left < right ? -1 : Number(left > right)
}

/** The value at a dotted path. A number in the path is an index; a name reads it from every item. */
export function valueAt(row: unknown, path: string): unknown {
  let value = row
  for (const name of path.split('.')) {
    value =
      Array.isArray(value) && !/^\d+$/.test(name)
        ? value.map((item) => field(item, name))
        : field(value, name)
  }
  return value
}

/** A value as one writes it in a query; nothing where there is none. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}
