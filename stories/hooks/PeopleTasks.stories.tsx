import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  AppmixerProvider,
  rowsOf,
  useApproveTask,
  useApproveTasks,
  useCreatePeopleTask,
  useErrorMessage,
  useFormat,
  useInfinitePeopleTasks,
  usePendingTaskCount,
  usePeopleTask,
  usePeopleTasks,
  usePeopleTasksCount,
  useRejectTask,
  useRejectTasks,
  useSuspensePeopleTask,
  useSuspensePeopleTasks,
  useSuspensePeopleTasksCount,
  useTaskActivity,
  useTaskFromLink,
  type PeopleTask,
} from 'appmixer-react'
import { createSandbox } from 'appmixer-react/sandbox'
import { Suspense, useMemo, useState } from 'react'
import { expect, waitFor } from 'storybook/test'
import { sandboxOf, useStoryWorld } from '../house/appmixer.tsx'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './PeopleTasks.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/People tasks',
  tags: ['autodocs'],
  parameters: pageOf(
    'Questions of running flows to a person. A decision shows at once; when another person was faster, the task says so.',
  ),
}

export default meta

type Story = StoryObj

function PendingTasks() {
  const { data: tasks = [] } = usePeopleTasks({
    role: 'approver',
    filter: 'status:pending',
    sort: 'decisionBy:1',
    limit: 4,
  })
  const approveTask = useApproveTask()
  const rejectTask = useRejectTask()
  const errorMessage = useErrorMessage()
  const error = approveTask.error ?? rejectTask.error
  return (
    <>
      {error && <p role="alert">{errorMessage(error)}</p>}
      <ul>
        {tasks.map((task) => (
          <Task
            key={task.taskId}
            task={task}
            onApprove={() => approveTask.mutate({ taskId: task.taskId })}
            onReject={() => rejectTask.mutate({ taskId: task.taskId })}
          />
        ))}
      </ul>
    </>
  )
}

interface TaskProps {
  task: PeopleTask
  onApprove: () => void
  onReject: () => void
}

function Task({ task: { taskId, title, decisionBy }, onApprove, onReject }: TaskProps) {
  const isBusy = useTaskActivity(taskId) !== undefined
  const format = useFormat()
  return (
    <li>
      <span>
        {title} {decisionBy && <small>until {format.date(Date.parse(decisionBy))}</small>}
      </span>
      <button aria-label={`Approve ${title}`} disabled={isBusy} onClick={onApprove}>
        Approve
      </button>
      <button aria-label={`Reject ${title}`} disabled={isBusy} onClick={onReject}>
        Reject
      </button>
    </li>
  )
}

/** A decided task leaves the list at once. */
export const Default: Story = {
  name: 'usePeopleTasks, useApproveTask, useRejectTask',
  ...shows({ PendingTasks }, source, {
    hooks: [
      'usePeopleTasks',
      'useSuspensePeopleTasks',
      'useApproveTask',
      'useRejectTask',
      'useTaskActivity',
    ],
  }),
  async play({ canvas, userEvent }) {
    const button = (await canvas.findAllByRole('button', { name: /^Approve / }))[0]!
    const { name } = { name: button.getAttribute('aria-label')! }
    await userEvent.click(button)
    await waitFor(() => expect(canvas.queryByRole('button', { name })).toBeNull())
  },
}

/** Another person has rejected it meanwhile. `error.current` is the task as it is now, and the list shows it. */
export const ConflictingDecision: Story = {
  name: 'useApproveTask: conflicting decision',
  ...shows({ PendingTasks }, source),
  async play({ canvas, canvasElement, userEvent }) {
    const button = (await canvas.findAllByRole('button', { name: /^Approve / }))[0]!
    const title = button.getAttribute('aria-label')!.slice('Approve '.length)
    const { tasks } = sandboxOf(canvasElement).database
    Object.assign(
      tasks.find((task) => task.title === title)!,
      {
        status: 'rejected',
        decisionMade: new Date().toISOString(),
      },
    )
    await userEvent.click(button)
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
}

function Badge() {
  const { data: pending } = usePendingTaskCount({ role: 'approver' }, { refetchInterval: 15_000 })
  const { data: approved } = usePeopleTasksCount({ role: 'approver', filter: 'status:approved' })
  return (
    <p>
      Inbox {pending !== undefined && <em>{pending}</em>}, approved <em>{approved}</em>
    </p>
  )
}

/** A number for a badge: one request for all badges of the page. */
export const Counts: Story = {
  name: 'usePendingTaskCount, usePeopleTasksCount',
  ...shows({ Badge }, source, {
    hooks: ['usePendingTaskCount', 'usePeopleTasksCount', 'useSuspensePeopleTasksCount'],
  }),
  async play({ canvas }) {
    await expect((await canvas.findAllByText(/^\d+$/))[0]).toBeVisible()
  },
}

function EndlessTasks() {
  const { data, fetchNextPage, hasNextPage } = useInfinitePeopleTasks({
    role: 'approver',
    limit: 4,
  })
  const tasks = useMemo(() => rowsOf(data), [data])
  return (
    <>
      <ul>
        {Array.from({ length: tasks.length }, (_, index) => (
          <li key={tasks.at(index)!.taskId}>
            <span>{tasks.at(index)!.title}</span> <em>{tasks.at(index)!.status}</em>
          </li>
        ))}
      </ul>
      <button disabled={!hasNextPage} onClick={() => fetchNextPage()}>
        More
      </button>
    </>
  )
}

/** Page after page. */
export const InfinitePeopleTasks: Story = {
  name: 'useInfinitePeopleTasks',
  ...shows({ EndlessTasks }, source, { hooks: ['useInfinitePeopleTasks'] }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getByRole('button', { name: 'More' })).toBeEnabled())
    await userEvent.click(canvas.getByRole('button', { name: 'More' }))
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(8))
  },
}

function DecideMany() {
  const { data: tasks = [] } = usePeopleTasks({
    role: 'approver',
    filter: 'status:pending',
    limit: 4,
    sort: 'title:1',
  })
  const approveTasks = useApproveTasks()
  const rejectTasks = useRejectTasks()
  const isRunning = approveTasks.isRunning || rejectTasks.isRunning
  return (
    <>
      <div className="row">
        <button disabled={isRunning} onClick={() => approveTasks.run(tasks)}>
          Approve these
        </button>
        <button disabled={isRunning} onClick={() => rejectTasks.run(tasks)}>
          Reject these
        </button>
      </div>
      <p role="status">{approveTasks.done + rejectTasks.done} decided</p>
      <ul>
        {tasks.map(({ taskId, title }) => (
          <li key={taskId}>{title}</li>
        ))}
      </ul>
    </>
  )
}

/** One request each. One that another person has decided has the error in its result. */
export const Many: Story = {
  name: 'useApproveTasks, useRejectTasks',
  ...shows({ DecideMany }, source, { hooks: ['useApproveTasks', 'useRejectTasks'] }),
  async play({ canvas, userEvent }) {
    await canvas.findAllByRole('listitem')
    await userEvent.click(canvas.getByRole('button', { name: 'Approve these' }))
    await expect(await canvas.findByText('4 decided')).toBeVisible()
  },
}

function AskForApproval() {
  const [isAsked, setAsked] = useState(false)
  const createTask = useCreatePeopleTask({ onSuccess: () => setAsked(true) })
  const { data: asked = [] } = usePeopleTasks({ role: 'requester', sort: 'created:-1', limit: 3 })
  const errorMessage = useErrorMessage()

  function ask() {
    createTask.mutate({
      title: 'Refund of 120 €?',
      approver: 'ben@acme.test',
      requester: 'ada@acme.test',
      decisionBy: new Date(Date.now() + 86_400_000).toISOString(),
    })
  }

  return (
    <>
      <button disabled={createTask.isPending} onClick={ask}>
        Ask Ben
      </button>
      {createTask.error && <p role="alert">{errorMessage(createTask.error)}</p>}
      {isAsked && <p role="status">Ben was asked.</p>}
      <ul>
        {asked.map(({ taskId, title, status }) => (
          <li key={taskId}>
            <span>{title}</span> <em>{status}</em>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The answer has the approver’s secret. Pass it on, and call `reset()`. */
export const CreatePeopleTask: Story = {
  name: 'useCreatePeopleTask',
  ...shows({ AskForApproval }, source, { hooks: ['useCreatePeopleTask'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(canvas.getByRole('button', { name: 'Ask Ben' }))
    await expect(await canvas.findByText('Ben was asked.')).toBeVisible()
    await expect(await canvas.findByText('Refund of 120 €?')).toBeVisible()
  },
}

function PageOfTheLink() {
  // Your app has no sandbox: only `baseUrl` stays.
  const { baseUrl, fetch } = useStoryWorld()
  const link = useTaskFromLink()
  if (link === null) return <p>Open the link in your e-mail again.</p>
  return (
    link && (
      <AppmixerProvider baseUrl={baseUrl} fetch={fetch} secret={link.secret}>
        <Decision taskId={link.taskId} />
      </AppmixerProvider>
    )
  )
}

function Decision({ taskId }: { taskId: string }) {
  const { data: task } = usePeopleTask(taskId)
  const approveTask = useApproveTask()
  if (!task) return <p role="status">Loading …</p>
  if (task.status !== 'pending') return <p role="status">It is {task.status}.</p>
  return (
    <>
      <h2>{task.title}</h2>
      <button onClick={() => approveTask.mutate({ taskId })}>Approve</button>
    </>
  )
}

/**
 * The page that a link in an e-mail opens, for a person without an account. The secret leaves the address at once, and
 * nothing is decided before the button is pressed.
 */
export const TaskFromLink: Story = {
  name: 'useTaskFromLink, usePeopleTask',
  ...shows({ PageOfTheLink }, source, {
    hooks: ['useTaskFromLink', 'usePeopleTask', 'useSuspensePeopleTask'],
    appmixer: { provider: false },
  }),
  beforeEach() {
    const sandbox = createSandbox()
    const { taskId } = sandbox.database.tasks.find(({ status }) => status === 'pending')!
    const link = new URLSearchParams({ taskId, secret: sandbox.secretOf('ada@acme.test') })
    history.replaceState(history.state, '', `#${link}`)
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Approve' }))
    await expect(await canvas.findByText('It is approved.')).toBeVisible()
    await expect(location.hash).not.toContain('secret')
  },
}

function SuspendedInbox() {
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <Inbox />
    </Suspense>
  )
}

function Inbox() {
  const { data: count } = useSuspensePeopleTasksCount({ role: 'approver' })
  const { data: tasks } = useSuspensePeopleTasks({ role: 'approver', limit: 1 })
  return (
    <>
      <p>The first of {count} tasks:</p>
      {tasks.map(({ taskId }) => (
        <TaskText key={taskId} taskId={taskId} />
      ))}
    </>
  )
}

function TaskText({ taskId }: { taskId: string }) {
  const { data: task } = useSuspensePeopleTask(taskId)
  return <h2>{task.title}</h2>
}

/** `data` is always there. */
export const Suspending: Story = {
  name: 'The same with Suspense',
  ...shows({ SuspendedInbox }, source),
  async play({ canvas }) {
    await expect(await canvas.findByRole('heading')).toBeVisible()
  },
}
