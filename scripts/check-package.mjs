/**
 * Builds and packs the package, installs it into two applications (in a temporary folder) and uses it there.
 *
 * - scripts/consumer is a React application, on the lowest peers: types, Node, a Vite build and the sandbox command
 * - scripts/consumer-node is a back end without React and react-query: types, and a user's flows
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { name, version, dependencies, peerDependencies } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
)
const folder = mkdtempSync(join(tmpdir(), 'appmixer-react-'))

try {
  run(root, process.execPath, 'scripts/build.mjs')
  run(root, 'npm', 'pack', '--silent', '--pack-destination', folder)

  const app = install('consumer')
  expectToBringNothing(join(app, 'node_modules'))
  run(app, 'npx', 'tsc')
  // The lowest TypeScript. `npm run check:types` has all of them, with every entry.
  run(app, 'node', 'node_modules/typescript-5.4/bin/tsc')
  run(app, 'node', 'smoke.mjs')
  run(app, 'npx', 'vite', 'build', '--logLevel', 'error')
  run(app, 'npx', 'appmixer-sandbox', '--help')
  expectToNamePeer(app, 'schemas', 'zod')
  expectToNamePeer(app, 'csv', 'papaparse')
  expectToNamePeer(app, 'virtual', '@tanstack/react-virtual')
  // All of that went without zod, which only the schemas want. This is the lowest that they go with.
  run(app, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', 'zod@4.0.0')
  run(app, 'npx', 'tsc', '-p', 'tsconfig.schemas.json')
  run(app, 'node', 'schemas.mjs')

  const backend = install('consumer-node', '--omit=peer')
  expectToBeAbsent(join(backend, 'node_modules'), ['react', '@tanstack/react-query'])
  run(backend, 'npx', 'tsc')
  run(backend, 'node', 'backend.mjs')
  console.log('The package works where it is installed.')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Copies an application of this folder and installs the package there. @param {string} app @param {string[]} flags */
function install(app, ...flags) {
  const copy = join(folder, app)
  cpSync(join(root, 'scripts', app), copy, { recursive: true })
  const tarball = `../${name}-${version}.tgz`
  run(copy, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...flags, tarball)
  return copy
}

/** @param {string} cwd @param {string} command @param {string[]} args */
function run(cwd, command, ...args) {
  console.log(`> ${command} ${args.join(' ')}`)
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** @param {string} modules @param {string[]} packages */
function expectToBeAbsent(modules, packages) {
  const present = packages.filter((other) => existsSync(join(modules, other)))
  if (present.length > 0) throw new Error(`${present.join(', ')} must not be installed here`)
}

/**
 * An entry whose optional peer is not installed says which one, and that this package wants it.
 *
 * @param {string} app @param {string} entry @param {string} peer
 */
function expectToNamePeer(app, entry, peer) {
  const script = `import('${name}/${entry}').catch(({ message }) => console.log(message))`
  const said = execFileSync('node', ['--eval', script], { cwd: app, encoding: 'utf8' })
  if (!said.includes(`'${peer}' imported from`) || !said.includes(`/${name}/dist/`)) {
    throw new Error(`${name}/${entry} without ${peer} says: ${said}`)
  }
}

/**
 * An application gets nothing of the packages that this one is built with.
 *
 * @param {string} modules
 */
function expectToBringNothing(modules) {
  expectToBeAbsent(modules, ['zod', 'hono'])

  const dist = join(modules, name, 'dist')
  const shipped = reachedFrom(join(dist, 'index.js'))
  const packages = shipped.flatMap((file) =>
    importsOf(file).filter((from) => !from.startsWith('.')),
  )
  const known = new Set([
    'react/jsx-runtime',
    ...Object.keys({ ...dependencies, ...peerDependencies }),
  ])
  known.delete('zod')
  const foreign = packages.filter((from) => !known.has(from))
  const own = shipped.map((file) => relative(dist, file))
  const unwanted = own.filter((file) => /^sandbox\/|(schemas?|inputs)\.js$/.test(file))
  if (shipped.length < 100 || foreign.length + unwanted.length > 0) {
    throw new Error(
      `index.js reaches ${shipped.length} files, among them: ${[...foreign, ...unwanted].join(', ')}`,
    )
  }

  const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts') && !/(schemas?|inputs)\.d\.ts$/.test(file))
    .filter((file) =>
      importsOf(join(dist, file)).some((from) => /^zod\b|(schemas?|inputs)\.ts$/.test(from)),
    )
  if (declarations.length > 0) throw new Error(`zod is reached from ${declarations.join(', ')}`)
}

/** A module with all that it imports. @param {string} entry */
function reachedFrom(entry) {
  const reached = new Set([entry])
  for (const file of reached) {
    const own = importsOf(file).filter((from) => from.startsWith('.'))
    for (const from of own) reached.add(join(dirname(file), from))
  }
  return [...reached]
}

/** @param {string} file @returns {string[]} */
function importsOf(file) {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/(?:from |import |import\()["']([^"']+)["']/g)].map(([, from]) =>
    String(from),
  )
}
