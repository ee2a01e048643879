import type { Page } from 'playwright'
import { expect } from 'vitest'
import { it } from './northwind.ts'

it('signs in, finds a flow, starts it, and sees it start and then run', async ({ app, page }) => {
  await app.signInAs('ada@acme.test')
  await app.search('failed card')
  const row = app.flow('Failed card payment → support ticket')
  await expect.poll(() => page.getByRole('listitem').count()).toBe(1)

  await row.getByRole('switch').click()

  await row.getByText('Starting').waitFor()
  await row.getByText('Running').waitFor()
  expect(await row.getByRole('switch').isChecked()).toBe(true)
})

it('keeps the truth over a reload', async ({ app, page }) => {
  await app.signInAs('ada@acme.test')
  await app.search('requests')
  await app.chooseFor('Feature requests to the product board', 'Rename')
  await page.keyboard.type('Requests of customers')
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT')
  await page.keyboard.press('Enter')
  await app.flow('Requests of customers').waitFor()
  await saved

  await page.reload()

  // The search is in the address.
  await app.flow('Requests of customers').waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('requests')
  expect(await app.flow('Feature requests to the product board').count()).toBe(0)
})

it('says on its row why a flow cannot start, and leaves everything else usable', async ({
  app,
}) => {
  await app.signInAs('ada@acme.test')
  await app.search('co')
  // Rows that move under the pointer are not clicked: the list has settled when this one has left.
  await app.flow('Publish new blog posts').waitFor({ state: 'detached' })
  const broken = app.flow('Enrich new contacts with company data')
  const other = app.flow('Score leads and assign an owner')

  await broken.getByRole('switch').click()

  await broken.getByText(/^Missing account for/).waitFor()
  expect(await broken.getByRole('switch').isChecked()).toBe(false)
  await other.getByRole('switch').click()
  await other.getByText('Stopped').waitFor()
  await broken.getByRole('button', { name: 'Dismiss' }).click()
  await expect.poll(() => broken.getByText('Missing account').count()).toBe(0)
})

it('deletes a flow by keyboard, offers to undo it on every page, and keeps the focus in the list', async ({
  app,
  page,
}) => {
  await app.signInAs('ada@acme.test')
  const name = 'Ad spend above budget alert'
  const row = app.flow(name)
  const opener = row.getByRole('button', { name: `Actions for ${name}` })
  await opener.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Rename' }).waitFor()
  await page.keyboard.press('Escape')
  await expect
    .poll(() => page.evaluate(() => document.activeElement!.getAttribute('aria-label')))
    .toBe(`Actions for ${name}`)

  await page.keyboard.press('ArrowUp')
  await expect.poll(() => page.evaluate(() => document.activeElement!.textContent)).toBe('Delete')
  await page.keyboard.press('Enter')
  await expect.poll(() => row.count()).toBe(0)
  expect(
    await page.evaluate(() => document.activeElement!.closest('[data-part="items"]') !== null),
  ).toBe(true)

  await app.goTo('Approvals')
  await page.getByText(`Deleted “${name}”`).waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await app.goTo('Automations')
  await row.waitFor()
})

it('creates, shares and copies an automation', async ({ app, page }) => {
  await app.signInAs('ada@acme.test')
  await page.getByRole('button', { name: 'New automation' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Greet new colleagues')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await app.flow('Greet new colleagues').waitFor()

  await app.chooseFor('Greet new colleagues', 'Share…')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ben@acme.test')
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await app.flow('Greet new colleagues').getByText('Shared with 1').waitFor()

  await app.chooseFor('Greet new colleagues', 'Duplicate')
  await expect.poll(() => app.flow('Greet new colleagues').count()).toBe(2)
})

it('moves between rows with the arrow keys', async ({ app, page }) => {
  await app.signInAs('ada@acme.test')
  await page.getByRole('switch').first().focus()
  const first = await focusedRow(page)
  await page.keyboard.press('ArrowDown')
  expect(await focusedRow(page)).toBe(first + 1)
  await page.keyboard.press('End')
  expect(await focusedRow(page)).toBe((await page.locator('[data-part="item"]').count()) - 1)
})

/** The row that has the focus, or a control in it. */
function focusedRow(page: Page): Promise<number> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-part="item"]')].findIndex((row) =>
      row.contains(document.activeElement),
    ),
  )
}
