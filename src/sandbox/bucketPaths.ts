/** How a bucket is found by the results within it: `order` of `terms`, and `bucket_selector`. */
import { Boom } from './boom.ts'
import { only, record, type Spec } from './logFilter.ts'

export interface Bucket extends Record<string, unknown> {
  key: string | number
  doc_count: number
}

/** The number at a path: `_count`, `last`, `last.value`, `errors>_count`. `NaN` where there is none. */
function numberAt(bucket: Bucket, path: string): number {
  const steps = path.split('>')
  const last = steps.pop()!
  let place: Spec = bucket
  for (const step of steps) place = within(place, step, path)
  if (last === '_count') return Number(place['doc_count'])
  const [name = '', metric] = last.split('.')
  const result = within(place, name, path)
  const value = metric === '_count' ? result['doc_count'] : result[metric ?? 'value']
  if (typeof value === 'number') return value
  if (value === null) return NaN
  throw invalid(path)
}

function within(place: Spec, name: string, path: string): Spec {
  const inner = Object.hasOwn(place, name) ? place[name] : undefined
  if (typeof inner === 'object' && inner !== null) return inner as Spec
  throw invalid(path)
}

function invalid(path: string): Boom {
  return new Boom(400, `Invalid aggregation path [${path}]`)
}

type Comparison = (a: Bucket, b: Bucket) => number

/**
 * The order of buckets: `{ _count: 'desc' }`, `{ _key: 'asc' }`, `{ last: 'desc' }`, or a list of these.
 *
 * @throws Boom 400 when it is none
 */
export function bucketOrder(order: unknown = { _count: 'desc' }): Comparison {
  const comparisons = [order]
    .flat()
    .flatMap((one) => Object.entries(record(one, 'order')))
    .map(([path, direction]) => comparison(path, direction))
  return (a, b) => {
    for (const compare of comparisons) {
      const difference = compare(a, b)
      if (difference !== 0) return difference
    }
    return compareKeys(a, b)
  }
}

function comparison(path: string, direction: unknown): Comparison {
  if (direction !== 'asc' && direction !== 'desc') {
    throw new Boom(400, `Unknown order direction [${String(direction)}]`)
  }
  const sign = direction === 'asc' ? 1 : -1
  if (path === '_key' || path === '_term') return (a, b) => sign * compareKeys(a, b)
  return (a, b) => {
    const [x, y] = [numberAt(a, path), numberAt(b, path)]
    // Buckets without the number come last, whichever the direction.
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
    return sign * (x - y)
  }
}

function compareKeys({ key: a }: Bucket, { key: b }: Bucket): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/**
 * Reads a `bucket_selector`. Its script compares parameters and numbers, joined by `&&` or by `||`:
 * `params.errors > 0 && params.count >= 2`.
 *
 * @throws Boom 400 for any other script
 */
export function bucketSelector(options: Spec): (bucket: Bucket) => boolean {
  const { buckets_path: given, script: code } = only(options, 'bucket_selector', [
    'buckets_path',
    'script',
    'gap_policy',
  ])
  if ((options['gap_policy'] ?? 'skip') !== 'skip') {
    throw new Boom(400, '[bucket_selector] the sandbox knows the gap policy [skip] only')
  }
  const paths = typeof given === 'string' ? { _value: given } : record(given, 'buckets_path')
  const source = typeof code === 'string' ? code : record(code, 'script')['source']
  if (typeof source !== 'string') throw new Boom(400, '[bucket_selector] [script] is missing')
  const isAny = source.includes('||')
  const conditions = source.split(isAny ? '||' : '&&').map((text) => condition(text, paths))
  return (bucket) =>
    isAny ? conditions.some((holds) => holds(bucket)) : conditions.every((holds) => holds(bucket))
}

const compared =
  /^\s*(params\.\w+|-?\d+(?:\.\d+)?)\s*(==|!=|>=|<=|>|<)\s*(params\.\w+|-?\d+(?:\.\d+)?)\s*$/

function condition(text: string, paths: Spec): (bucket: Bucket) => boolean {
  const [, left, sign, right] = compared.exec(text) ?? []
  if (!left || !right) {
    throw new Boom(400, `[bucket_selector] the sandbox does not know the script [${text.trim()}]`)
  }
  const [a, b] = [operand(left, paths), operand(right, paths)]
  return (bucket) => {
    const [x, y] = [a(bucket), b(bucket)]
    if (sign === '==') return x === y
    if (sign === '!=') return x !== y
    if (sign === '>=') return x >= y
    if (sign === '<=') return x <= y
    return sign === '>' ? x > y : x < y
  }
}

function operand(text: string, paths: Spec): (bucket: Bucket) => number {
  if (!text.startsWith('params.')) return () => Number(text)
  const name = text.slice('params.'.length)
  const path = Object.hasOwn(paths, name) ? paths[name] : undefined
  if (typeof path !== 'string') throw new Boom(400, `[buckets_path] has no [${name}]`)
  return (bucket) => numberAt(bucket, path)
}
