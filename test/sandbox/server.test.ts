import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
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

  it('stops at once, also while a connection is open and a request is waiting', async () => {
    const server = await serve({ faults: [{ on: 'GET /flows', network: 'silent' }] })
    const agent = new Agent({ keepAlive: true })
    await new Promise((resolve) =>
      get(server.url, { agent }, (answer) => answer.resume().on('end', resolve)),
    )
    const waiting = getFlows(adaOn(server), {}).catch((error: unknown) => error)
    await expect.poll(() => server.sandbox.requests.count('GET /flows')).toBe(1)
    const started = performance.now()
    await server.close()
    expect(performance.now() - started).toBeLessThan(200)
    expect(await waiting).toMatchObject({ code: 'network' })
    agent.destroy()
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

  it('is not confused by what a killed process left half-written', async () => {
    const server = await serve({ dataFile })
    await createFlow(adaOn(server), { name: 'Whole' })
    await server.close()
    await writeFile(`${dataFile}.tmp`, '{"version":1,"us')
    const again = await serve({ dataFile })
    expect(await getFlows(adaOn(again), { pattern: 'Whole' })).toHaveLength(1)
  })

  it('says at the start when it cannot write', async () => {
    const nowhere = join(dataFile, '..', 'missing', 'state.json')
    await expect(serveSandbox({ port: 0, dataFile: nowhere })).rejects.toThrow('ENOENT')
  })
})
