/** The lowest of everything that is supported. No optional peer is installed at first. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { build, preview } from 'vite'

const react18 = {
  asserts: 'types (5.4, 5.9), a server renders, Chromium shows the list; no zod is reached',
  async check({ folder, run, open, onEnd }) {
    const modules = join(folder, 'node_modules')
    expectToBringNothing(modules)
    run('npx', 'tsc')
    // The lowest TypeScript. `npm run check:types` has all of them, with every entry.
    run('node', 'node_modules/typescript-5.4/bin/tsc')
    run('node', 'smoke.mjs')
    run('npx', 'appmixer-sandbox', '--help')
    const config = { root: folder, configFile: false, logLevel: 'error' }
    await build(config)
    const server = await preview({ ...config, preview: { port: 0, host: '127.0.0.1' } })
    onEnd(() => server.close())
    const page = await open(server.resolvedUrls.local[0])
    await page.getByText(/^Lost deal/).waitFor()
  },
}

const optionalPeers = {
  asserts: 'a missing peer is named by its entry; /schemas works with the lowest zod',
  check({ folder, run }) {
    expectToNamePeer(folder, 'schemas', 'zod')
    expectToNamePeer(folder, 'csv', 'papaparse')
    expectToNamePeer(folder, 'virtual', '@tanstack/react-virtual')
    run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', 'zod@4.0.0')
    run('npx', 'tsc', '-p', 'tsconfig.schemas.json')
    run('node', 'schemas.mjs')
  },
}

export const consumers = {
  'React 18.3, Query 5.89': react18,
  'Optional peers': optionalPeers,
}

/** An entry whose optional peer is not installed says which one, and that this package wants it. */
function expectToNamePeer(folder, entry, peer) {
  const script = `import('appmixer-react/${entry}').catch(({ message }) => console.log(message))`
  const said = execFileSync('node', ['--eval', script], { cwd: folder, encoding: 'utf8' })
  assert.ok(said.includes(`'${peer}' imported from`), said)
  assert.ok(said.includes('/appmixer-react/dist/'), said)
}

/** An application gets nothing of the packages that this one is built with. */
function expectToBringNothing(modules) {
  assert.deepEqual(
    ['zod', 'hono'].filter((other) => existsSync(join(modules, other))),
    [],
  )
  const { dependencies, peerDependencies } = createRequire(join(modules, 'index.js'))(
    'appmixer-react/package.json',
  )
  const dist = join(modules, 'appmixer-react/dist')
  const shipped = reachedFrom(join(dist, 'index.js'))
  assert.ok(shipped.length > 100, `index.js reaches only ${shipped.length} files`)

  const known = new Set([
    'react/jsx-runtime',
    ...Object.keys({ ...dependencies, ...peerDependencies }),
  ])
  known.delete('zod')
  const packages = shipped.flatMap((file) =>
    importsOf(file).filter((from) => !from.startsWith('.')),
  )
  const own = shipped.map((file) => relative(dist, file))
  const foreign = packages.filter((from) => !known.has(from))
  const unwanted = own.filter((file) => /^sandbox\/|(schemas?|inputs)\.js$/.test(file))
  assert.deepEqual([...foreign, ...unwanted], [])

  const withZod = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts') && !/(schemas?|inputs)\.d\.ts$/.test(file))
    .filter((file) =>
      importsOf(join(dist, file)).some((from) => /^zod\b|(schemas?|inputs)\.ts$/.test(from)),
    )
  assert.deepEqual(withZod, [])
}

/** A module with all that it imports. */
function reachedFrom(entry) {
  const reached = new Set([entry])
  for (const file of reached) {
    const own = importsOf(file).filter((from) => from.startsWith('.'))
    for (const from of own) reached.add(join(dirname(file), from))
  }
  return [...reached]
}

function importsOf(file) {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/(?:from |import |import\()["']([^"']+)["']/g)].map(([, from]) => from)
}
