import { expect } from 'vitest'
import { it } from './northwind.ts'

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
