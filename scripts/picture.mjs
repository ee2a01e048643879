/** Takes the picture of the README, docs/dashboard.webp: the dashboard on its sandbox, 1440 pixels wide, light. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { launchOptions } from './chromium.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const dashboard = spawn(process.execPath, ['examples/dashboard/start.mjs'], {
  cwd: root,
  env: { ...process.env, PORT: '5391', SANDBOX_PORT: '2391' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
await once(dashboard.stdout, 'data')
const browser = await chromium.launch(await launchOptions())
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    locale: 'en-US',
    reducedMotion: 'reduce',
  })
  page.setDefaultTimeout(60_000)
  await page.goto('http://127.0.0.1:5391/automations')
  await page.getByRole('button', { name: /ada@acme\.test/ }).click()
  await page.getByRole('listitem').nth(5).waitFor()
  await page.waitForLoadState('networkidle')
  const png = await page.screenshot()
  await page.goto('about:blank')
  const webp = await page.evaluate(toWebp, png.toString('base64'))
  writeFileSync(`${root}docs/dashboard.webp`, Buffer.from(webp, 'base64'))
} finally {
  await browser.close()
  dashboard.kill()
}

/** Runs in the browser, which knows the format. @param {string} png in base64, as the result is */
async function toWebp(png) {
  const image = new Image()
  image.src = `data:image/png;base64,${png}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  canvas.getContext('2d')?.drawImage(image, 0, 0)
  return canvas.toDataURL('image/webp', 0.92).replace(/^.*,/, '')
}
