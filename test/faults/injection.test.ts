import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as calls from '../../src/index.ts'
import { AppmixerError, type AppmixerClient } from '../../src/index.ts'
import { connect, errorOf, json, token } from '../client/wire.ts'

// I1 and I3 are in ../client/requests.test.ts; I6 has no subject yet: nothing here writes CSV or to the clipboard.

afterEach(() => void vi.restoreAllMocks())

const addresses = [
  'http://evil.test',
  'https://evil.test/x',
  '//evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '\t//evil.test',
  '\n//evil.test',
  ' http://evil.test',
  'http:evil.test',
  '@evil.test',
  ':80@evil.test/',
  'javascript:alert(1)',
  'data:text/html,x',
  '../../..//evil.test',
  '?redirect=//evil.test',
  '#//evil.test',
]

describe('I2: an address where an id, a filter or a position belongs', () => {
  const places: [string, (client: AppmixerClient, value: string) => Promise<unknown>][] = [
    ['a flow id', (client, flowId) => calls.getFlow(client, { flowId })],
    ['a flow id of a write', (client, flowId) => calls.startFlow(client, { flowId })],
    ['a task id', (client, taskId) => calls.approveTask(client, { taskId })],
    [
      'a store key',
      (client, key) => calls.updateStoreItem(client, { storeId: 's', key, value: 1 }),
    ],
    ['an account id', (client, accountId) => calls.getAccountFlows(client, { accountId })],
    ['a log index', (client, index) => calls.getLog(client, { logId: 'l', index })],
    [
      'a component type',
      (client, componentType) => calls.getComponentAccounts(client, { componentType }),
    ],
    ['a filter', (client, filter) => calls.getFlows(client, { filter })],
    [
      'several filters',
      (client, filter) => calls.getPeopleTasks(client, { filter: [filter, filter] }),
    ],
    [
      'pattern, sort and projection',
      (client, text) => calls.getFlows(client, { pattern: text, sort: text, projection: text }),
    ],
    ['a position', (client, position) => calls.getLogs(client, { searchAfter: [position] })],
    ['a Lucene query', (client, query) => calls.getLogs(client, { query })],
    ['a task secret', (client, secret) => calls.getPeopleTasks(client, { secret })],
  ]

  test.each(places)(
    '%s: the request goes to the configured origin and path, and the token with it',
    async (_, call) => {
      const { client, sent } = connect(() => json({ message: 'No' }, 400), {
        baseUrl: 'http://api.test/appmixer',
      })
      for (const address of addresses) await errorOf(call(client, address))
      expect(sent).toHaveLength(addresses.length)
      for (const { url } of sent) {
        expect(new URL(url)).toMatchObject({ origin: 'http://api.test', username: '', hash: '' })
        expect(new URL(url).pathname).toMatch(/^\/appmixer\/\w/)
      }
    },
  )

  test('of what an answer names, nothing is asked', async () => {
    const links = Object.fromEntries(
      ['next', 'href', 'url', 'icon', 'thumbnail', '$ref'].map((name) => [
        name,
        'http://evil.test',
      ]),
    )
    const { client, sent } = connect(() =>
      Response.json([{ flowId: '//evil.test', ...links }], {
        headers: {
          link: '<http://evil.test>; rel="next"',
          location: 'http://evil.test',
          refresh: '0;url=http://evil.test',
        },
      }),
    )
    await calls.getFlows(client, {})
    expect(sent.map(({ url }) => url)).toEqual(['http://api.test/flows'])
  })
})

describe('I4: keys that could change a prototype', () => {
  const proto = ['__proto__', '\\u005f_proto__', '__proto\\u005F_', '\\u005f\\u005f\\u0070roto__']
  const poison = '{"isAdmin":true,"x":{"isAdmin":true}}'
  const depths: [string, (key: string) => string][] = [
    ['in a row', (key) => `[{"flowId":"a","${key}":${poison},"name":"A"}]`],
    ['as an id', (key) => `[{"flowId":"a","name":"A"},{"flowId":"${key}"}]`],
    [
      'in custom fields',
      (key) => `[{"flowId":"a","customFields":{"${key}":${poison},"team":"x"}}]`,
    ],
    [
      'in a list in a descriptor',
      (key) => `[{"flowId":"a","flow":{"c":{"x":[[{"${key}":${poison}}]]}}}]`,
    ],
    ['within each other', (key) => `[{"flowId":"a","${key}":{"${key}":{"${key}":${poison}}}}]`],
    [
      'under constructor.prototype',
      (key) =>
        `[{"flowId":"a","customFields":{"constructor":{"prototype":{"isAdmin":true,"${key}":${poison}}}}}]`,
    ],
    [
      'in a row that drifts',
      (key) => `[{"flowId":"a","name":7,"${key}":${poison}},{"${key}":${poison}}]`,
    ],
  ]

  test.each(
    proto.flatMap((key) => depths.map(([where, text]) => [key, where, text(key)] as const)),
  )(
    '%s %s: gone on the first and on the second read, the rest is as it was sent',
    async (_, where, text) => {
      const { client, sent } = connect(() => new Response(text))
      const queryClient = new QueryClient()
      const options = calls.flowsQueryOptions(client)
      const expected = where.includes('drifts') ? [{ flowId: 'a' }] : without(JSON.parse(text))
      for (const read of [1, 2]) {
        const flows = await queryClient.fetchQuery(options)
        expect(sent).toHaveLength(read)
        expect(JSON.stringify(flows)).toBe(JSON.stringify(expected))
        for (const object of objectsIn(flows)) {
          expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(object))
          expect(Object.hasOwn(object, '__proto__')).toBe(false)
        }
        expect(flows[0]).not.toHaveProperty('isAdmin')
        expect({}).not.toHaveProperty('isAdmin')
      }
      queryClient.clear()
    },
  )
})

describe('I11: what would begin another header', () => {
  const breaks = ['a\r\nx-evil: 1', 'a\nx-evil: 1', 'a\0', 'a b', 'a\u2028b', 'ä']

  test.each(breaks)(
    'the token %j is refused before anything is sent, wherever it comes from',
    async (bad) => {
      const fixed = connect(() => json([]), { token: bad })
      const asked = connect(() => json([]), { token: undefined, getToken: () => bad })
      const replaced = connect(() => json([]))
      replaced.client.setToken(bad)
      for (const { client, sent } of [fixed, asked, replaced]) {
        expect((await errorOf(calls.getFlows(client, {}))).code).toBe('auth')
        expect((await errorOf(calls.startFlow(client, { flowId: 'f' }))).code).toBe('auth')
        expect(sent).toHaveLength(0)
      }
    },
  )

  test.each(breaks)('the id, the secret, the name and the value %j are no header', async (bad) => {
    const { client, sent } = connect(() => json({ message: 'No' }, 400), {
      secret: bad,
      userKey: bad,
    })
    await errorOf(calls.getFlow(client, { flowId: bad }))
    await errorOf(calls.getPeopleTasks(client, {}))
    await errorOf(calls.approveTask(client, { taskId: bad }))
    await errorOf(calls.updateStoreItem(client, { storeId: 's', key: bad, value: bad }))
    for (const { headers, url } of sent) {
      expect([...headers.keys()].filter((name) => !usual.includes(name))).toEqual([])
      expect([undefined, null, `Bearer ${token}`]).toContain(headers.get('authorization'))
      expect(new URL(url).origin).toBe('http://api.test')
    }
    expect(sent).toHaveLength(4)
  })

  const usual = ['accept', 'authorization', 'content-type']
})

// The milliseconds are measured by the bench: `npm run bench -- I12`.
describe('I12: a megabyte for every helper that searches a text', () => {
  const million = 1_000_000
  const texts: [string, (size: number) => string][] = [
    ['letters', (size) => 'a'.repeat(size)],
    ['slashes and one letter', (size) => `${'/'.repeat(size)}a`],
    ['spaces', (size) => `a${' '.repeat(size)}b`],
    ['quotes', (size) => '"'.repeat(size)],
    ['colons', (size) => 'a:'.repeat(size / 2)],
    ['almost __proto__', (size) => '"__proto_'.repeat(size / 9)],
  ]
  const read = (answer: () => Response) => calls.getFlows(connect(answer).client, {})
  const write = (answer: () => Response | Promise<Response>) =>
    calls.deleteFlow(connect(answer).client, { flowId: 'f' })
  const helpers: [string, (text: string) => unknown][] = [
    ['baseUrl', (text) => calls.createAppmixerClient({ baseUrl: `http://api.test/${text}` })],
    ['a token', (text) => calls.createAppmixerClient({ baseUrl: 'http://api.test', token: text })],
    ['flowFilter', (text) => calls.flowFilter({ customFields: { a: text } })],
    ['an answer', (name) => read(() => json([{ flowId: 'f', name }]))],
    ['no answer', (text) => read(() => new Response(text))],
    [
      'a content type',
      (type) => read(() => new Response('x', { headers: { 'content-type': type } })),
    ],
    ['a refusal', (message) => write(() => json({ message }, 404))],
    ['Retry-After', (wait) => write(() => json({}, 429, { 'retry-after': wait }))],
    ['a lost connection', (why) => write(() => Promise.reject(new TypeError(why)))],
  ]

  test.each(helpers)('%s: comes to an end', async (_, helper) => {
    for (const [, text] of texts) await expectToEnd(() => helper(text(million)))
  })

  const { client } = connect(() => json([]))

  test.each<[string, (text: string) => unknown]>([
    ['an id', (flowId) => calls.getFlow(client, { flowId })],
    ['a search', (pattern) => calls.getFlows(client, { pattern })],
    ['lucene', (text) => calls.lucene({ a: text, b: { like: text }, [text]: 'c' })],
    ['a filter', (filter) => calls.createAppmixerApi(client).getAccounts(filter)],
  ])('%s, which is escaped: comes to an end', async (_, call) => {
    await expectToEnd(() => call('/'.repeat(million / 4)))
  })

  /** With a result, or an error that is meant. */
  async function expectToEnd(work: () => unknown): Promise<void> {
    const outcome = await outcomeOf(work)
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AppmixerError)
    else expect(outcome).toBeDefined()
  }
})

test('I5: nothing here makes HTML or code of a text', async () => {
  const root = join(import.meta.dirname, '../../src')
  const files = (await readdir(root, { recursive: true })).filter((name) => /\.tsx?$/.test(name))
  expect(files.length).toBeGreaterThan(100)
  const dangerous =
    /dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcDoc|\beval\(|new Function\b/
  for (const name of files) {
    const code = await readFile(join(root, name), 'utf8')
    expect(dangerous.exec(code.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, ''))?.[0], name).toBeUndefined()
  }
})

/** The value without what `JSON.parse` stores under `__proto__`. */
function without(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(without)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '__proto__')
      .map(([key, inner]) => [key, without(inner)]),
  )
}

async function outcomeOf(work: () => unknown): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    return error
  }
}

function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  return [value, ...Object.values(value).flatMap(objectsIn)]
}
