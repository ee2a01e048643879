import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium, launchOptions } from '../../scripts/chromium.mjs'
import { serveSandbox, type SandboxServer } from '../../src/sandbox/server.ts'
import { bundlePage, listenWith, type BundleServer } from './bundle.ts'

const name = 'Account of the test'
const status = 'GET /auth/status/:ticket'

let browser: Browser
let app: BundleServer
let server: SandboxServer
let page: Page

beforeAll(async () => {
  browser = await launchChromium()
  app = await listenWith(await bundlePage('connect.page.tsx'))
})

afterAll(async () => {
  await app?.close()
  await browser?.close()
})

beforeEach(async () => {
  server = await serveSandbox({ port: 0 })
  const context = await browser.newContext()
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
})

afterEach(async () => {
  await page.context().close()
  await server.close()
})

async function open(options: { timeout?: number } = {}): Promise<void> {
  const search = new URLSearchParams({ baseUrl: server.url })
  for (const user of ['ada@acme.test', 'ben@acme.test']) {
    search.append('token', server.sandbox.tokenFor(user))
  }
  if (options.timeout !== undefined) search.set('timeout', String(options.timeout))
  await page.goto(`${app.url}/?${search}`)
  await page.getByText('acme.test', { exact: true }).waitFor()
}

/** The page of the provider, in the window that a click on this button opens. */
async function connect(button: string): Promise<Page> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: button }).click(),
  ])
  await popup.getByRole('button', { name: 'Allow', exact: true }).waitFor()
  return popup
}

const outcome = () => page.getByRole('status').textContent()
const windows = () => page.context().pages().length
const ticket = () => server.sandbox.consents.waiting().at(-1)!.ticket

/** The server has been asked so often again, and the app has not come to an end. */
async function staysConnecting(times = 3): Promise<void> {
  const before = server.sandbox.requests.count(status)
  await expect
    .poll(() => server.sandbox.requests.count(status))
    .toBeGreaterThanOrEqual(before + times)
  expect(await outcome()).toBe('connecting')
}

/** Messages that this page, a frame of it and the popup's opener could get from anyone. */
async function forge(): Promise<void> {
  await page.evaluate(
    ([right, wrong]) => {
      for (const word of ['success', 'failure']) {
        for (const each of [right, wrong]) {
          window.postMessage(`appmixer.auth.${word}.${each}`, '*')
          const frame = document.createElement('iframe')
          frame.srcdoc = `<script>parent.postMessage('appmixer.auth.${word}.${each}', '*')</script>`
          frame.setAttribute('sandbox', 'allow-scripts')
          document.body.append(frame)
        }
      }
    },
    [ticket(), 'other'] as const,
  )
}

describe('with real windows over HTTP', () => {
  it('connected: by the word of the last page, whatever forged messages said before', async () => {
    await open()
    const popup = await connect('Connect HubSpot')
    await forge()
    await staysConnecting(12)
    await popup.getByLabel('Account').fill(name)
    const closed = popup.waitForEvent('close')
    await popup.getByRole('button', { name: 'Allow', exact: true }).click()
    await closed
    await expect.poll(outcome).toBe('connected')
    await page.getByText(name).waitFor()
    expect(windows()).toBe(1)
  })

  it('connected: also when the page of the provider is loaded again in between', async () => {
    await open()
    const popup = await connect('Connect HubSpot')
    await popup.reload()
    await popup.getByLabel('Account').fill(name)
    await popup.getByRole('button', { name: 'Allow', exact: true }).click()
    await expect.poll(outcome).toBe('connected')
  })

  it('connected: after a provider that cuts the window off from its opener (COOP)', async () => {
    // The user is in the other window. Playwright gives every page the focus.
    await page.addInitScript(() => {
      document.hasFocus = () => false
    })
    await open()
    const popup = await connect('Connect Google')
    expect(await popup.evaluate(() => window.opener)).toBeNull()
    await staysConnecting()
    await popup.getByLabel('Account').fill(name)
    await popup.getByRole('button', { name: 'Allow', exact: true }).click()
    await expect.poll(outcome).toBe('connected')
    await page.getByText(name).waitFor()
  })

  it('connected: with a key in a form, after a wrong one', async () => {
    await open()
    const popup = await connect('Connect Stripe')
    await popup.getByLabel('Account').fill(name)
    await popup.getByLabel('API key').fill('wrong')
    await popup.getByRole('button', { name: 'Allow' }).click()
    await popup.getByRole('alert').waitFor()
    await popup.getByLabel('Account').fill(name)
    await popup.getByLabel('API key').fill('sk_live_4711')
    await popup.getByRole('button', { name: 'Allow' }).click()
    await expect.poll(outcome).toBe('connected')
    await page.getByText(name).waitFor()
  })

  it('connected: after a provider that takes its time', async () => {
    await open()
    const popup = await connect('Connect HubSpot')
    await popup.getByRole('button', { name: 'Allow in three seconds' }).click()
    await popup.getByText('Working…').waitFor()
    await expect.poll(outcome).toBe('connected')
  })

  it('cancelled: the user closes the window', async () => {
    await open()
    const popup = await connect('Connect HubSpot')
    await forge()
    await popup.close()
    await expect.poll(outcome).toBe('cancelled')
  })

  it('refused: the user says no', async () => {
    await open()
    const popup = await connect('Connect HubSpot')
    await forge()
    await popup.getByRole('button', { name: 'Deny' }).click()
    await expect.poll(outcome).toBe('refused')
    await expect.poll(windows).toBe(1)
  })

  it('timed-out: the provider never answers', async () => {
    await open({ timeout: 4_000 })
    const popup = await connect('Connect HubSpot')
    await forge()
    await popup.getByRole('button', { name: 'Never answer' }).click()
    await expect.poll(outcome).toBe('timed-out')
    await expect.poll(windows).toBe(1)
  })

  it('blocked: a link opens the page by hand, and the account is waited for', async () => {
    // A headless Chromium has no pop-up blocker. This is what those say that have one.
    await page.addInitScript(() => {
      window.open = () => null
    })
    await open()
    await page.getByRole('button', { name: 'Connect HubSpot' }).click()
    await expect.poll(outcome).toBe('blocked')
    expect(windows()).toBe(1)
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Open by hand' }).click(),
    ])
    await forge()
    await tab.getByLabel('Account').fill(name)
    await tab.getByRole('button', { name: 'Allow', exact: true }).click()
    await expect.poll(outcome).toBe('connected')
    await page.getByText(name).waitFor()
  })

  it('blocked: the browser itself opens no window; the page is opened by hand', async () => {
    const { args, ...options } = await launchOptions()
    const strict = await launchChromium({ ...options, args: [...args, '--block-new-web-contents'] })
    const before = page
    try {
      page = await (await strict.newContext()).newPage()
      await open()
      await page.getByRole('button', { name: 'Connect HubSpot' }).click()
      await expect.poll(outcome).toBe('blocked')
      const link = page.getByRole('link', { name: 'Open by hand' })
      const url = (await link.getAttribute('href'))!
      // No click opens a window here, so the address goes into a new one.
      await link.click()
      await expect.poll(outcome).toBe('connecting')
      expect(windows()).toBe(1)
      const tab = await page.context().newPage()
      await tab.goto(url)
      await tab.getByLabel('Account').fill(name)
      await tab.getByRole('button', { name: 'Allow', exact: true }).click()
      await expect.poll(outcome).toBe('connected')
      await page.getByText(name).waitFor()
    } finally {
      page = before
      await strict.close()
    }
  })

  it.each(['Leave', 'Switch user'])('%s: no window is left', async (button) => {
    await open()
    await connect('Connect HubSpot')
    await page.getByRole('button', { name: button }).click()
    await expect.poll(windows).toBe(1)
  })

  it('a double click opens one window', async () => {
    await open()
    const popup = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Connect HubSpot' }).dblclick()
    await popup
    await staysConnecting()
    expect(windows()).toBe(2)
    expect(server.sandbox.requests.count('POST /auth/ticket')).toBe(1)
  })

  it('an app that is loaded again in between leaves no window, and can begin again', async () => {
    await open()
    await connect('Connect HubSpot')
    await page.reload()
    await expect.poll(windows).toBe(1)
    const popup = await connect('Connect HubSpot')
    await popup.getByLabel('Account').fill(name)
    await popup.getByRole('button', { name: 'Allow', exact: true }).click()
    await expect.poll(outcome).toBe('connected')
  })
})
