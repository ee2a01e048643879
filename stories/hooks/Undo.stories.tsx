import type { Meta, StoryObj } from '@storybook/react-vite'
import { deleteFlowMutationOptions, useFlows, useUndoable, useUndoables } from 'appmixer-react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Undo.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Undo',
  tags: ['autodocs'],
  parameters: pageOf(
    'A change that is shown at once, and sent when its window closes: the server restores nothing, so it must not know.',
  ),
}

export default meta

type Story = StoryObj

function FlowsWithUndo() {
  const { data: flows = [] } = useFlows({ limit: 4, sort: 'name:1' })
  const deletion = useUndoable(deleteFlowMutationOptions, { window: 10_000 })
  return (
    <>
      <ul>
        {flows.map(({ flowId, name }) => (
          <li key={flowId}>
            <span>{name}</span>{' '}
            <button aria-label={`Delete ${name}`} onClick={() => deletion.mutate({ flowId })}>
              Delete
            </button>
          </li>
        ))}
      </ul>
      {deletion.pending.length > 0 && (
        <div className="row" role="status">
          <span>{deletion.pending.length} deleted.</span>
          <button onClick={deletion.undo}>Undo</button>
          <button onClick={deletion.flush}>Delete for good</button>
        </div>
      )}
    </>
  )
}

/** Ten seconds to think again. Nothing is sent before; an undone change never is. */
export const Undoable: Story = {
  name: 'useUndoable',
  ...shows({ FlowsWithUndo }, source, { hooks: ['useUndoable'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /Delete Ad spend/ }))
    await waitFor(() => expect(canvas.queryByText(/Ad spend/)).toBeNull())
    await userEvent.click(canvas.getByRole('button', { name: 'Undo' }))
    await expect(await canvas.findByText(/Ad spend/)).toBeVisible()
  },
}

function PageWithOneUndo() {
  return (
    <>
      <DeletableFlows />
      <UndoBar />
    </>
  )
}

function DeletableFlows() {
  const { data: flows = [] } = useFlows({ limit: 3, sort: 'name:1' })
  const { mutate } = useUndoable(deleteFlowMutationOptions, { window: 10_000 })
  return (
    <ul>
      {flows.map(({ flowId, name }) => (
        <li key={flowId}>
          <span>{name}</span>{' '}
          <button aria-label={`Delete ${name}`} onClick={() => mutate({ flowId })}>
            Delete
          </button>
        </li>
      ))}
    </ul>
  )
}

function UndoBar() {
  const latest = useUndoables().at(-1)
  if (!latest) return null
  return (
    <div className="row" role="status" onPointerEnter={latest.pause} onPointerLeave={latest.resume}>
      <span>{latest.action === 'deleteFlow' ? 'The flow is deleted.' : 'Done.'}</span>
      <button onClick={latest.undo}>Undo</button>
    </div>
  )
}

/** The one place of a page that offers it, whatever was changed and wherever. Its clock stops while it is pointed at. */
export const Undoables: Story = {
  name: 'useUndoables',
  ...shows({ PageWithOneUndo }, source, { hooks: ['useUndoables'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /Delete Ad spend/ }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Undo' }))
    await expect(await canvas.findByText(/Ad spend/)).toBeVisible()
  },
}
