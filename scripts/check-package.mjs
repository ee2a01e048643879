/**
 * Packs the package, installs it into the application of scripts/consumer (in a temporary folder, on the lowest peers)
 * and uses it there: types, Node, a Vite build and the sandbox command. Wants a built dist/.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const tarball = `./${name}-${version}.tgz`
const consumer = mkdtempSync(join(tmpdir(), 'appmixer-react-'))

try {
  cpSync(join(root, 'scripts/consumer'), consumer, { recursive: true })
  run(root, 'npm', 'pack', '--silent', '--pack-destination', consumer)
  run(consumer, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball)
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
