import type { Meta, StoryObj } from '@storybook/react-vite'
import { AccountList } from 'appmixer-react'
import type { SandboxOptions } from 'appmixer-react/sandbox'
import { expect, within } from 'storybook/test'
import './look.css'
import { OnSandbox } from './support.tsx'

function Accounts(options: SandboxOptions) {
  return (
    <OnSandbox {...options}>
      <AccountList.Root onReconnect={() => {}}>
        <AccountList.Search />
        <AccountList.TestAll />
        <AccountList.TestStatus />
        <AccountList.Loading />
        <AccountList.Failure />
        <AccountList.Reload />
        <AccountList.Empty />
        <AccountList.Clear />
        <AccountList.Items>
          <AccountList.Icon width="24" height="24" />
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
        <AccountList.Range />
        <AccountList.Dialog>
          <AccountList.Question />
          <AccountList.Affected />
          <AccountList.Consequence />
          <AccountList.Cancel />
          <AccountList.Confirm />
        </AccountList.Dialog>
        <AccountList.Announcer />
      </AccountList.Root>
    </OnSandbox>
  )
}

const meta: Meta<typeof Accounts> = {
  title: 'Accounts/AccountList',
  component: Accounts,
  args: { latency: 50 },
}

export default meta

type Story = StoryObj<typeof Accounts>

/** The accounts of the demo company. Nothing is tested or counted before it is asked for. */
export const Default: Story = {
  async play({ canvas }) {
    await expect(await canvas.findByText('Acme workspace')).toBeVisible()
    await expect(canvas.getAllByText('Not tested')[0]).toBeVisible()
  },
}

/** All are tested, four at a time. The one that does not work comes first. */
export const Tested: Story = {
  async play({ canvas, userEvent }) {
    await canvas.findByText('Acme workspace')
    await userEvent.click(canvas.getByRole('button', { name: 'Test all' }))
    await expect((await canvas.findAllByText('5 active, 1 signed out'))[0]).toBeInTheDocument()
    await expect(await canvas.findByText('Signed out')).toBeVisible()
  },
}

/** Before an account is revoked, the flows that will stop are named. */
export const Revoke: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Revoke Acme workspace' }))
    const dialog = within(await canvas.findByRole('alertdialog'))
    await expect(await dialog.findByText(/those that run will stop/)).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Keep it' })).toHaveFocus()
  },
}

/** The accounts never come. */
export const Loading: Story = {
  args: { faults: [{ network: 'silent' }] },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading connections')).toBeVisible()
  },
}

/** A user without an account. */
export const Empty: Story = {
  args: { data: 'empty' },
  async play({ canvas }) {
    await expect(await canvas.findByText('No connections yet.')).toBeVisible()
  },
}

/** A test that does not come to an end says nothing about the account; it can be repeated. */
export const TestFails: Story = {
  args: {
    faults: [
      { on: 'POST /accounts/:accountId/test', status: 400, message: 'Slack does not answer.' },
    ],
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Test Acme workspace' }))
    await expect(await canvas.findByText('Slack does not answer.')).toBeVisible()
  },
}
