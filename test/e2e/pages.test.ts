import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { it } from './northwind.ts'

it('approves a task and takes it off the badge at once; the row stays with the outcome and Undo until it is sent', async ({
  app,
  page,
}) => {
  await page.clock.install()
  await app.signInAs('ada@acme.test')
  await app.goTo('Approvals')
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

it('keeps what is shown in the address, so that the back button goes back to it', async ({
  app,
  page,
}) => {
  await app.signInAs('ada@acme.test')
  await app.flow('Archive signed contracts').waitFor()
  await page.getByRole('button', { name: /^Stopped/ }).click()
  await expect.poll(() => page.url()).toContain('stage=stopped')
  await page.getByRole('button', { name: 'Lost deal follow-up after 90 days', exact: true }).click()
  await page.getByRole('complementary', { name: 'Lost deal follow-up after 90 days' }).waitFor()

  await app.goTo('Approvals')
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
  await app.flow('Archive signed contracts').waitFor()
})

it('runs under a policy that allows nothing but its own files, and is accessible on every page', async ({
  app,
  page,
}) => {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const barriers = await barriersOn(page, 'Sign in')
  await app.signInAs('ada@acme.test')
  for (const section of [
    'Automations',
    'Approvals',
    'Connections',
    'Data',
    'Activity',
    'Insights',
  ]) {
    await app.goTo(section)
    await page.locator('[data-part="item"]').first().waitFor()
    barriers.push(...(await barriersOn(page, section)))
  }
  expect(barriers).toEqual([])
  await app.goTo('Approvals')
  await page.getByRole('button', { name: /^Discount/ }).click()
  await page.getByRole('complementary', { name: /^Discount/ }).waitFor()
})

it('says on every screen that it is offline, and goes on when it is back', async ({
  app,
  page,
}) => {
  await app.signInAs('ada@acme.test')
  await app.goTo('Approvals')
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

it('asks before another page, or the back button, takes text that is not saved', async ({
  app,
  page,
}) => {
  await app.signInAs('ada@acme.test')
  await app.goTo('Data')
  await page.getByRole('button', { name: 'New record' }).click()
  await page.getByRole('textbox', { name: 'Key' }).fill('half')
  await app.goTo('Activity')
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Keep editing' }).click()
  expect(await page.getByRole('textbox', { name: 'Key' }).inputValue()).toBe('half')

  await page.goBack()
  await question.getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('heading', { name: 'Automations' }).waitFor()
})

it('keeps a row low, however long its name is', async ({ app, page }) => {
  await app.signInAs('ada@acme.test')
  await app.chooseFor('Failed card payment → support ticket', 'Rename')
  const field = page.getByRole('textbox', { name: /^New name of/ })
  const height = async (text: string) => (await app.flow(text).boundingBox())!.height
  await field.fill('endless'.repeat(300))
  await field.press('Enter')
  await page.getByRole('button', { name: /^endless/ }).waitFor()
  expect(await height('endless')).toBeLessThan(160)
})

it('fits on a phone', async ({ app, page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await app.signInAs('ada@acme.test')
  await page.getByRole('switch').first().waitFor()
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on the page. */
async function barriersOn(page: Page, name: string): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async (where) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document)
    return violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html}`)
  }, name)
}
