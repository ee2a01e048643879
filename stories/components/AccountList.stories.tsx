import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, within } from 'storybook/test'
import { componentParameters, controlsFor } from '../house/component.tsx'
import { driftedServer, sessionExpired } from '../house/states.ts'
import { Accounts } from './examples/Accounts.tsx'
import example from './examples/Accounts.tsx?raw'

const meta: Meta<typeof Accounts> = {
  title: 'Components/AccountList',
  component: Accounts,
  tags: ['autodocs'],
  parameters: componentParameters('AccountList', example),
  args: {
    onReconnect: fn(),
    onOpen: fn(),
    onAction: fn(),
    onError: fn(),
    onAnnounce: fn(),
    onViewChange: fn(),
  },
  argTypes: controlsFor('AccountList', {
    pageSize: 'number',
    sort: { options: ['status:1', 'name:1', 'name:-1'] },
    filter: 'text',
    searchDelay: 'number',
  }),
}

export default meta

type Story = StoryObj<typeof Accounts>

/** The connections of the demo company. Nothing is tested or counted before it is asked for. */
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
  tags: ['!autodocs'],
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Revoke Acme workspace' }))
    const dialog = within(await canvas.findByRole('alertdialog'))
    await expect(await dialog.findByText(/those that run will stop/)).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Keep it' })).toHaveFocus()
  },
}

/** The accounts never come. */
export const Loading: Story = {
  parameters: { appmixer: { sandbox: { faults: [{ network: 'silent' }] } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading connections')).toBeVisible()
  },
}

/** A user without an account. */
export const Empty: Story = {
  parameters: { appmixer: { sandbox: { data: 'empty' } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No connections yet.')).toBeVisible()
  },
}

/** A search that finds nothing. */
export const NoSearchResult: Story = {
  args: { defaultView: { search: 'xylophone' } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No connection matches the search.')).toBeVisible()
  },
}

/** A test that does not come to an end says nothing about the account; it can be repeated. */
export const Refused: Story = {
  parameters: {
    appmixer: {
      sandbox: {
        faults: [
          {
            on: 'POST /accounts/:accountId/test',
            status: 400,
            message: 'Slack does not answer.',
          },
        ],
      },
    },
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Test Acme workspace' }))
    await expect(await canvas.findByText('Slack does not answer.')).toBeVisible()
  },
}

/** The token is refused: the list says that the session has ended. */
export const SessionExpired: Story = { ...sessionExpired }

/** A newer server: fields that are not known yet, and in one row all of another type. What can be read is shown. */
export const DriftedServer: Story = { ...driftedServer('accountId', 'Stripe live') }

/** Without `onReconnect` there is no such button. */
export const WithoutReconnect: Story = { args: { onReconnect: undefined } }

/** The connection is gone. */
export const Offline: Story = {
  tags: ['!autodocs'],
  parameters: { appmixer: { offline: true } },
}

/** In German. */
export const OtherLanguage: Story = { tags: ['!autodocs'], globals: { language: 'de' } }

/** Written from right to left. */
export const RightToLeft: Story = { tags: ['!autodocs'], globals: { direction: 'rtl' } }

export const Dark: Story = { tags: ['!autodocs'], globals: { theme: 'dark' } }

/** On a telephone. */
export const Mobile: Story = {
  tags: ['!autodocs'],
  globals: { viewport: { value: 'mobile1', isRotated: false } },
}
