import type { Browser, BrowserContext, Page, Route } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../../scripts/chromium.mjs'
import { bundlePage, servePage, type Files } from './bundle.ts'

const origin = 'https://app.test'

/** One exchange of a refresh token that the server has not handled yet. */
interface Exchange {
  page: Page
  handle(): Promise<void>
}

let browser: Browser
let files: Files
let context: BrowserContext
/** The refresh token that is good; it can be used once. Once another was used, none is good any more. */
let refreshToken: string | undefined
/** The access tokens that are good. */
let valid: Set<string>
let exchanges: Exchange[]
/** What the server did, for the count. */
let handled: number
/** Whether the test handles the exchanges. */
let isManual: boolean

beforeAll(async () => {
  ;[browser, files] = await Promise.all([launchChromium(), bundlePage('refreshToken.page.tsx')])
})

afterAll(() => browser?.close())

beforeEach(async () => {
  refreshToken = 'refresh-0'
  valid = new Set()
  exchanges = []
  handled = 0
  isManual = false
  context = await browser.newContext()
  context.setDefaultTimeout(10_000)
  await context.addInitScript(() => {
    if (!localStorage.getItem('refresh-token')) localStorage.setItem('refresh-token', 'refresh-0')
  })
  await servePage(context, origin, files)
  await context.route('https://api.test/**', async (route) => {
    const request = route.request()
    if (request.method() === 'OPTIONS') return answer(route, 204)
    if (request.url().endsWith('/user/sso/refresh')) {
      const exchange = { page: request.frame().page(), handle: () => renew(route) }
      if (!isManual) return exchange.handle()
      exchanges.push(exchange)
      return undefined
    }
    const { authorization = '' } = await request.allHeaders()
    const bearer = authorization.replace('Bearer ', '')
    if (!valid.has(bearer)) return answer(route, 401, { message: 'expired' })
    return answer(route, 200, [{ flowId: 'f', name: `Seen with ${bearer}` }])
  })
})

afterEach(() => context.close())

describe('A14: two tabs that share one refresh token, which can be used once', () => {
  it('renew at once, again and again, and neither is signed out', async () => {
    const tabs = await openTabs()
    for (let round = 0; round < 3; round++) {
      const before = handled
      valid.clear()
      await Promise.all(tabs.map((tab) => tab.getByRole('button').click()))
      for (const tab of tabs) await seesANewToken(tab, before)
      expect(handled).toBe(before + 2)
      expect(await statuses(tabs)).toEqual(['authenticated', 'authenticated'])
    }
  })

  it('when the one that asks is closed meanwhile, the other asks at once', async () => {
    const tabs = await openTabs()
    const before = handled
    isManual = true
    valid.clear()
    await Promise.all(tabs.map((tab) => tab.getByRole('button').click()))
    await expect.poll(() => exchanges.length).toBe(1)
    const [closed] = exchanges.splice(0)
    const [other] = tabs.filter((tab) => tab !== closed!.page)
    await expect.poll(() => other!.evaluate(waitingForTheLock)).toBe(1)
    await closed!.page.close()
    await expect.poll(() => exchanges.length).toBe(1)
    expect(exchanges[0]!.page).toBe(other)
    await exchanges[0]!.handle()
    await seesANewToken(other!, before)
    expect(await statuses([other!])).toEqual(['authenticated'])
  })

  it('when the one that asks never gets an answer, the other waits for 5 s, no longer', async () => {
    await context.clock.install()
    const tabs = (await openTabs()) as [Page, Page]
    const before = handled
    isManual = true
    valid.clear()
    const [hung, other] = tabs
    await hung.getByRole('button').click()
    await expect.poll(() => exchanges.length).toBe(1)
    await other.getByRole('button').click()
    await expect.poll(() => other.evaluate(waitingForTheLock)).toBe(1)
    // A second less than it may wait, because the time goes on by itself, too.
    await context.clock.fastForward(4_000)
    expect([await other.evaluate(waitingForTheLock), exchanges.length]).toEqual([1, 1])
    await context.clock.fastForward(1_000)
    await expect.poll(() => exchanges.length).toBe(2)
    expect(exchanges[1]!.page).toBe(other)
    await exchanges[1]!.handle()
    await seesANewToken(other, before)
    isManual = false
    await hung.getByRole('button').click()
    await seesANewToken(hung, before + 1)
    expect(await statuses(tabs)).toEqual(['authenticated', 'authenticated'])
  })
})

/** Two tabs of one session that show what their first token gets. */
async function openTabs(): Promise<Page[]> {
  return Promise.all(
    [0, 1].map(async () => {
      const page = await context.newPage()
      await page.goto(origin)
      await page.getByText('Seen with token-').waitFor()
      return page
    }),
  )
}

/** Waits until the page shows what a token gets that is newer than the exchanges so far. */
async function seesANewToken(page: Page, before: number): Promise<void> {
  const number = async () => Number(/\d+$/.exec(await page.getByRole('button').innerText())?.[0])
  await expect.poll(number, { timeout: 10_000 }).toBeGreaterThan(before)
}

function statuses(pages: Page[]): Promise<string[]> {
  return Promise.all(pages.map((page) => page.getByRole('status').innerText()))
}

/** Hands out the next tokens. A token that was used before is a theft for all the server knows: it ends the session. */
async function renew(route: Route): Promise<void> {
  const isGood = route.request().postDataJSON().refreshToken === refreshToken
  if (!isGood) {
    refreshToken = undefined
    valid.clear()
    return answer(route, 401, { message: 'Invalid refresh token' })
  }
  handled++
  refreshToken = `refresh-${handled}`
  valid.add(`token-${handled}`)
  return answer(route, 200, { token: `token-${handled}`, refreshToken })
}

/** Runs in the page. */
async function waitingForTheLock(): Promise<number> {
  return (await navigator.locks.query()).pending!.length
}

function answer(route: Route, status: number, body?: unknown): Promise<void> {
  return route.fulfill({
    status,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*, authorization',
    },
    ...(body !== undefined && { json: body }),
  })
}
