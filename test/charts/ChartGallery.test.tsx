import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ChartGallery, type ChartGalleryOptions } from '../../src/index.ts'
import { createStory, type Story } from '../storyboards/story.tsx'

let story: Story

beforeAll(() => {
  // jsdom has the element, and not what it does.
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
})

afterEach(() => story.end())

function Gallery(props: ChartGalleryOptions) {
  return (
    <ChartGallery.Root timeZone="UTC" {...props}>
      <ChartGallery.Search />
      <ChartGallery.Ranges>
        <ChartGallery.RangeOption value="own" />
        <ChartGallery.RangeOption value="last24Hours" />
      </ChartGallery.Ranges>
      <ChartGallery.RefreshAll />
      <ChartGallery.Updated />
      <ChartGallery.Loading />
      <ChartGallery.Empty />
      <ChartGallery.Clear />
      <ChartGallery.Failure />
      <ChartGallery.Reload />
      <ChartGallery.Items>
        <ChartGallery.Name />
        <ChartGallery.ChartLoading />
        <ChartGallery.Figure>
          {({ series }) =>
            series.map(({ id, name, points }) => <p key={id}>{`${name} ${points.length}`}</p>)
          }
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
  )
}

const demo = [
  'Messages by day',
  'Errors by day',
  'The last day by hour',
  'Which apps work most',
  'Executions',
  'Severities',
]

async function show(options: ChartGalleryOptions = {}, data: 'demo' | 'empty' = 'demo') {
  story = await createStory({ data })
  story.show(<Gallery {...options} />)
  await story.pass(10)
  await story.pass(10)
}

async function press(name: string | RegExp) {
  fireEvent.click(screen.getByRole('button', { name }))
  await story.pass(10)
  await story.pass(10)
}

const names = () => screen.queryAllByRole('listitem').map((item) => item.getAttribute('aria-label'))
const figures = () => screen.queryAllByRole('img')
const reads = () => story.sent().filter((line) => line.startsWith('POST /logs'))
const said = () => screen.getByRole('status').textContent

describe('a chart gallery', () => {
  it('shows the charts in their order, with the data of each (C-01, C-04)', async () => {
    await show()
    expect(names()).toEqual(demo)
    expect(reads()).toHaveLength(6)
    expect(figures().map((figure) => figure.getAttribute('aria-label'))[0]).toBe(
      'Messages by day: 8 values',
    )
    expect(figures()).toHaveLength(6)
    expect(screen.getByText('Messages by day 8')).toBeVisible()
    expect(screen.getByText(/^Updated /)).toBeVisible()
  })

  it('says that there are none', async () => {
    await show({}, 'empty')
    expect(screen.getByText('No charts yet.')).toBeVisible()
  })

  it('says that they could not be read, and reads them again', async () => {
    story = await createStory()
    const heal = story.sandbox.faults.add({ on: 'GET /charts', status: 403, message: 'No.' })
    story.show(<Gallery />)
    await story.pass(10)
    expect(screen.getByRole('alert')).toHaveTextContent(/^The charts could not be loaded\./)
    heal()
    await press('Try again')
    expect(names()).toEqual(demo)
  })

  it('finds charts by their name, as text', async () => {
    await show()
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'BY DAY' } })
    await story.pass(300)
    expect(names()).toEqual(['Messages by day', 'Errors by day'])
    expect(screen.getByRole('button', { name: 'Move on: Messages by day' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '(.*' } })
    await story.pass(300)
    expect(screen.getByText('No chart matches the search.')).toBeVisible()
  })

  it('leaves the other charts alone when one fails (C-02)', async () => {
    story = await createStory()
    const heal = story.sandbox.faults.add({
      on: 'POST /logs',
      status: 400,
      message: 'Too many buckets',
      times: 1,
    })
    story.show(<Gallery />)
    await story.pass(10)
    await story.pass(10)
    expect(figures()).toHaveLength(5)
    const [failed] = screen
      .getAllByRole('listitem')
      .filter((item) => within(item).queryByRole('alert'))
    expect(within(failed!).getByRole('alert')).toHaveTextContent(/^This chart did not load\. /)
    heal()
    story.sent()
    fireEvent.click(within(failed!).getByRole('button', { name: /^Try again/ }))
    await story.pass(10)
    expect(reads()).toHaveLength(1)
    expect(figures()).toHaveLength(6)
  })

  it('says which traces it cannot show, and shows no number for them', async () => {
    story = await createStory()
    const { charts } = story.sandbox.database
    for (const trace of Object.values(charts[0]!.traces!))
      trace.agg = { percentiles: { field: 'x' } }
    story.show(<Gallery />)
    await story.pass(10)
    await story.pass(10)
    const item = screen.getByRole('listitem', { name: 'Messages by day' })
    expect(within(item).getByText('Cannot be shown: Messages by day')).toBeVisible()
    expect(within(item).queryByRole('img')).toBeNull()
    expect(reads()).toHaveLength(5)
  })

  it('has one range for all (C-06)', async () => {
    const onViewChange = vi.fn()
    await show({ onViewChange })
    story.sent()
    await press('24 h')
    expect(reads()).toHaveLength(6)
    expect(onViewChange).toHaveBeenCalledOnce()
    expect(screen.getByRole('button', { name: '24 h' })).toHaveAttribute('aria-pressed', 'true')
    await press('Refresh all')
    expect(reads()).toHaveLength(6)
  })

  it('says what is wrong with a range from elsewhere, and asks for no data', async () => {
    await show({ defaultView: { range: { from: 'soonish' } } })
    expect(screen.getByRole('alert')).toBeVisible()
    expect(reads()).toEqual([])
  })

  it('reads again at an interval (C-06)', async () => {
    await show({ refetchInterval: 30_000 })
    story.sent()
    await story.pass(30_000)
    await story.pass(10)
    expect(reads()).toHaveLength(6)
  })
})

describe('the order of a chart gallery (C-03)', () => {
  it('changes at once, and is written', async () => {
    await show()
    story.sent()
    await press('Move back: Errors by day')
    expect(names().slice(0, 3)).toEqual([
      'Errors by day',
      'Messages by day',
      'The last day by hour',
    ])
    expect(said()).toBe('Errors by day is now 1 of 6')
    expect(story.sent().filter((line) => line.startsWith('PUT'))).toHaveLength(2)
    expect(screen.getByRole('button', { name: 'Move back: Errors by day' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })

  it('changes by keyboard, one place for one key, and the chart keeps the focus', async () => {
    await show()
    const row = () => screen.getByRole('listitem', { name: 'Messages by day' })
    const key = async (name: string, init: object = {}) => {
      fireEvent.keyDown(document.activeElement!, { key: name, altKey: true, ...init })
      await story.pass(10)
      await story.pass(10)
    }
    row().focus()
    await key('ArrowDown')
    expect(names().slice(0, 2)).toEqual(['Errors by day', 'Messages by day'])
    expect(said()).toBe('Messages by day is now 2 of 6')
    expect(row()).toHaveFocus()
    await key('ArrowDown', { repeat: true })
    expect(names()[1]).toBe('Messages by day')
    await key('ArrowUp')
    expect(names()).toEqual(demo)
    await key('ArrowUp')
    expect(names()).toEqual(demo)
    // Without Alt the arrows still go from chart to chart.
    await key('ArrowDown', { altKey: false })
    expect(screen.getByRole('listitem', { name: 'Errors by day' })).toHaveFocus()
  })

  it('goes back whole when a half of it is refused', async () => {
    await show()
    const onError = vi.fn()
    const heal = story.sandbox.faults.add({
      on: 'PUT /charts/:chartId',
      status: 403,
      message: 'No.',
      times: 1,
    })
    await press('Move on: Executions')
    heal()
    await story.pass(10)
    expect(names()).toEqual(demo)
    const { charts } = story.sandbox.database
    const mine = charts.filter(({ userId }) => userId === charts[0]!.userId)
    expect(mine.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5])
    expect(onError).not.toHaveBeenCalled()
    expect(screen.getByRole('button', { name: /^Try again/ })).toBeVisible()
  })

  it('is made even when several charts have the same place', async () => {
    story = await createStory()
    for (const chart of story.sandbox.database.charts) chart.index = 0
    story.show(<Gallery />)
    await story.pass(10)
    const before = names()
    await press(`Move on: ${before[0]}`)
    expect(names()).toEqual([before[1], before[0], ...before.slice(2)])
  })
})

describe('the commands of a chart gallery (C-02)', () => {
  it('duplicate a chart behind the others', async () => {
    await show()
    await press('Duplicate Executions')
    expect(names()).toEqual([...demo, 'Copy of Executions'])
    expect(said()).toBe('Duplicated Executions')
    const [original, copy] = ['Executions', 'Copy of Executions'].map((name) =>
      story.sandbox.database.charts.find((chart) => chart.name === name)!,
    )
    // It shows what the original shows, without a request of its own.
    expect(figures()).toHaveLength(7)
    expect(reads()).toHaveLength(6)
    expect(copy).toMatchObject({ traces: original!.traces, query: original!.query, index: 6 })
  })

  it('delete a chart after a question', async () => {
    await show()
    await press('Delete Executions')
    const dialog = screen.getByRole('alertdialog')
    expect(dialog).toHaveTextContent('Delete the chart “Executions”? The log that it counts stays.')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Keep it' }))
    await story.pass(10)
    expect(names()).toEqual(demo)
    await press('Delete Executions')
    fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Delete' }))
    await story.pass(10)
    expect(names()).toEqual(demo.filter((name) => name !== 'Executions'))
    expect(said()).toBe('Deleted Executions')
  })

  it('say in the chart why they were refused', async () => {
    const onError = vi.fn()
    await show({ onError })
    story.sandbox.faults.add({ on: 'DELETE /charts/:chartId', status: 403, message: 'Not yours.' })
    await press('Delete Executions')
    fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Delete' }))
    await story.pass(10)
    expect(names()).toEqual(demo)
    expect(
      within(screen.getByRole('listitem', { name: 'Executions' })).getByRole('button', {
        name: 'Dismiss',
      }),
    ).toBeVisible()
    expect(onError).toHaveBeenCalledOnce()
  })

  it('can be prevented (X-08)', async () => {
    const onAction = vi.fn(() => false)
    await show({ onAction })
    story.sent()
    await press('Duplicate Executions')
    expect(onAction).toHaveBeenCalledWith(expect.objectContaining({ action: 'createChart' }))
    expect(story.sent()).toEqual([])
  })
})
