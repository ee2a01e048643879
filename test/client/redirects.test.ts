import type { NetworkError } from 'ky'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  authenticateUser,
  approveTask,
  createAppmixerClient,
  deleteFlow,
  getFlows,
  getPeopleTasks,
  startFlow,
} from '../../src/index.ts'
import { startFaultServer, type FaultServer } from '../faults/server.ts'
import { connect, errorOf, json, token } from './wire.ts'

let server: FaultServer
let other: FaultServer
beforeAll(async () => {
  server = await startFaultServer()
  other = await startFaultServer()
})
afterAll(() => Promise.all([server.close(), other.close()]))
afterEach(() => {
  server.forget()
  other.forget()
})

const client = (path = '') => createAppmixerClient({ baseUrl: server.url + path, token })
const redirect = (from: string, location: string, status = 302) =>
  server.on(from, (answer) => answer.writeHead(status, { location }).end())
const arrived = ({ arrived: requests }: FaultServer) =>
  requests.map(({ path, headers }) => [path, headers.authorization])

/** A redirect, as browsers show it. */
const hidden = () =>
  Object.defineProperties(new Response(null), {
    type: { value: 'opaqueredirect' },
    status: { value: 0 },
    ok: { value: false },
  })

describe.each([301, 302, 303, 307, 308])('a write that is answered with %d', (status) => {
  test.each([
    ['a start', '/flows/f/coordinator', () => startFlow(client(), { flowId: 'f' })],
    ['a removal', '/flows/f', () => deleteFlow(client(), { flowId: 'f' })],
    [
      'a sign-in',
      '/user/auth',
      () => authenticateUser(client(), { username: 'ada', password: 'canary' }),
    ],
    ['a write without a function here', '/apps', () => client().ky.post('apps', { json: 1 })],
  ] as const)('%s is not followed, and its outcome is unknown', async (_, path, call) => {
    redirect(path, `${other.url}/elsewhere`, status)
    const error = await errorOf(call())
    expect(error).toMatchObject({ code: 'schema', status, retryable: false })
    expect(error.message).toContain('unknown')
    expect(error.message).not.toContain('elsewhere')
    expect(server.arrived).toHaveLength(1)
    expect(other.arrived).toEqual([])
  })
})

test('a write that a browser hides the redirect of is not followed either', async () => {
  const { client: browser, sent } = connect(hidden)
  const error = await errorOf(startFlow(browser, { flowId: 'f' }))
  expect(error).toMatchObject({ code: 'schema', status: undefined })
  expect(error.message).toContain('unknown')
  expect(sent[0]!.redirect).toBe('manual')
})

describe('a read', () => {
  test('follows inside of the tenant, with the token', async () => {
    redirect('/flows', '/moved')
    server.on('/moved', (answer) => answer.end('[]'))
    expect(await getFlows(client(), {})).toEqual([])
    expect(arrived(server)).toEqual([
      ['/flows', `Bearer ${token}`],
      ['/moved', `Bearer ${token}`],
    ])
  })

  test('follows inside of the path of the tenant only', async () => {
    redirect('/tenant-a/flows', '/tenant-a/moved')
    redirect('/tenant-a/moved', '/tenant-b/flows')
    const error = await errorOf(getFlows(client('/tenant-a'), {}))
    expect(error).toMatchObject({ code: 'schema', status: 302, retryable: false })
    expect(arrived(server)).toEqual([
      ['/tenant-a/flows', `Bearer ${token}`],
      ['/tenant-a/moved', `Bearer ${token}`],
    ])
  })

  test.each([
    ['from a path of a server', '/tenant-a'],
    ['from a whole server', ''],
  ])('%s to another server is refused, and nothing goes there', async (_, path) => {
    redirect(`${path}/flows`, `${other.url}/flows`)
    other.on('/flows', (answer) => answer.end('[{"flowId":"canary"}]'))
    const ky = { headers: { authorization: 'Basic canary' } }
    const app = createAppmixerClient({ baseUrl: server.url + path, token, ky })
    for (const read of [getFlows(app, {}), app.ky.get('flows').json()]) {
      const error = await errorOf(read)
      expect(error).toMatchObject({ code: 'schema', retryable: false })
      expect(error.message).not.toMatch(/canary|localhost|127\.0\.0\.1/)
    }
    expect(other.arrived).toEqual([])
  })

  test('with client.ky to another server that was asked for follows its redirects', async () => {
    redirect('/files', `${other.url}/file`)
    other.on('/file', (answer) => answer.end('text'))
    const away = createAppmixerClient({ baseUrl: 'http://api.test/tenant-a', token })
    expect(await away.ky.get(new URL(`${server.url}/files`)).text()).toBe('text')
    expect([...arrived(server), ...arrived(other)]).toEqual([
      ['/files', undefined],
      ['/file', undefined],
    ])
  })

  test('whose redirect a browser hides goes there without the token first, and is refused outside', async () => {
    const browserFor = (target: string) =>
      connect(
        (request) => {
          const { pathname } = new URL(request.url)
          if (pathname === '/tenant-a/inside') return json([{ flowId: 'inside' }])
          if (request.redirect === 'manual') return hidden()
          const url = `http://api.test${target}`
          return Object.defineProperty(json([{ flowId: 'there' }]), 'url', { value: url })
        },
        { baseUrl: 'http://api.test/tenant-a' },
      )
    const inside = browserFor('/tenant-a/inside')
    expect(await getFlows(inside.client, {})).toEqual([{ flowId: 'inside' }])
    const tokens = inside.sent.map(({ headers }) => headers.get('authorization'))
    expect(tokens).toEqual([`Bearer ${token}`, null, `Bearer ${token}`])
    const outside = browserFor('/outside')
    expect(await errorOf(getFlows(outside.client, {}))).toMatchObject({ code: 'schema' })
    expect(outside.sent[1]!.headers.get('authorization')).toBeNull()
    expect(outside.sent).toHaveLength(2)
  })

  test('that a `fetch` follows by itself is refused outside of the tenant', async () => {
    for (const path of ['', '/tenant-a']) {
      redirect(`${path}/flows`, `${other.url}/flows`)
      other.on('/flows', (answer) => answer.end('[]'))
      const app = createAppmixerClient({
        baseUrl: server.url + path,
        token,
        fetch: (input, init) => fetch(input, { ...init, redirect: 'follow' }),
      })
      expect(await errorOf(getFlows(app, {}))).toMatchObject({ code: 'schema', status: undefined })
    }
    expect(arrived(other)).toEqual([
      ['/flows', undefined],
      ['/flows', undefined],
    ])
  })

  test('in a loop ends', async () => {
    redirect('/tenant-a/flows', '/tenant-a/flows')
    expect(await errorOf(getFlows(client('/tenant-a'), {}))).toMatchObject({ code: 'schema' })
    expect(server.arrived.length).toBeLessThan(10)
  })

  test('with a people-task secret is followed inside of the tenant only', async () => {
    const tasks = '/plugins/appmixer/utils/tasks/tasks'
    redirect(tasks, '/moved')
    server.on('/moved', (answer) => answer.end('[]'))
    expect(await getPeopleTasks(client(), { secret: 'canary' })).toEqual([])
    redirect(tasks, `${other.url}/tasks?secret=canary`)
    const error = await errorOf(getPeopleTasks(client(), { secret: 'canary' }))
    expect(error.code).toBe('schema')
    expect(`${error.message}${error.stack}`).not.toContain('canary')
    expect(other.arrived).toEqual([])
  })

  test('whose address repeats the people-task secret sends it once, and shows it to no hook', async () => {
    const seen: string[] = []
    const look = ({ error }: { error: Error }) => {
      const { url } = (error as NetworkError).request
      seen.push(`${error.message} ${url}`)
      return error
    }
    const { client: behind, sent } = connect(
      ({ url }) => {
        const { pathname, search } = new URL(url)
        if (pathname === '/moved') throw new TypeError('fetch failed')
        return json({}, 302, { location: `/moved${search}` })
      },
      { retries: 0, ky: { hooks: { beforeError: [look] } } },
    )
    await errorOf(getPeopleTasks(behind, { secret: 'canary', role: 'approver' }))
    expect(sent[1]!.url).toBe('http://api.test/moved?role=approver&secret=canary')
    expect(seen).toHaveLength(1)
    expect(seen[0]).not.toContain('canary')
  })
})

describe('the outcome of a write', () => {
  test.each([502, 503, 504])('that a gateway answered with %d is unknown', async (status) => {
    const { client: behind } = connect(() => json({}, status))
    expect((await errorOf(startFlow(behind, { flowId: 'f' }))).message).toContain('unknown')
    expect((await errorOf(approveTask(behind, { taskId: 't' }))).message).toContain('unknown')
    expect((await errorOf(behind.ky.post('apps'))).message).toContain('unknown')
    const read = await errorOf(behind.ky.get('apps', { retry: 0 }))
    expect(read.message).not.toContain('unknown')
  })

  test.each([400, 409, 500])('that the server answered with %d is known', async (status) => {
    const { client: behind } = connect(() => json({}, status))
    expect((await errorOf(startFlow(behind, { flowId: 'f' }))).message).not.toContain('unknown')
  })
})
