/**
 * `npm run pictures`: every state of the dashboard in each way of looking at it, into `pictures/`, which git ignores.
 * `npm run pictures -- approvals phone` takes those whose name has all of the words.
 */
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { launchOptions } from './chromium.mjs'
import { serveDashboard, signIn } from './dashboard.mjs'
import { dashboardStates, showState } from './dashboardStates.mjs'

const folder = fileURLToPath(new URL('../pictures/', import.meta.url))
const desktop = { width: 1440, height: 900 }

/** @type {Record<string, { query?: string, context: import('playwright').BrowserContextOptions }>} */
const looks = {
  light: { context: { viewport: desktop } },
  dark: { context: { viewport: desktop, colorScheme: 'dark' } },
  tablet: { context: { viewport: { width: 820, height: 1180 }, hasTouch: true } },
  phone: { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  forced: { context: { viewport: desktop, forcedColors: 'active' } },
  mirrored: { context: { viewport: desktop }, query: 'dir=rtl' },
  // What is left of a window when everything in it is twice as large.
  zoomed: { context: { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 } },
  german: { context: { viewport: desktop }, query: 'lang=de' },
}

const words = process.argv.slice(2)
const isWanted = (/** @type {string} */ name) => words.every((word) => name.includes(word))

await mkdir(folder, { recursive: true })
const browser = await chromium.launch(await launchOptions())
try {
  await pictureDashboard()
  // The stories have their place here: serve the built Storybook, and save `iframe.html?id=…` of each in each look.
} finally {
  await browser.close()
}

async function pictureDashboard() {
  const { address, close } = await serveDashboard()
  for (const [look, { query, context: options }] of Object.entries(looks)) {
    const states = dashboardStates.filter(({ name }) => isWanted(`${name}-${look}`))
    if (states.length === 0) continue
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
    for (const state of states) {
      await (state.signedOut ? context.clearCookies() : signIn(context, address))
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      try {
        await showState(page, state, address, query)
      } catch (error) {
        console.error(
          `${state.name}-${look}: ${/** @type {Error} */ (error).message.split('\n')[0]}`,
        )
      }
      await page.screenshot({ path: `${folder}${state.name}-${look}.png` })
      await context.setOffline(false)
      await page.close()
    }
    await context.close()
  }
  await close()
}
