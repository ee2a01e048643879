import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { sandboxOf } from '../house/appmixer.tsx'
import { componentParameters, controlsFor } from '../house/component.tsx'
import { Flows } from './examples/Flows.tsx'
import example from './examples/Flows.tsx?raw'

const meta: Meta<typeof Flows> = {
  title: 'Components/FlowList',
  component: Flows,
  tags: ['autodocs'],
  parameters: componentParameters('FlowList', example),
  args: {
    pageSize: 8,
    onOpen: fn(),
    onAction: fn(),
    onError: fn(),
    onAnnounce: fn(),
    onViewChange: fn(),
    onSelectionChange: fn(),
  },
  argTypes: controlsFor('FlowList', {
    pageSize: 'number',
    sort: { options: ['mtime:-1', 'btime:-1', 'name:1', 'name:-1'] },
    filter: 'text',
    forbidden: { options: ['disable', 'hide'] },
    undoWindow: 'number',
    refetchInterval: 'number',
    searchDelay: 'number',
  }),
}

export default meta

type Story = StoryObj<typeof Flows>

/** Eight flows of the demo company. Start one, rename it, delete it: the story has an Appmixer of its own. */
export const Default: Story = {
  async play({ canvas, userEvent }) {
    const name = { name: /Failed card payment/ }
    await userEvent.click(await canvas.findByRole('switch', name))
    await waitFor(() => expect(canvas.getByRole('switch', name)).toBeChecked())
    await expect(await canvas.findByText('Starting')).toBeVisible()
  },
}

/** The first page never comes. */
export const Loading: Story = {
  parameters: { appmixer: { sandbox: { faults: [{ network: 'silent' }] } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading flows')).toBeVisible()
  },
}

/** A user without a flow. */
export const Empty: Story = {
  parameters: { appmixer: { sandbox: { data: 'empty' } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No flows yet.')).toBeVisible()
  },
}

/** A search that finds nothing says so, and offers the way back. */
export const NoSearchResult: Story = {
  args: { defaultView: { search: 'xylophone' } },
  async play({ canvas, userEvent }) {
    await expect(await canvas.findByText('No flow matches the search.')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Show all flows' }))
    await expect(await canvas.findByText(/^1–8 of /)).toBeVisible()
  },
}

/** The server refuses to show the flows, and then to start one: the row says why and can try again. */
export const Refused: Story = {
  parameters: {
    appmixer: {
      sandbox: {
        faults: [
          { on: 'GET /flows', status: 403, message: 'Forbidden', times: 1 },
          {
            on: 'POST /flows/:flowId/coordinator',
            status: 400,
            message: 'Missing account for Slack.',
          },
        ],
      },
    },
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Try again' }))
    await userEvent.click(await canvas.findByRole('switch', { name: /Failed card payment/ }))
    await expect(await canvas.findByText('Missing account for Slack.')).toBeVisible()
    await expect(canvas.getByRole('switch', { name: /Failed card payment/ })).not.toBeChecked()
  },
}

/** The connection is gone: the list waits, and goes on by itself when it is back. */
export const Offline: Story = {
  tags: ['!autodocs'],
  parameters: { appmixer: { offline: true } },
}

/** Every request takes two seconds. A click shows at once all the same. */
export const Slow: Story = {
  tags: ['!autodocs', '!test'],
  globals: { latency: '2000' },
}

/** A thousand flows, fifty on a page. */
export const ManyRows: Story = {
  args: { pageSize: 50 },
  parameters: { appmixer: { sandbox: { data: 'large' } } },
  tags: ['!autodocs'],
  async play({ canvas }) {
    await expect(await canvas.findByText('1–50 of 1,000')).toBeVisible()
  },
}

/** Flows that others shared: what the user may not do is disabled, and says why. */
export const ReadOnly: Story = {
  args: { defaultView: { sharing: 'sharedWithMe' } },
  async play({ canvas }) {
    await expect((await canvas.findAllByText('View only'))[0]).toBeVisible()
  },
}

/** The token is refused: the list says that the session has ended. */
export const SessionExpired: Story = {
  async play({ canvas, canvasElement, userEvent }) {
    const name = { name: /Failed card payment/ }
    await canvas.findByRole('switch', name)
    sandboxOf(canvasElement).expireTokens()
    await userEvent.click(canvas.getByRole('switch', name))
    await expect((await canvas.findAllByText(/You are not signed in any more/))[0]).toBeVisible()
  },
}

/** A newer server answers fields and values that nobody knew. What can be read is shown. */
export const DriftedServer: Story = {
  parameters: {
    appmixer: {
      sandbox: {
        faults: [
          {
            on: 'GET /flows',
            body: [
              { flowId: 'f1', name: 'A flow as always', stage: 'running', userId: 'u1' },
              { flowId: 'f2', name: null, stage: 'hibernating', region: { code: 'eu' } },
              { flowId: 'f3', name: 'A flow with a date of another kind', mtime: 1_700_000_000 },
            ],
          },
        ],
      },
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByText('A flow as always')).toBeVisible()
    await expect(canvas.getByText('Hibernating')).toBeVisible()
  },
}

/** Several at once: they are shown at once, and sent a few at a time. */
export const Bulk: Story = {
  async play({ canvas, userEvent }) {
    const boxes = await canvas.findAllByRole('checkbox')
    // The first one may only be seen.
    await userEvent.click(boxes[1]!)
    await userEvent.click(boxes[2]!)
    const bar = within(canvas.getByRole('region', { name: 'Selected rows' }))
    await expect(bar.getByText('2 selected')).toBeVisible()
    await userEvent.click(bar.getByRole('button', { name: 'Stop' }))
    // The live region says it too.
    await expect((await canvas.findAllByText(/^2 done/))[0]).toBeVisible()
  },
}

/** Ten seconds to think again, in place of a question: nothing is sent before. */
export const WithUndo: Story = {
  args: { undoWindow: 10_000 },
  async play({ canvas, userEvent }) {
    const name = { name: /^Delete Failed card payment/ }
    await userEvent.click(await canvas.findByRole('button', name))
    await userEvent.click(await canvas.findByRole('button', { name: /^Undo/ }))
    await expect(await canvas.findByRole('button', name)).toBeVisible()
  },
}

/** In German, with dates and numbers. */
export const OtherLanguage: Story = {
  tags: ['!autodocs'],
  globals: { language: 'de' },
  async play({ canvas }) {
    await expect(await canvas.findByText(/^1–8 von /)).toBeVisible()
  },
}

/** Written from right to left. Names keep their own direction. */
export const RightToLeft: Story = { tags: ['!autodocs'], globals: { direction: 'rtl' } }

export const Dark: Story = { tags: ['!autodocs'], globals: { theme: 'dark' } }

/** On a telephone. */
export const Mobile: Story = {
  tags: ['!autodocs'],
  globals: { viewport: { value: 'mobile1', isRotated: false } },
}
