import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { AccountList, type AccountListOptions } from '../../src/index.ts'
import { createWorld, type World } from '../support.tsx'

let world: World
const user = userEvent.setup()

beforeEach(() => {
  world = createWorld()
})

function List(options: AccountListOptions) {
  return (
    <AccountList.Root {...options}>
      <AccountList.Search />
      <AccountList.TestAll />
      <AccountList.TestStatus />
      <AccountList.Loading />
      <AccountList.Failure />
      <AccountList.Reload />
      <AccountList.Empty />
      <AccountList.Items>
        <AccountList.Icon />
        <AccountList.Name />
        <AccountList.NameInput />
        <AccountList.Save />
        <AccountList.CancelRename />
        <AccountList.Service />
        <AccountList.Status />
        <AccountList.Tested />
        <AccountList.Usage />
        <AccountList.Test />
        <AccountList.Reconnect />
        <AccountList.Rename />
        <AccountList.Revoke />
        <AccountList.ItemError />
        <AccountList.Retry />
        <AccountList.Dismiss />
      </AccountList.Items>
      <AccountList.Dialog>
        <AccountList.Question />
        <AccountList.Affected />
        <AccountList.Consequence />
        <AccountList.Cancel />
        <AccountList.Confirm />
      </AccountList.Dialog>
      <AccountList.Announcer />
    </AccountList.Root>
  )
}

async function shown(options: AccountListOptions = {}) {
  render(<List {...options} />, { wrapper: world.wrapper })
  await screen.findByRole('listitem', { name: 'Acme workspace' })
}

const rowOf = (name: string) => within(screen.getByRole('listitem', { name }))
const names = () =>
  [...document.querySelectorAll('[data-part="item"]')].map((row) => row.getAttribute('aria-label'))
const announced = () => document.querySelector('[data-part="announcer"]')!.textContent
const idOf = (name: string) =>
  world.sandbox.database.accounts.find((account) => account.name === name)!.accountId

const all = [
  'Acme workspace',
  'ada@acme.test',
  'acme.test',
  'Salesforce (production)',
  'Stripe live',
  'Acme Ltd',
]

test('shows name, app and status with one request; nothing is tested or counted before it is asked for (A-01, A-02, A-04, S11)', async () => {
  await shown()
  expect(names()).toEqual(all)
  const row = rowOf('Acme workspace')
  expect(row.getByText('Slack')).toBeVisible()
  expect(row.getByText('Not tested')).toBeVisible()
  expect(row.getByText('Not tested yet')).toBeVisible()
  expect(world.sandbox.requests.count()).toBe(1)
})

test('finds by name and by app, without a request (A-03)', async () => {
  await shown()
  await user.type(screen.getByRole('searchbox'), 'strip')
  await waitFor(() => expect(names()).toEqual(['Stripe live']))
  await user.clear(screen.getByRole('searchbox'))
  await user.type(screen.getByRole('searchbox'), '.*')
  expect(await screen.findByText('No connection matches the search.')).toBeVisible()
  expect(world.sandbox.requests.count()).toBe(1)
})

test('tests all; those that do not work come first and can be connected again (A-06, A-11, S11)', async () => {
  const onReconnect = vi.fn(async () => {
    const account = world.sandbox.database.accounts.find(({ name }) => name === 'Acme Ltd')!
    account.valid = true
  })
  await shown({ onReconnect })
  await user.click(screen.getByRole('button', { name: 'Test all' }))
  await waitFor(() => expect(names()[0]).toBe('Acme Ltd'))
  expect(document.querySelector('[data-part="test-status"]')).toHaveTextContent(
    '5 active, 1 signed out',
  )
  await waitFor(() => expect(announced()).toBe('5 active, 1 signed out'))
  expect(rowOf('Acme Ltd').getByText('Signed out')).toBeVisible()
  expect(rowOf('Stripe live').getByText('Active')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Reconnect Acme Ltd' }))
  expect(onReconnect).toHaveBeenCalledWith(expect.objectContaining({ name: 'Acme Ltd' }))
  await waitFor(() => expect(rowOf('Acme Ltd').getByText('Active')).toBeVisible())
  // It stays where it is: nothing moves under the pointer.
  expect(names()[0]).toBe('Acme Ltd')
})

test('a test of one does not move or disable the others; one that fails says why (A-06, A-08)', async () => {
  await shown()
  world.sandbox.faults.add({
    on: `POST /accounts/${idOf('acct_1Nv0FGQ9RKHgCVdK')}/test`,
    times: 1,
    status: 502,
    message: 'Stripe is down',
  })
  await user.click(screen.getByRole('button', { name: 'Test Stripe live' }))
  await user.click(screen.getByRole('button', { name: 'Test Acme Ltd' }))
  await waitFor(() => expect(rowOf('Acme Ltd').getByText('Signed out')).toBeVisible())
  await waitFor(() =>
    expect(rowOf('Stripe live').getByText(/./, { selector: '[data-part="error"]' })).toBeVisible(),
  )
  expect(rowOf('Stripe live').getByText('Not tested')).toBeVisible()
  expect(names()).toEqual(all)
  await user.click(await screen.findByRole('button', { name: 'Try again: Stripe live' }))
  await waitFor(() => expect(rowOf('Stripe live').getByText('Active')).toBeVisible())
})

test('says which flows use an account when it is asked for (A-04)', async () => {
  await shown()
  await user.click(rowOf('Acme workspace').getByRole('button', { name: 'Used by' }))
  await waitFor(() => expect(rowOf('Acme workspace').getByText(/^\d+ automations$/)).toBeVisible())
  expect(world.sandbox.requests.count('GET /accounts/:accountId/flows')).toBe(1)
})

test('an account is renamed by keyboard; a refusal takes it back and says why (A-05)', async () => {
  await shown()
  screen.getByRole('button', { name: 'Rename acme.test' }).focus()
  await user.keyboard('{Enter}')
  expect(screen.getByLabelText('New name of acme.test')).toHaveFocus()
  await user.keyboard('CRM{Enter}')
  await waitFor(() => expect(names()).toContain('CRM'))
  expect(screen.getByRole('button', { name: 'Rename CRM' })).toHaveFocus()
  await waitFor(() => expect(announced()).toBe('Renamed to CRM'))
  world.sandbox.faults.add({ on: 'PUT /accounts/:accountId', times: 1, status: 403 })
  await user.keyboard('{Enter}')
  await user.keyboard('Other{Enter}')
  await waitFor(() => expect(rowOf('CRM').getByRole('button', { name: /Try again/ })).toBeVisible())
})

test('what was typed as a name is not lost by a click elsewhere', async () => {
  await shown()
  await user.click(screen.getByRole('button', { name: 'Rename acme.test' }))
  await user.keyboard('Typed')
  await user.click(screen.getByRole('searchbox'))
  expect(screen.getByLabelText('New name of acme.test')).toHaveValue('Typed')
  await user.click(rowOf('acme.test').getByRole('button', { name: 'Cancel' }))
  expect(rowOf('acme.test').getByText('acme.test')).toBeVisible()
})

test('names the flows that will stop before an account is revoked; the safe answer has the focus (A-07, S11)', async () => {
  await shown()
  const release = world.sandbox.faults.add({
    on: 'GET /accounts/:accountId/flows',
    times: 1,
    status: 403,
  })
  await user.click(screen.getByRole('button', { name: 'Revoke Acme workspace' }))
  const dialog = within(screen.getByRole('alertdialog', { name: 'Revoke “Acme workspace”?' }))
  expect(await dialog.findByText(/which ones could not be read/)).toBeVisible()
  await user.click(dialog.getByRole('button', { name: 'Keep it' }))
  release()

  await user.click(screen.getByRole('button', { name: 'Revoke Acme workspace' }))
  const again = within(screen.getByRole('alertdialog'))
  expect(again.getByRole('button', { name: 'Keep it' })).toHaveFocus()
  const list = await again.findByRole('list')
  const flow = world.sandbox.database.accounts[0]!.usedBy[0]!.flowId
  const { name } = world.sandbox.database.flows.find(({ flowId }) => flowId === flow)!
  expect(within(list).getByText(name)).toBeVisible()
  expect(world.sandbox.requests.count('DELETE')).toBe(0)
  await user.click(again.getByRole('button', { name: 'Revoke' }))
  await waitFor(() => expect(names()).toEqual(all.slice(1)))
  expect(screen.getByRole('listitem', { name: 'ada@acme.test' })).toHaveFocus()
  await waitFor(() => expect(announced()).toBe('Revoked Acme workspace'))
})

test('cannot be revoked before it is known which flows will stop', async () => {
  await shown()
  world.sandbox.faults.add({ on: 'GET /accounts/:accountId/flows', network: 'silent' })
  await user.click(screen.getByRole('button', { name: 'Revoke Acme workspace' }))
  const confirm = within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Revoke' })
  expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await user.click(confirm)
  expect(world.sandbox.requests.count('DELETE')).toBe(0)
})

test('an action can be prevented by the caller', async () => {
  const onAction = vi.fn(() => false)
  await shown({ onAction })
  await user.click(screen.getByRole('button', { name: 'Test acme.test' }))
  expect(onAction).toHaveBeenCalledWith(
    expect.objectContaining({ action: 'testAccount', keys: [idOf('acme.test')] }),
  )
  expect(world.sandbox.requests.count('POST')).toBe(0)
})

test('an empty list and one that could not be read say so', async () => {
  world.sandbox.database.accounts = []
  const { unmount } = render(<List />, { wrapper: world.wrapper })
  expect(await screen.findByText('No connections yet.')).toBeVisible()
  unmount()
  world = createWorld()
  world.sandbox.faults.add({ on: 'GET /accounts', times: 1, status: 403 })
  render(<List />, { wrapper: world.wrapper })
  expect(await screen.findByText(/The connections could not be loaded/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(names()).toEqual(all))
})
