import type { Meta, StoryObj } from '@storybook/react-vite'
import { TaskInbox } from 'appmixer-react'
import type { SandboxOptions } from 'appmixer-react/sandbox'
import { expect, waitFor, within } from 'storybook/test'
import './look.css'
import { OnSandbox } from './support.tsx'

interface TasksProps extends SandboxOptions {
  pageSize?: number
  undoWindow?: number
}

function Tasks({ pageSize, undoWindow = 0, ...options }: TasksProps) {
  return (
    <OnSandbox {...options}>
      <TaskInbox.Root pageSize={pageSize} undoWindow={undoWindow}>
        <TaskInbox.Search />
        <TaskInbox.Tabs>
          <TaskInbox.Tab value="pending">
            Pending <TaskInbox.Count value="pending" />
          </TaskInbox.Tab>
          <TaskInbox.Tab value="approved" />
          <TaskInbox.Tab value="rejected" />
        </TaskInbox.Tabs>
        <TaskInbox.Loading />
        <TaskInbox.Failure />
        <TaskInbox.Reload />
        <TaskInbox.Empty />
        <TaskInbox.Clear />
        <TaskInbox.Items>
          <TaskInbox.Title />
          <TaskInbox.Description />
          <TaskInbox.Status />
          <TaskInbox.Requester />
          <TaskInbox.Due />
          <TaskInbox.Approve />
          <TaskInbox.Reject />
          <TaskInbox.Outcome />
          <TaskInbox.UndoDecision />
          <TaskInbox.ItemError />
          <TaskInbox.Retry />
          <TaskInbox.Dismiss />
        </TaskInbox.Items>
        <TaskInbox.Previous />
        <TaskInbox.Range />
        <TaskInbox.Next />
        {undoWindow > 0 && <TaskInbox.Undo />}
        <TaskInbox.Announcer />
      </TaskInbox.Root>
    </OnSandbox>
  )
}

const meta: Meta<typeof Tasks> = {
  title: 'People tasks/TaskInbox',
  component: Tasks,
  args: { pageSize: 6, latency: 50 },
}

export default meta

type Story = StoryObj<typeof Tasks>

/** What waits for Ada. Approve one: its row stays with the outcome, and keeps the focus. */
export const Default: Story = {
  async play({ canvas, userEvent }) {
    const first = 'Correct the VAT rate of March'
    await userEvent.click(await canvas.findByRole('button', { name: `Approve ${first}` }))
    await expect(await canvas.findByText('You approved')).toBeVisible()
    await waitFor(() => expect(document.activeElement).toHaveAccessibleName(first))
  },
}

/** Ten seconds to think again: nothing is sent before. */
export const WithUndo: Story = {
  args: { undoWindow: 10_000 },
  async play({ canvas, userEvent }) {
    const first = 'Correct the VAT rate of March'
    await userEvent.click(await canvas.findByRole('button', { name: `Approve ${first}` }))
    const row = within(await canvas.findByRole('listitem', { name: first }))
    await userEvent.click(await row.findByRole('button', { name: `Undo: ${first}` }))
    await expect(await row.findByRole('button', { name: `Approve ${first}` })).toBeVisible()
  },
}

/** The first page never comes. */
export const Loading: Story = {
  args: { faults: [{ network: 'silent' }] },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading tasks')).toBeVisible()
  },
}

/** Nobody asks anything. */
export const Empty: Story = {
  args: { data: 'empty' },
  async play({ canvas }) {
    await expect(await canvas.findByText('Nothing to decide.')).toBeVisible()
  },
}

/** Somebody else decided first: the task comes back with the server's sentence. */
export const Refused: Story = {
  args: {
    faults: [
      {
        on: 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/approve',
        status: 400,
        message: 'Cannot approve task, already rejected',
      },
    ],
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /^Approve Correct/ }))
    await expect(await canvas.findByText('Cannot approve task, already rejected')).toBeVisible()
  },
}

/** Hundreds of tasks, fifty on a page. */
export const ManyRows: Story = {
  args: { data: 'large', pageSize: 50 },
  async play({ canvas }) {
    await expect(await canvas.findByText(/^1–50 of \d{3}$/)).toBeVisible()
  },
}
