/**
 * The Chromium that comes with npm: `await launchChromium()`, or `launchOptions()` for what launches it in its own way.
 * `CHROMIUM_PATH` wins; where the package has no binary (macOS, Windows, arm64) Playwright looks for its own.
 */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { chromium } from 'playwright'

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

/**
 * A process that ends before it is up (a segmentation fault, on a machine that is short of everything) is started again,
 * twice, and says so. Any other failure, and the third, is thrown.
 *
 * @param {import('playwright').LaunchOptions} [options]
 * @returns {Promise<import('playwright').Browser>}
 */
export async function launchChromium(options) {
  const launch = { ...(await launchOptions()), ...options }
  for (let crashes = 1; ; crashes++) {
    try {
      return await chromium.launch(launch)
    } catch (error) {
      const message = String(error)
      if (crashes === 3 || !message.includes('process did exit')) throw error
      console.warn(`Chromium ended while it was starting, and is started again.\n${message}`)
    }
  }
}

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
 * Unpacks into a folder of its own and then renames it, so that no call, however many there are at once and in however
 * many processes, ever finds half a binary.
 *
 * @param {string} packed
 * @param {string} target
 */
async function unpack(packed, target) {
  await mkdir(cache, { recursive: true })
  const aside = await mkdtemp(join(cache, 'chromium-unpacking-'))
  try {
    const binary = await promisify(brotliDecompress)(await readFile(packed))
    await writeFile(join(aside, 'chromium'), binary, { mode: 0o755 })
    await rename(aside, dirname(target))
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    // Another call was faster.
    if (!existsSync(target)) throw error
  }
}
