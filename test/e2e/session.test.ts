import { expect } from 'vitest'
import { appOf, it } from './northwind.ts'

it('never shows a frame of the user before', async ({ app, page }) => {
  await app.signInAs('ada@acme.test')
  await app.flow('Failed card payment → support ticket').waitFor()
  await page.evaluate(watchFrames)

  await app.signOut()
  await app.signInAs('ben@acme.test')
  await app.flow('Nightly export of solved tickets').waitFor()

  const frames = await page.evaluate(() => (window as unknown as { frames: string[] }).frames)
  const afterSignOut = frames.slice(
    frames.findIndex((frame) => frame.includes('Sandbox: sign in as')),
  )
  expect(afterSignOut.some((frame) => frame.includes('Nightly export of solved tickets'))).toBe(
    true,
  )
  expect(afterSignOut.filter((frame) => frame.includes('Failed card'))).toEqual([])
})

it('I8: finds the token on the wire only, of both users, after reads, writes, refusals and a sign-out', async ({
  app,
  page,
  watch,
}) => {
  await app.signInAs('ada@acme.test')
  await app.search('co')
  await app.flow('Publish new blog posts').waitFor({ state: 'detached' })
  await app.flow('Score leads and assign an owner').getByRole('switch').click()
  await app.flow('Enrich new contacts with company data').getByRole('switch').click()
  await page.getByText(/^Missing account for/).waitFor()
  await app.goTo('Approvals')
  await page
    .getByRole('button', { name: /^Reject / })
    .first()
    .click()
  await app.signOut()
  await app.signInAs('ben@acme.test')
  await app.goTo('Automations')
  await app.flow('Nightly export of solved tickets').waitFor()
  expect(watch.tokens.size).toBe(2)
  expect(await watch.leaksOf(watch.tokens)).toEqual([])
})

it('asks to sign in again over the page when the server refuses the renewed token, too, and goes on where it was', async ({
  app,
  page,
}) => {
  await app.signInAs('ada@acme.test')
  await page.getByRole('switch').first().waitFor()
  await page.route(/\/flows\?/, (route) =>
    route.fulfill({ status: 401, headers: { 'access-control-allow-origin': '*' }, body: '{}' }),
  )
  await app.search('leads')
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.waitFor()

  await page.unroute(/\/flows\?/)
  await dialog.getByLabel('Password for ada@acme.test').fill('ada-demo-password')
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await app.flow('Score leads and assign an owner').waitFor()
  // What was typed is still there.
  expect(await page.getByRole('searchbox').inputValue()).toBe('leads')
})

it('refuses a wrong password in words', async ({ page }) => {
  await page.getByLabel('E-mail').fill('ada@acme.test')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Wrong e-mail or password.').waitFor()
})

it('follows a sign-out, and then another user, of a second tab', async ({ browser, address }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const second = await context.newPage()
  const [app, secondApp] = [appOf(page), appOf(second)]
  await page.goto(address)
  await app.signInAs('ada@acme.test')
  await app.flow('Failed card payment → support ticket').waitFor()
  await second.goto(address)
  await secondApp.flow('Failed card payment → support ticket').waitFor()

  await secondApp.signOut()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await secondApp.signInAs('ben@acme.test')
  await app.flow('Nightly export of solved tickets').waitFor()
  await page.getByRole('button', { name: /^Profile of .*ben@acme.test/ }).waitFor()
  await context.close()
})

it('gets no token of another user, who signed in while this tab heard nothing of it', async ({
  app,
  page,
  address,
}) => {
  await app.signInAs('ada@acme.test')
  await app.flow('Failed card payment → support ticket').waitFor()
  // The cookie is Ben's now, and Ada's token is refused.
  const data = { username: 'ben@acme.test', password: 'ben-demo-password' }
  await page.context().request.post(`${address}session`, { data })
  const refusal = { status: 401, headers: { 'access-control-allow-origin': '*' }, body: '{}' }
  await page.route(/\/flows\?/, (route) => route.fulfill(refusal), { times: 1 })
  await app.search('e')
  await page.getByRole('button', { name: /^Profile of .*ben@acme.test/ }).waitFor()
})

it('ends a session that was left without a network as soon as there is one', async ({
  app,
  page,
}) => {
  await app.signInAs('ada@acme.test')
  await app.flow('Failed card payment → support ticket').waitFor()
  await page.context().setOffline(true)
  await app.signOut()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Sign in')

  const ended = page.waitForResponse((response) => response.request().method() === 'DELETE')
  await page.context().setOffline(false)
  await ended
  await page.reload()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

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
