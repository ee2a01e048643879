import { act, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { ChartGallery } from '../../src/index.ts'
import { createStory, type Story } from './story.tsx'

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

function Insights() {
  return (
    <ChartGallery.Root timeZone="UTC">
      <ChartGallery.Ranges>
        <ChartGallery.RangeOption value="last24Hours" />
        <ChartGallery.RangeOption value="last7Days" />
      </ChartGallery.Ranges>
      <ChartGallery.Items>
        <ChartGallery.Name />
        <ChartGallery.Figure>
          {({ series }) => <p>{series.flatMap(({ points }) => points).length}</p>}
        </ChartGallery.Figure>
        <ChartGallery.Unread />
        <ChartGallery.Refresh />
        <ChartGallery.Clone />
        <ChartGallery.MoveBack />
        <ChartGallery.MoveOn />
        <ChartGallery.Remove />
        <ChartGallery.ItemError />
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

const names = () => screen.getAllByRole('listitem').map((item) => item.getAttribute('aria-label'))
const figures = () => screen.queryAllByRole('img')
const sent = (method: string) =>
  story.sent().flatMap((line) => (line.startsWith(method) ? line.split('?')[0]! : []))

test('S18: charts are read three at a time, retried, copied, deleted, moved and shown over another range', async () => {
  story = await createStory()
  const { faults, database } = story.sandbox
  const press = async (name: string | RegExp) => {
    const button = screen.getByRole('button', { name })
    act(() => {
      // What Enter does: a click without a pointer.
      button.focus()
      button.click()
    })
    await story.pass(10)
    await story.pass(10)
  }

  // Six charts, three requests at a time, and one of them fails.
  const slow = faults.add({ on: 'POST /logs', delay: 1_000 })
  story.show(<Insights />)
  await story.pass(10)
  expect(names()).toHaveLength(6)
  expect(sent('POST')).toHaveLength(3)
  slow()
  faults.add({ on: 'POST /logs', status: 400, message: 'Too many', times: 1 })
  await story.pass(1_000)
  await story.pass(1_000)
  expect(sent('POST')).toHaveLength(3)
  expect(figures()).toHaveLength(5)
  await press(/^Try again/)
  expect(figures()).toHaveLength(6)

  // A copy, and away with it again.
  await press('Duplicate Severities')
  expect(names().at(-1)).toBe('Copy of Severities')
  await press('Delete Copy of Severities')
  await press('Delete')
  expect(names()).toHaveLength(6)
  expect(sent('DELETE')).toHaveLength(1)

  // Another order; one that the server cannot write goes back.
  const [first, second] = names()
  await press(`Move on: ${first}`)
  expect(names().slice(0, 2)).toEqual([second, first])
  const heal = faults.add({ on: 'PUT /charts/:chartId', status: 500, message: 'Out of order' })
  await press(`Move on: ${second}`)
  expect(names().slice(0, 2)).toEqual([second, first])
  expect(screen.getAllByText(/Out of order/).length).toBeGreaterThan(0)
  heal()
  const stored = database.charts.filter(({ userId }) => userId === database.charts[0]!.userId)
  expect(new Set(stored.map(({ index }) => index)).size).toBe(6)

  // Two ranges in a row: the answers to the first come late, and are not shown.
  const late = faults.add({ on: 'POST /logs', delay: 5_000 })
  await press('7 d')
  late()
  await press('24 h')
  await story.pass(5_000)
  await story.pass(10)
  expect(figures()).toHaveLength(6)
  const byDay = screen.getByRole('listitem', { name: 'Messages by day' })
  expect(within(byDay).getByText('2')).toBeVisible()
})
