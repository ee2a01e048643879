import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { sandboxOf } from '../house/appmixer.tsx'
import { componentParameters, controlsFor } from '../house/component.tsx'
import { sessionExpired } from '../house/states.ts'
import { Tasks } from './examples/Tasks.tsx'
import example from './examples/Tasks.tsx?raw'

const meta: Meta<typeof Tasks> = {
  title: 'Components/TaskInbox',
  component: Tasks,
  tags: ['autodocs'],
  parameters: componentParameters('TaskInbox', example),
  args: {
    pageSize: 6,
    onOpen: fn(),
    onAction: fn(),
    onError: fn(),
    onAnnounce: fn(),
    onViewChange: fn(),
  },
  argTypes: controlsFor('TaskInbox', {
    pageSize: 'number',
    role: { options: ['approver', 'requester'] },
    undoWindow: 'number',
    confirm: 'boolean',
    refetchInterval: 'number',
    searchDelay: 'number',
  }),
}

export default meta

type Story = StoryObj<typeof Tasks>

const first = 'Correct the VAT rate of March'

/** What waits for Ada. Approve one: its row stays with the outcome, and keeps the focus. */
export const Default: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: `Approve ${first}` }))
    await expect(await canvas.findByText('You approved')).toBeVisible()
    await waitFor(() => expect(document.activeElement).toHaveAccessibleName(first))
  },
}

/** The first page never comes. */
export const Loading: Story = {
  parameters: { appmixer: { sandbox: { faults: [{ network: 'silent' }] } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading tasks')).toBeVisible()
  },
}

/** Nobody asks anything. */
export const Empty: Story = {
  parameters: { appmixer: { sandbox: { data: 'empty' } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Nothing to decide.')).toBeVisible()
  },
}

/** A search that finds nothing. */
export const NoSearchResult: Story = {
  args: { defaultView: { search: 'xylophone' } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No task matches the search.')).toBeVisible()
  },
}

/** The server refuses a decision: the task comes back with the server’s sentence. */
export const Refused: Story = {
  parameters: {
    appmixer: {
      sandbox: {
        faults: [
          {
            on: 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/approve',
            status: 403,
            message: 'Forbidden',
          },
        ],
      },
    },
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: `Approve ${first}` }))
    await expect(await canvas.findByText('You are not allowed to do this.')).toBeVisible()
    await expect(await canvas.findByRole('button', { name: `Approve ${first}` })).toBeVisible()
  },
}

/** Somebody else rejects the task a moment before: the row says whose decision stands. */
export const ConflictingDecision: Story = {
  async play({ canvas, canvasElement, userEvent }) {
    await canvas.findByRole('button', { name: `Approve ${first}` })
    const task = sandboxOf(canvasElement).database.tasks.find(({ title }) => title === first)
    task!.status = 'rejected'
    await userEvent.click(canvas.getByRole('button', { name: `Approve ${first}` }))
    await expect(await canvas.findByText(/^Already rejected/)).toBeVisible()
  },
}

/** Ten seconds to think again: nothing is sent before. */
export const WithUndo: Story = {
  args: { undoWindow: 10_000 },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: `Approve ${first}` }))
    await userEvent.click(await canvas.findByRole('button', { name: `Undo: ${first}` }))
    await expect(await canvas.findByRole('button', { name: `Approve ${first}` })).toBeVisible()
  },
}

/** Every decision waits for a yes. */
export const WithQuestion: Story = {
  args: { confirm: true },
  tags: ['!autodocs'],
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: `Reject ${first}` }))
    const dialog = within(await canvas.findByRole('alertdialog'))
    await expect(dialog.getByText(`Reject “${first}”?`)).toBeVisible()
  },
}

/** What one asked of others can be read, and not decided. */
export const ReadOnly: Story = {
  args: { role: 'requester' },
  async play({ canvas }) {
    await expect((await canvas.findAllByRole('listitem'))[0]).toBeVisible()
    await expect(canvas.queryByRole('button', { name: /^Approve / })).toBeNull()
  },
}

/** The connection is gone: what is decided waits, and is sent when it is back. */
export const Offline: Story = {
  tags: ['!autodocs'],
  parameters: { appmixer: { offline: true } },
}

/** Every request takes two seconds. A decision shows at once all the same. */
export const Slow: Story = { tags: ['!autodocs', '!test'], globals: { latency: '2000' } }

/** The token is refused: the inbox says that the session has ended. */
export const SessionExpired: Story = { ...sessionExpired }

/** Dates of other kinds and a status that nobody knew: what can be read is shown. */
export const DriftedServer: Story = {
  parameters: {
    appmixer: {
      sandbox: {
        faults: [
          {
            on: 'GET /plugins/appmixer/utils/tasks/tasks',
            body: [
              { taskId: 't1', title: 'A task as always', status: 'pending', decisionBy: 'soon' },
              { taskId: 't2', status: 'escalated', decisionBy: 1_700_000_000 },
            ],
          },
        ],
      },
    },
  },
  async play({ canvas }) {
    await expect(await canvas.findByText('A task as always')).toBeVisible()
  },
}

/** Hundreds of tasks, fifty on a page. */
export const ManyRows: Story = {
  args: { pageSize: 50 },
  tags: ['!autodocs', '!test'],
  parameters: { appmixer: { sandbox: { data: 'large' } } },
}

/** In German, with dates and numbers. */
export const OtherLanguage: Story = {
  tags: ['!autodocs'],
  globals: { language: 'de' },
  async play({ canvas }) {
    await expect((await canvas.findAllByRole('button', { name: /genehmigen$/ }))[0]).toBeVisible()
  },
}

/** Written from right to left. */
export const RightToLeft: Story = { tags: ['!autodocs'], globals: { direction: 'rtl' } }

export const Dark: Story = { tags: ['!autodocs'], globals: { theme: 'dark' } }

/** On a telephone. */
export const Mobile: Story = {
  tags: ['!autodocs'],
  globals: { viewport: { value: 'mobile1', isRotated: false } },
}
