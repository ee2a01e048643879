import { QueryClient } from '@tanstack/react-query'
import { act, render, renderHook, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  FlowList,
  TaskInbox,
  useFlows,
  useInfiniteLogs,
  useTaskInbox,
} from '../../src/index.ts'
import { baseUrl } from '../support.tsx'

test('S3: a stage and a status that nobody knows are shown as they are, and nothing throws', async () => {
  const { wrapper } = appOn({
    '/flows': [{ flowId: 'a', name: 'A', stage: 'hibernating' }],
    '/flows/count': 1,
    [tasks]: [{ taskId: 't', title: 'T', status: 'escalated' }],
    [`${tasks}-count`]: 1,
  })
  render(<Lists />, { wrapper })
  expect(await screen.findByText('Hibernating')).toHaveAttribute('data-stage', 'hibernating')
  expect(await screen.findByText('Escalated')).toBeInTheDocument()
  expect(screen.getByRole('switch')).not.toBeChecked()
  expect(screen.queryByRole('button', { name: 'Approve T' })).toBeNull()
})

test('null in optional fields is shown like a missing one, and is no drift', async () => {
  const onDrift = vi.fn()
  const flow = { flowId: 'a', name: null, stage: null, thumbnail: null, description: null }
  const task = { taskId: 't', title: null, status: null, requester: null, decisionBy: null }
  const { wrapper, queryClient } = appOn(
    {
      '/flows': [flow],
      '/flows/a': flow,
      '/flows/count': 1,
      [tasks]: [task],
      [`${tasks}-count`]: 1,
    },
    { onDrift },
  )
  const { container } = render(<Lists />, { wrapper })
  expect(await screen.findByText('Flow without a name')).toBeInTheDocument()
  expect(screen.getByText('Stopped')).toHaveAttribute('data-stage', 'stopped')
  await waitFor(() => expect(container.querySelector('[data-part="thumbnail"]')).toBeNull())
  expect(await screen.findByText('Task without a title')).toBeInTheDocument()
  expect(screen.getByText('No due date')).toBeInTheDocument()
  expect(container.innerHTML).not.toMatch(/null|undefined|NaN|Invalid/)

  await act(() => queryClient.invalidateQueries())
  expect(onDrift).not.toHaveBeenCalled()
})

test('null in optional fields: a list that comes again unchanged is the same object', async () => {
  const { wrapper } = appOn({ '/flows': [{ flowId: 'a', name: 'A', description: null }] })
  const { result } = renderHook(() => useFlows(), { wrapper })
  await waitFor(() => expect(result.current.isSuccess).toBe(true))
  await act(() => result.current.refetch())
  const before = result.current.data
  await act(() => result.current.refetch())
  expect(result.current.data).toBe(before)
  expect(before).toEqual([{ flowId: 'a', name: 'A', description: null }])
})

test('S6: rows with one id are one row: React has no two of one key, and the ids in the page are unique', async () => {
  const complain = vi.spyOn(console, 'error')
  const { wrapper } = appOn({
    '/flows': [
      { flowId: 'a', name: 'First' },
      { flowId: 'b', name: 'Second' },
      { flowId: 'a', name: 'First again' },
    ],
    '/flows/count': 3,
    [tasks]: [
      { taskId: 't', title: 'One' },
      { taskId: 't', title: 'One again' },
      { taskId: 'u', title: 'Two' },
    ],
    [`${tasks}-count`]: 3,
  })
  render(<Lists />, { wrapper })
  await screen.findByText('First')
  await screen.findByText('One')
  expect(names()).toEqual(['First', 'Second', 'One', 'Two'])
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(complain).not.toHaveBeenCalled()
  complain.mockRestore()
})

test('S6: no row shows what another one is, when repeats move between two answers', async () => {
  const app = appOn({
    '/flows': [
      { flowId: 'a', name: 'A1' },
      { flowId: 'a', name: 'A2' },
      { flowId: 'b', name: 'B1' },
    ],
    '/flows/count': 3,
  })
  const row = (name: string) => screen.getByText(name).closest('li')!
  render(<Flows />, app)
  await screen.findByText('A1')
  await userEvent.click(within(row('B1')).getByRole('button', { name: 'Rename B1' }))
  app.answers['/flows'] = [
    { flowId: 'b', name: 'B1' },
    { flowId: 'b', name: 'B2' },
    { flowId: 'a', name: 'A1' },
  ]
  await act(() => app.queryClient.invalidateQueries())
  await waitFor(() => expect(screen.getAllByRole('listitem')[1]).toHaveTextContent('A1'))
  expect(within(screen.getAllByRole('listitem')[0]).getByRole('textbox')).toHaveValue('B1')
  expect(names()).toEqual(['A1'])
})

describe('S7: a date that is none', () => {
  const dates = ['', 'tomorrow', '0000-00-00', '2026-13-45', 'Invalid Date', '1760000000000', '∞']

  test.each(dates)(
    '%j: the text is kept, nothing is calculated from it, nothing says Invalid',
    async (date) => {
      const { wrapper } = appOn({
        [tasks]: [
          { taskId: 't', title: 'T', decisionBy: date },
          { taskId: 'd', title: 'D', status: 'approved', decisionMade: date, decisionBy: date },
        ],
        [`${tasks}-count`]: 2,
      })
      const { result } = renderHook(() => useTaskInbox(), { wrapper })
      await waitFor(() => expect(result.current.rows).toHaveLength(2))
      const [open, decided] = result.current.rows
      expect(open).toMatchObject({ dueAt: undefined, isOverdue: false, task: { decisionBy: date } })
      expect(decided).toMatchObject({ decidedAt: undefined, task: { decisionMade: date } })

      const { container } = render(<Tasks />, { wrapper })
      await screen.findByText('T')
      expect(container.textContent).toContain('No due date')
      expect(container.innerHTML).not.toMatch(/Invalid|NaN/)
    },
  )

  test('a number instead of a text is taken out, and the task stays', async () => {
    const onDrift = vi.fn()
    const { wrapper } = appOn(
      {
        [tasks]: [{ taskId: 't', title: 'T', decisionBy: 1760000000000 }],
        [`${tasks}-count`]: '1',
      },
      { onDrift },
    )
    const { container } = render(<Tasks />, { wrapper })
    await screen.findByText('T')
    expect(container.textContent).toContain('No due date')
    expect(container.innerHTML).not.toMatch(/Invalid|NaN|undefined/)
    expect(onDrift.mock.calls.map(([{ paths }]) => paths)).toContainEqual(['0.decisionBy'])
  })
})

describe('S10: where a list ends', () => {
  test.each([
    [0, false],
    [1, false],
    [19, false],
    [20, false],
    [21, true],
  ])(
    'of %d flows, 20 on a page, there is a next page: %s, and two requests tell',
    async (total, hasNext) => {
      const { wrapper, asked } = appOn({
        '/flows': flows(Math.min(20, total)),
        '/flows/count': total,
      })
      render(<Flows />, { wrapper })
      await screen.findByText(total === 0 ? 'No flows yet.' : 'Flow 0')
      const next = await screen.findByRole('button', { name: 'Next page' })
      await waitFor(() => expect(next.getAttribute('aria-disabled')).toBe(hasNext ? null : 'true'))
      const pictures = flows(total).map(({ flowId }) => `/flows/${flowId}`)
      expect(asked.filter((path) => !pictures.includes(path)).toSorted()).toEqual([
        '/flows',
        '/flows/count',
      ])
    },
  )

  test('a server that sends fewer than asked for: the next page is as the count says', async () => {
    const { wrapper, asked } = appOn({ '/flows': flows(7), '/flows/count': 40 })
    render(<Flows />, { wrapper })
    await screen.findByText('Flow 0')
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }))
    await screen.findByText('21–27 of 40')
    expect(asked.filter((path) => path === '/flows')).toHaveLength(2)
  })

  test.each([
    [[0], 1],
    [[3], 1],
    [[10, 0], 2],
    [[10, 4], 2],
    [[10, 10, 0], 3],
  ])('of log pages with %j entries, 10 asked for each: %d requests', async (pages, requests) => {
    let page = 0
    const { wrapper, asked } = appOn({
      '/logs': () => {
        const start = page * 10
        return {
          hits: Array.from({ length: pages[page++] }, (_, index) => ({
            _id: `l${start + index}`,
            gridTimestamp: '2026-01-01T00:00:00.000Z',
          })),
        }
      },
    })
    const { result } = renderHook(() => useInfiniteLogs({ size: 10 }), { wrapper })
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
    while (result.current.hasNextPage) await act(() => result.current.fetchNextPage())
    expect(result.current.data?.pages.flatMap(({ hits }) => hits)).toHaveLength(
      pages.reduce((sum, length) => sum + length),
    )
    expect(asked).toHaveLength(requests)
  })
})

const tasks = '/plugins/appmixer/utils/tasks/tasks'

function flows(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    flowId: `f${index}`,
    name: `Flow ${index}`,
  }))
}

function Flows() {
  return (
    <FlowList.Root>
      <FlowList.Empty />
      <FlowList.Items>
        <FlowList.Thumbnail />
        <FlowList.Name />
        <FlowList.NameInput />
        <FlowList.StageLabel />
        <FlowList.Toggle />
        <FlowList.Rename />
      </FlowList.Items>
      <FlowList.Range />
      <FlowList.Next />
    </FlowList.Root>
  )
}

function Tasks() {
  return (
    <TaskInbox.Root>
      <TaskInbox.Count value="pending" />
      <TaskInbox.Items>
        <TaskInbox.Title />
        <TaskInbox.Due />
        <TaskInbox.Status />
        <TaskInbox.Approve />
      </TaskInbox.Items>
    </TaskInbox.Root>
  )
}

function Lists() {
  return (
    <>
      <Flows />
      <Tasks />
    </>
  )
}

function names(): (string | null)[] {
  return [...document.querySelectorAll('[data-part="name"]')].map(({ textContent }) => textContent)
}

/** An app whose server answers these bodies, by path, and what it was asked. */
function appOn(answers: Record<string, unknown>, props: { onDrift?: () => void } = {}) {
  const asked: string[] = []
  const queryClient = new QueryClient()
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(new Request(input, init).url)
    asked.push(pathname)
    const answer = answers[pathname]
    return Response.json(typeof answer === 'function' ? (answer as () => unknown)() : answer)
  }
  const wrapper = ({ children }: { children: ReactNode }) => (
    <AppmixerProvider
      {...props}
      baseUrl={baseUrl}
      token="t"
      fetch={fetch}
      queryClient={queryClient}
    >
      {children}
    </AppmixerProvider>
  )
  return { answers, asked, queryClient, wrapper }
}
