import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn } from 'storybook/test'
import { componentParameters, controlsFor } from '../house/component.tsx'
import { driftedServer, sessionExpired } from '../house/states.ts'
import { Log } from './examples/Log.tsx'
import example from './examples/Log.tsx?raw'

const meta: Meta<typeof Log> = {
  title: 'Components/LogViewer',
  component: Log,
  tags: ['autodocs'],
  parameters: componentParameters('LogViewer', example),
  args: {
    range: 'last24Hours',
    pageSize: 15,
    onOpen: fn(),
    onAction: fn(),
    onError: fn(),
    onAnnounce: fn(),
    onViewChange: fn(),
  },
  argTypes: controlsFor('LogViewer', {
    range: { options: ['lastHour', 'last24Hours', 'last7Days', 'last30Days', 'yesterday'] },
    pageSize: 'number',
    timeZone: { options: ['UTC', 'Europe/Prague', 'America/New_York', 'Asia/Kolkata'] },
    histogram: 'boolean',
    interval: 'number',
    searchDelay: 'number',
  }),
}

export default meta

type Story = StoryObj<typeof Log>

/** What the demo company’s automations did in the last day. Search, zoom, open an entry, read older ones. */
export const Default: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Load older' }))
    await expect(await canvas.findByText(/^Newest 30 of /)).toBeVisible()
    await expect(await canvas.findByRole('img', { name: / entries, / })).toBeVisible()
  },
}

/** New entries as they are written; they wait while the pointer is on the list. */
export const Live: Story = {
  args: { defaultView: { isLive: true, range: 'lastHour' } },
  async play({ canvas }) {
    await expect(await canvas.findByRole('switch', { name: 'Live' })).toBeChecked()
  },
}

/** The same entries as runs of an automation. */
export const Runs: Story = {
  args: { defaultView: { layout: 'executions' } },
  async play({ canvas, userEvent }) {
    const [run] = await canvas.findAllByRole('button', { expanded: false })
    await userEvent.click(run!)
    await expect((await canvas.findAllByRole('button', { expanded: true }))[0]).toBeVisible()
  },
}

/** Search and filters as one Lucene query, and back. */
export const AsText: Story = {
  args: { defaultView: { search: 'started', conditions: { severity: ['info', 'error'] } } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Edit as text' }))
    await expect(canvas.getByRole('searchbox')).toHaveValue('started AND severity:(info OR error)')
    await userEvent.click(canvas.getByRole('button', { name: 'Edit as filters' }))
    await expect(await canvas.findByText(/^severity: info, error/)).toBeVisible()
  },
}

/** One entry with everything that it says. */
export const Detail: Story = {
  async play({ canvas, userEvent }) {
    const list = await canvas.findByRole('list', { name: 'Entries' })
    await userEvent.click(list.querySelector('button')!)
    await expect(await canvas.findByRole('complementary')).toBeVisible()
  },
}

/** The first entries never come. */
export const Loading: Story = {
  parameters: { appmixer: { sandbox: { faults: [{ network: 'silent' }] } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading entries')).toBeVisible()
  },
}

/** A user whose automations did nothing. */
export const Empty: Story = {
  parameters: { appmixer: { sandbox: { data: 'empty' } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No entries in this range.')).toBeVisible()
  },
}

/** A search that finds nothing. */
export const NoSearchResult: Story = {
  args: { defaultView: { search: 'xylophone' } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No entry matches the search.')).toBeVisible()
  },
}

/** The server cannot read the query: the field says so, and keeps what was typed. */
export const Refused: Story = {
  args: { defaultView: { mode: 'lucene', search: 'severity:(error OR' } },
  async play({ canvas }) {
    await expect(await canvas.findByRole('alert')).toBeVisible()
    await expect(canvas.getByRole('searchbox')).toBeInvalid()
  },
}

/** The token is refused: the log says that the session has ended. */
export const SessionExpired: Story = { ...sessionExpired }

/** A newer server: fields that are not known yet, and in one row all of another type. What can be read is shown. */
export const DriftedServer: Story = { ...driftedServer('_id', 'Success') }

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
