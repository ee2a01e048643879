/** What only a real browser tells: where clicks land, and where the focus is. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { userEvent } from 'vitest/browser'
import { afterEach, describe, expect, test } from 'vitest'
import { AppmixerProvider, FlowList, TaskInbox, useAppmixerSession } from '../../src/index.ts'
import {
  createSandbox,
  type RequestName,
  type Sandbox,
  type SandboxOptions,
} from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

afterEach(() => cleanup())

const put = 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/'

describe('a decision never hits a row that it was not meant for (T-09)', () => {
  test('two clicks at one place approve one task', async () => {
    const { sandbox } = await inbox()
    const at = placeOf(button('approve', 0))
    await clickAt(at)
    await clickAt(at)
    await settled(sandbox, 'PUT', 1)
    expect(decided()).toHaveLength(1)
  })

  test('nor does the second one undo it', async () => {
    await inbox({ undoWindow: 60_000 })
    const at = placeOf(button('approve', 0))
    await clickAt(at)
    await clickAt(at)
    expect(within(row(0)).getByText('You approved')).toBeVisible()
  })

  test('a double click approves one task', async () => {
    const { sandbox } = await inbox()
    await userEvent.dblClick(button('approve', 0))
    await settled(sandbox, 'PUT', 1)
  })

  test('Enter twice approves one task, and the row keeps the focus', async () => {
    const { sandbox } = await inbox()
    button('approve', 0).focus()
    await userEvent.keyboard('{Enter}{Enter}')
    await settled(sandbox, 'PUT', 1)
    expect(document.activeElement).toBe(row(0))
  })

  test('two clicks at one place delete one flow, also where the next row moves up', async () => {
    const { sandbox } = await flows({ undoWindow: 60_000 })
    const before = rows().length
    const at = placeOf(button('remove', 0))
    await clickAt(at)
    await clickAt(at)
    expect(rows()).toHaveLength(before - 1)
    expect(sandbox.requests.count('DELETE')).toBe(0)
  })

  test('a failed decision keeps the focus in its own row', async () => {
    await inbox({}, { faults: [{ on: `${put}approve`, status: 500, message: 'Out of order' }] })
    await userEvent.click(button('approve', 1))
    await waitFor(() => within(row(1)).getByText('Out of order'))
    expect(row(1).contains(document.activeElement)).toBe(true)
  })
})

describe('the focus is never lost (X-14)', () => {
  test('to a decision, its failure, its dismissal', async () => {
    await inbox({}, { faults: [{ on: `${put}approve`, status: 500, message: 'Busy' }] })
    button('approve', 0).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => within(row(0)).getByText('Busy'))
    button('dismiss', 0).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(within(row(0)).queryByText('Busy')).toBeNull())
    expect(document.activeElement).toBe(row(0))
  })

  test('to a retry', async () => {
    await inbox({}, { faults: [{ on: `${put}approve`, status: 500, message: 'Busy', times: 1 }] })
    await userEvent.click(button('approve', 0))
    await waitFor(() => within(row(0)).getByText('Busy'))
    button('retry', 0).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => within(row(0)).getByText('You approved'))
    expect(document.activeElement).toBe(row(0))
  })

  test('to clearing a search', async () => {
    await flows({ searchDelay: 0 })
    await userEvent.fill(screen.getByRole('searchbox'), 'no such flow')
    await waitFor(() => button('clear', 0))
    button('clear', 0).focus()
    await userEvent.keyboard('{Enter}')
    await screen.findAllByRole('listitem')
    expectInRoot()
  })

  test('to a reload after a failure', async () => {
    mount(<Flows />, createSandbox({ faults: [{ on: 'GET /flows', status: 403, times: 1 }] }))
    await waitFor(() => button('reload', 0))
    button('reload', 0).focus()
    await userEvent.keyboard('{Enter}')
    await screen.findAllByRole('listitem')
    expectInRoot()
  })

  test('to a row that leaves its filter: the next row has it', async () => {
    await flows({ defaultView: { stage: 'stopped' } })
    const next = row(1).getAttribute('aria-label')
    button('toggle', 0).focus()
    const first = row(0).getAttribute('aria-label')!
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('listitem', { name: first })).toBeNull(), {
      timeout: 10_000,
    })
    expect(document.activeElement).toHaveAttribute('aria-label', next)
  })

  test('to a deletion by the dialog, and to the last row', async () => {
    const sandbox = createSandbox()
    sandbox.database.flows.splice(2)
    for (const flow of sandbox.database.flows) flow.sharedWith = []
    await flows({ sharedWithPermissions: '' }, sandbox)
    for (const left of [1, 0]) {
      button('remove', 0).focus()
      await userEvent.keyboard('{Enter}')
      await waitFor(() => button('confirm', 0))
      // The safe choice has the focus.
      expect(document.activeElement).toHaveAttribute('data-action', 'cancel')
      button('confirm', 0).focus()
      await userEvent.keyboard('{Enter}')
      await waitFor(() => expect(rows()).toHaveLength(left))
      await waitFor(() => expectInRoot())
      if (left) expect(document.activeElement).toBe(row(0))
    }
  })

  test('to a rename that is written or cancelled, and a click elsewhere loses no text', async () => {
    await flows({ defaultView: { stage: 'stopped' } })
    button('rename', 0).focus()
    await userEvent.keyboard('{Enter}')
    await userEvent.keyboard('Half a na')
    await userEvent.click(screen.getByRole('searchbox'))
    expect(screen.getByRole('textbox')).toHaveValue('Half a na')
    await userEvent.click(screen.getByRole('textbox'))
    await userEvent.keyboard('{Escape}')
    expectInRoot()
    expect(row(0).contains(document.activeElement)).toBe(true)
  })

  test('to the end of the pages', async () => {
    await flows({ pageSize: 20 })
    button('next', 0).focus()
    await userEvent.keyboard('{Enter}')
    await screen.findByText(/^21–/)
    expectInRoot()
  })

  test('to signing out', async () => {
    await flows()
    button('toggle', 0).focus()
    screen.getByText('Sign out').click()
    await waitFor(() => expect(screen.queryAllByRole('listitem')).toHaveLength(0))
    expectInRoot()
  })
})

describe('the keyboard moves between rows and selects (X-14, X-16)', () => {
  test('arrows go to the same control; with Shift they select; Space on a row selects it', async () => {
    await flows({ defaultView: { stage: 'stopped' } })
    button('toggle', 0).focus()
    await userEvent.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(button('toggle', 1))
    row(0).focus()
    await userEvent.keyboard(' ')
    expect(row(0)).toHaveAttribute('data-selected')
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect(selectedRows()).toHaveLength(3)
    expect(document.activeElement).toBe(row(2))
  })

  test('a click with Shift selects the rows between', async () => {
    await flows({ defaultView: { stage: 'stopped' } })
    const boxes = screen.getAllByRole('checkbox')
    await userEvent.click(boxes[0]!)
    await userEvent.keyboard('{Shift>}')
    await userEvent.click(boxes[3]!)
    await userEvent.keyboard('{/Shift}')
    expect(selectedRows()).toHaveLength(4)
  })
})

function Inbox(props: Parameters<typeof TaskInbox.Root>[0]): ReactNode {
  return (
    <TaskInbox.Root {...props}>
      <TaskInbox.Items>
        <TaskInbox.Title />
        <TaskInbox.Outcome />
        <TaskInbox.UndoDecision />
        <TaskInbox.Approve />
        <TaskInbox.Reject />
        <TaskInbox.ItemError />
        <TaskInbox.Retry />
        <TaskInbox.Dismiss />
      </TaskInbox.Items>
    </TaskInbox.Root>
  )
}

function Flows(props: Parameters<typeof FlowList.Root>[0]): ReactNode {
  return (
    <FlowList.Root {...props}>
      <FlowList.Search />
      <FlowList.Failure />
      <FlowList.Reload />
      <FlowList.Empty />
      <FlowList.Clear />
      <FlowList.Items>
        <FlowList.Checkbox />
        <FlowList.Name />
        <FlowList.NameInput />
        <FlowList.Toggle>on and off</FlowList.Toggle>
        <FlowList.Rename />
        <FlowList.Remove />
        <FlowList.ItemError />
      </FlowList.Items>
      <FlowList.Previous />
      <FlowList.Range />
      <FlowList.Next />
      <FlowList.Dialog>
        <FlowList.Question />
        <FlowList.Cancel />
        <FlowList.Confirm />
      </FlowList.Dialog>
    </FlowList.Root>
  )
}

function SignOut(): ReactNode {
  const { signOut } = useAppmixerSession()
  return <button onClick={() => signOut()}>Sign out</button>
}

function mount(children: ReactNode, sandbox: Sandbox): { sandbox: Sandbox } {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <AppmixerProvider baseUrl={baseUrl} token={sandbox.tokenFor(ada)} fetch={sandbox.fetch}>
        {children}
        <SignOut />
      </AppmixerProvider>
    </QueryClientProvider>,
  )
  return { sandbox }
}

async function inbox(
  props: Parameters<typeof TaskInbox.Root>[0] = {},
  options: SandboxOptions = {},
): Promise<{ sandbox: Sandbox }> {
  const mounted = mount(<Inbox {...props} />, createSandbox(options))
  await screen.findAllByRole('listitem')
  return mounted
}

async function flows(
  props: Parameters<typeof FlowList.Root>[0] = {},
  sandbox = createSandbox({ startDuration: 50 }),
): Promise<{ sandbox: Sandbox }> {
  const mounted = mount(<Flows sharedWithPermissions="" {...props} />, sandbox)
  await screen.findAllByRole('listitem')
  return mounted
}

function rows(): HTMLElement[] {
  return screen.queryAllByRole('listitem')
}

function row(index: number): HTMLElement {
  return rows()[index]!
}

function decided(): Element[] {
  return [...document.querySelectorAll('[data-decided]')]
}

function selectedRows(): Element[] {
  return [...document.querySelectorAll('[data-selected]')]
}

function button(action: string, index: number): HTMLElement {
  const found = document.querySelectorAll<HTMLElement>(`[data-action="${action}"]`)[index]
  expect(found, action).toBeDefined()
  return found!
}

function placeOf(element: Element): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect()
  const root = document.querySelector('[data-part="root"]')!.getBoundingClientRect()
  return { x: left + width / 2 - root.left, y: top + height / 2 - root.top }
}

/** A click of the mouse at a place of the list, whatever is there. */
async function clickAt(position: { x: number; y: number }): Promise<void> {
  await userEvent.click(document.querySelector('[data-part="root"]')!, { position, force: true })
}

function expectInRoot(): void {
  expect(document.activeElement).not.toBe(document.body)
  expect(document.querySelector('[data-part="root"]')!.contains(document.activeElement)).toBe(true)
}

/** So many requests, also after others had the time to come. */
async function settled(sandbox: Sandbox, method: RequestName, count: number): Promise<void> {
  await waitFor(() => expect(sandbox.requests.count(method)).toBe(count))
  await waitFor(() => expect(document.querySelector('[data-busy]')).toBeNull())
  expect(sandbox.requests.count(method)).toBe(count)
}
