/** `npm start`: the dashboard as a developer sees it first. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../../scripts/chromium.mjs'
import { appOf, complaintsOf } from './northwind.ts'

const start = fileURLToPath(new URL('../../examples/dashboard/start.mjs', import.meta.url))

let dashboard: ChildProcess
let address: string

beforeAll(async () => {
  const [port, sandboxPort] = await Promise.all([freePort(), freePort()])
  dashboard = run({ PORT: String(port), SANDBOX_PORT: String(sandboxPort) })
  address = await printed(dashboard, /Dashboard\s+(http:\S+)/)
})

afterAll(async () => {
  dashboard?.kill('SIGINT')
  if (dashboard?.exitCode === null) await once(dashboard, 'exit')
})

it('says where the dashboard is, and that one signs in and shows flows', async () => {
  await using browser = await launchChromium()
  const page = await browser.newPage()
  const app = appOf(page)
  const complaints = complaintsOf(page)
  await page.goto(address)
  await app.signInAs('ada@acme.test')
  await app.flow('Failed card payment → support ticket').waitFor()
  expect(complaints).toEqual([])
})

it('says which port is taken', async () => {
  const second = run({ PORT: new URL(address).port, SANDBOX_PORT: String(await freePort()) })
  expect(await printed(second, /(Port \d+ for the dashboard is taken)/)).toContain('taken')
  const [code] = (await once(second, 'exit')) as [number]
  expect(code).toBe(1)
})

function run(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [start], { env: { ...process.env, ...env }, stdio: 'pipe' })
}

/** What the first match in the program's output captured. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const match = pattern.exec(output)
      if (match) resolve(match[1]!)
    }
    child.stdout!.on('data', read)
    child.stderr!.on('data', read)
    child.once('exit', () => reject(new Error(`It ended without printing ${pattern}:\n${output}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
