/**
 * The Chromium that comes with npm: `chromium.launch(await launchOptions())`, with `chromium` from 'playwright'.
 * `CHROMIUM_PATH` wins; where the package has no binary (macOS, Windows, arm64) Playwright looks for its own.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

const cache = fileURLToPath(new URL('../node_modules/.cache', import.meta.url))

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @returns {Promise<{ executablePath?: string, args: string[] }>} */
export async function launchOptions() {
  const executablePath = process.env.CHROMIUM_PATH || (await packagedChromium())
  return executablePath ? { executablePath, args } : { args }
}

async function packagedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const packageRoot = join(dirname(entry), '..', '..')
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'))
  const executablePath = join(cache, `chromium-${version}`, 'chromium')
  if (!existsSync(executablePath))
    await unpack(join(packageRoot, 'bin/chromium.br'), executablePath)
  return executablePath
}

/**
 * Unpacks aside and then renames, so that a stopped or doubled run leaves nothing broken.
 *
 * @param {string} packed
 * @param {string} target
 */
async function unpack(packed, target) {
  const aside = join(cache, `chromium-unpacking-${process.pid}`)
  await mkdir(aside, { recursive: true })
  const binary = await promisify(brotliDecompress)(await readFile(packed))
  await writeFile(join(aside, 'chromium'), binary, { mode: 0o755 })
  try {
    await rename(aside, dirname(target))
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
}
