import { fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { useLogTail, type LogEntry } from '../../src/index.ts'
import { createStory, type Story } from './story.tsx'

let story: Story

afterEach(() => story.end())

const yesterday = 'gridTimestamp:[now-1d/d TO now/d}'
const shown: LogEntry[][] = []

function Tail() {
  const [query, setQuery] = useState<string>()
  const { data, fetchNextPage } = useLogTail(
    { flowId: 'f', size: 30, query },
    { interval: query === undefined && 3_000 },
  )
  const entries = data?.pages.flatMap(({ hits }) => hits) ?? []
  shown.push(entries)
  return (
    <>
      <p>{`${entries.length} entries`}</p>
      <button onClick={() => void fetchNextPage()}>Older</button>
      <button onClick={() => setQuery(yesterday)}>Yesterday</button>
    </>
  )
}

async function press(name: string): Promise<void> {
  fireEvent.click(screen.getByText(name))
  await story.pass(10)
}

const last = () => shown.at(-1)!
const ids = () => last().map(({ _id }) => _id)

test('S17: the live log asks for what is new, waits for slow answers, and reads 300 older entries without a gap', async () => {
  story = await createStory({ data: 'empty' })
  const { database, faults } = story.sandbox
  const start = Date.parse(database.now())
  const at = (time: number) => new Date(time).toISOString()
  database.flows = [
    {
      flowId: 'f',
      userId: database.users[0]!.id,
      name: 'f',
      stage: 'stopped',
      btime: database.now(),
      mtime: database.now(),
      flow: {},
      sharedWith: [],
    },
  ]
  const write = (_id: string, time: number) =>
    void database.logs.push({
      _id,
      _index: 'appmixer-202601',
      flowId: 'f',
      severity: 'info',
      gridTimestamp: at(time),
    })
  // Ten in each millisecond.
  for (let n = 0; n < 400; n++)
    write(`a${String(n).padStart(3, '0')}`, start - 10_000 + Math.floor(n / 10))
  const newest = start - 10_000 + 39
  const list = 'GET /logs?flowId=f&size=30&sort=gridTimestamp:desc&sort=_id:desc'
  const since = (time: number) => `${list}&query=gridTimestamp:[${at(time)} TO *]`
  const sorted = (line: string) => {
    const [path, search] = line.replaceAll('+', ' ').split('?')
    return `${path}?${search!.split('&').toSorted().join('&')}`
  }
  const sent = () => story.sent().map(sorted)

  story.show(<Tail />)
  await story.pass(10)
  expect(sent()).toEqual([sorted(list)])
  expect(screen.getByText('30 entries')).toBeVisible()
  const first = last()
  const renders = shown.length

  // Nothing new: nothing rendered.
  await story.pass(3_000)
  expect(sent()).toEqual([sorted(since(newest))])
  expect(shown.length).toBe(renders)

  // Two of the newest millisecond, and one later: all are shown, once, and the others are the same objects.
  write('b1', newest)
  write('b2', newest)
  write('c', newest + 1)
  await story.pass(3_000)
  expect(sent()).toEqual([sorted(since(newest))])
  expect(ids().slice(0, 4)).toEqual(['c', 'b2', 'b1', 'a399'])
  expect(
    last()
      .slice(3)
      .every((entry, index) => entry === first[index]),
  ).toBe(true)

  // More than a page at once.
  for (let n = 0; n < 70; n++) write(`d${String(n).padStart(2, '0')}`, newest + 2 + n)
  await story.pass(3_000)
  expect(sent()).toHaveLength(3)
  expect(last()).toHaveLength(103)

  // Slow: the next look waits.
  const heal = faults.add({ on: 'GET /logs', delay: 5_000 })
  await story.pass(3_000)
  await story.pass(3_000)
  expect(sent()).toEqual([sorted(since(newest + 71))])
  heal()
  await story.pass(2_000)
  await story.pass(3_000)
  expect(sent()).toHaveLength(1)

  // Older ones, while new ones come: no gap, no double.
  for (let page = 0; page < 10; page++) {
    write(`e${page}`, newest + 100)
    await press('Older')
  }
  await story.pass(3_000)
  const all = database.logs.toSorted(
    (a, b) => b.gridTimestamp.localeCompare(a.gridTimestamp) || (a._id < b._id ? 1 : -1),
  )
  expect(last().length).toBe(103 + 300 + 10)
  expect(ids()).toEqual(all.slice(0, 413).map(({ _id }) => _id))
  expect(last().filter((entry) => first.includes(entry))).toEqual(first)
  const older = sent()
  expect(older.filter((line) => line.includes('searchAfter='))).toHaveLength(10)

  // Yesterday: the tail ends, the list starts anew.
  await press('Yesterday')
  expect(sent()).toEqual([sorted(`${list}&query=${yesterday}`)])
  expect(screen.getByText('0 entries')).toBeVisible()
  await story.pass(60_000)
  expect(sent()).toEqual([])
})
