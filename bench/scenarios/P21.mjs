import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { chromium } from 'playwright'
import { build, createServer as createVite } from 'vite'
import { launchOptions } from '../../scripts/chromium.mjs'
import { exact } from '../harness/line.mjs'
import { cache, root } from '../harness/paths.mjs'

const csp = "script-src 'self'; require-trusted-types-for 'script'"
const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets }) {
  const dashboard = `${root}examples/dashboard/`
  const configFile = `${dashboard}vite.config.ts`
  const outDir = `${cache}dashboard`
  await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const vite = await createVite({
    configFile,
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false },
  })
  const { serveSandbox } = await vite.ssrLoadModule(`${root}src/sandbox/server.ts`)
  const { createBackend } = await vite.ssrLoadModule(`${dashboard}backend.ts`)
  const sandbox = await serveSandbox({ port: 0, latency: 20 })
  const backend = createBackend(sandbox.url, true)
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', csp)
    backend(request, response, () => {
      const { pathname } = new URL(request.url ?? '/', 'http://bench.test')
      const path = pathname.includes('.') ? pathname : '/index.html'
      const type = types[/** @type {keyof typeof types} */ (path.split('.').at(-1))]
      response.setHeader('content-type', type ?? 'application/octet-stream')
      response.end(readFileSync(outDir + path))
    })
  })
  await new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const browser = await chromium.launch(await launchOptions())
  try {
    const page = await browser.newPage()
    /** @type {string[]} */
    const violations = []
    page.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text()))
        violations.push(message.text())
    })
    await page.goto(`http://127.0.0.1:${port}`)
    await walkThrough(page)
    const own = violations.length
    // The instrument must be able to see one.
    await page.evaluate(() => void (document.body.innerHTML = '<p>x</p>')).catch(() => {})
    await page.waitForTimeout(200)
    if (violations.length === own) throw new Error('A violation made on purpose was not seen.')
    const note = violations.slice(0, own).join('; ')
    return [
      exact({
        what: 'the dashboard, signed in and used',
        measured: own,
        target: targets['violations'],
        unit: '',
        note,
      }),
    ]
  } finally {
    await browser.close()
    server.close()
    await sandbox.close()
    await vite.close()
  }
}

/** @param {import('playwright').Page} page */
async function walkThrough(page) {
  await page.getByRole('button', { name: 'ada@acme.test' }).click()
  const row = page.getByRole('listitem').first()
  await row.getByRole('switch').click()
  await page.getByRole('link', { name: /Approvals/ }).click()
  await page.getByRole('listitem').first().waitFor()
}
