import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import {
  TaskInbox,
  usePeopleTasksCount,
  useTaskInbox,
  type TaskInboxOptions,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

function WithParts(props: TaskInboxOptions) {
  return (
    <TaskInbox.Root {...props}>
      <TaskInbox.Search />
      <TaskInbox.Tabs>
        <TaskInbox.Tab value="pending" />
        <TaskInbox.Tab value="approved" />
      </TaskInbox.Tabs>
      <TaskInbox.Count value="pending" />
      <TaskInbox.Empty />
      <TaskInbox.Items>
        <TaskInbox.Title />
        <TaskInbox.Description />
        <TaskInbox.Requester />
        <TaskInbox.Due />
        <TaskInbox.Status />
        <TaskInbox.Approve />
        <TaskInbox.Reject />
        <TaskInbox.Outcome />
        <TaskInbox.ItemError />
        <TaskInbox.Retry />
        <TaskInbox.Dismiss />
      </TaskInbox.Items>
      <TaskInbox.Range />
      <TaskInbox.Undo />
      <TaskInbox.Announcer />
    </TaskInbox.Root>
  )
}

function WithGetters(props: TaskInboxOptions) {
  const inbox = useTaskInbox(props)
  return (
    <section {...inbox.getRootProps()}>
      <input {...inbox.getSearchProps()} />
      <div {...inbox.getTabsProps()}>
        <button {...inbox.getTabProps('pending')} />
        <button {...inbox.getTabProps('approved')} />
      </div>
      {inbox.counts.pending !== undefined && <span {...inbox.getCountProps('pending')} />}
      {inbox.status === 'empty' && <p {...inbox.getEmptyProps()} />}
      {inbox.rows.length > 0 && (
        <ul {...inbox.getItemsProps()}>
          {inbox.rows.map((row) => (
            <li key={row.key} {...inbox.getItemProps(row)}>
              <span {...inbox.getNameProps(row)} />
              <p {...inbox.getDescriptionProps(row)} />
              <span {...inbox.getRequesterProps(row)} />
              <time {...inbox.getDueProps(row)} />
              <span {...inbox.getStatusProps(row)} />
              {row.canDecide && <button {...inbox.getApproveProps(row)} />}
              {row.canDecide && <button {...inbox.getRejectProps(row)} />}
              {row.outcome && <span {...inbox.getOutcomeProps(row)} />}
              {row.error && <p {...inbox.getErrorProps(row)} />}
              {row.error && <button {...inbox.getRetryProps(row)} />}
              {row.error && <button {...inbox.getDismissProps(row)} />}
            </li>
          ))}
        </ul>
      )}
      <span {...inbox.getRangeProps()} />
      {inbox.undoable && <button {...inbox.getUndoProps()} />}
      <div {...inbox.getAnnouncerProps()} />
    </section>
  )
}

const vat = 'Correct the VAT rate of March'
const writeOff = 'Write off receivable of Vandelay (310 €)'

describe('a task inbox', () => {
  it('is the same HTML from parts and from prop getters', async () => {
    const htmlOf = async (Inbox: typeof WithParts) => {
      const { container, unmount } = render(<Inbox />, { wrapper: createWorld().wrapper })
      await within(container).findByText('1–9 of 9')
      const html = container.innerHTML
        .replaceAll(/_r_\w+?_/g, '')
        .replaceAll(/dateTime="[^"]*"/gi, '')
      unmount()
      return html
    }
    expect(await htmlOf(WithParts)).toBe(await htmlOf(WithGetters))
  })

  it('counts a decided task no more at once, and keeps its row with the outcome and the focus (T-09, rule 3)', async () => {
    const sandbox = createSandbox()
    const { wrapper } = createWorld(sandbox)
    function Badge() {
      const { data } = usePeopleTasksCount({
        role: 'approver',
        filter: ['status:pending', 'status:due'],
      })
      return <output>{data}</output>
    }
    render(
      <>
        <Badge />
        <WithParts />
      </>,
      { wrapper },
    )
    const approve = await screen.findByRole('button', { name: `Approve ${vat}` })
    await waitFor(() => expect(document.querySelector('output')).toHaveTextContent('9'))
    sandbox.setLatency(10_000)

    await userEvent.click(approve)

    await waitFor(() => expect(document.querySelector('output')).toHaveTextContent('8'))
    const row = screen.getAllByRole('listitem')[0]!
    expect(within(row).getByText('You approved')).toBeVisible()
    expect(within(row).queryByRole('button')).toBeNull()
    expect(row).toHaveFocus()
    expect(screen.getByText(`Approving ${vat}`)).toBeInTheDocument()
    expect(screen.getByText('1–8 of 8, 1 just decided')).toBeVisible()
  })

  it('takes back a decision within its window: no request, the task at its place, the focus on it', async () => {
    const { wrapper, sandbox } = createWorld()
    render(<WithParts undoWindow={60_000} />, { wrapper })
    await screen.findByText(vat)
    const titles = () =>
      screen.getAllByRole('listitem').map(({ firstChild }) => firstChild!.textContent)
    const before = titles()
    const undoButton = () => screen.queryByRole('button', { name: /^Undo/ })
    expect(undoButton()).toBeNull()

    await userEvent.click(screen.getByRole('button', { name: `Approve ${vat}` }))
    await userEvent.click(screen.getByRole('button', { name: `Reject ${writeOff}` }))
    const undo = await screen.findByRole('button', { name: `Undo: ${writeOff}` })
    expect(screen.getByText(`Rejected ${writeOff}. You can undo it.`)).toBeInTheDocument()
    expect(titles()).toEqual(before)
    expect(screen.getByText('1–7 of 7, 2 just decided')).toBeVisible()
    undo.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(undo).toHaveAccessibleName(`Undo: ${vat}`))
    expect(screen.getByText(`Undone: ${writeOff}`)).toBeInTheDocument()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(undoButton()).toBeNull())
    expect(titles()).toEqual(before)
    // The row that had the focus last.
    expect(screen.getByText(writeOff).closest('li')).toHaveFocus()
    expect(sandbox.requests.count('PUT')).toBe(0)
  })

  it('puts a refused task back at its place, with the reason, while another decision goes on', async () => {
    const clock = createManualClock()
    const sandbox = createSandbox({ clock })
    const { wrapper } = createWorld(sandbox)
    render(<WithParts />, { wrapper })
    const route = 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/reject'
    sandbox.faults.add({ on: route, status: 500, message: 'Out of order', delay: 1_000 })
    await screen.findByText(vat)

    await userEvent.click(screen.getByRole('button', { name: `Reject ${writeOff}` }))
    await userEvent.click(screen.getByRole('button', { name: `Approve ${vat}` }))
    await waitFor(() => expect(sandbox.requests.count('PUT')).toBe(2))
    clock.advance(1_000)

    await screen.findByText('Out of order')
    const titles = screen.getAllByRole('listitem').map((item) => item.firstChild!.textContent)
    expect(titles.slice(0, 2)).toEqual([vat, writeOff])
    const [decided, refused] = screen.getAllByRole('listitem')
    expect(within(decided!).getByText('You approved')).toBeVisible()
    expect(within(refused!).getByRole('button', { name: `Approve ${writeOff}` })).toBeVisible()
    await waitFor(() => expect(screen.getByText('1–8 of 8, 1 just decided')).toBeVisible())
  })

  it('shows markup in titles and descriptions as text', async () => {
    const { container } = render(<WithParts />, { wrapper: createWorld().wrapper })
    expect(await screen.findByText(/^Web form: <img src=x onerror/)).toBeVisible()
    expect(container.querySelector('img, script')).toBeNull()
  })

  it('lets a requester look, not decide', async () => {
    render(<WithParts role="requester" />, { wrapper: createWorld().wrapper })
    await screen.findByText('Give Clara access to the payroll folder')
    expect(screen.queryByRole('button', { name: /^Approve / })).not.toBeInTheDocument()
  })

  it('never shows the rows of one tab or role under another, however slow the server is', async () => {
    const { wrapper, sandbox } = createWorld()
    const { rerender } = render(<WithParts />, { wrapper })
    await screen.findByText(vat)
    sandbox.setLatency(60_000)

    await userEvent.click(screen.getByRole('button', { name: /^Approved/ }))
    expect(screen.queryByText(vat)).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: /^Pending/ }))
    expect(screen.getByText(vat)).toBeVisible()
    rerender(<WithParts role="requester" />)
    expect(screen.queryByText(vat)).not.toBeInTheDocument()
  })

  it('keeps its rows while a search is on its way, and marks them as from before', async () => {
    const { wrapper, sandbox } = createWorld()
    render(<WithParts searchDelay={0} />, { wrapper })
    await screen.findByText(vat)
    const list = screen.getByRole('list')
    expect(list).not.toHaveAttribute('data-stale')
    sandbox.setLatency(60_000)

    await userEvent.type(screen.getByRole('searchbox'), 'x')

    await waitFor(() => expect(list).toHaveAttribute('data-stale'))
    expect(screen.getByText(vat)).toBeVisible()
  })

  it('reads older dates as UTC, and survives one that is none', async () => {
    const sandbox = createSandbox()
    const [first, second] = sandbox.database.tasks
    first!.decisionBy = '2020-01-01 19:00:00'
    second!.decisionBy = 'tomorrow'
    const { container } = render(<WithParts />, { wrapper: createWorld(sandbox).wrapper })
    await screen.findByText(vat)
    expect(container.querySelector('time')).toHaveAttribute('dateTime', '2020-01-01T19:00:00.000Z')
    expect(screen.getByText('No due date')).toBeVisible()
  })
})
