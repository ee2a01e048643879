import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LogViewer, type LogEntry, type LogViewerOptions } from '../../src/index.ts'
import type { StoredLog } from '../../src/sandbox/index.ts'
import { createStory, type Story } from '../storyboards/story.tsx'

let story: Story

afterEach(() => story.end())

function Viewer(props: LogViewerOptions) {
  return (
    <LogViewer.Root timeZone="UTC" histogram={false} range={{}} {...props}>
      {(log) => (
        <>
          <LogViewer.Search />
          <LogViewer.Mode />
          <LogViewer.Chips />
          <LogViewer.Ranges>
            <LogViewer.RangeOption value="lastHour" />
            <LogViewer.RangeOption value="yesterday" />
          </LogViewer.Ranges>
          <LogViewer.Layouts>
            <LogViewer.LayoutOption value="entries" />
            <LogViewer.LayoutOption value="executions" />
          </LogViewer.Layouts>
          <LogViewer.Live />
          <LogViewer.PluginLogs />
          <LogViewer.Histogram />
          <LogViewer.NewerBar>
            <LogViewer.Newer />
          </LogViewer.NewerBar>
          <LogViewer.Loading />
          <LogViewer.Empty />
          <LogViewer.Clear />
          <LogViewer.Failure />
          <LogViewer.Reload />
          <LogViewer.Items>
            <LogViewer.Time />
            <LogViewer.Severity />
            <LogViewer.TestRun />
            <LogViewer.Open />
            <LogViewer.Flow />
            <LogViewer.Copy />
          </LogViewer.Items>
          <LogViewer.Executions>
            <LogViewer.ExecutionToggle />
            <LogViewer.ExecutionStatus />
            <LogViewer.Duration />
            <LogViewer.ExecutionEntries>
              <LogViewer.Message />
            </LogViewer.ExecutionEntries>
          </LogViewer.Executions>
          <LogViewer.Range />
          <LogViewer.Older />
          <button onClick={log.clearEntries}>Clear view</button>
          <LogViewer.Detail>
            {({ fields, message, failure, error }) => (
              <>
                <LogViewer.Close />
                <dl>
                  {fields.map(({ name, value }) => (
                    <dd key={name}>{`${name} is ${value}`}</dd>
                  ))}
                </dl>
                <pre>{JSON.stringify({ message, failure })}</pre>
                {error && <p>{`Not read: ${error.status}`}</p>}
              </>
            )}
          </LogViewer.Detail>
          <LogViewer.Export value="json" />
          <LogViewer.Export value="ndjson" />
          <LogViewer.ExportStatus />
          <LogViewer.ExportCancel />
          <LogViewer.Announcer />
        </>
      )}
    </LogViewer.Root>
  )
}

interface Written extends Partial<StoredLog> {
  /** Milliseconds before now. */
  ago?: number
}

/** A flow of Ada's that wrote these entries, and a way to write more. */
async function withEntries(entries: Written[]) {
  story = await createStory({ data: 'empty' })
  const { database } = story.sandbox
  const now = database.now()
  database.flows = ['f', 'g'].map((flowId) => ({
    flowId,
    userId: database.users[0]!.id,
    name: flowId,
    stage: 'stopped',
    btime: now,
    mtime: now,
    flow: {},
    sharedWith: [],
  }))
  let count = 0
  const write = ({ ago = 0, ...entry }: Written = {}) => {
    const time = new Date(database.clock.now() - ago).toISOString()
    database.logs.push({
      _id: String(count++).padStart(4, '0'),
      _index: 'appmixer-202601',
      flowId: 'f',
      severity: 'info',
      gridTimestamp: time,
      ...entry,
    })
  }
  for (const entry of entries) write(entry)
  return { write }
}

const many = (count: number): Written[] =>
  Array.from({ length: count }, (_, index) => ({
    // Ten in each millisecond.
    ago: 60_000 - Math.floor(index / 10),
    msg: `Entry ${index}`,
  }))

async function show(options: LogViewerOptions = {}) {
  story.show(<Viewer {...options} />)
  await story.pass(10)
}

async function press(name: string | RegExp, role = 'button') {
  fireEvent.click(screen.getByRole(role, { name }))
  await story.pass(10)
}

/** On a busy machine an answer may take longer than one press. */
async function until(isDone: () => boolean) {
  for (let turn = 0; turn < 100 && !isDone(); turn += 1) await story.pass(10)
}

async function type(text: string) {
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: text } })
  await story.pass(600)
}

const items = () => {
  const list = screen.queryByRole('list', { name: 'Entries' })
  return list ? within(list).getAllByRole('listitem') : []
}
const messages = () => items().map((item) => item.querySelector('button')!.textContent)
const field = () => screen.getByRole<HTMLInputElement>('searchbox')
const sentQuery = () =>
  story.sent().map((line) => /query=([^&]*)/.exec(line)?.[1]?.replaceAll('+', ' '))

describe('the entries of a log viewer', () => {
  it('come newest first, with time, severity in words, message and flow (L-05, L-06)', async () => {
    await withEntries([
      { ago: 2_000, msg: 'Row read', severity: 'info' },
      { ago: 1_000, err: '{"message":"No amount"}', severity: 'error', flowId: 'g' },
      { ago: 500 },
    ])
    await show({ flowName: (id) => (id === 'f' ? 'Expenses' : undefined) })
    expect(items().map(({ textContent }) => textContent)).toEqual([
      '08:59:59.500 AMSuccessEntry without a messageExpensesCopy as JSON',
      '08:59:59.000 AMErrorNo amountgCopy as JSON',
      '08:59:58.000 AMSuccessRow readExpensesCopy as JSON',
    ])
    expect(items()[1]).toHaveAttribute('data-severity', 'error')
    expect(within(items()[1]!).getByRole('time')).toHaveAttribute(
      'datetime',
      '2026-01-15T08:59:59.000Z',
    )
  })

  it('say that they belong to a test run (L-05)', async () => {
    await withEntries([
      { msg: 'a', testRunId: 't' },
      { msg: 'b', flowType: 'integration-test' },
      { msg: 'c', flowType: 'automation' },
    ])
    await show()
    const badges = items().map((item) => within(item).queryByText('Test run') !== null)
    expect(badges).toEqual([false, true, true])
  })

  it('go on with older ones, none skipped and none twice, however many are written (L-07)', async () => {
    const { write } = await withEntries(many(25))
    await show({ pageSize: 8 })
    expect(screen.getByText('Newest 8 of 25')).toBeVisible()
    for (let page = 0; page < 3; page += 1) {
      write({ msg: 'Written meanwhile' })
      await press('Load older')
      await until(() => messages().length === Math.min(25, 8 * (page + 2)))
    }
    expect(messages()).toEqual(
      many(25)
        .map(({ msg }) => msg)
        .toReversed(),
    )
    expect(screen.queryByRole('button', { name: 'Load older' })).toBeNull()
  })

  it('say that there are none, and why they could not be read (L-13)', async () => {
    await withEntries([])
    const heal = story.sandbox.faults.add({
      on: 'GET /logs',
      status: 403,
      message: 'No logs for you.',
    })
    await show()
    expect(screen.getByRole('alert')).toHaveTextContent(/^The entries could not be loaded\. ./)
    heal()
    await press('Try again')
    expect(screen.getByText('No entries in this range.')).toBeVisible()
  })

  it('leave the screen when it is cleared, and those that come are shown (L-09)', async () => {
    const { write } = await withEntries(many(3))
    await show({ defaultView: { isLive: true } })
    await press('Clear view')
    expect(messages()).toEqual([])
    write({ msg: 'New' })
    await story.pass(3_000)
    expect(messages()).toEqual(['New'])
  })
})

describe('the live log (L-08)', () => {
  it('shows new entries at once, but while the pointer is on the entries', async () => {
    const { write } = await withEntries(many(2))
    await show()
    await press('Live', 'switch')
    write({ msg: 'First' })
    await story.pass(3_000)
    expect(messages()).toEqual(['First', 'Entry 1', 'Entry 0'])

    fireEvent.pointerEnter(screen.getByRole('list'))
    write({ msg: 'Second' })
    write({ msg: 'Third' })
    await story.pass(3_000)
    expect(messages()).toEqual(['First', 'Entry 1', 'Entry 0'])
    await press('2 new entries')
    expect(messages()).toEqual(['Third', 'Second', 'First', 'Entry 1', 'Entry 0'])

    write({ msg: 'Fourth' })
    await story.pass(3_000)
    expect(screen.getByRole('button', { name: '1 new entry' })).toBeVisible()
    fireEvent.pointerLeave(screen.getByRole('list'))
    await story.pass(10)
    expect(messages()[0]).toBe('Fourth')
    expect(screen.queryByRole('button', { name: /new entr/ })).toBeNull()
  })

  it('waits while the focus is on an entry', async () => {
    const { write } = await withEntries(many(2))
    await show({ defaultView: { isLive: true } })
    act(() => screen.getByRole('button', { name: 'Entry 1' }).focus())
    write({ msg: 'New' })
    await story.pass(3_000)
    expect(messages()).toEqual(['Entry 1', 'Entry 0'])
    expect(screen.getByRole('button', { name: '1 new entry' })).toBeVisible()
  })

  it('asks for nothing while it is off, and cannot be on for a range that is over', async () => {
    await withEntries(many(2))
    await show()
    story.sent()
    await story.pass(60_000)
    expect(story.sent()).toEqual([])
    await press('Live', 'switch')
    await press('Yesterday')
    story.sent()
    await story.pass(60_000)
    expect(story.sent()).toEqual([])
    const live = screen.getByRole('switch', { name: 'Live' })
    expect(live).not.toBeChecked()
    expect(live).toHaveAttribute('aria-disabled', 'true')
  })
})

describe('the search of a log viewer (L-03)', () => {
  it('takes words as words, and asks once when typing has paused', async () => {
    await withEntries([{ msg: 'Invoice (May) for C++' }, { msg: 'Invoice for June' }])
    await show()
    story.sent()
    for (const text of ['Invo', 'Invoice', 'Invoice (May)']) {
      fireEvent.change(field(), { target: { value: text } })
      await story.pass(100)
    }
    await story.pass(600)
    expect(sentQuery()).toEqual(['Invoice AND "(May)"'])
    expect(messages()).toEqual(['Invoice (May) for C++'])
    await type('severity:error')
    expect(screen.getByText('No entry matches the search.')).toBeVisible()
    await press('Clear search and filters')
    expect(messages()).toHaveLength(2)
  })

  it('goes to Lucene and back, with the filters in it', async () => {
    await withEntries([
      { msg: 'a' },
      { msg: 'b', severity: 'error' },
      { msg: 'c', severity: 'warn' },
    ])
    await show({ defaultView: { search: 'b', conditions: { severity: ['warn', 'error'] } } })
    expect(messages()).toEqual(['b'])
    expect(screen.getByText(/^severity: warn, error/)).toBeVisible()
    await press('Edit as text')
    expect(field()).toHaveValue('b AND severity:(warn OR error)')
    expect(messages()).toEqual(['b'])
    await type('severity:(warn OR error) AND (msg:b OR msg:c)')
    expect(messages()).toEqual(['c', 'b'])
    await press('Edit as filters')
    expect(field()).toHaveValue('')
    expect(messages()).toEqual(['c', 'b'])
    story.sent()
    await press('Remove filter severity: warn, error')
    expect(sentQuery()).toEqual(['(msg:b OR msg:c)'])
    await press('Remove filter msg:b OR msg:c')
    expect(messages()).toHaveLength(3)
  })

  it('says that Lucene cannot be read, and keeps what was typed', async () => {
    await withEntries(many(2))
    await show({ defaultView: { mode: 'lucene' } })
    await type('severity:(error OR')
    expect(field()).toBeInvalid()
    expect(field()).toHaveValue('severity:(error OR')
    expect(screen.getByRole('alert')).toBeVisible()
    await type('severity:info')
    expect(field()).toBeValid()
    expect(messages()).toHaveLength(2)
  })

  it('says what is wrong with a filter or a range from elsewhere, and sends nothing', async () => {
    await withEntries(many(2))
    story.sent()
    await show({ defaultView: { range: { from: 'soonish' } } })
    expect(screen.getByRole('alert')).toBeVisible()
    expect(story.sent()).toEqual([])
    await press('1 h')
    expect(messages()).toHaveLength(2)
  })

  it('keeps to the flows and conditions that the app set (L-02, L-04)', async () => {
    await withEntries([{ msg: 'f' }, { msg: 'g', flowId: 'g' }, { msg: 'e', severity: 'error' }])
    const options = { flowId: 'f', conditions: { severity: 'info' } }
    await show({ ...options, defaultView: { flowIds: ['g'], conditions: { severity: 'error' } } })
    expect(messages()).toEqual(['f'])
  })

  it('takes kinds of flows and users as conditions, and leaves out what plugins wrote (L-04)', async () => {
    await withEntries([
      { msg: 'a', flowType: 'automation', userId: 'u' },
      { msg: 'b', flowType: 'integration-instance', userId: 'u' },
      { msg: 'c', flowType: 'automation', userId: 'v' },
    ])
    await show({ histogram: true, conditions: { flowType: 'automation', userId: 'u' } })
    expect(messages()).toEqual(['a'])
    story.sent()
    const plugins = () => screen.getByRole('button', { name: 'Plugin entries' })
    expect(plugins()).toHaveAttribute('aria-pressed', 'true')
    await press('Plugin entries')
    expect(plugins()).toHaveAttribute('aria-pressed', 'false')
    const sent = story.sent()
    expect(sent.filter((line) => line.startsWith('GET /logs'))).toHaveLength(1)
    expect(sent.filter((line) => line.startsWith('POST /logs'))).toHaveLength(1)
    for (const line of sent) expect(line).toContain('excludePluginLogs=true')
    await press('Plugin entries')
    expect(plugins()).toHaveAttribute('aria-pressed', 'true')
  })

  it('shows only the flows and components that were picked (L-02)', async () => {
    await withEntries([
      { msg: 'a', componentId: 'x' },
      { msg: 'b', flowId: 'g', componentId: 'y' },
      { msg: 'c', flowId: 'g', componentId: 'z' },
    ])
    await show({ defaultView: { flowIds: ['g'], conditions: { componentId: ['x', 'y'] } } })
    expect(messages()).toEqual(['b'])
    await press('Remove filter 1 automation')
    expect(messages()).toEqual(['b', 'a'])
  })
})

describe('the range of a log viewer (L-01)', () => {
  it('is one change of the view and one request', async () => {
    await withEntries(many(2))
    const onViewChange = vi.fn()
    await show({ onViewChange })
    story.sent()
    await press('1 h')
    expect(onViewChange.mock.calls.map(([, change]) => change)).toEqual([
      { page: 0, range: 'lastHour' },
    ])
    expect(sentQuery()).toEqual(['gridTimestamp:[now-1h TO *]'])
    expect(screen.getByText('2 results')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '1 h' })).toHaveAttribute('aria-pressed', 'true')
  })

  it('is the caller’s while they set it', async () => {
    await withEntries(many(2))
    await show({ view: { range: 'yesterday' } })
    await press('1 h')
    expect(screen.getByRole('button', { name: 'Yesterday' })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    expect(screen.getByText('No entries in this range.')).toBeVisible()
  })

  it('has a histogram, in words and in bars (L-11)', async () => {
    await withEntries([{ ago: 600_000, severity: 'error' }, { ago: 90_000 }, { ago: 30_000 }])
    await show({ histogram: true, range: 'last15Minutes' })
    const histogram = screen.getByRole('img', { name: '3 entries, 1 error' })
    const bars = [...histogram.querySelectorAll('rect')]
    expect(bars.map((bar) => bar.getAttribute('data-severity'))).toEqual(['error', 'info', 'info'])
    expect(histogram).toHaveAttribute('viewBox', '0 0 192 88')
  })
})

describe('the open entry (L-10)', () => {
  it('is read whole, and closes again', async () => {
    await withEntries([
      { msg: '{"amount":null}', err: '{"message":"No amount"}', correlationId: 'c' },
    ])
    const onOpen = vi.fn<(entry: LogEntry) => void>()
    await show({ onOpen })
    story.sent()
    await press('No amount')
    expect(story.sent()).toEqual(['GET /logs/appmixer-202601/0000'])
    expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ _id: '0000' }))
    const detail = screen.getByRole('complementary', { name: 'Entry: No amount' })
    expect(detail).toHaveTextContent('correlationId is c')
    expect(detail).toHaveTextContent(
      '{"message":{"amount":null},"failure":{"message":"No amount"}}',
    )
    expect(screen.getByRole('listitem')).toHaveAttribute('data-open')
    await press('Close')
    expect(screen.queryByRole('complementary')).toBeNull()
    expect(screen.getByRole('listitem')).toHaveFocus()
  })

  it('can be one that is not on the list, from the address of the page', async () => {
    await withEntries([...many(1), { msg: 'Other', flowId: 'g' }])
    await show({ flowId: 'f', defaultView: { opened: 'appmixer-202601/0001' } })
    expect(messages()).toEqual(['Entry 0'])
    expect(screen.getByRole('complementary')).toHaveTextContent('flowId is g')
  })

  it('says when it is not there any more', async () => {
    await withEntries(many(1))
    await show({ defaultView: { opened: 'appmixer-202601/gone' } })
    expect(screen.getByText('Not read: 404')).toBeVisible()
  })

  it('stays open when new entries come', async () => {
    const { write } = await withEntries(many(2))
    await show({ defaultView: { isLive: true } })
    await press('Entry 0')
    write({ msg: 'New' })
    await story.pass(3_000)
    expect(screen.getByRole('complementary', { name: 'Entry: Entry 0' })).toBeVisible()
  })

  it('can be copied as JSON (L-16)', async () => {
    await withEntries(many(1))
    const writeText = vi.fn(async (_text: string) => {})
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    await show()
    await press('Copy as JSON')
    Reflect.deleteProperty(navigator, 'clipboard')
    expect(JSON.parse(writeText.mock.calls[0]![0])).toMatchObject({ _id: '0000', msg: 'Entry 0' })
    expect(screen.getByText('Copied')).toBeInTheDocument()
  })
})

describe('executions (L-14)', () => {
  it('have a status, a duration, and their entries', async () => {
    await withEntries([
      { ago: 120_000, msg: 'a1', correlationId: 'a' },
      { ago: 118_000, msg: 'a2', correlationId: 'a', severity: 'error' },
      { ago: 90_000, msg: 'Flow started.' },
      { ago: 2_000, msg: 'b1', correlationId: 'b', flowId: 'g' },
    ])
    await show({ flowName: (id) => id.toUpperCase() })
    await press('Runs')
    const runs = screen.getAllByRole('listitem')
    expect(runs.map(({ textContent }) => textContent)).toEqual([
      'G, 1 entryRunning0 ms',
      'Flow started., 1 entryFinished0 ms',
      'F, 2 entriesFailed2 sec',
    ])
    await press('F, 2 entries')
    expect(screen.getByRole('button', { name: 'F, 2 entries' })).toHaveAttribute(
      'aria-expanded',
      'true',
    )
    expect(
      within(runs[2]!)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['a2', 'a1'])
  })
})

describe('the export of a log viewer (L-16)', () => {
  it('writes all entries that match, also those that are not on screen', async () => {
    await withEntries([...many(700), { severity: 'error', msg: 'x' }])
    const files: [Blob, string][] = []
    await show({
      defaultView: { conditions: { severity: 'info' } },
      onExport: (file, name) => void files.push([file, name]),
    })
    await press('Export NDJSON')
    expect(screen.getByText('Exported 700 entries')).toBeInTheDocument()
    const [[file, name]] = files as [[Blob, string]]
    expect(name).toBe('log-2026-01-15.ndjson')
    expect(file.type).toBe('application/x-ndjson')
    expect(file.size).toBeGreaterThan(700 * 50)
  })

  it('ends when it is cancelled, and when it fails it says why', async () => {
    await withEntries(many(2))
    const onExport = vi.fn()
    const onError = vi.fn()
    await show({ onExport, onError })
    const heal = story.sandbox.faults.add({ on: 'GET /logs', delay: 5_000 })
    await press('Export JSON')
    expect(screen.getByText('Exporting: 0 entries so far')).toBeVisible()
    await press('Cancel export')
    expect(screen.getByText('Export cancelled. Nothing was written.')).toBeInTheDocument()
    heal()
    story.sandbox.faults.add({ on: 'GET /logs', status: 403, message: 'No.' })
    await press('Export JSON')
    expect(screen.getByText(/^Not exported\. /)).toBeInTheDocument()
    expect(onError).toHaveBeenCalledOnce()
    expect(onExport).not.toHaveBeenCalled()
  })

  it('can be prevented (X-08)', async () => {
    await withEntries(many(2))
    const onExport = vi.fn()
    const onAction = vi.fn(() => false)
    await show({ onExport, onAction })
    await press('Export JSON')
    expect(onAction).toHaveBeenCalledWith({ action: 'exportLogs', keys: [], items: [] })
    expect(onExport).not.toHaveBeenCalled()
  })
})
