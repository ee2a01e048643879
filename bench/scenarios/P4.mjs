import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../harness/paths.mjs'
import { exact } from '../harness/line.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets }) {
  const folder = mkdtempSync(join(tmpdir(), 'appmixer-react-install-'))
  try {
    const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: root,
    })
    const tarball = join(folder, packed.toString().trim())
    const quiet = ['--silent', '--no-audit', '--no-fund', '--prefer-offline', '--legacy-peer-deps']
    execFileSync('npm', ['install', ...quiet, '--prefix', folder, tarball], { cwd: folder })
    const modules = join(folder, 'node_modules')
    const packages = readdirSync(modules).filter((name) => !name.startsWith('.'))
    const sizes = packages.map(
      (name) => `${name} ${(sizeOf(join(modules, name)) / 1e6).toFixed(2)}`,
    )
    const scripts = packages.filter((name) => {
      const manifest = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'))
      return ['preinstall', 'install', 'postinstall'].some((script) => manifest.scripts?.[script])
    })
    const megabytes = packages.reduce((sum, name) => sum + sizeOf(join(modules, name)), 0) / 1e6
    return [
      exact({
        what: 'the package and its dependencies',
        measured: megabytes,
        target: targets['megabytes'],
        unit: 'MB',
        note: sizes.join(', '),
      }),
      exact({
        what: 'dependencies',
        measured: packages.length - 1,
        target: targets['packages'],
        unit: '',
      }),
      exact({
        what: 'install scripts',
        measured: scripts.length,
        target: targets['scripts'],
        unit: '',
      }),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string} path
 * @returns {number} bytes
 */
function sizeOf(path) {
  const status = statSync(path)
  if (!status.isDirectory()) return status.size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}
