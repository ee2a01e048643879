/** The dashboard, and with it the six components and starter.css: axe in every state, and the keyboard in a browser. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, ElementContext, RunOptions } from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../../scripts/chromium.mjs'
import { serveDashboard, signIn } from '../../scripts/dashboard.mjs'
import { dashboardStates, showState } from '../../scripts/dashboardStates.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const desktop = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

let browser: Browser
let dashboard: Awaited<ReturnType<typeof serveDashboard>>
let context: BrowserContext
let page: Page

beforeAll(async () => {
  dashboard = await serveDashboard()
  browser = await launchChromium()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await dashboard?.close()
})

afterEach(() => context.close())

/** Which rules of the policy the page has broken, and with what. */
async function violations(): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { violations: string[] }).violations)
}

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  context = await browser.newContext({ viewport: desktop, reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(20_000)
  await context.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { violations: seen })
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      seen.push(`${effectiveDirective} ${blockedURI} ${sample}`),
    )
  })
  page = await context.newPage()
}

/** `activity-detail` belongs to `activity`. */
const areas = [...new Set(dashboardStates.map(({ name }) => name.split('-')[0]!))]

/** What is on a phone as it is on a desk: one column of text. */
const sameOnPhone = /-(loading|empty|none-found|refused|offline|text|numbers|approved|usage)$/

it.each(areas)(
  'axe finds nothing in any state of %s, in light, in dark and on a phone, and the policy is kept',
  async (area) => {
    await open()
    const problems: string[] = []
    for (const state of dashboardStates.filter(({ name }) => name.split('-')[0] === area)) {
      const { name } = state
      await (state.signedOut ? context.clearCookies() : signIn(context, dashboard.address))
      page = await context.newPage()
      await page.setViewportSize(desktop)
      await showState(page, state, dashboard.address)
      problems.push(...(await violations()).map((violation) => `${name}: ${violation}`))
      problems.push(...(await barriersOn(name)))
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      problems.push(...(await barriersOn(`${name}, dark`, ['color-contrast'])))
      if (!sameOnPhone.test(name)) {
        await page.setViewportSize(phone)
        problems.push(...(await barriersOn(`${name}, phone`)))
      }
      await context.setOffline(false)
      await page.close()
    }
    expect(problems).toEqual([])
  },
  300_000,
)

it('would see a broken policy', async () => {
  await open()
  await page.goto(dashboard.address)
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'))
  await expect.poll(violations).toEqual([expect.stringContaining('style-src-attr')])
})

it('the detail is a modal dialog where it covers the list: it keeps the focus, and Escape gives it back to its row', async () => {
  await open({ viewport: phone })
  await signIn(context, dashboard.address)
  await page.goto(`${dashboard.address}/automations`)
  const opener = page.getByRole('button', { name: 'Archive signed contracts', exact: true })
  await opener.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Archive signed contracts' })
  await dialog.getByRole('link').first().waitFor()
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab')
    // The browser's own bar comes in between, where the page has no focus.
    const isIn = await page.evaluate(
      () => document.activeElement === document.body || !!document.activeElement?.closest('dialog'),
    )
    expect(isIn).toBe(true)
  }
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toContain('Archive signed contracts')
})

it('what is decided in a modal detail is announced inside of it, because the rest is inert', async () => {
  await open({ viewport: phone })
  await signIn(context, dashboard.address)
  await page.goto(`${dashboard.address}/approvals`)
  await page.locator('[data-action="open"]').first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Approve/ }).click()
  await dialog
    .getByRole('status')
    .filter({ hasText: /Approv/ })
    .waitFor({ state: 'attached' })
})

it('F8 goes to the offer to undo, which waits as long as it has the focus or is pointed at', async () => {
  await open()
  await signIn(context, dashboard.address)
  await page.clock.install()
  await page.goto(`${dashboard.address}/automations`)
  const name = 'Archive signed contracts'
  await page.getByRole('button', { name: `Actions for ${name}` }).press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByText(`Deleted “${name}”`).waitFor()
  await page.keyboard.press('F8')
  const undo = page.getByRole('region', { name: 'Notifications (F8)' }).getByRole('button')
  await expect.poll(() => undo.evaluate((button) => button === document.activeElement)).toBe(true)
  await page.clock.fastForward(60_000)
  await undo.press('Enter')
  await page.getByRole('button', { name, exact: true }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
})

it('shares a flow by keyboard (S19)', async () => {
  await open()
  await signIn(context, dashboard.address)
  await page.goto(`${dashboard.address}/automations`)
  const name = 'Expenses above 500 € need approval'
  await page.getByRole('button', { name: `Actions for ${name}` }).press('Enter')
  await page.keyboard.press('s')
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: 'E-mail address' })
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.type('ben@acme.test')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Remove ben@acme.test' }).waitFor()
  await tabTo('dialog [data-kind="primary"]')
  await page.keyboard.press('Enter')
  await page.getByRole('listitem').filter({ hasText: name }).getByText('Shared with 1').waitFor()
  // Back on the button whose menu it came from.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    `Actions for ${name}`,
  )
})

it('is in German as a whole, keeps the choice, and mirrors every page without a word cut off', async () => {
  await open()
  await signIn(context, dashboard.address)
  await page.goto(`${dashboard.address}/automations`)
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await page.getByRole('heading', { name: 'Automationen', level: 1 }).waitFor()
  await page.goto(`${dashboard.address}/approvals?dir=rtl`)
  await page
    .getByText(/^War vor \d+ Tagen fällig/)
    .first()
    .waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
  expect(await page.title()).toBe('Freigaben · Northwind')
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
})

/** Presses Tab until the focus is there. */
async function tabTo(selector: string): Promise<void> {
  for (let presses = 0; presses < 100; presses++) {
    if (await page.evaluate((there) => document.activeElement?.matches(there), selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${selector}.`)
}

/**
 * What axe finds on the page, target size included: in a modal dialog only where there is one, because the rest is inert,
 * and in the first of many rows.
 */
async function barriersOn(where: string, only?: string[]): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(
    async ([name, rules]) => {
      const { axe } = window as unknown as {
        axe: { run(there: ElementContext, options: RunOptions): Promise<AxeResults> }
      }
      const rows = '[data-part="item"]:nth-child(n + 7)'
      const there: ElementContext = document.querySelector('dialog:modal') ?? {
        exclude: [[rows]],
      }
      const { violations } = await axe.run(there, {
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
        ...(rules && { runOnly: rules }),
      })
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${name}: ${id} ${html.slice(0, 140)}`),
      )
    },
    [where, only] as const,
  )
}
