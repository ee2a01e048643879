import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, request as forward } from 'node:http'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Locator, type Page } from 'playwright'
import { build, type Rolldown } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchOptions } from '../../scripts/chromium.mjs'
import { watchForLeaks, type Watch } from './leaks.ts'

const start = fileURLToPath(new URL('../../examples/dashboard/start.mjs', import.meta.url))

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self' http://127.0.0.1:* http://localhost:*",
  "require-trusted-types-for 'script'",
].join('; ')

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
  await chooseFor('Feature requests to the product board', 'Rename')
  await page.keyboard.type('Requests of customers')
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT')
  await page.keyboard.press('Enter')
  await flow('Requests of customers').waitFor()
  await saved

  await page.reload()

  // The search is in the address.
  await flow('Requests of customers').waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('requests')
  expect(await flow('Feature requests to the product board').count()).toBe(0)
})

it('approves a task and takes it off the badge at once; the row stays with the outcome and Undo until it is sent', async () => {
  await page.clock.install()
  await signInAs('ada@acme.test')
  await goTo('Approvals')
  const badge = page.locator('.sidebar .badge > [aria-hidden]')
  const before = Number(await badge.textContent())
  const title = 'Release the payment run of today'
  const row = page.getByRole('listitem').filter({ hasText: title })
  const approve = row.getByRole('button', { name: `Approve ${title}` })

  await approve.press('Enter')
  await badge.getByText(String(before - 1), { exact: true }).waitFor()
  await row.getByText('You approved').waitFor()
  await row.getByRole('button', { name: `Undo: ${title}` }).press('Enter')
  await badge.getByText(String(before), { exact: true }).waitFor()

  await approve.press('Enter')
  const answered = page.waitForResponse(/approve$/)
  await row.getByText('You approved').waitFor()
  await page.clock.fastForward(10_000)
  await answered
  await page.getByRole('button', { name: /^Approved/ }).click()
  await page.getByRole('listitem').filter({ hasText: title }).waitFor()
})

it('says on its row why a flow cannot start, and leaves everything else usable', async () => {
  await signInAs('ada@acme.test')
  await search('co')
  // Rows that move under the pointer are not clicked: the list has settled when this one has left.
  await flow('Publish new blog posts').waitFor({ state: 'detached' })
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

it('deletes a flow by keyboard, offers to undo it on every page, and keeps the focus in the list', async () => {
  await signInAs('ada@acme.test')
  const name = 'Ad spend above budget alert'
  const row = flow(name)
  const opener = row.getByRole('button', { name: `Actions for ${name}` })
  await opener.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Rename' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(focused).toBe(`Actions for ${name}`)

  await page.keyboard.press('ArrowUp')
  await expect.poll(() => page.evaluate(() => document.activeElement!.textContent)).toBe('Delete')
  await page.keyboard.press('Enter')
  await expect.poll(() => row.count()).toBe(0)
  expect(
    await page.evaluate(() => document.activeElement!.closest('[data-part="items"]') !== null),
  ).toBe(true)

  await goTo('Approvals')
  await page.getByText(`Deleted “${name}”`).waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await goTo('Automations')
  await row.waitFor()
})

it('keeps what is shown in the address, so that the back button goes back to it', async () => {
  await signInAs('ada@acme.test')
  await flow('Archive signed contracts').waitFor()
  await page.getByRole('button', { name: /^Stopped/ }).click()
  await expect.poll(() => page.url()).toContain('stage=stopped')
  await page.getByRole('button', { name: 'Lost deal follow-up after 90 days', exact: true }).click()
  await page.getByRole('complementary', { name: 'Lost deal follow-up after 90 days' }).waitFor()

  await goTo('Approvals')
  await expect.poll(() => page.title()).toBe('Approvals · Northwind')
  await expect
    .poll(() => page.evaluate(() => document.activeElement!.textContent))
    .toBe('Approvals')

  await page.goBack()
  await page.getByRole('complementary', { name: 'Lost deal follow-up after 90 days' }).waitFor()
  await page.keyboard.press('Escape')
  await page.goBack()
  await page.goBack()
  await page.goBack()
  await flow('Archive signed contracts').waitFor()
})

it('creates, shares and copies an automation', async () => {
  await signInAs('ada@acme.test')
  await page.getByRole('button', { name: 'New automation' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Greet new colleagues')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await flow('Greet new colleagues').waitFor()

  await chooseFor('Greet new colleagues', 'Share…')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ben@acme.test')
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await flow('Greet new colleagues').getByText('Shared with 1').waitFor()

  await chooseFor('Greet new colleagues', 'Duplicate')
  await expect.poll(() => flow('Greet new colleagues').count()).toBe(2)
})

it('runs under a policy that allows nothing but its own files, and is accessible on every page', async () => {
  const built = await serveBuilt()
  page.on('console', (message) => {
    if (/Content.Security|Trusted/i.test(message.text())) complaints.push(message.text())
  })
  await page.goto(built.url)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const barriers = await barriersOn('Sign in')
  await signInAs('ada@acme.test')
  for (const section of [
    'Automations',
    'Approvals',
    'Connections',
    'Data',
    'Activity',
    'Insights',
  ]) {
    await goTo(section)
    await page.locator('[data-part="item"]').first().waitFor()
    barriers.push(...(await barriersOn(section)))
  }
  expect(barriers).toEqual([])
  await goTo('Approvals')
  await page.getByRole('button', { name: /^Discount/ }).click()
  await page.getByRole('complementary', { name: /^Discount/ }).waitFor()
  await built.close()
})

it('moves between rows with the arrow keys', async () => {
  await signInAs('ada@acme.test')
  await page.getByRole('switch').first().focus()
  const first = await focusedRow()
  await page.keyboard.press('ArrowDown')
  expect(await focusedRow()).toBe(first + 1)
  await page.keyboard.press('End')
  expect(await focusedRow()).toBe((await page.locator('[data-part="item"]').count()) - 1)
})

it('never shows a frame of the user before', async () => {
  await signInAs('ada@acme.test')
  await flow('Failed card payment → support ticket').waitFor()
  await page.evaluate(watchFrames)

  await signOut()
  await signInAs('ben@acme.test')
  await flow('Nightly export of solved tickets').waitFor()

  const frames = await page.evaluate(() => (window as unknown as { frames: string[] }).frames)
  const afterSignOut = frames.slice(
    frames.findIndex((frame) => frame.includes('Sandbox: sign in as')),
  )
  expect(afterSignOut.some((frame) => frame.includes('Nightly export of solved tickets'))).toBe(
    true,
  )
  expect(afterSignOut.filter((frame) => frame.includes('Failed card'))).toEqual([])
})

it('I8: finds the token on the wire only, of both users, after reads, writes, refusals and a sign-out', async () => {
  await signInAs('ada@acme.test')
  await search('co')
  await flow('Publish new blog posts').waitFor({ state: 'detached' })
  await flow('Score leads and assign an owner').getByRole('switch').click()
  await flow('Enrich new contacts with company data').getByRole('switch').click()
  await page.getByText(/^Missing account for/).waitFor()
  await goTo('Approvals')
  await page
    .getByRole('button', { name: /^Reject / })
    .first()
    .click()
  await signOut()
  await signInAs('ben@acme.test')
  await goTo('Automations')
  await flow('Nightly export of solved tickets').waitFor()
  expect(watch.tokens.size).toBe(2)
  expect(await watch.leaksOf(watch.tokens)).toEqual([])
})

it('asks to sign in again over the page when the server refuses the renewed token, too, and goes on where it was', async () => {
  await signInAs('ada@acme.test')
  await page.getByRole('switch').first().waitFor()
  await page.route(/\/flows\?/, (route) =>
    route.fulfill({ status: 401, headers: { 'access-control-allow-origin': '*' }, body: '{}' }),
  )
  await search('leads')
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.waitFor()

  await page.unroute(/\/flows\?/)
  await dialog.getByLabel('Password for ada@acme.test').fill('ada-demo-password')
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await flow('Score leads and assign an owner').waitFor()
  // What was typed is still there.
  expect(await page.getByRole('searchbox').inputValue()).toBe('leads')
})

it('says on every screen that it is offline, and goes on when it is back', async () => {
  await signInAs('ada@acme.test')
  await goTo('Approvals')
  const task = page.getByRole('button', { name: /^Approve / }).first()
  await task.waitFor()

  await page.context().setOffline(true)
  await page.getByText('You are offline').waitFor()
  await page.getByRole('button', { name: /^Approved/ }).click()
  await expect.poll(() => task.count()).toBe(0)

  await page.context().setOffline(false)
  await expect
    .poll(() => page.getByRole('listitem').count(), { timeout: 10_000 })
    .toBeGreaterThan(0)
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

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: /^Profile of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
}

async function goTo(section: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^${section}`) }).click()
}

/** Opens the menu of a row, and chooses. */
async function chooseFor(name: string, choice: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
  await page.getByRole('menuitem', { name: choice }).click()
}

/** The dashboard as it is deployed: built, with a strict policy, and its back end behind the same origin. */
async function serveBuilt(): Promise<{ url: string; close: () => Promise<void> }> {
  const { output } = (await build({
    configFile: fileURLToPath(new URL('../../examples/dashboard/vite.config.ts', import.meta.url)),
    logLevel: 'error',
    build: { write: false, minify: false, modulePreload: false },
  })) as Rolldown.RolldownOutput
  const types: Record<string, string> = { js: 'text/javascript', css: 'text/css' }
  const server = createHttpServer((request, response) => {
    if (request.url!.startsWith('/session')) {
      const { method, headers } = request
      request.pipe(
        forward(new URL(request.url!, address), { method, headers }, (answer) => {
          response.writeHead(answer.statusCode!, answer.headers)
          answer.pipe(response)
        }),
      )
      return
    }
    const file =
      output.find(({ fileName }) => `/${fileName}` === request.url) ??
      output.find(({ fileName }) => fileName === 'index.html')!
    response.writeHead(200, {
      'content-type': types[file.fileName.split('.').at(-1)!] ?? 'text/html',
      'content-security-policy': policy,
    })
    response.end(file.type === 'chunk' ? file.code : file.source)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on the page. */
async function barriersOn(name: string): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async (where) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document)
    return violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html}`)
  }, name)
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

/** The row that has the focus, or a control in it. */
function focusedRow(): Promise<number> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-part="item"]')].findIndex((row) =>
      row.contains(document.activeElement),
    ),
  )
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
