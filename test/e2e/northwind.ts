import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Locator, Page } from 'playwright'
import { expect, inject, it as base } from 'vitest'
import { createBackend } from '../../examples/dashboard/backend.ts'
import { launchChromium } from '../../scripts/chromium.mjs'
import { serveSandbox } from '../../src/sandbox/server.ts'
import { fileAt } from './bundle.ts'
import { watchForLeaks, type Watch } from './leaks.ts'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self' http://127.0.0.1:*",
  "require-trusted-types-for 'script'",
].join('; ')

/**
 * A test with a page of the dashboard of its own: `app` is what its user can do there. When it has ended, nothing may have
 * been reported on the console, and the token may be nowhere but on the wire (I8).
 */
export const it = base
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern what a fixture needs.
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }): Promise<Browser> => {
    const browser = await launchChromium()
    onCleanup(() => browser.close())
    return browser
  })
  // oxlint-disable-next-line no-empty-pattern
  .extend('address', async ({}, { onCleanup }): Promise<string> => {
    const { url, close } = await serveDashboard()
    onCleanup(close)
    return url
  })
  .extend('opened', async ({ browser, address }, { onCleanup }): Promise<Opened> => {
    const page = await browser.newPage()
    page.setDefaultTimeout(10_000)
    const complaints = complaintsOf(page)
    const watch = watchForLeaks(page)
    onCleanup(async () => {
      const leaks = await watch.leaksOf(watch.tokens)
      await page.close()
      expect([complaints, leaks]).toEqual([[], []])
    })
    await page.goto(address)
    return { page, watch }
  })
  .extend('page', ({ opened }): Page => opened.page)
  .extend('watch', ({ opened }): Watch => opened.watch)
  .extend('app', ({ page }): App => appOf(page))

interface Opened {
  page: Page
  watch: Watch
}

/** What a user of the dashboard does again and again. */
export interface App {
  signInAs(user: string): Promise<void>
  signOut(): Promise<void>
  goTo(section: string): Promise<void>
  search(text: string): Promise<void>
  /** Opens the menu of a row, and chooses. */
  chooseFor(name: string, choice: string): Promise<void>
  /** The row of a flow. */
  flow(name: string): Locator
}

export function appOf(page: Page): App {
  return {
    signInAs: (user) => page.getByRole('button', { name: user }).click(),
    async signOut() {
      await page.getByRole('button', { name: /^Profile of/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
    },
    goTo: (section) => page.getByRole('link', { name: new RegExp(`^${section}`) }).click(),
    search: (text) => page.getByRole('searchbox').fill(text),
    async chooseFor(name, choice) {
      await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
      await page.getByRole('menuitem', { name: choice }).click()
    },
    flow: (name) => page.getByRole('listitem').filter({ hasText: name }),
  }
}

/** What the page reports about itself. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    const text = message.text()
    // The browser itself reports every answer of 400 and above.
    const isError = message.type() === 'error' && !text.startsWith('Failed to load')
    if (isError || /Content.Security|Trusted/i.test(text)) complaints.push(text)
  })
  return complaints
}

/** The dashboard as it is deployed, with a strict policy, its back end behind the same origin and a new sandbox behind that. */
async function serveDashboard(): Promise<{ url: string; close: () => Promise<void> }> {
  const sandbox = await serveSandbox({ port: 0, latency: 60, data: 'integrations' })
  const handle = createBackend(sandbox.url, true)
  const server = createServer((request, response) => {
    void handle(request, response, () => {
      const { contentType, body } = fileAt(inject('dashboard'), request.url!)
      response.writeHead(200, { 'content-type': contentType, 'content-security-policy': policy })
      response.end(body)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await sandbox.close()
    },
  }
}
