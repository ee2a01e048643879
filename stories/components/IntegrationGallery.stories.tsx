import type { Meta, StoryObj } from '@storybook/react-vite'
import type { Sandbox } from 'appmixer-react/sandbox'
import { expect, fn, waitFor, within } from 'storybook/test'
import { componentParameters, controlsFor } from '../house/component.tsx'
import { IntegrationTiles } from './examples/IntegrationTiles.tsx'
import example from './examples/IntegrationTiles.tsx?raw'
import { activateLeads, leads } from './integrations.ts'

const integrations = { appmixer: { sandbox: { data: 'integrations' } } }

/** Ada has activated one of them before. */
function activated(stage: string, more?: (sandbox: Sandbox) => void) {
  return {
    args: { defaultView: { tab: 'activated' as const } },
    parameters: {
      appmixer: {
        sandbox: { data: 'integrations' as const, startDuration: 100, stopDuration: 100 },
        setup(sandbox: Sandbox) {
          activateLeads(sandbox, stage)
          more?.(sandbox)
        },
      },
    },
  }
}

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
    await expect(await canvas.findByRole('listitem', { name: leads })).toBeVisible()
  },
}

/** Both accounts are there, so the one click asks for the channel only, and starts the integration. */
export const OneClick: Story = {
  async play({ canvas, userEvent, args }) {
    const name = `Connect ${leads}`
    await userEvent.click(await canvas.findByRole('button', { name }))
    const dialog = within(await canvas.findByRole('dialog', { name: leads }))
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

/** An integration that runs can be stopped. */
export const Started: Story = {
  ...activated('running'),
  async play({ canvas, userEvent }) {
    const item = within(await canvas.findByRole('listitem', { name: leads }))
    await expect(item.getByText('Running')).toBeVisible()
    await userEvent.click(item.getByRole('button', { name: `Stop ${leads}` }))
    await expect(await item.findByText('Stopped')).toBeVisible()
  },
}

/** One that stands can be started. */
export const Stopped: Story = {
  ...activated('stopped'),
  async play({ canvas, userEvent }) {
    const item = within(await canvas.findByRole('listitem', { name: leads }))
    await expect(item.getByText('Stopped')).toBeVisible()
    await userEvent.click(item.getByRole('button', { name: `Start ${leads}` }))
    await expect(await item.findByText('Running')).toBeVisible()
  },
}

/** The server does not start it: why, and another try, stand in the tile. */
export const Refused: Story = {
  ...activated('stopped', ({ faults }) => {
    faults.add({
      on: 'POST /flows/:flowId/coordinator',
      times: 1,
      status: 403,
      message: 'Your plan has three integrations.',
    })
  }),
  async play({ canvas, userEvent }) {
    const item = within(await canvas.findByRole('listitem', { name: leads }))
    await userEvent.click(item.getByRole('button', { name: `Start ${leads}` }))
    await expect(await item.findByText(/three integrations/)).toBeVisible()
    await userEvent.click(item.getByRole('button', { name: /^Try again/ }))
    await expect(await item.findByText('Running')).toBeVisible()
  },
}

/** The integrations could not be read; after another try they are there. */
export const Failed: Story = {
  parameters: {
    appmixer: {
      sandbox: {
        data: 'integrations',
        faults: [{ on: 'GET /flows', times: 1, status: 403, message: 'Not now.' }],
      },
    },
  },
  async play({ canvas, userEvent }) {
    await expect(await canvas.findByText(/^The integrations could not be loaded\./)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await expect(await canvas.findByRole('listitem', { name: leads })).toBeVisible()
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
