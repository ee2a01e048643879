/**
 * Packs the package, installs the tarball into the applications of scripts/consumers, on copies in a temporary folder, and
 * uses it there. Wants a built dist/. `node scripts/check-consumers.mjs next` checks one folder.
 *
 * A folder is one install, with a lock of its own, and one or more applications. Its check.mjs exports
 * `consumers`: by name, what is asserted, and how; and `examples`: which examples of the documentation are
 * written into it.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { launchChromium } from './chromium.mjs'

/**
 * What a check gets.
 *
 * @typedef {object} Tools
 * @property {string} folder the copy, with its node_modules
 * @property {(command: string, ...args: string[]) => void} run runs a command there; a failure throws
 * @property {(command: string, ...args: string[]) => string} read the same, for its output, however it ends
 * @property {(script: string, ...args: string[]) => Promise<string>} start starts a server on a free port; its address
 * @property {(options?: object) => Promise<import('../src/sandbox/server.ts').SandboxServer>} serve the packed sandbox
 * @property {(url: string, ...cookies: Cookie[]) => Promise<import('playwright').Page>} open a page in Chromium
 * @property {(end: () => unknown) => void} onEnd what is closed after the check
 *
 * @typedef {{ name: string, value: string, url: string }} Cookie
 *
 * @typedef {object} Consumer
 * @property {string} asserts
 * @property {(tools: Tools) => void | string | Promise<void | string>} check may return a remark
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = join(root, 'scripts/consumers')
const only = process.argv[2]
const folders = readdirSync(sources).filter((name) => !only || name === only)
const temporary = mkdtempSync(join(tmpdir(), 'appmixer-react-'))

/** What is undone after each check. @type {Array<() => unknown>} */
const ends = []
/** What pages have said on their consoles. @type {string[]} */
const complaints = []
/** @type {string[][]} */
const rows = []

try {
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', temporary], {
    cwd: root,
    encoding: 'utf8',
  }).trim()
  for (const name of folders) await checkFolder(name, join(temporary, packed))
} finally {
  rmSync(temporary, { recursive: true, force: true })
}
print(rows)

/** @param {string} name @param {string} tarball */
async function checkFolder(name, tarball) {
  const folder = join(temporary, name)
  cpSync(join(sources, name), folder, { recursive: true })
  await timed(name, 'installed from the tarball, with npm ci', () => install(folder, tarball))
  /** @type {{ consumers: Record<string, Consumer>, examples?: Record<string, [string, RegExp]> }} */
  const { consumers, examples = {} } = await import(pathToFileURL(join(folder, 'check.mjs')).href)
  for (const [to, [page, files]] of Object.entries(examples)) {
    writeExamples(page, files, join(folder, to))
  }
  for (const [title, { asserts, check }] of Object.entries(consumers)) {
    await timed(title, asserts, () => check(toolsFor(folder)))
  }
}

/** @param {string} folder @param {string} tarball */
function install(folder, tarball) {
  const { run } = toolsFor(folder)
  // Other packages may have scripts. None is needed here.
  const flags = [
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
    '--ignore-scripts',
  ]
  run('npm', 'ci', ...flags)
  run('npm', 'install', ...flags, tarball)
}

/** @param {string} folder @returns {Tools} */
function toolsFor(folder) {
  return {
    folder,
    run: (command, ...args) => {
      console.log(`> ${command} ${args.join(' ')}`)
      // Vite sets NODE_ENV for all of this process. That is no concern of other commands.
      const env = { ...process.env, NODE_ENV: undefined }
      execFileSync(command, args, { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] })
    },
    read: (command, ...args) => spawnSync(command, args, { cwd: folder, encoding: 'utf8' }).stdout,
    start: (script, ...args) => startServer(folder, script, args),
    async serve(options) {
      const file = join(folder, 'node_modules/appmixer-react/dist/sandbox/server.js')
      const { serveSandbox } = await import(pathToFileURL(file).href)
      const server = await serveSandbox({ port: 0, ...options })
      ends.push(server.close)
      return server
    },
    open,
    onEnd: (end) => void ends.push(end),
  }
}

/** @param {string} folder @param {string} script @param {string[]} args */
async function startServer(folder, script, args) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn(process.execPath, [script, ...args, '--port', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  ends.push(async () => {
    server.kill()
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  })
  let said = ''
  for await (const chunk of server.stdout) {
    said += chunk
    if (said.includes('Ready')) break
  }
  if (!said.includes('Ready')) throw new Error(`The server ended: ${said}`)
  return url
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (!address || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}

/** A page of its own. What it reports on its console fails the check. @param {string} url @param {Cookie[]} cookies */
async function open(url, ...cookies) {
  const browser = await launchChromium()
  const context = await browser.newContext()
  await context.addCookies(cookies)
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return
    complaints.push(`${message.location().url} on its console: ${message.text()}`)
  })
  ends.push(() => browser.close())
  await page.goto(url)
  return page
}

/** Writes the examples of a page whose first line names such a file. @param {string} page @param {RegExp} files @param {string} folder */
function writeExamples(page, files, folder) {
  const blocks = readFileSync(join(root, page), 'utf8').matchAll(
    /^```tsx?\n(\/\/ (\S+)\n.*?)^```/gms,
  )
  const examples = [...blocks].filter(([, , file = '']) => files.test(file))
  if (examples.length === 0) throw new Error(`${page} has no example ${files}`)
  for (const [, code = '', file = ''] of examples) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), code)
  }
}

/** @param {string} title @param {string} asserts @param {() => void | string | Promise<void | string>} work */
async function timed(title, asserts, work) {
  console.log(`\n${title}`)
  const started = performance.now()
  let remark
  try {
    remark = await work()
  } finally {
    const ended = await Promise.allSettled(ends.splice(0).map((end) => end()))
    complaints.push(
      ...ended.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : [])),
    )
  }
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  rows.push([title, remark ? `${asserts} (${remark})` : asserts, seconds])
}

/** @param {string[][]} lines */
function print(lines) {
  const total = lines.reduce((sum, [, , seconds]) => sum + Number(seconds), 0)
  const all = [['consumer', 'asserts', 'seconds'], ...lines, ['all', '', total.toFixed(1)]]
  const widths = [0, 1, 2].map((column) =>
    Math.max(...all.map((line) => line[column]?.length ?? 0)),
  )
  console.log()
  for (const line of all) {
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  }
}
