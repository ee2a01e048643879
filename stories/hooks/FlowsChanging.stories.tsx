import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  useCloneFlow,
  useCreateFlow,
  useDeleteFlow,
  useErrorMessage,
  useFlows,
  useUpdateFlow,
} from 'appmixer-react'
import { useState, type FormEvent } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './FlowsChanging.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Flows: changing',
  tags: ['autodocs'],
  parameters: pageOf(
    'Each mutation knows what it changes: there is nothing to invalidate. A change that is refused is rolled back alone.',
  ),
}

export default meta

type Story = StoryObj

function NewFlow() {
  const { data: newest = [] } = useFlows({ limit: 3, sort: 'btime:-1' })
  const createFlow = useCreateFlow()
  const errorMessage = useErrorMessage()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = new FormData(event.currentTarget).get('name') as string
    createFlow.mutate({ name })
  }

  return (
    <>
      <form onSubmit={submit}>
        <input name="name" aria-label="Name" defaultValue="Leads to the CRM" required />
        <button disabled={createFlow.isPending}>Create</button>
      </form>
      {createFlow.error && <p role="alert">{errorMessage(createFlow.error)}</p>}
      <ul>
        {newest.map(({ flowId, name }) => (
          <li key={flowId}>{name}</li>
        ))}
      </ul>
    </>
  )
}

/** Resolves to the id of a stopped flow. Lists and counts are read again. */
export const CreateFlow: Story = {
  name: 'useCreateFlow',
  ...shows({ NewFlow }, source, { hooks: ['useCreateFlow'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(canvas.getByRole('button', { name: 'Create' }))
    await expect(await canvas.findByText('Leads to the CRM')).toBeVisible()
  },
}

function RenamableFlows() {
  const { data: flows = [] } = useFlows({ limit: 3, sort: 'name:1' })
  return (
    <ul>
      {flows.map(({ flowId, name }) => (
        <li key={flowId}>
          <span>{name}</span> <Rename flowId={flowId} name={name ?? ''} />
        </li>
      ))}
    </ul>
  )
}

function Rename({ flowId, name }: { flowId: string; name: string }) {
  const [draft, setDraft] = useState(name)
  const updateFlow = useUpdateFlow()
  const errorMessage = useErrorMessage()
  const { error } = updateFlow
  return (
    <>
      <input
        aria-label={`New name of ${name}`}
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
      />
      <button onClick={() => updateFlow.mutate({ flowId, name: draft })}>Save</button>
      {error && (
        <p role="alert">
          {errorMessage(error)}{' '}
          {error.reason === 'flow-running' && (
            <button onClick={() => updateFlow.mutate({ flowId, name: draft, forceUpdate: true })}>
              Rename it all the same
            </button>
          )}
        </p>
      )}
    </>
  )
}

/**
 * The new name shows at once. Most flows here run, and the server refuses to change a running one: the name is rolled
 * back, `error.reason` says why, and `forceUpdate` does it all the same.
 */
export const UpdateFlow: Story = {
  name: 'useUpdateFlow: the flow runs',
  ...shows({ RenamableFlows }, source, { hooks: ['useUpdateFlow'] }),
  async play({ canvas, userEvent }) {
    const field = await canvas.findByRole('textbox', { name: /Archive signed/ })
    await userEvent.clear(field)
    await userEvent.type(field, 'Archive contracts')
    await userEvent.click(canvas.getAllByRole('button', { name: 'Save' })[1]!)
    await userEvent.click(await canvas.findByRole('button', { name: 'Rename it all the same' }))
    await waitFor(() => expect(canvas.getByText('Archive contracts')).toBeVisible())
    await waitFor(() => expect(canvas.queryByRole('alert')).toBeNull())
  },
}

function CopiedFlows() {
  const { data: flows = [] } = useFlows({ limit: 3, sort: 'btime:-1' })
  const cloneFlow = useCloneFlow()
  return (
    <ul>
      {flows.map(({ flowId, name }) => (
        <li key={flowId}>
          <span>{name}</span>{' '}
          <button
            aria-label={`Copy ${name}`}
            disabled={cloneFlow.isPending}
            onClick={() => cloneFlow.mutate({ flowId, prefix: 'Copy of ', connectAccounts: true })}
          >
            Copy
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The copy is stopped, and connected to the same accounts where you say so. */
export const CloneFlow: Story = {
  name: 'useCloneFlow',
  ...shows({ CopiedFlows }, source, { hooks: ['useCloneFlow'] }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getAllByRole('button')).toHaveLength(3))
    await userEvent.click(canvas.getAllByRole('button')[0]!)
    await expect(await canvas.findByText(/^Copy of /)).toBeVisible()
  },
}

function DeletableFlows() {
  const { data: flows = [] } = useFlows({ limit: 4, sort: 'name:1' })
  const deleteFlow = useDeleteFlow()
  const errorMessage = useErrorMessage()
  return (
    <>
      {deleteFlow.error && <p role="alert">{errorMessage(deleteFlow.error)}</p>}
      <ul>
        {flows.map(({ flowId, name }) => (
          <li key={flowId}>
            <span>{name}</span>{' '}
            <button aria-label={`Delete ${name}`} onClick={() => deleteFlow.mutate({ flowId })}>
              Delete
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** It leaves every list at once. The server restores nothing: ask first, or offer an undo. */
export const DeleteFlow: Story = {
  name: 'useDeleteFlow',
  ...shows({ DeletableFlows }, source, { hooks: ['useDeleteFlow'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /Ad spend/ }))
    await waitFor(() => expect(canvas.queryByText(/Ad spend/)).toBeNull())
  },
}

/** It comes back, and the user is told why. */
export const DeleteRefused: Story = {
  name: 'useDeleteFlow: refused',
  ...shows({ DeletableFlows }, source, {
    appmixer: {
      sandbox: { faults: [{ on: 'DELETE /flows/:flowId', status: 403, message: 'Forbidden' }] },
    },
  }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /Ad spend/ }))
    await expect(await canvas.findByRole('alert')).toBeVisible()
    await expect(await canvas.findByText(/Ad spend/)).toBeVisible()
  },
}
