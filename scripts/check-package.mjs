/**
 * Packs the package, installs it into the application of scripts/consumer (in a temporary folder, on the lowest peers)
 * and uses it there: types, Node, a Vite build and the sandbox command. Wants a built dist/.
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
const tarball = `./${name}-${version}.tgz`
const consumer = mkdtempSync(join(tmpdir(), 'appmixer-react-'))

try {
  cpSync(join(root, 'scripts/consumer'), consumer, { recursive: true })
  run(root, 'npm', 'pack', '--silent', '--pack-destination', consumer)
  run(consumer, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball)
  expectToBringNothing(join(consumer, 'node_modules'))
  run(consumer, 'npx', 'tsc')
  run(consumer, 'node', 'smoke.mjs')
  run(consumer, 'npx', 'vite', 'build', '--logLevel', 'error')
  run(consumer, 'npx', 'appmixer-sandbox', '--help')
  console.log('The package works where it is installed.')
} finally {
  rmSync(consumer, { recursive: true, force: true })
}

/** @param {string} cwd @param {string} command @param {string[]} args */
function run(cwd, command, ...args) {
  console.log(`> ${command} ${args.join(' ')}`)
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
}

/**
 * What follows runs without the packages that this one is built with, and an application gets nothing of them.
 *
 * @param {string} modules
 */
function expectToBringNothing(modules) {
  const present = ['zod', 'hono'].filter((other) => existsSync(join(modules, other)))
  if (present.length > 0) throw new Error(`${present.join(', ')} must not be installed here`)

  const dist = join(modules, name, 'dist')
  const shipped = reachedFrom(join(dist, 'index.js'))
  const packages = shipped.flatMap((file) =>
    importsOf(file).filter((from) => !from.startsWith('.')),
  )
  const known = new Set([
    'react/jsx-runtime',
    ...Object.keys({ ...dependencies, ...peerDependencies }),
  ])
  const foreign = packages.filter((from) => !known.has(from))
  const own = shipped.map((file) => relative(dist, file))
  const unwanted = own.filter((file) => /^sandbox\/|(schema|inputs)\.js$/.test(file))
  if (shipped.length < 100 || foreign.length + unwanted.length > 0) {
    throw new Error(
      `index.js reaches ${shipped.length} files, among them: ${[...foreign, ...unwanted].join(', ')}`,
    )
  }

  const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .filter((file) => importsOf(join(dist, file)).some((from) => /^zod\b/.test(from)))
  if (declarations.length > 0) throw new Error(`zod is named in ${declarations.join(', ')}`)
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
