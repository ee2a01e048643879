import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { componentParameters, controlsFor } from '../house/component.tsx'
import { IntegrationTiles } from './examples/IntegrationTiles.tsx'
import example from './examples/IntegrationTiles.tsx?raw'

const integrations = { appmixer: { sandbox: { data: 'integrations' } } }

const meta: Meta<typeof IntegrationTiles> = {
  title: 'Components/IntegrationGallery',
  component: IntegrationTiles,
  tags: ['autodocs'],
  parameters: { ...componentParameters('IntegrationGallery', example), ...integrations },
  args: { onAction: fn(), onError: fn(), onAnnounce: fn(), onViewChange: fn(), onOutcome: fn() },
  argTypes: controlsFor('IntegrationGallery', {
    pageSize: 'number',
    sort: { options: ['name:1', 'name:-1', 'mtime:-1'] },
    searchDelay: 'number',
  }),
}

export default meta

type Story = StoryObj<typeof IntegrationTiles>

/** What the demo company's tenant offers. */
export const Default: Story = {
  async play({ canvas }) {
    await expect(await canvas.findByRole('listitem', { name: 'New leads to Slack' })).toBeVisible()
  },
}

/** Both accounts are there, so the one click asks for the channel only, and starts the integration. */
export const OneClick: Story = {
  async play({ canvas, userEvent, args }) {
    const name = 'Connect New leads to Slack'
    await userEvent.click(await canvas.findByRole('button', { name }))
    const dialog = within(await canvas.findByRole('dialog', { name: 'New leads to Slack' }))
    await userEvent.type(dialog.getByLabelText('Channel'), '#sales')
    for (const select of dialog.queryAllByRole('combobox', { name: /account/ })) {
      const [, first] = within(select).getAllByRole('option')
      if (first && !(select as HTMLSelectElement).value) {
        await userEvent.selectOptions(select, first)
      }
    }
    await userEvent.click(dialog.getByRole('button', { name: 'Start' }))
    await waitFor(() => expect(args.onOutcome).toHaveBeenCalled(), { timeout: 10_000 })
  },
}

/** The integrations never come. */
export const Loading: Story = {
  parameters: { appmixer: { sandbox: { faults: [{ network: 'silent' }] } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading integrations')).toBeVisible()
  },
}

/** Nothing is activated yet. */
export const Empty: Story = {
  args: { defaultView: { tab: 'activated' } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No integrations yet.')).toBeVisible()
  },
}

/** A search that finds nothing. */
export const NoSearchResult: Story = {
  args: { defaultView: { search: 'xylophone' } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No integration matches the search.')).toBeVisible()
  },
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
