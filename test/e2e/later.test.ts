import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchOptions } from '../../scripts/chromium.mjs'
import { createManualClock, createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { servePage, type PageServer } from './bundle.ts'
import { serveSandbox } from './sandbox.ts'

const origin = 'https://app.test'
const command = 'POST /flows/:flowId/coordinator'
const status = 'GET /flows/:flowId/coordinator/status'

let browser: Browser
let page: Page
let sandbox: Sandbox
let server: PageServer
let complaints: Error[]

beforeAll(async () => {
  browser = await chromium.launch(await launchOptions())
})

afterAll(() => browser?.close())

beforeEach(async () => {
  sandbox = createSandbox({ clock: createManualClock() })
  complaints = []
  page = await browser.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => complaints.push(error))
  server = await servePage(page.context(), origin, 'later.page.tsx')
  await serveSandbox(page, 'https://api.test', sandbox)
})

afterEach(async () => {
  await page.close()
  expect(complaints).toEqual([])
})

describe('what watches flows and keeps intervals', () => {
  it('is loaded when it is needed, a command’s while the command is on the wire', async () => {
    sandbox.faults.add({ on: command, delay: 60_000 })
    const flow = await open()
    await expect.poll(() => server.asked).toContain('poller')
    expect(server.asked).not.toContain('follower')
    await flow.click()
    await expect.poll(() => server.asked).toContain('follower')
    expect(sandbox.requests.of(command).some((request) => request.status !== undefined)).toBe(false)
  })

  it('follows what was shown before it was there', async () => {
    const [flow] = sandbox.database.flows
    flow!.stage = 'starting'
    await open('?still')
    await expect.poll(() => sandbox.requests.count(status)).toBeGreaterThan(0)
  })

  it('is not missed where the server has it no more: a command ends with its answer, an interval has a timer', async () => {
    server.isWhole = false
    const flow = await open()
    await flow.click()
    await page.getByText('success').waitFor()
    await flow.getByText('starting').waitFor()
    await expect.poll(() => sandbox.requests.count('GET /flows/count')).toBeGreaterThan(4)
    expect(sandbox.requests.count(status)).toBe(0)
  })

  it('and what is on its way is looked at from time to time', async () => {
    server.isWhole = false
    await page.clock.install()
    const [flow] = sandbox.database.flows
    flow!.stage = 'starting'
    await open('?still')
    const row = page.getByRole('button', { name: flow!.name })
    await row.getByText('starting').waitFor()
    flow!.stage = 'running'
    await page.clock.fastForward(10_000)
    await row.getByText('running').waitFor()
    const read = sandbox.requests.count('GET /flows')
    await page.clock.fastForward(60_000)
    expect(sandbox.requests.count('GET /flows')).toBe(read)
  })

  it('once in a while, however often it was read meanwhile', async () => {
    server.isWhole = false
    await page.clock.install()
    sandbox.database.flows[0]!.stage = 'starting'
    const other = await open('?still')
    await page.clock.fastForward(3_000)
    await other.click()
    await page.getByText('success').waitFor()
    await expect.poll(() => sandbox.requests.count('GET /flows')).toBe(2)
    await page.clock.fastForward(7_500)
    await expect.poll(() => sandbox.requests.count('GET /flows')).toBe(3)
    await page.clock.fastForward(5_000)
    // What the page does in this time is done in order, so this is behind a second read.
    await page.evaluate(() => fetch('https://api.test/flows/count'))
    expect(sandbox.requests.count('GET /flows')).toBe(3)
  })

  it('nor does a refusal need what tells who was faster', async () => {
    server.isWhole = false
    const flow = await open()
    sandbox.faults.add({ on: command, status: 404 })
    const before = sandbox.requests.count('GET /flows')
    await flow.click()
    await page.getByText('error').waitFor()
    await expect.poll(() => sandbox.requests.count('GET /flows')).toBe(before + 1)
    expect(await flow.textContent()).toContain('stopped')
  })
})

describe('what sends many at once', () => {
  beforeEach(() => {
    for (const flow of sandbox.database.flows) flow.stage = 'stopped'
  })

  it('is loaded with the component that can do it', async () => {
    await open()
    await expect.poll(() => server.asked).toContain('bulkRun')
    await page.getByRole('button', { name: 'Start two' }).click()
    await page.getByText('2 done, 0 failed, running: false').waitFor()
  })

  it('is not there: all of it is shown at the click all the same, and goes back unsent', async () => {
    server.isWhole = false
    await open()
    await page.evaluate(() => {
      const watched = new MutationObserver(() => {
        if (document.body.textContent.match(/starting.*starting/)) document.title = 'shown'
      })
      watched.observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    await page.getByRole('button', { name: 'Start two' }).click()
    await page.getByText('0 done, 2 failed, running: false').waitFor()
    expect(await page.title()).toBe('shown')
    expect(await page.getByRole('button', { name: 'starting' }).count()).toBe(0)
    expect(sandbox.requests.count(command)).toBe(0)
    // Chromium tells of what; errors hold no addresses.
    expect(await page.locator('pre').textContent()).toMatch(/^TypeError: .*\(URL\)/)
  })
})

/** Opens the page; answers the button of a flow that stands. */
async function open(search = '') {
  await page.goto(`${origin}/${search}#${sandbox.tokenFor('ada@acme.test')}`)
  const button = page.getByRole('button', { name: 'stopped' }).first()
  const name = (await button.textContent())!.replace(' stopped', '')
  return page.getByRole('button', { name })
}
