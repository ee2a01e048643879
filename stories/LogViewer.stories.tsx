import type { Meta, StoryObj } from '@storybook/react-vite'
import { LogViewer, type LogViewerOptions } from 'appmixer-react'
import type { SandboxOptions } from 'appmixer-react/sandbox'
import { expect } from 'storybook/test'
import './look.css'
import { OnSandbox } from './support.tsx'

interface LogProps extends SandboxOptions {
  /** What the viewer shows at first. */
  view?: LogViewerOptions['defaultView']
}

function Log({ view, ...options }: LogProps) {
  return (
    <OnSandbox {...options}>
      <LogViewer.Root defaultView={view} range="last24Hours" pageSize={15}>
        <div className="toolbar">
          <LogViewer.Search />
          <LogViewer.Mode />
          <LogViewer.Live />
          <LogViewer.Export value="ndjson" />
          <LogViewer.ExportStatus />
          <LogViewer.ExportCancel />
        </div>
        <LogViewer.Chips />
        <LogViewer.Ranges>
          <LogViewer.RangeOption value="last15Minutes" />
          <LogViewer.RangeOption value="lastHour" />
          <LogViewer.RangeOption value="last24Hours" />
          <LogViewer.RangeOption value="last7Days" />
          <LogViewer.RangeOption value="yesterday" />
        </LogViewer.Ranges>
        <LogViewer.Layouts>
          <LogViewer.LayoutOption value="entries" />
          <LogViewer.LayoutOption value="executions" />
        </LogViewer.Layouts>
        <LogViewer.Histogram />
        <LogViewer.NewerBar>
          <LogViewer.Newer />
        </LogViewer.NewerBar>
        <LogViewer.Loading />
        <LogViewer.Failure />
        <LogViewer.Reload />
        <LogViewer.Empty />
        <LogViewer.Clear />
        <LogViewer.Items>
          <LogViewer.Time />
          <LogViewer.Severity />
          <LogViewer.Open />
        </LogViewer.Items>
        <LogViewer.Executions>
          <LogViewer.ExecutionStatus />
          <LogViewer.ExecutionToggle />
          <LogViewer.Duration />
          <LogViewer.ExecutionEntries>
            <LogViewer.Time />
            <LogViewer.Severity />
            <LogViewer.Open />
          </LogViewer.ExecutionEntries>
        </LogViewer.Executions>
        <LogViewer.Range />
        <LogViewer.Older />
        <LogViewer.Detail>
          {({ fields, message, failure, error }) => (
            <>
              <LogViewer.Close />
              <dl>
                {fields.map(({ name, value }) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
              {failure !== undefined && <pre>{JSON.stringify(failure, null, 2)}</pre>}
              {message !== undefined && <pre>{JSON.stringify(message, null, 2)}</pre>}
              {error && <p>The whole entry could not be read.</p>}
            </>
          )}
        </LogViewer.Detail>
        <LogViewer.Announcer />
      </LogViewer.Root>
    </OnSandbox>
  )
}

const meta: Meta<typeof Log> = {
  title: 'Logs/LogViewer',
  component: Log,
  args: { latency: 50 },
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
  args: { view: { isLive: true, range: 'lastHour' } },
  async play({ canvas }) {
    await expect(await canvas.findByRole('switch', { name: 'Live' })).toBeChecked()
  },
}

/** The same entries as runs of an automation. */
export const Runs: Story = {
  args: { view: { layout: 'executions' } },
  async play({ canvas, userEvent }) {
    const [run] = await canvas.findAllByRole('button', { expanded: false })
    await userEvent.click(run!)
    await expect(run).toHaveAttribute('aria-expanded', 'true')
  },
}

/** Search and filters as one Lucene query, and back. */
export const AsText: Story = {
  args: { view: { search: 'started', conditions: { severity: ['info', 'error'] } } },
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
  args: { faults: [{ network: 'silent' }] },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading entries')).toBeVisible()
  },
}

/** A user whose automations did nothing. */
export const Empty: Story = {
  args: { data: 'empty' },
  async play({ canvas }) {
    await expect(await canvas.findByText('No entries in this range.')).toBeVisible()
  },
}

/** The server cannot read the query: the field says so, and keeps what was typed. */
export const Invalid: Story = {
  args: { view: { mode: 'lucene', search: 'severity:(error OR' } },
  async play({ canvas }) {
    await expect(await canvas.findByRole('alert')).toBeVisible()
    await expect(canvas.getByRole('searchbox')).toBeInvalid()
  },
}
