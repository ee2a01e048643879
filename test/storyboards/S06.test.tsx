import { focusManager } from '@tanstack/react-query'
import { fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { usePeopleTasks } from '../../src/index.ts'
import { ada } from '../support.tsx'
import { tasks } from './requests.ts'
import { createStory, type Story } from './story.tsx'

let story: Story

afterEach(async () => {
  focusManager.setFocused(undefined)
  await story.end()
})

type Role = 'approver' | 'requester'

const painted: { role: Role; titles: string[] }[] = []

function Tasks({ role, status }: { role: Role; status: string }) {
  const { data } = usePeopleTasks({ role, filter: `status:${status}` }, { refetchInterval: 15_000 })
  painted.push({ role, titles: data?.map(({ title }) => title!) ?? [] })
  return (
    <ul aria-label={status}>
      {data?.map((task) => (
        <li key={task.taskId}>{task.title}</li>
      ))}
    </ul>
  )
}

function Screen() {
  const [role, setRole] = useState<Role>('approver')
  return (
    <>
      <button onClick={() => setRole('requester')}>Requested by me</button>
      <Tasks role={role} status="pending" />
      {role === 'requester' && <Tasks role={role} status="rejected" />}
    </>
  )
}

/** Two requests of one moment come in any order. */
const sent = () => story.sent().toSorted()

const list = (role: Role, status: string) => `GET ${tasks}?role=${role}&filter=status:${status}`

test('S06: a requester follows up: the other role is aborted and never shown, decisions arrive by themselves, hidden tabs rest', async () => {
  story = await createStory()
  const { database, faults } = story.sandbox
  const mine = database.tasks.filter((task) => task.requester === ada)
  const [task] = mine.filter(({ status }) => status === 'pending')
  const foreign = database.tasks
    .filter((other) => other.requester !== ada)
    .map(({ title }) => title)

  // The approver's list hangs; the role is switched.
  const heal = faults.add({ on: `GET ${tasks}`, delay: 60_000 })
  story.show(<Screen />)
  await story.pass(10)
  heal()
  expect(sent()).toEqual([list('approver', 'pending')])
  fireEvent.click(screen.getByText('Requested by me'))
  await story.pass(10)
  const both = [list('requester', 'pending'), list('requester', 'rejected')]
  expect(sent()).toEqual(both)
  expect(screen.getByText(task!.title)).toBeVisible()
  expect(story.queryClient.isFetching()).toBe(0)
  await story.pass(60_000)
  sent()
  const stale = painted.filter(({ role }) => role === 'requester').flatMap(({ titles }) => titles)
  expect(stale.filter((title) => foreign.includes(title))).toEqual([])

  // Somebody decides: the row moves to the other tab.
  Object.assign(task!, { status: 'rejected' })
  await story.pass(15_000)
  expect(sent()).toEqual(both)
  expect(screen.getByLabelText('pending')).not.toHaveTextContent(task!.title)
  expect(screen.getByLabelText('rejected')).toHaveTextContent(task!.title)

  focusManager.setFocused(false)
  await story.pass(3_600_000)
  expect(sent()).toEqual([])
  focusManager.setFocused(true)
  await story.pass(10)
  expect(sent()).toEqual(both)
})
