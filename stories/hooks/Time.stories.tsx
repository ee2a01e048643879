import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  resolveTimeRange,
  timeRanges,
  useFormat,
  useLogHistogram,
  type TimeRangeName,
} from 'appmixer-react'
import { useState } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Time.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Time ranges',
  tags: ['autodocs'],
  parameters: pageOf(
    'Ranges by name, or as plain data that fits into an address, in any time zone: a day has 23, 24 or 25 hours.',
  ),
}

export default meta

type Story = StoryObj

function RangeChooser() {
  const [range, setRange] = useState<TimeRangeName>('last24Hours')
  const [timeZone, setTimeZone] = useState('Europe/Prague')
  const [now] = useState(() => Date.now())
  const { data } = useLogHistogram({ range }, { now, timeZone })
  const { from, to = now } = resolveTimeRange(range, { now, timeZone })
  const format = useFormat()
  return (
    <>
      <div className="row">
        <select
          aria-label="Range"
          value={range}
          onChange={({ target }) => setRange(target.value as TimeRangeName)}
        >
          {Object.keys(timeRanges).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <select
          aria-label="Time zone"
          value={timeZone}
          onChange={({ target }) => setTimeZone(target.value)}
        >
          <option>Europe/Prague</option>
          <option>America/New_York</option>
          <option>Asia/Tokyo</option>
        </select>
      </div>
      <p>
        {format.dateTime(from!)} – {format.dateTime(to)}
      </p>
      <p role="status">{data?.buckets.reduce((sum, { count }) => sum + count, 0)} entries</p>
    </>
  )
}

/** Reads of the log, charts and the components take the same ranges. */
export const Default: Story = {
  name: 'timeRanges, resolveTimeRange',
  ...shows({ RangeChooser }, source),
  async play({ canvas, userEvent }) {
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Range' }), 'last7Days')
    await waitFor(() => expect(canvas.getByText(/^\d+ entries/)).toBeVisible())
  },
}
