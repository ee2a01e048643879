import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, useState, type ReactNode } from 'react'
import { describe, expect, it, test, vi } from 'vitest'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  AppmixerProvider,
  FlowList,
  TaskInbox,
  useTaskFromLink,
  type FlowListView,
  type PartialView,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, ben, createWorld } from '../support.tsx'

function Flows(props: Parameters<typeof FlowList.Root>[0]): ReactNode {
  return (
    <FlowList.Root sharedWithPermissions="" searchDelay={0} {...props}>
      <FlowList.Search />
      <FlowList.StageFilter>
        <FlowList.StageOption value="stopped" />
      </FlowList.StageFilter>
      <FlowList.Empty />
      <FlowList.Items>
        <FlowList.Checkbox />
        <FlowList.Name />
        <FlowList.NameInput />
        <FlowList.Toggle />
        <FlowList.Rename />
        <FlowList.ViewOnly />
        <FlowList.ItemError />
      </FlowList.Items>
      <FlowList.Next />
      <FlowList.Range />
      <FlowList.SelectPage />
      <FlowList.BulkBar>
        <FlowList.BulkStatus />
        <FlowList.BulkAction value="startFlow" />
        <FlowList.BulkAction value="deleteFlow" />
        <FlowList.BulkCancel />
        <FlowList.BulkRetry />
        <FlowList.BulkClear />
      </FlowList.BulkBar>
      <FlowList.Dialog>
        <FlowList.Question />
        <FlowList.Cancel />
        <FlowList.Confirm />
      </FlowList.Dialog>
      <FlowList.Announcer />
    </FlowList.Root>
  )
}

function Inbox(props: Parameters<typeof TaskInbox.Root>[0]): ReactNode {
  return (
    <TaskInbox.Root searchDelay={0} {...props}>
      {(inbox) => (
        <>
          <TaskInbox.Search />
          <TaskInbox.Tab value="approved" />
          <button onClick={inbox.refetch}>Refresh</button>
          <TaskInbox.Items>
            <TaskInbox.Checkbox />
            <TaskInbox.Title />
            <TaskInbox.Approve />
            <TaskInbox.Outcome />
            <TaskInbox.ItemError />
          </TaskInbox.Items>
          <TaskInbox.Range />
          <TaskInbox.BulkBar>
            <TaskInbox.BulkStatus />
            <TaskInbox.BulkAction value="approveTask" />
          </TaskInbox.BulkBar>
          <TaskInbox.Dialog>
            <TaskInbox.Question />
            <TaskInbox.Cancel />
            <TaskInbox.Confirm />
          </TaskInbox.Dialog>
        </>
      )}
    </TaskInbox.Root>
  )
}

const rows = () => screen.queryAllByRole('listitem')
const names = () => rows().map((row) => row.getAttribute('aria-label'))

describe('search is text', () => {
  const hostile = ['C++ build (nightly)', 'Invoice (May)', 'a.b', '[x', '100 % \\ done']

  test.each(hostile)('in flows: %s (FL-06)', async (name) => {
    const sandbox = createSandbox()
    sandbox.database.flows[0]!.name = name
    const own = sandbox.database.users[0]!.id
    sandbox.database.flows[0]!.userId = own
    sandbox.database.flows[1]!.name = 'axb'
    render(<Flows />, { wrapper: createWorld(sandbox).wrapper })
    await screen.findAllByRole('listitem')
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: name } })
    await waitFor(() => expect(names()).toEqual([name]))
  })

  test.each(hostile)('in tasks: %s (T-05)', async (title) => {
    const sandbox = createSandbox()
    const mine = sandbox.database.tasks.filter(
      ({ approver, status }) => approver === ada && status === 'pending',
    )
    mine[0]!.title = title
    mine[1]!.title = 'axb'
    render(<Inbox />, { wrapper: createWorld(sandbox).wrapper })
    await screen.findAllByRole('listitem')
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: title } })
    await waitFor(() => expect(names()).toEqual([title]))
  })
})

describe('the view is the caller’s if they want it (X-09)', () => {
  test('one call and one request for each change, back included', async () => {
    const { wrapper, sandbox } = createWorld()
    // As from an address: what it does not name is `undefined`.
    const history: PartialView<FlowListView>[] = [{ page: 1, pageSize: 5, stage: undefined }]
    function Controlled() {
      const [view, setView] = useState(history[0]!)
      return (
        <>
          <button
            onClick={() => {
              history.pop()
              setView(history.at(-1)!)
            }}
          >
            Back
          </button>
          <Flows
            view={view}
            onViewChange={(next) => {
              history.push(next)
              setView(next)
            }}
          />
        </>
      )
    }
    render(<Controlled />, { wrapper })
    await screen.findByText(/^6–10 of/)
    sandbox.requests.clear()
    await userEvent.click(screen.getByRole('button', { name: 'Stopped' }))
    await screen.findByText(/^1–5 of/)
    expect(history).toHaveLength(2)
    expect(history[1]).toMatchObject({ stage: 'stopped', page: 0, pageSize: 5 })
    expect(sandbox.requests.of('GET /flows')).toHaveLength(1)
    await userEvent.click(screen.getByRole('button', { name: 'Back' }))
    await screen.findByText(/^6–10 of/)
    expect(sandbox.requests.of('GET /flows').length).toBeLessThanOrEqual(2)
  })

  test('a field that is controlled changes only when the caller changes it', async () => {
    const onViewChange = vi.fn()
    render(<Flows view={{ page: 0 }} pageSize={5} onViewChange={onViewChange} />, {
      wrapper: createWorld().wrapper,
    })
    await screen.findByText(/^1–5 of 2\d/)
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }))
    expect(onViewChange).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ page: 1 }), {
      page: 1,
    })
    expect(screen.getByText(/^1–5 of/)).toBeVisible()
  })

  test('what was searched and selected starts anew with another user (G-02)', async () => {
    const sandbox = createSandbox()
    const queryClient = new QueryClient()
    const app = (username: string) => (
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <AppmixerProvider
            baseUrl={baseUrl}
            token={sandbox.tokenFor(username)}
            fetch={sandbox.fetch}
          >
            <Flows />
          </AppmixerProvider>
        </QueryClientProvider>
      </StrictMode>
    )
    const { rerender } = render(app(ada))
    await screen.findAllByRole('listitem')
    await userEvent.click(screen.getAllByRole('checkbox')[0]!)
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'welcome' } })
    await waitFor(() => expect(sandbox.requests.of('GET /flows').at(-1)!.search.has('pattern')))
    sandbox.requests.clear()
    rerender(app(ben))
    expect(screen.getByRole('searchbox')).toHaveValue('')
    await screen.findAllByRole('listitem')
    expect(screen.queryByText(/selected$/)).toBeNull()
    expect(sandbox.requests.of('GET /flows').map(({ search }) => search.get('pattern'))).toEqual([
      null,
    ])
  })
})

describe('selection and bulk actions (X-16)', () => {
  test('all on the page are started; those that fail stay selected and say why', async () => {
    const sandbox = createSandbox({
      faults: [{ on: 'POST /flows/:flowId/coordinator', status: 400, message: 'No.', times: 1 }],
      startDuration: 0,
    })
    render(<Flows pageSize={4} defaultView={{ stage: 'stopped' }} />, {
      wrapper: createWorld(sandbox).wrapper,
    })
    await screen.findAllByRole('listitem')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select all on this page' }))
    expect(screen.getByText('4 selected')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Start' }))
    const status = () => document.querySelector('[data-part="bulk-status"]')
    await waitFor(() => expect(status()).toHaveTextContent(/^\d done, \d not$/))
    const failed = rows().filter((row) => row.hasAttribute('data-error'))
    expect(failed.length).toBeGreaterThan(0)
    for (const row of failed) expect(row).toHaveAttribute('data-selected')
    expect(within(failed[0]!).getByText('No.')).toBeVisible()
  })

  test('deleting many asks first', async () => {
    const { wrapper, sandbox } = createWorld()
    render(<Flows pageSize={4} />, { wrapper })
    await screen.findAllByRole('listitem')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select all on this page' }))
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
    expect(await screen.findByText(/^Delete 4 flows for good/)).toBeInTheDocument()
    expect(sandbox.requests.count('DELETE')).toBe(0)
    const dialog = document.querySelector('dialog')!
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(sandbox.requests.count('DELETE')).toBe(4))
  })

  test('many decisions stay at their places with their outcome (T-13)', async () => {
    render(<Inbox defaultSelection={[]} />, { wrapper: createWorld().wrapper })
    await screen.findAllByRole('listitem')
    const before = names()
    const boxes = screen.getAllByRole('checkbox')
    await userEvent.click(boxes[0]!)
    await userEvent.click(boxes[2]!)
    const bar = screen.getByRole('region', { name: 'Selected rows' })
    await userEvent.click(within(bar).getByRole('button', { name: 'Approve' }))
    await waitFor(() => expect(screen.getAllByText('You approved')).toHaveLength(2))
    await screen.findByText('1–7 of 7, 2 just decided')
    expect(names()).toEqual(before)
  })
})

test('in bulk, too, a lost race is seen in its row (T-11)', async () => {
  const { wrapper, sandbox } = createWorld()
  render(<Inbox />, { wrapper })
  await screen.findAllByRole('listitem')
  const [first, second] = names()
  const other = sandbox.database.tasks.find(({ title }) => title === first)!
  other.status = 'rejected'
  const boxes = screen.getAllByRole('checkbox')
  await userEvent.click(boxes[0]!)
  await userEvent.click(boxes[1]!)
  await userEvent.click(
    within(screen.getByRole('region', { name: 'Selected rows' })).getByText('Approve'),
  )
  const row = screen.getByRole('listitem', { name: first! })
  await within(row).findByText('Already rejected by ada@acme.test. Yours was not sent.')
  expect(within(row).getByText('Rejected')).toBeVisible()
  await screen.findByText('1 done, 1 not')
  expect(names().slice(0, 2)).toEqual([first, second])
})

describe('a decided row', () => {
  test('stays over a refetch in the background, and leaves with the next load by the user', async () => {
    const { wrapper, queryClient } = createWorld()
    render(<Inbox />, { wrapper })
    await screen.findAllByRole('listitem')
    const [first] = names()
    await userEvent.click(screen.getByRole('button', { name: `Approve ${first}` }))
    await screen.findByText('You approved')
    await act(() => queryClient.refetchQueries())
    expect(names()[0]).toBe(first)
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }))
    await waitFor(() => expect(names()).not.toContain(first))
  })

  test('is decided after a question, where that is wanted', async () => {
    const { wrapper, sandbox } = createWorld()
    render(<Inbox confirm />, { wrapper })
    await screen.findAllByRole('listitem')
    const [first] = names()
    await userEvent.click(screen.getByRole('button', { name: `Approve ${first}` }))
    expect(screen.getByText(`Approve “${first}”?`)).toBeInTheDocument()
    expect(sandbox.requests.count('PUT')).toBe(0)
    await userEvent.click(within(document.querySelector('dialog')!).getByText('Approve'))
    await waitFor(() => expect(sandbox.requests.count('PUT')).toBe(1))
  })
})

describe('what is not allowed is not offered (X-17)', () => {
  const readOnly = 'Welcome series for trial users'

  it('a button says why it is disabled, and sends nothing', async () => {
    const { wrapper, sandbox } = createWorld()
    render(<Flows sharedWithPermissions="read" pageSize={30} />, { wrapper })
    const row = await screen.findByRole('listitem', { name: readOnly })
    const toggle = within(row).getByRole('switch')
    expect(toggle).toHaveAttribute('aria-disabled', 'true')
    expect(toggle).toHaveAccessibleDescription('You are not allowed to do this.')
    expect(within(row).getByText('View only')).toBeVisible()
    await userEvent.click(toggle)
    expect(sandbox.requests.count('POST')).toBe(0)
  })

  it('or is hidden', async () => {
    render(<Flows sharedWithPermissions="read" pageSize={30} forbidden="hide" />, {
      wrapper: createWorld().wrapper,
    })
    const row = await screen.findByRole('listitem', { name: readOnly })
    expect(within(row).queryByRole('switch')).toBeNull()
    expect(within(row).queryByRole('button')).toBeNull()
  })
})

test('a flow that runs is renamed after a question (FL-16)', async () => {
  const { wrapper, sandbox } = createWorld()
  render(<Flows view={{ stage: 'running' }} />, { wrapper })
  await screen.findAllByRole('listitem')
  const [name] = names()
  await userEvent.click(screen.getByRole('button', { name: `Rename ${name}` }))
  await userEvent.keyboard('Other{Enter}')
  expect(await screen.findByText(`“${name}” is running. Rename it all the same?`)).toBeVisible()
  expect(sandbox.requests.count('PUT')).toBe(0)
  await userEvent.click(within(document.querySelector('dialog')!).getByText('Rename'))
  await waitFor(() => expect(names()[0]).toBe('Other'))
  await waitFor(() => expect(sandbox.requests.of('PUT /flows/:flowId')[0]!.status).toBe(200))
})

test('an action can be prevented, and its failure and sentences are heard (X-08)', async () => {
  const sandbox = createSandbox({
    faults: [{ on: 'POST /flows/:flowId/coordinator', status: 400, message: 'No.' }],
  })
  const onAction = vi.fn<() => boolean>(() => false)
  const onError = vi.fn()
  const onAnnounce = vi.fn()
  const events = { onAction, onError, onAnnounce }
  render(<Flows defaultView={{ stage: 'stopped' }} {...events} />, {
    wrapper: createWorld(sandbox).wrapper,
  })
  const [toggle] = await screen.findAllByRole('switch')
  const [name] = names()
  await userEvent.click(toggle!)
  expect(onAction).toHaveBeenCalledWith(
    expect.objectContaining({ action: 'startFlow', items: [expect.objectContaining({ name })] }),
  )
  expect(sandbox.requests.count('POST')).toBe(0)
  onAction.mockReturnValue(true)
  await userEvent.click(toggle!)
  await waitFor(() => expect(onError).toHaveBeenCalledOnce())
  expect(onError.mock.lastCall![1]).toMatchObject({ action: 'startFlow' })
  expect(onAnnounce.mock.calls.flat()).toEqual([`Starting ${name}`, `${name}: No.`])
})

test('results, pages, arrival and deletion are announced when they are there (X-14)', async () => {
  const sandbox = createSandbox({ startDuration: 0 })
  const { wrapper } = createWorld(sandbox)
  render(<Flows defaultView={{ stage: 'stopped', pageSize: 2 }} />, { wrapper })
  await screen.findAllByRole('listitem')
  const said = () => document.querySelector('[data-part="announcer"]')
  expect(said()).toBeEmptyDOMElement()
  await userEvent.click(screen.getByRole('button', { name: 'Next page' }))
  await waitFor(() => expect(said()).toHaveTextContent(/^3–\d of \d+$/))
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'no such flow' } })
  await waitFor(() => expect(said()).toHaveTextContent('No results'))
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: '' } })
  await waitFor(() => expect(said()).toHaveTextContent(/^\d+ results$/))
  const name = 'Lost deal follow-up after 90 days'
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: name } })
  await userEvent.click(await screen.findByRole('switch', { name: `Run ${name}` }))
  await waitFor(() => expect(said()).toHaveTextContent(`${name} is running`))
})

describe('useTaskFromLink (T-16)', () => {
  function Page(): ReactNode {
    const link = useTaskFromLink()
    return <output>{JSON.stringify(link)}</output>
  }

  it.each([
    '/approve#taskId=1&secret=s3cret&decision=approve',
    '/approve?taskId=1&secret=s3cret&decision=approve&x=1',
  ])('reads %s once, and takes the secret out of the address', (address) => {
    history.replaceState({ kept: true }, '', address)
    render(<Page />, { wrapper: StrictMode })
    expect(screen.getByText('{"taskId":"1","secret":"s3cret","decision":"approve"}')).toBeVisible()
    expect(location.href).not.toContain('s3cret')
    expect(location.pathname).toBe('/approve')
    expect(history.state).toEqual({ kept: true })
  })

  it('says where the address names no task', () => {
    history.replaceState(null, '', '/approve')
    render(<Page />)
    expect(screen.getByText('null')).toBeVisible()
  })
})
