import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { approveTask, peopleTaskQueryOptions, type AppmixerError } from '../../src/index.ts'
import { Inbox } from './Inbox.tsx'
import { openOverHttp, type Site } from './overHttp.tsx'
import { sentTo, tasks } from './requests.ts'

let site: Site

afterEach(() => site.close())

test('S04: somebody else was faster: the row stays with the outcome until it is dismissed, and the truth is read once', async () => {
  site = await openOverHttp()
  const { elsewhere, queryClient, sandbox, wrapper } = site
  const frames: boolean[] = []
  const { taskId, title } = sandbox.database.tasks.find(
    ({ approver, status }) => approver === 'ada@acme.test' && status === 'pending',
  )!
  // An opened page of the task, left again: nobody shows it, but it is cached.
  const opened = peopleTaskQueryOptions(elsewhere, { taskId })
  await queryClient.prefetchQuery(opened)
  render(<Inbox onRows={(titles) => frames.push(titles.includes(title))} />, { wrapper })
  const reject = await screen.findByRole('button', { name: `Reject ${title}` })
  const before = Number(document.querySelector('[data-part="count"]')!.textContent)
  sandbox.requests.clear()

  await approveTask(elsewhere, { taskId })
  await userEvent.click(reject)
  await screen.findByText(`${title}: It was already approved.`)
  const row = screen.getByText(title).closest('li')!
  expect(within(row).getByText(/^Already approved by ada@acme.test/)).toBeVisible()
  expect(within(row).getByText('Approved')).toBeVisible()
  expect(within(row).queryByRole('button', { name: /^(Approve|Reject)/ })).toBeNull()
  await waitFor(() => expect(sentTo(sandbox)).toHaveLength(7))
  expect(sentTo(sandbox).slice(0, 3)).toEqual([
    `PUT ${tasks}/${taskId}/approve`,
    `PUT ${tasks}/${taskId}/reject`,
    `GET ${tasks}/${taskId}`,
  ])
  expect(sandbox.requests.entries.map(({ status }) => status).slice(0, 3)).toEqual([200, 400, 200])
  expect(sandbox.requests.count('PUT')).toBe(2)
  expect(Number(document.querySelector('[data-part="count"]')!.textContent)).toBe(before - 1)
  expect(frames.slice(frames.indexOf(true))).not.toContain(false)
  expect(queryClient.getQueryData(opened.queryKey)).toMatchObject({ status: 'approved' })

  const error = queryClient.getMutationCache().getAll()[0]!.state.error as AppmixerError
  expect(error).toMatchObject({ code: 'http', status: 400, reason: 'task-decided' })
  expect(error.current).toMatchObject({ taskId, status: 'approved', title })
  expect(JSON.stringify(error) + Object.keys(error).join()).not.toMatch(/current|description/)

  await userEvent.click(within(row).getByRole('button', { name: 'Dismiss' }))
  await waitFor(() => expect(screen.queryByText(title)).toBeNull())
  expect(document.body).not.toHaveFocus()
})
