/**
 * Compiles scripts/types, an application on the lowest peers, against the packed package: with each TypeScript that is
 * supported, as a bundler and as Node resolve modules, and with `skipLibCheck: false`. Wants a built dist/.
 * `node scripts/check-types.mjs 5.4` checks one.
 */
import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'appmixer-react-types-'))
const resolutions = { bundler: 'ESNext', nodenext: 'NodeNext' }

try {
  cpSync(join(root, 'scripts/types'), folder, { recursive: true })
  const { devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const only = process.argv[2] ?? ''
  const versions = Object.keys(devDependencies).filter((name) =>
    name.startsWith(`typescript-${only}`),
  )
  run('npm', 'ci', '--no-audit', '--no-fund', '--prefer-offline')
  const packed = run('npm', 'pack', '--silent', '--pack-destination', folder, root).trim()
  const target = join(folder, 'node_modules/appmixer-react')
  rmSync(target, { recursive: true, force: true })
  cpSync(unpack(packed), target, { recursive: true })

  const failures = []
  for (const version of versions) {
    // Two at a time: a machine has two cores.
    const complaints = await Promise.all(
      Object.entries(resolutions).map(async ([resolution, module]) => {
        const options = ['--moduleResolution', resolution, '--module', module]
        const complaint = await compile(join('node_modules', version, 'bin/tsc'), options)
        return complaint && `${version}, ${resolution}:\n${complaint}`
      }),
    )
    const own = complaints.filter(Boolean)
    console.log(`${own.length === 0 ? 'ok    ' : 'FAILED'} ${version}`)
    failures.push(...own)
  }
  if (failures.length > 0) throw new Error(failures.join('\n\n'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** @param {string} command @param {string[]} args */
function run(command, ...args) {
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
}

/** @param {string} tarball @returns the folder of the package */
function unpack(tarball) {
  run('tar', '-xzf', tarball)
  return join(folder, 'package')
}

/** What the compiler says; nothing when all is well. @param {string} compiler @param {string[]} options @returns {Promise<string>} */
function compile(compiler, options) {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [compiler, '--project', '.', ...options],
      { cwd: folder },
      (error, stdout) => resolve(error ? stdout || error.message : ''),
    )
  })
}
