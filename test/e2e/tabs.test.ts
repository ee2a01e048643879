import { chromium, type Browser, type BrowserContext, type Page, type Route } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchOptions } from '../../scripts/chromium.mjs'
import { servePage } from './bundle.ts'

const origin = 'https://app.test'

let browser: Browser
let context: BrowserContext
/** The token that the server takes; it is part of what it answers. */
let valid: string
/** Requests for a token that nobody has answered yet, with the page that asked. */
let asking: { page: Page; answer(): Promise<void> }[]
let asked: number
/** Refusals wait until so many are there: then all tabs are refused in the same moment. */
let refuseTogether: number
let refused: Route[]

beforeAll(async () => {
  browser = await chromium.launch(await launchOptions())
})

afterAll(() => browser?.close())

beforeEach(async () => {
  valid = 'token-0'
  asking = []
  asked = 0
  refused = []
  refuseTogether = 1
  context = await browser.newContext()
  context.setDefaultTimeout(10_000)
  await servePage(context, origin, 'tab.page.tsx')
  await context.route(`${origin}/token`, (route) => {
    asked++
    asking.push({
      page: route.request().frame().page(),
      answer: () => route.fulfill({ body: valid }),
    })
  })
  await context.route('https://api.test/**', async (route) => {
    const { authorization } = await route.request().allHeaders()
    if (authorization === `Bearer ${valid}`) {
      return answer(route, 200, [{ flowId: 'f', name: `Seen with ${valid}` }])
    }
    if (route.request().method() === 'OPTIONS') return answer(route, 204)
    refused.push(route)
    if (refused.length < refuseTogether) return
    await Promise.all(refused.splice(0).map((one) => answer(one, 401, { message: 'expired' })))
  })
})

afterEach(() => context.close())

describe('A14: two tabs whose token expires at once', () => {
  it('ask for another one once, and both go on with it', async () => {
    const tabs = await openTabs()
    refuseTogether = 2
    await refreshAll(tabs)
    await expect.poll(() => asking.length).toBe(1)
    await asking[0]!.answer()
    for (const tab of tabs) await tab.getByText('Seen with token-1').waitFor()
    expect(asked).toBe(1)
  })

  it('when the one that asks is closed meanwhile, the other asks at once', async () => {
    const tabs = await openTabs()
    refuseTogether = 2
    await refreshAll(tabs)
    await expect.poll(() => asking.length).toBe(1)
    const [first] = asking.splice(0)
    const [other] = tabs.filter((tab) => tab !== first!.page)
    await first!.page.close()
    await expect.poll(() => asking.length).toBe(1)
    expect(asking[0]!.page).toBe(other)
    await asking[0]!.answer()
    await other!.getByText('Seen with token-1').waitFor()
    expect(asked).toBe(2)
  })

  it('when the one that asks never gets an answer, the other waits for 5 s, no longer, and asks itself', async () => {
    await context.clock.install()
    const tabs = await openTabs()
    const [hung, other] = tabs as [Page, Page]
    valid = 'token-1'
    await hung.getByRole('button').click()
    await expect.poll(() => asking.length).toBe(1)
    await other.getByRole('button').click()
    await expect.poll(() => other.evaluate(waitingForTheLock)).toBe(1)
    // A second less than it may wait, because the time goes on by itself, too.
    await context.clock.fastForward(4_000)
    expect([await other.evaluate(waitingForTheLock), asked]).toEqual([1, 1])
    await context.clock.fastForward(1_000)
    await expect.poll(() => asking.length).toBe(2)
    expect(asking[1]!.page).toBe(other)
    await asking[1]!.answer()
    for (const tab of tabs) await tab.getByText('Seen with token-1').waitFor()
    expect(asked).toBe(2)
  })
})

/** Two tabs of one session that show what the first token gets. */
async function openTabs(): Promise<Page[]> {
  return Promise.all(
    [0, 1].map(async () => {
      const page = await context.newPage()
      await page.goto(origin)
      await page.getByText('Seen with token-0').waitFor()
      return page
    }),
  )
}

/** From now on the server takes another token, and the tabs find out. */
async function refreshAll(tabs: Page[]): Promise<void> {
  valid = 'token-1'
  await Promise.all(tabs.map((tab) => tab.getByRole('button').click()))
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
