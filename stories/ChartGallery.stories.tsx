import type { Meta, StoryObj } from '@storybook/react-vite'
import { ChartGallery, type ChartGalleryOptions } from 'appmixer-react'
import type { SandboxOptions } from 'appmixer-react/sandbox'
import { expect, waitFor, within } from 'storybook/test'
import './look.css'
import { SeriesChart } from './SeriesChart.tsx'
import { OnSandbox } from './support.tsx'

interface GalleryProps extends SandboxOptions {
  /** The range of all charts. */
  range?: ChartGalleryOptions['range']
}

function Charts({ range, ...options }: GalleryProps) {
  return (
    <OnSandbox {...options}>
      <ChartGallery.Root range={range}>
        <div className="toolbar">
          <ChartGallery.Search />
          <ChartGallery.RefreshAll />
          <ChartGallery.Updated />
        </div>
        <ChartGallery.Ranges>
          <ChartGallery.RangeOption value="own" />
          <ChartGallery.RangeOption value="last24Hours" />
          <ChartGallery.RangeOption value="last7Days" />
          <ChartGallery.RangeOption value="last30Days" />
        </ChartGallery.Ranges>
        <ChartGallery.Loading />
        <ChartGallery.Failure />
        <ChartGallery.Reload />
        <ChartGallery.Empty />
        <ChartGallery.Clear />
        <ChartGallery.Items>
          <ChartGallery.Name />
          <ChartGallery.ChartLoading />
          <ChartGallery.Figure>
            {({ series }) => <SeriesChart series={series} />}
          </ChartGallery.Figure>
          <ChartGallery.NoData />
          <ChartGallery.Problem />
          <ChartGallery.Unread />
          <ChartGallery.Refresh />
          <ChartGallery.Clone />
          <ChartGallery.MoveBack />
          <ChartGallery.MoveOn />
          <ChartGallery.Remove />
          <ChartGallery.ItemError />
          <ChartGallery.Retry />
          <ChartGallery.Dismiss />
        </ChartGallery.Items>
        <ChartGallery.Dialog>
          <ChartGallery.Question />
          <ChartGallery.Cancel />
          <ChartGallery.Confirm />
        </ChartGallery.Dialog>
        <ChartGallery.Announcer />
      </ChartGallery.Root>
    </OnSandbox>
  )
}

const meta: Meta<typeof Charts> = {
  title: 'Charts/ChartGallery',
  component: Charts,
  args: { latency: 50 },
}

export default meta

type Story = StoryObj<typeof Charts>

/** Six charts of the demo company, drawn from plain series. Move one, copy one, delete one. */
export const Default: Story = {
  async play({ canvas, userEvent }) {
    await expect(await canvas.findByRole('img', { name: /^Messages by day: / })).toBeVisible()
    const back = canvas.getByRole('button', { name: 'Move back: Errors by day' })
    await userEvent.click(back)
    await waitFor(() =>
      expect(canvas.getAllByRole('listitem')[0]).toHaveAccessibleName('Errors by day'),
    )
    await expect(back).toHaveFocus()
  },
}

/** The charts never come. */
export const Loading: Story = {
  args: { faults: [{ network: 'silent' }] },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading charts')).toBeVisible()
  },
}

/** A user without a chart. */
export const Empty: Story = {
  args: { data: 'empty' },
  async play({ canvas }) {
    await expect(await canvas.findByText('No charts yet.')).toBeVisible()
  },
}

/** One chart cannot be read: only that one says so, and can try again. */
export const OneFails: Story = {
  args: {
    faults: [{ on: 'POST /logs', status: 400, message: 'Too many buckets.', times: 1 }],
  },
  async play({ canvas, userEvent }) {
    const alert = await canvas.findByRole('alert')
    const item = alert.closest('li')!
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
  args: { faults: [{ on: 'PUT /charts/:chartId', status: 403, message: 'Not yours.' }] },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Move back: Errors by day' }))
    await waitFor(() => expect(canvas.getAllByRole('button', { name: 'Dismiss' })[0]).toBeVisible())
    await expect(canvas.getAllByRole('listitem')[0]).toHaveAccessibleName('Messages by day')
  },
}
