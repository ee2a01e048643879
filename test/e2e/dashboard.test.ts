import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Locator, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchOptions } from '../../scripts/chromium.mjs'
import { watchForLeaks, type Watch } from './leaks.ts'

const start = fileURLToPath(new URL('../../examples/dashboard/start.mjs', import.meta.url))

let dashboard: ChildProcess
let browser: Browser
let page: Page
let address: string
let complaints: string[]
let watch: Watch

beforeAll(async () => {
  const [port, sandboxPort] = await Promise.all([freePort(), freePort()])
  dashboard = run({ PORT: String(port), SANDBOX_PORT: String(sandboxPort), LATENCY: '60' })
  address = await printed(dashboard, /Dashboard\s+(http:\S+)/)
  browser = await chromium.launch(await launchOptions())
})

afterAll(async () => {
  await browser?.close()
  dashboard?.kill('SIGINT')
  if (dashboard?.exitCode === null) await once(dashboard, 'exit')
})

beforeEach(async () => {
  page = await browser.newPage()
  page.setDefaultTimeout(10_000)
  complaints = []
  watch = watchForLeaks(page)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // The browser itself reports every answer of 400 and above.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) {
      complaints.push(message.text())
    }
  })
  await page.goto(address)
})

afterEach(async () => {
  // Each test is one for I8, too: the token is nowhere but on the wire.
  const leaks = await watch.leaksOf(watch.tokens)
  await page.close()
  expect([complaints, leaks]).toEqual([[], []])
})

it('signs in, finds a flow, starts it, and sees it start and then run', async () => {
  await signInAs('ada@acme.test')
  await search('failed card')
  const row = flow('Failed card payment → support ticket')
  await expect.poll(() => page.getByRole('listitem').count()).toBe(1)

  await row.getByRole('switch').click()

  await row.getByText('Starting').waitFor()
  await row.getByText('Running').waitFor()
  expect(await row.getByRole('switch').isChecked()).toBe(true)
})

it('keeps the truth over a reload', async () => {
  await signInAs('ada@acme.test')
  await search('requests')
  const row = flow('Feature requests to the product board')
  await row.getByRole('button', { name: /^Rename/ }).click()
  await page.keyboard.type('Requests of customers')
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT')
  await page.keyboard.press('Enter')
  await flow('Requests of customers').waitFor()
  await saved

  await page.reload()

  await search('requests')
  await flow('Requests of customers').waitFor()
  expect(await flow('Feature requests to the product board').count()).toBe(0)
})

it('approves a task and takes it off the badge before the server has even heard of it', async () => {
  await signInAs('ada@acme.test')
  await page.getByRole('link', { name: /Approvals/ }).click()
  const badge = page.getByLabel(/to decide$/)
  const before = Number(await badge.textContent())
  const title = 'Release the payment run of today'
  let send = () => {}
  const held = new Promise<void>((resolve) => {
    send = resolve
  })
  await page.route(/approve$/, async (route) => {
    await held
    await route.continue()
  })

  await page.getByRole('button', { name: `Approve ${title}` }).click()

  await badge.getByText(String(before - 1), { exact: true }).waitFor()
  const answered = page.waitForResponse(/approve$/)
  send()
  await answered
  await page.getByRole('button', { name: /^Approved/ }).click()
  await page.getByRole('listitem').filter({ hasText: title }).waitFor()
})

it('says on its row why a flow cannot start, and leaves everything else usable', async () => {
  await signInAs('ada@acme.test')
  await search('co')
  const broken = flow('Enrich new contacts with company data')
  const other = flow('Score leads and assign an owner')

  await broken.getByRole('switch').click()

  await broken.getByText(/^Missing account for/).waitFor()
  expect(await broken.getByRole('switch').isChecked()).toBe(false)
  await other.getByRole('switch').click()
  await other.getByText('Stopped').waitFor()
  await broken.getByRole('button', { name: 'Dismiss' }).click()
  await expect.poll(() => broken.getByText('Missing account').count()).toBe(0)
})

it('deletes a flow by keyboard, after asking, and stays in the list', async () => {
  await signInAs('ada@acme.test')
  const row = flow('Ad spend above budget alert')
  const next = await row.evaluate(({ nextElementSibling }) =>
    nextElementSibling!.getAttribute('aria-label'),
  )
  await row.getByRole('button', { name: /^Delete/ }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog')
  await dialog.waitFor()

  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
  expect(await focused()).toBe('Delete Ad spend above budget alert')

  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Delete' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => row.count()).toBe(0)
  // The next row itself, so that another Enter does nothing.
  expect(await focused()).toBe(next)
})

it('moves between rows with the arrow keys', async () => {
  await signInAs('ada@acme.test')
  await page.getByRole('switch').first().focus()
  await page.keyboard.press('ArrowDown')
  const second = await page.getByRole('switch').nth(1).getAttribute('aria-label')
  expect(await focused()).toBe(second)
  await page.keyboard.press('End')
  const last = await page.getByRole('switch').last().getAttribute('aria-label')
  expect(await focused()).toBe(last)
})

it('never shows a frame of the user before', async () => {
  await signInAs('ada@acme.test')
  await flow('Failed card payment → support ticket').waitFor()
  await page.evaluate(watchFrames)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await signInAs('ben@acme.test')
  await flow('Nightly export of solved tickets').waitFor()

  const frames = await page.evaluate(() => (window as unknown as { frames: string[] }).frames)
  const afterSignOut = frames.slice(frames.findIndex((frame) => frame.includes('Sign in to')))
  expect(afterSignOut.some((frame) => frame.includes('Nightly export of solved tickets'))).toBe(
    true,
  )
  expect(afterSignOut.filter((frame) => frame.includes('Failed card'))).toEqual([])
})

it('I8: finds the token on the wire only, of both users, after reads, writes, refusals and a sign-out', async () => {
  await signInAs('ada@acme.test')
  await search('co')
  await flow('Score leads and assign an owner').getByRole('switch').click()
  await flow('Enrich new contacts with company data').getByRole('switch').click()
  await page.getByText(/^Missing account for/).waitFor()
  await page.getByRole('link', { name: /Approvals/ }).click()
  await page
    .getByRole('button', { name: /^Reject / })
    .first()
    .click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await signInAs('ben@acme.test')
  await page.getByRole('link', { name: /Automations/ }).click()
  await flow('Nightly export of solved tickets').waitFor()
  expect(watch.tokens.size).toBe(2)
  expect(await watch.leaksOf(watch.tokens)).toEqual([])
})

it('asks to sign in again when the server refuses the renewed token, too', async () => {
  await signInAs('ada@acme.test')
  await page.getByRole('switch').first().waitFor()
  await page.route(/\/flows\?/, (route) =>
    route.fulfill({ status: 401, headers: { 'access-control-allow-origin': '*' }, body: '{}' }),
  )
  await page.getByRole('button', { name: 'Running', exact: true }).click()
  await page.getByRole('heading', { name: 'Sign in to Northwind' }).waitFor()
})

it('says on every screen that it is offline, and goes on when it is back', async () => {
  await signInAs('ada@acme.test')
  await page.getByRole('link', { name: /Approvals/ }).click()
  const task = page.getByRole('button', { name: /^Approve / }).first()
  await task.waitFor()

  await page.context().setOffline(true)
  await page.getByText('You are offline').waitFor()
  await page.getByRole('button', { name: /^Approved/ }).click()
  await expect.poll(() => task.count()).toBe(0)

  await page.context().setOffline(false)
  await expect.poll(() => page.getByRole('listitem').count()).toBeGreaterThan(0)
  expect(await page.getByText('You are offline').count()).toBe(0)
})

it('fits on a phone', async () => {
  await page.setViewportSize({ width: 360, height: 740 })
  await signInAs('ada@acme.test')
  await page.getByRole('switch').first().waitFor()
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
})

it('refuses a wrong password in words', async () => {
  await page.getByLabel('E-mail').fill('ada@acme.test')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Wrong e-mail or password.').waitFor()
})

it('says which port is taken', async () => {
  const second = run({ PORT: new URL(address).port, SANDBOX_PORT: String(await freePort()) })
  expect(await printed(second, /(Port \d+ for the dashboard is taken)/)).toContain('taken')
  const [code] = (await once(second, 'exit')) as [number]
  expect(code).toBe(1)
})

async function signInAs(user: string): Promise<void> {
  await page.getByRole('button', { name: user }).click()
}

async function search(text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text)
}

function flow(name: string): Locator {
  return page.getByRole('listitem').filter({ hasText: name })
}

function focused(): Promise<string | null> {
  return page.evaluate(() => document.activeElement!.getAttribute('aria-label'))
}

/** Runs in the page: keeps the text of every frame that was painted. */
function watchFrames(): void {
  const frames: string[] = []
  Object.assign(window, { frames })
  const watch = () => {
    const text = document.body.innerText
    if (text !== frames.at(-1)) frames.push(text)
    requestAnimationFrame(watch)
  }
  watch()
}

function run(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [start], { env: { ...process.env, ...env }, stdio: 'pipe' })
}

/** What the first match in the program's output captured. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const match = pattern.exec(output)
      if (match) resolve(match[1]!)
    }
    child.stdout!.on('data', read)
    child.stderr!.on('data', read)
    child.once('exit', () => reject(new Error(`It ended without printing ${pattern}:\n${output}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
