import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { componentParameters, controlsFor } from '../house/component.tsx'
import { driftedServer, sessionExpired } from '../house/states.ts'
import { Charts } from './examples/Charts.tsx'
import example from './examples/Charts.tsx?raw'

const meta: Meta<typeof Charts> = {
  title: 'Components/ChartGallery',
  component: Charts,
  tags: ['autodocs'],
  parameters: componentParameters('ChartGallery', example),
  args: {
    onOpen: fn(),
    onAction: fn(),
    onError: fn(),
    onAnnounce: fn(),
    onViewChange: fn(),
  },
  argTypes: controlsFor('ChartGallery', {
    range: { options: ['own', 'last24Hours', 'last7Days', 'last30Days'] },
    timeZone: { options: ['UTC', 'Europe/Prague', 'America/New_York', 'Asia/Kolkata'] },
    refetchInterval: 'number',
    concurrency: 'number',
    searchDelay: 'number',
  }),
}

export default meta

type Story = StoryObj<typeof Charts>

/** The charts of the demo company, drawn from plain series. Move one, copy one, delete one. */
export const Default: Story = {
  async play({ canvas, userEvent }) {
    await expect(await canvas.findByRole('img', { name: /^Messages by day: / })).toBeVisible()
    const back = { name: 'Move back: Errors by day' }
    await userEvent.click(canvas.getByRole('button', back))
    await waitFor(() =>
      expect(canvas.getAllByRole('listitem')[0]).toHaveAccessibleName('Errors by day'),
    )
    await expect(canvas.getByRole('button', back)).toHaveFocus()
  },
}

/** The charts never come. */
export const Loading: Story = {
  parameters: { appmixer: { sandbox: { faults: [{ network: 'silent' }] } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading charts')).toBeVisible()
  },
}

/** A user without a chart. */
export const Empty: Story = {
  parameters: { appmixer: { sandbox: { data: 'empty' } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No charts yet.')).toBeVisible()
  },
}

/** A search that finds nothing. */
export const NoSearchResult: Story = {
  args: { defaultView: { search: 'xylophone' } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No chart matches the search.')).toBeVisible()
  },
}

/** One chart cannot be read: only that one says so, and can try again. */
export const OneFails: Story = {
  parameters: {
    appmixer: {
      sandbox: {
        faults: [{ on: 'POST /logs', status: 400, message: 'Too many buckets.', times: 1 }],
      },
    },
  },
  async play({ canvas, userEvent }) {
    const item = (await canvas.findByRole('alert')).closest('li')!
    await userEvent.click(within(item).getByRole('button', { name: /^Try again/ }))
    await expect(await within(item).findByRole('img')).toBeVisible()
  },
}

/** All charts over a range in which nothing happened. */
export const NothingThere: Story = {
  args: { range: { from: '2001-01-01T00:00:00Z', to: '2001-01-02T00:00:00Z' } },
  async play({ canvas }) {
    await expect((await canvas.findAllByText('Nothing in this range.'))[0]).toBeVisible()
  },
}

/** The server refuses to change the order: everything goes back, and the chart says why. */
export const Refused: Story = {
  parameters: {
    appmixer: {
      sandbox: {
        faults: [{ on: 'PUT /charts/:chartId', status: 403, message: 'Not yours.' }],
      },
    },
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Move back: Errors by day' }))
    await waitFor(() => expect(canvas.getAllByRole('button', { name: 'Dismiss' })[0]).toBeVisible())
    await expect(canvas.getAllByRole('listitem')[0]).toHaveAccessibleName('Messages by day')
  },
}

/** The token is refused: the gallery says that the session has ended. */
export const SessionExpired: Story = { ...sessionExpired }

/** A newer server: fields that are not known yet, and in one row all of another type. What can be read is shown. */
export const DriftedServer: Story = { ...driftedServer('chartId', 'Errors by day') }

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
