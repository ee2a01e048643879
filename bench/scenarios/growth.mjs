/** S9 and I12 of the plan of faults: work takes time as its size, whatever a server or a caller sends. */
import { QueryClient } from '@tanstack/react-query'
import { timeOfAsync } from '../harness/compare.mjs'
import { exact } from '../harness/line.mjs'
import { appmixer, clientAnswering } from '../harness/package.mjs'

/**
 * @typedef {object} Work
 * @property {string} what
 * @property {number} size
 * @property {(size: number) => unknown} work may end in an error
 */

/** @type {import('../row.mjs').Scenario} */
export async function run({ id, targets, full }) {
  const all = id === 'S9' ? answers() : helpers()
  const measured = []
  for (const { what, size, work } of all) {
    measured.push({ what, ...(await growthOf(work, size, full ? 5 : 3)) })
  }
  const steepest = measured.reduce((one, other) => (other.growth > one.growth ? other : one))
  const slowest = measured.reduce((one, other) =>
    other.milliseconds > one.milliseconds ? other : one,
  )
  return [
    exact({
      what: 'the time of eight times the size',
      measured: steepest.growth,
      target: targets['growth'],
      unit: '×',
      note: `${steepest.what}, of ${all.length}; in proportion 8, squared 64; work under 5 ms counts as 5`,
    }),
    exact({
      what: 'the longest',
      measured: slowest.milliseconds,
      target: targets['milliseconds'],
      unit: 'ms',
      note: slowest.what,
    }),
  ]
}

/**
 * The best of some tries: other programs only ever add time.
 *
 * @param {(size: number) => unknown} work
 * @param {number} size
 * @param {number} tries
 */
async function growthOf(work, size, tries) {
  const timeAt = (/** @type {number} */ at) =>
    timeOfAsync(async () => {
      try {
        await work(at)
      } catch {
        // A refusal is an answer too.
      }
    })
  await timeAt(size / 8)
  let [small, large] = [Infinity, Infinity]
  for (let attempt = 0; attempt < tries; attempt++) {
    small = Math.min(small, await timeAt(size / 8))
    large = Math.min(large, await timeAt(size))
  }
  return { growth: large / Math.max(5, small), milliseconds: large }
}

/** @returns {Work[]} */
function answers() {
  const rows = (/** @type {number} */ length, /** @type {(index: number) => object} */ row) =>
    Array.from({ length }, (_, index) => row(index))
  const record = (/** @type {number} */ length, /** @type {object} */ value = {}) =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`k${index}`, { index, ...value }]))
  const flow = { flowId: 'f' }
  /** @type {[string, number, string, object, (size: number) => unknown][]} */
  const reads = [
    [
      'a text of 10 MB',
      10_000_000,
      'getFlow',
      flow,
      (size) => ({ ...flow, description: 'x'.repeat(size) }),
    ],
    [
      'an object of 100,000 keys',
      100_000,
      'getFlow',
      flow,
      (size) => ({ ...flow, flow: record(size), name: 7 }),
    ],
    [
      '40,000 rows, none of which fits',
      40_000,
      'getFlows',
      {},
      (size) => rows(size, (index) => ({ flowId: `f${index}`, name: 7 })),
    ],
    [
      '40,000 rows, half of them without an id',
      40_000,
      'getFlows',
      {},
      (size) => rows(size, (index) => (index % 2 ? { flowId: `f${index}` } : {})),
    ],
    [
      '40,000 shares in one flow',
      40_000,
      'getFlow',
      flow,
      (size) => ({ ...flow, sharedWith: rows(size, () => ({ email: 7 })), name: 7 }),
    ],
    [
      '40,000 traces of a chart',
      40_000,
      'getChart',
      { chartId: 'c' },
      (size) => ({ chartId: 'c', traces: record(size, { name: 7, source: 'x' }), mtime: 7 }),
    ],
    [
      'two lists of 40,000 rows without an id',
      40_000,
      'getLogs',
      {},
      (size) => ({ buckets: rows(size, () => ({ key: 'x' })), hits: rows(size, () => ({})) }),
    ],
  ]
  const share = appmixer.flowsQueryOptions(clientAnswering(() => '')).structuralSharing
  const named = (/** @type {number} */ size) =>
    rows(size, (index) => ({ flowId: `f${index}`, name: 'x' }))
  return [
    ...reads.map(([what, size, call, input, body]) => ({
      what,
      size,
      work: (/** @type {number} */ at) => {
        const text = textOf(`${what} ${at}`, () => JSON.stringify(body(at)))
        return appmixer[call](
          clientAnswering(() => text),
          input,
        )
      },
    })),
    {
      what: 'sharing of 40,000 rows below a new one',
      size: 40_000,
      work: (size) => share(named(size), [{ flowId: 'new' }, ...named(size)]),
    },
    {
      what: 'sharing of 40,000 keys',
      size: 40_000,
      work: (size) => share([{ ...flow, flow: record(size) }], [{ ...flow, flow: record(size) }]),
    },
    {
      what: 'the hash of a query with 100,000 conditions',
      size: 100_000,
      work: (size) => {
        const filter = Array.from({ length: size }, (_, index) => `customFields.x:${index}`)
        const options = appmixer.flowsQueryOptions(
          clientAnswering(() => ''),
          { filter },
        )
        const queryClient = new QueryClient()
        queryClient.getQueryCache().build(queryClient, options)
        queryClient.clear()
      },
    },
  ]
}

/** @returns {Work[]} */
function helpers() {
  const million = 1_000_000
  /** @type {Record<string, (size: number) => string>} */
  const texts = {
    letters: (size) => 'a'.repeat(size),
    'slashes and one letter': (size) => `${'/'.repeat(size)}a`,
    spaces: (size) => `a${' '.repeat(size)}b`,
    quotes: (size) => '"'.repeat(size),
    colons: (size) => 'a:'.repeat(size / 2),
    'almost __proto__': (size) => '"__proto_'.repeat(size / 9),
  }
  const baseUrl = 'http://bench.test'
  const answering = (/** @type {() => Response | Promise<Response>} */ fetch) =>
    appmixer.createAppmixerClient({ baseUrl, token: 'token', fetch: async () => fetch() })
  const read = (/** @type {() => Response} */ answer) => appmixer.getFlows(answering(answer), {})
  const write = (/** @type {() => Response | Promise<Response>} */ answer) =>
    appmixer.deleteFlow(answering(answer), { flowId: 'f' })
  /** @type {Record<string, (text: string) => unknown>} */
  const searching = {
    baseUrl: (text) => appmixer.createAppmixerClient({ baseUrl: `${baseUrl}/${text}` }),
    'a token': (token) => appmixer.createAppmixerClient({ baseUrl, token }),
    flowFilter: (text) => appmixer.flowFilter({ customFields: { a: text } }),
    'an answer': (name) => read(() => Response.json([{ flowId: 'f', name }])),
    'no answer': (text) => read(() => new Response(text)),
    'a content type': (type) =>
      read(() => new Response('x', { headers: { 'content-type': type } })),
    'a refusal': (message) => write(() => Response.json({ message }, { status: 404 })),
    'Retry-After': (wait) =>
      write(() => Response.json({}, { status: 429, headers: { 'retry-after': wait } })),
    'a lost connection': (why) => write(() => Promise.reject(new TypeError(why))),
  }
  const client = clientAnswering(() => '[]')
  /** Escaping alone takes its time, so these have a quarter. @type {Record<string, (text: string) => unknown>} */
  const escaping = {
    'an id': (flowId) => appmixer.getFlow(client, { flowId }),
    'a search': (pattern) => appmixer.getFlows(client, { pattern }),
    lucene: (text) => appmixer.lucene({ a: text, b: { like: text }, [text]: 'c' }),
    'a filter': (filter) => appmixer.createAppmixerApi(client).getAccounts(filter),
  }
  return [
    ...Object.entries(searching).flatMap(([what, work]) =>
      Object.entries(texts).map(([kind, text]) => ({
        what: `${what}: ${kind}`,
        size: million,
        work: (/** @type {number} */ size) => work(textOf(`${kind} ${size}`, () => text(size))),
      })),
    ),
    ...Object.entries(escaping).map(([what, work]) => ({
      what: `${what}, which is escaped`,
      size: million / 4,
      work: (/** @type {number} */ size) => work('/'.repeat(size)),
    })),
  ]
}

/** @type {Map<string, string>} */
const made = new Map()

/** Made once, so that it is not in the time. @param {string} name @param {() => string} make */
function textOf(name, make) {
  const text = made.get(name) ?? make()
  made.set(name, text)
  return text
}
