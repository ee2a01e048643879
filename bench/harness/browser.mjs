import { fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import * as esbuild from 'esbuild'
import { chromium } from 'playwright'
import { launchOptions } from '../../scripts/chromium.mjs'
import { bench, cache, dist, root } from './paths.mjs'

/**
 * Runs a page of bench/pages in Chromium under a strict CSP, and returns what it reports. Nothing steers the page from
 * outside: that would take time in the measurement, and would need `eval`.
 *
 * @param {string} name of the file
 * @param {Record<string, unknown>} task what the page finds in its URL
 * @returns {Promise<any>}
 */
export async function ask(name, task) {
  const folder = `${cache}${name}`
  mkdirSync(folder, { recursive: true })
  await esbuild.build({
    entryPoints: [`${bench}pages/${name}.tsx`],
    outfile: `${folder}/page.js`,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    alias: {
      'appmixer-react': `${dist}index.js`,
      // A ruler brings its own, and there must be one.
      '@tanstack/react-query': `${root}node_modules/@tanstack/react-query`,
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  const server = fork(`${bench}harness/server.mjs`, [folder], { cwd: root })
  const { port } = await nextMessage(server)
  const { executablePath, args } = await launchOptions()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...args, '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1_000, height: 700 } })
    const crashed = new Promise((_, reject) => {
      page.on('pageerror', reject)
      page.on('crash', () => reject(new Error('The page crashed.')))
    })
    const report = nextMessage(server)
    await page.goto(
      `http://127.0.0.1:${port}/?${new URLSearchParams({ task: JSON.stringify(task) })}`,
    )
    const result = await Promise.race([report, crashed])
    if (result.error) throw new Error(result.error)
    return result
  } finally {
    await browser.close()
    server.kill()
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<any>}
 */
function nextMessage(child) {
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)))
  })
}
