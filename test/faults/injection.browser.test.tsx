import { QueryClient } from '@tanstack/react-query'
import { fireEvent, render, screen, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppmixerProvider, FlowList, TaskInbox } from '../../src/index.ts'
import { payloads } from './xss.ts'

declare global {
  interface Window {
    pwned: () => void
  }
}

let ran: number
beforeEach(() => {
  ran = 0
  window.pwned = () => void ran++
})
afterEach(() => vi.restoreAllMocks())

test(`I5: of ${payloads.length} payloads in names, stages, pictures, texts, people, dates and refusals none runs`, async () => {
  expect(new Set(payloads).size).toBeGreaterThanOrEqual(200)
  const { container } = render(
    <AppmixerProvider
      baseUrl="http://api.test"
      token="t"
      retries={0}
      fetch={hostile}
      queryClient={new QueryClient()}
    >
      <Everything />
    </AppmixerProvider>,
  )
  await screen.findAllByText(payloads.at(-1)!, { normalizer: String })
  for (const name of ['flows', 'tasks']) {
    expect(within(screen.getByTestId(name)).getAllByRole('listitem')).toHaveLength(payloads.length)
  }
  // Refusals with all of them, a question, and a field to rename in.
  for (const action of ['toggle', 'approve']) {
    fireEvent.click(container.querySelector(`[data-action="${action}"]`)!)
  }
  const errors = () => container.querySelectorAll('[data-part="error"]')
  // What tells who was faster is loaded with the first refusal.
  await vi.waitFor(() => expect(errors()).toHaveLength(2), { timeout: 10_000 })
  fireEvent.click(container.querySelector('[data-action="rename"]')!)
  fireEvent.click(container.querySelector('[data-action="remove"]')!)

  // Pictures are read where they are seen.
  const pictures = payloads.filter((payload) => payload.startsWith('data:image/'))
  for (const [index, picture] of pictures.entries()) {
    const row = within(screen.getByTestId('flows')).getAllByRole('listitem')[
      payloads.indexOf(picture)
    ]!
    row.scrollIntoView()
    await vi.waitFor(
      () => expect(container.querySelectorAll('img[src]').length).toBeGreaterThan(index),
      { timeout: 10_000 },
    )
  }

  // Text stayed text: no element but our own, no handler, no address but of pictures that cannot run anything.
  const elements = [...container.querySelectorAll('*')]
  expect(elements.filter(({ localName }) => !ours.has(localName))).toEqual([])
  for (const { name, value } of elements.flatMap(({ attributes }) => [...attributes])) {
    expect(name).toMatch(
      /^(data-|aria-|id$|class$|role$|type$|alt$|value$|placeholder$|src$|datetime$|open$|disabled$|tabindex$)/,
    )
    if (name === 'src') expect(value).toMatch(/^data:image\//)
    if (name === 'datetime') expect(value).toMatch(/^\d{4}-\d\d-\d\dT/)
  }
  expect(container.querySelectorAll('img[src]')).toHaveLength(pictures.length)

  // The same payloads as HTML do run; when they have, ours would have too.
  const before = ran
  const victim = document.body.appendChild(document.createElement('div'))
  for (const payload of payloads) victim.insertAdjacentHTML('beforeend', payload)
  await vi.waitFor(() => expect(ran).toBeGreaterThan(50), { timeout: 10_000 })
  victim.remove()
  expect(before).toBe(0)
})

const ours = new Set([
  'section',
  'ul',
  'li',
  'div',
  'span',
  'p',
  'button',
  'input',
  'img',
  'time',
  'dialog',
])

/** Answers with payloads wherever there is room for one. */
const hostile: typeof globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  const { pathname } = new URL(request.url)
  if (request.method !== 'GET')
    return Response.json({ message: payloads.join('') }, { status: 400 })
  if (pathname.includes('count')) return Response.json({ count: payloads.length })
  const flowOf = (payload: string) => ({
    flowId: payload,
    name: payload,
    stage: payload,
    thumbnail: payload,
    mtime: payload,
  })
  if (pathname.startsWith('/flows/'))
    return Response.json(flowOf(decodeURIComponent(pathname.slice('/flows/'.length))))
  return Response.json(
    payloads.map((payload) =>
      pathname === '/flows'
        ? flowOf(payload)
        : {
            taskId: payload,
            title: payload,
            description: payload,
            requester: payload,
            approver: payload,
            decisionBy: payload,
          },
    ),
  )
}

function Everything(): ReactNode {
  return (
    <>
      <FlowList.Root data-testid="flows" pageSize={1_000}>
        <FlowList.Search />
        <FlowList.Items>
          <FlowList.Thumbnail />
          <FlowList.Name />
          <FlowList.NameInput />
          <FlowList.StageLabel />
          <FlowList.Toggle />
          <FlowList.Rename />
          <FlowList.Remove />
          <FlowList.ItemError />
          <FlowList.Retry />
        </FlowList.Items>
        <FlowList.Dialog>
          <FlowList.Question />
          <FlowList.Confirm />
        </FlowList.Dialog>
        <FlowList.Announcer />
      </FlowList.Root>
      <TaskInbox.Root data-testid="tasks" pageSize={1_000}>
        <TaskInbox.Items>
          <TaskInbox.Title />
          <TaskInbox.Description />
          <TaskInbox.Requester />
          <TaskInbox.Due />
          <TaskInbox.Status />
          <TaskInbox.Approve />
          <TaskInbox.ItemError />
        </TaskInbox.Items>
        <TaskInbox.Announcer />
      </TaskInbox.Root>
    </>
  )
}
