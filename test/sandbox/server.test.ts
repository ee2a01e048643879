import { chmod, mkdtemp, readFile, readdir, writeFile, stat } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createAppmixerClient,
  createFlow,
  getFlows,
  signupUser,
  startFlow,
} from '../../src/index.ts'
import { createSandbox, type Snapshot } from '../../src/sandbox/index.ts'
import { serveSandbox, type SandboxServer, type ServeOptions } from '../../src/sandbox/server.ts'

const servers: SandboxServer[] = []

async function serve(options: ServeOptions = {}): Promise<SandboxServer> {
  const server = await serveSandbox({ port: 0, ...options })
  servers.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

function nested(levels: number): unknown {
  return JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)
}

function adaOn({ url, sandbox }: SandboxServer, token = sandbox.tokenFor('ada@acme.test')) {
  return createAppmixerClient({ baseUrl: url, token, retries: 0, drift: 'strict' })
}

describe('over HTTP', () => {
  it('answers like in memory', async () => {
    const server = await serve()
    const flows = await getFlows(adaOn(server), { sort: 'mtime:-1', filter: ['stage:running'] })
    expect(flows.length).toBeGreaterThan(10)
    expect(server.sandbox.requests.count('GET /flows')).toBe(1)
  })

  it('reads a body that comes in pieces, without a length', async () => {
    const { url } = await serve()
    const body = JSON.stringify({ username: 'ada@acme.test', password: 'ada-demo-password' })
    const init = { method: 'POST', body: new Blob([body]).stream(), duplex: 'half' }
    const response = await fetch(`${url}/user/auth`, init)
    expect(response.status).toBe(200)
  })

  it('lets any page in, and its preflight is remembered', async () => {
    const { url } = await serve()
    const preflight = await fetch(`${url}/flows/1`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://app.test',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(preflight.status).toBe(204)
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-methods': expect.stringContaining('PUT') as string,
      'access-control-max-age': '86400',
    })
    const refused = await fetch(`${url}/flows`, { headers: { origin: 'http://app.test' } })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('breaks connections when a fault says so', async () => {
    const server = await serve({ faults: [{ network: 'lost', times: 1 }] })
    await expect(getFlows(adaOn(server), {})).rejects.toMatchObject({ code: 'network' })
    await expect(getFlows(adaOn(server), {})).resolves.toBeDefined()
  })

  it('lets a fault’s error reach a page of another origin', async () => {
    const { url } = await serve({ faults: [{ status: 503, headers: { 'retry-after': '1' } }] })
    const { headers } = await fetch(url)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-expose-headers')).toContain('Retry-After')
  })

  it('stops, also while a connection is open and a request is waiting', async () => {
    const server = await serve({ faults: [{ on: 'GET /flows', network: 'silent' }] })
    const agent = new Agent({ keepAlive: true })
    await new Promise((resolve) =>
      get(server.url, { agent }, (answer) => answer.resume().on('end', resolve)),
    )
    const waiting = getFlows(adaOn(server), {}).catch((error: unknown) => error)
    await expect.poll(() => server.sandbox.requests.count('GET /flows')).toBe(1)
    // The silent request would never end by itself.
    await server.close()
    expect(await waiting).toMatchObject({ code: 'network' })
    agent.destroy()
  })

  it.each(['', ' '])('refuses the empty host %j, which would mean every address', async (host) => {
    await expect(serveSandbox({ port: 0, host })).rejects.toThrow('"host" is empty')
  })

  it('refuses a body of 100 MB with 413, and goes on', async () => {
    const server = await serve()
    const headers = { authorization: `Bearer ${server.sandbox.tokenFor('ada@acme.test')}` }
    const chunk = new Uint8Array(1 << 20)
    const inChunks = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
    })
    for (const body of [new Uint8Array(100 << 20), inChunks]) {
      const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
      const answer = await fetch(`${server.url}/flows`, init)
      expect(answer.status).toBe(413)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(await answer.json()).toMatchObject({ error: 'Request Entity Too Large' })
    }
    await expect(createFlow(adaOn(server), { name: 'Small' })).resolves.toBeDefined()
  })

  it('shows each request, without its secrets', async () => {
    const lines: string[] = []
    const { url } = await serve({
      onAnswer: (line) => lines.push(line),
      faults: [{ on: 'GET /flows/count', network: 'lost' }],
    })
    await fetch(`${url}/flows?limit=2`)
    await fetch(`${url}/people-task/tasks?role=approver&secret=5ec2e7`)
    await fetch(`${url}/flows/count`).catch(() => {})
    await fetch(`${url}/nothing%0A`)
    expect(lines.map((line) => line.replace(/\d+ ms$/, 'ms'))).toEqual([
      'GET /flows?limit=2 401 ms',
      'GET /people-task/tasks?role=approver&secret=*** 200 ms',
      'GET /flows/count no answer ms',
      'GET /nothing%0A 404 ms',
    ])
  })

  it('says so when the port is taken', async () => {
    const port = Number(new URL((await serve()).url).port)
    await expect(serve({ port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken.`)
  })
})

describe('with a data file', () => {
  let dataFile: string

  beforeEach(async () => {
    dataFile = join(await mkdtemp(join(tmpdir(), 'sandbox-')), 'state.json')
  })

  async function restart(server: SandboxServer): Promise<SandboxServer> {
    await server.close()
    return serve({ dataFile })
  }

  it('keeps the state between runs; users and tokens stay valid', async () => {
    let server = await serve({ dataFile, data: 'empty', seed: 5 })
    const credentials = { username: 'dora@acme.test', password: 'secret' }
    const { token } = await signupUser(adaOn(server), credentials)
    const { flowId } = await createFlow(adaOn(server, token), {
      name: 'Kept',
      flow: { a: { type: 'appmixer.utils.timers.Scheduler' } },
    })
    await startFlow(adaOn(server, token), { flowId })
    server = await restart(server)
    expect(await getFlows(adaOn(server, token), {})).toMatchObject([{ flowId, name: 'Kept' }])
  })

  it('never makes the same id twice, also after a restart', async () => {
    let server = await serve({ dataFile })
    const before = await createFlow(adaOn(server), { name: 'One' })
    server = await restart(server)
    const after = await createFlow(adaOn(server), { name: 'Two' })
    expect(after.flowId).not.toBe(before.flowId)
  })

  it('saves a moment after a change, without waiting for the end', async () => {
    const server = await serve({ dataFile })
    await createFlow(adaOn(server), { name: 'Saved soon' })
    await expect.poll(() => readFile(dataFile, 'utf8')).toContain('Saved soon')
    expect(await readdir(join(dataFile, '..'))).toEqual(['state.json', 'state.json.lock'])
    await server.close()
    expect(await readdir(join(dataFile, '..'))).toEqual(['state.json'])
  })

  it.each(['{"version":1,"users":[', '{"some":"other file"}', ''])(
    'refuses a file that is not a state and leaves it as it is: %j',
    async (text) => {
      await writeFile(dataFile, text)
      await expect(serve({ dataFile })).rejects.toThrow('is not the state of a sandbox')
      expect(await readFile(dataFile, 'utf8')).toBe(text)
    },
  )

  it.each<[string, (state: Snapshot) => void]>([
    ['users.0.password', ({ users }) => Object.assign(users[0]!, { password: 5 })],
    ['flows.0.sharedWith', ({ flows }) => Object.assign(flows[0]!, { sharedWith: {} })],
    ['flows.0.customFields', ({ flows }) => Object.assign(flows[0]!, { customFields: 'x' })],
    ['flows.0.flow.a', ({ flows }) => Object.assign(flows[0]!, { flow: { a: null } })],
    ['flows.0.mtime', ({ flows }) => Object.assign(flows[0]!, { mtime: 'yesterday' })],
    ['tasks.0.title', ({ tasks }) => Object.assign(tasks[0]!, { title: null })],
    ['stores.0.name', ({ stores }) => Object.assign(stores[0]!, { name: 5 })],
    ['records', (state) => Object.assign(state, { records: [] })],
    ['accounts.0.usedBy', ({ accounts }) => Object.assign(accounts[0]!, { usedBy: null })],
    ['logs', (state) => Object.assign(state, { logs: [5] })],
    ['loggedUntil', (state) => Object.assign(state, { loggedUntil: 'x' })],
    ['charts.0.traces', ({ charts }) => Object.assign(charts[0]!, { traces: 5 })],
    ['categories', (state) => Object.assign(state, { categories: {} })],
    ['files', (state) => Object.assign(state, { files: [{}] })],
    [
      'nested deeper',
      ({ flows }) => Object.assign(flows[0]!, { customFields: { a: nested(200) } }),
    ],
  ])('names the place of a state that is wrong, %s, and leaves it', async (place, spoil) => {
    const state = createSandbox().snapshot()
    spoil(state)
    const text = JSON.stringify(state)
    await writeFile(dataFile, text)
    await expect(serve({ dataFile })).rejects.toThrow(place)
    await expect(serve({ dataFile })).rejects.toThrow(dataFile)
    expect(await readFile(dataFile, 'utf8')).toBe(text)
    expect(await readdir(join(dataFile, '..'))).toEqual(['state.json'])
  })

  it.each(['demo', 'empty'] as const)('accepts its own state: %s', async (data) => {
    await (await serve({ dataFile, data })).close()
    await expect(serve({ dataFile })).resolves.toBeDefined()
  })

  it('is not confused by what a killed process left half-written', async () => {
    const server = await serve({ dataFile })
    await createFlow(adaOn(server), { name: 'Whole' })
    await server.close()
    await writeFile(`${dataFile}.tmp`, '{"version":1,"us')
    const again = await serve({ dataFile })
    expect(await getFlows(adaOn(again), { pattern: 'Whole' })).toHaveLength(1)
  })

  it('keeps the permissions of its file', async () => {
    await (await serve({ dataFile })).close()
    await chmod(dataFile, 0o600)
    await (await serve({ dataFile })).close()
    expect((await stat(dataFile)).mode & 0o777).toBe(0o600)
  })

  it('says at the start when it cannot write', async () => {
    const nowhere = join(dataFile, '..', 'missing', 'state.json')
    await expect(serveSandbox({ port: 0, dataFile: nowhere })).rejects.toThrow('ENOENT')
  })
})
