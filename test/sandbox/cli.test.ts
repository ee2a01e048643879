import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'

let folder: string

/** Builds the command as one file: Node runs no TypeScript. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appmixer-sandbox-'))
  await writeFile(join(folder, 'package.json'), '{"type":"module","version":"1.2.3"}')
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: 'src/sandbox/cli.ts', outDir: join(folder, 'dist', 'sandbox') },
    ssr: { noExternal: true },
  })
}, 30_000)

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

interface Run {
  child: ChildProcess
  output(): string
  exit: Promise<number | null>
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [join(folder, 'dist', 'sandbox', 'cli.js'), ...args])
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  return { child, output: () => output, exit: once(child, 'close').then(([code]) => code) }
}

async function serving(...args: string[]): Promise<Run & { url: string }> {
  const running = run('--port', '0', ...args)
  await expect.poll(running.output, { timeout: 15_000 }).toContain('Stop it with')
  return { ...running, url: /http:\S+/.exec(running.output())![0] }
}

describe('appmixer-sandbox', () => {
  it('prints its address and the two sign-ins, which work', async () => {
    const { url, output } = await serving()
    const [, username, password] = /(ada@acme\.test)\s+(\S+)/.exec(output())!
    expect(output()).toContain('ben@acme.test')
    const answer = await fetch(`${url}/user/auth`, {
      method: 'POST',
      body: JSON.stringify({ username, password }),
    })
    expect(answer.status).toBe(200)
  })

  it('knows a thousand flows with --large', async () => {
    const { url, output } = await serving('--large')
    const [, username, password] = /(ada@acme\.test)\s+(\S+)/.exec(output())!
    const body = JSON.stringify({ username, password })
    const { token } = (await (
      await fetch(`${url}/user/auth`, { method: 'POST', body })
    ).json()) as {
      token: string
    }
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${url}/flows/count`, { headers })
    expect(((await answer.json()) as { count: number }).count).toBeGreaterThan(900)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'stops on %s, also while connections are open',
    async (signal) => {
      const { url, child, exit } = await serving()
      const { hostname, port } = new URL(url)
      // Half a request: the server would wait a minute for the rest.
      const half = connect(Number(port), hostname).on('error', () => {})
      half.write('GET / HTTP/1.1\r\n')
      await once(half, 'connect')
      await (await fetch(url)).text()
      child.kill(signal)
      expect(await exit).toBe(0)
    },
  )

  it('prints its help and its version', async () => {
    const [help, version] = [run('--help'), run('--version')]
    expect([await help.exit, await version.exit]).toEqual([0, 0])
    expect(help.output()).toContain('--latency MS')
    expect(version.output().trim()).toBe('1.2.3')
  })

  it.each([
    [['--port', 'x'], '--port takes a whole number from 0 to 65535, not "x".'],
    [['--port', '70000'], '--port takes a whole number'],
    [['--host='], '--host is empty. Give it a value or leave it out.'],
    [['--data='], '--data is empty.'],
    [['--port='], '--port takes a whole number'],
    [['--seed='], '--seed takes a whole number'],
    [['--empty', '--large'], '--empty and --large exclude each other.'],
    [['--colour'], "'--colour'"],
    [['extra'], "'extra'"],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const { exit, output } = run(...args)
    expect(await exit).toBe(2)
    expect(output()).toContain(sentence)
    expect(output()).toContain('--help')
    expect(output()).not.toMatch(/\n\s+at /)
  })

  it('tells what to do when the port is taken', async () => {
    const { url } = await serving()
    const { exit, output } = run('--port', new URL(url).port)
    expect(await exit).toBe(1)
    expect(output()).toContain(`Port ${new URL(url).port} of 127.0.0.1 is taken.`)
    expect(output()).toContain('choose another with --port')
  })

  it('listens on this machine only, and says so when it does not', async () => {
    const local = await serving()
    expect(local.url).toContain('127.0.0.1')
    expect(local.output()).not.toContain('Everyone')
    const open = await serving('--host', '0.0.0.0')
    expect(open.output()).toContain('Everyone who reaches this address can sign in with these.')
  })

  it('prints each request with --verbose', async () => {
    const { url, output } = await serving('--verbose')
    await fetch(`${url}/apps?x=1`)
    await expect.poll(output).toMatch(/GET \/apps\?x=1 200 \d+ ms/)
  })

  it('says what it lacks with --verbose, and in full with --endpoints', async () => {
    const { output } = await serving('--verbose')
    expect(output()).toMatch(/^It lacks .*versions of flows/m)
    const listing = run('--endpoints')
    expect(await listing.exit).toBe(0)
    const [has, lacks] = listing.output().split('It lacks these of Appmixer:')
    expect(has).toContain('\n  GET /flows\n')
    expect(lacks).toContain('\n    GET /flows/:flowId/versions\n')
    expect((await serving()).output()).not.toContain('It lacks')
  })

  it('lets one process at a time use a data file', async () => {
    const file = join(folder, 'shared.json')
    const first = await serving('--data', file)
    const second = run('--data', file)
    expect(await second.exit).toBe(1)
    expect(second.output()).toContain(`is in use by another sandbox (process ${first.child.pid}`)
    first.child.kill('SIGKILL')
    await first.exit
    await serving('--data', file)
  })

  it('leaves a broken data file alone', async () => {
    const file = join(folder, 'broken.json')
    await writeFile(file, '{"half":')
    const { exit, output } = run('--data', file)
    expect(await exit).toBe(1)
    expect(output()).toContain('is not the state of a sandbox')
    expect(await readFile(file, 'utf8')).toBe('{"half":')
  })

  it('has a whole file whenever it is killed', async () => {
    const file = join(folder, 'killed.json')
    const { url, child, exit } = await serving('--data', file)
    const signUp = (count: number) =>
      fetch(`${url}/user`, {
        method: 'POST',
        body: JSON.stringify({ username: `user-${count}@acme.test`, password: 'secret' }),
      }).catch(() => undefined)
    const busy = Promise.all(Array.from({ length: 200 }, (_, count) => signUp(count)))
    await new Promise((resolve) => setTimeout(resolve, 130))
    child.kill('SIGKILL')
    await Promise.all([exit, busy])
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 1 })
  })
})
