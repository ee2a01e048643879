import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { Inbox } from './Inbox.tsx'
import { openOverHttp, type Site } from './overHttp.tsx'
import { sentTo, tasks } from './requests.ts'

let site: Site

afterEach(() => site.close())

const pending = 'filter[]=status:pending&filter[]=status:due'
const list = `GET ${tasks}?role=approver&${pending}&sort=decisionBy:1&limit=20&offset=0`
const counts = [pending, 'filter[]=status:approved', 'filter[]=status:rejected'].map(
  (filter) => `GET ${tasks}-count?role=approver&${filter}`,
)

test('S03: an approver clears the inbox; each row stays at its place, and what is refused counts again', async () => {
  site = await openOverHttp()
  const { clock, sandbox, wrapper } = site
  const frames: string[][] = []
  render(<Inbox onRows={(titles) => frames.push(titles)} />, { wrapper })
  const items = await screen.findAllByRole('listitem')
  expect(badge()).toBe('9')
  expect(items[0]!.querySelector('time')).toHaveTextContent(/^Overdue by \d+ \w+$/)
  expect(sentTo(sandbox).toSorted()).toEqual([list, ...counts].toSorted())
  sandbox.requests.clear()
  const before = titles()
  const [first, second] = sandbox.database.tasks
    .filter(({ title }) => before.slice(0, 2).includes(title))
    .toSorted((a, b) => before.indexOf(a.title) - before.indexOf(b.title))
  sandbox.faults.add({
    on: 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/approve',
    delay: 1_000,
  })
  sandbox.faults.add({
    on: 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/reject',
    delay: 2_000,
    status: 500,
    message: 'An internal server error occurred',
  })

  await userEvent.click(within(items[0]!).getByRole('button', { name: /^Approve/ }))
  await waitFor(() => expect(badge()).toBe('8'))
  // The row stays where it is, so nothing moves under the thumb; the next one is reached from it.
  expect(within(row(0)).getByText('You approved')).toBeVisible()
  expect(row(0)).toHaveFocus()

  await userEvent.click(screen.getByRole('button', { name: `Reject ${before[1]}` }))
  await waitFor(() => expect(badge()).toBe('7'))
  expect(within(row(1)).getByText('You rejected')).toBeVisible()
  const both = [`PUT ${tasks}/${first!.taskId}/approve`, `PUT ${tasks}/${second!.taskId}/reject`]
  await waitFor(() => expect(sentTo(sandbox)).toEqual(both))

  clock.advance(1_000)
  await waitFor(() => expect(sandbox.requests.entries[0]!.status).toBe(200))
  clock.advance(1_000)
  const refused = await screen.findByText(/The server failed/, { selector: '[data-part="error"]' })
  expect(within(row(1)).getByText(refused.textContent)).toBe(refused)
  expect(within(row(1)).getByRole('button', { name: `Reject ${before[1]}` })).toBeVisible()
  await waitFor(() => expect(sentTo(sandbox)).toHaveLength(6))
  await waitFor(() => expect(badge()).toBe('8'))
  expect(sentTo(sandbox).slice(0, 2)).toEqual(both)
  expect(sentTo(sandbox).slice(2).toSorted()).toEqual([list, ...counts].toSorted())
  expect(distinct(frames.filter(({ length }) => length > 0))).toEqual([before])
})

function row(index: number): HTMLElement {
  return screen.getAllByRole('listitem')[index]!
}

function titles(): string[] {
  return [...document.querySelectorAll('[data-part="name"]')].map((it) => it.textContent)
}

function badge(): string | null | undefined {
  return document.querySelector('[data-part="count"]')?.textContent
}

/** Without repetitions. */
function distinct(frames: string[][]): string[][] {
  return frames.filter((frame, index) => frame.join() !== frames[index - 1]?.join())
}
