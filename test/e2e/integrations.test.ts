import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'
import { it } from './northwind.ts'

const name = 'New leads to Slack'

/** Ben has an account of one of the two apps. */
const user = 'ben@acme.test'

/** The user allows what each page of a provider asks. */
function allowAll(page: Page, allow: (button: Locator) => Promise<void>): { count: number } {
  const seen = { count: 0 }
  page.on('popup', (popup) => {
    seen.count++
    void allow(popup.getByRole('button', { name: 'Allow', exact: true }))
  })
  return seen
}

const tile = (page: Page) => page.getByRole('listitem', { name })
const dialog = (page: Page) => page.getByRole('dialog', { name })

it('activates a template in one click, the consent that is missing and two fields, with the mouse', async ({
  app,
  page,
}) => {
  await app.signInAs(user)
  await app.goTo('Integrations')
  const consents = allowAll(page, (button) => button.click())
  await tile(page)
    .getByRole('button', { name: `Connect ${name}` })
    .click()
  await dialog(page).getByLabel('Channel').fill('#sales')
  await dialog(page).getByLabel('Message').fill('Somebody is interested.')
  expect(consents.count).toBe(1)
  await dialog(page).getByRole('button', { name: 'Start' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Activated (1)' }).click()
  await tile(page).getByText('Running').waitFor()
})

it('does the same by keyboard, and leaves nothing after Escape', async ({ app, page }) => {
  await app.signInAs(user)
  await app.goTo('Integrations')
  const connect = tile(page).getByRole('button', { name: `Connect ${name}` })
  allowAll(page, (button) => button.press('Enter'))
  await connect.press('Enter')
  const made = page.waitForResponse(/\/clone$/)
  await dialog(page).getByLabel('Channel').press('x')
  await made
  const removed = page.waitForRequest((request) => request.method() === 'DELETE')
  await page.keyboard.press('Escape')
  await removed
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^Activated/ }).press('Enter')
  await page.getByText('No integrations yet.').waitFor()

  await page.getByRole('button', { name: /^All/ }).press('Enter')
  await connect.press('Enter')
  await dialog(page).getByLabel('Channel').pressSequentially('#sales')
  await page.keyboard.press('Enter')
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Activated (1)' }).press('Enter')
  await tile(page).getByText('Running').waitFor()
})

it('does it on a telephone', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 780 })
  await app.signInAs(user)
  await app.goTo('Integrations')
  allowAll(page, (button) => button.click())
  await tile(page)
    .getByRole('button', { name: `Connect ${name}` })
    .click()
  await dialog(page).getByLabel('Channel').fill('#sales')
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  await dialog(page).getByRole('button', { name: 'Start' }).click()
  await dialog(page).waitFor({ state: 'detached' })
})
