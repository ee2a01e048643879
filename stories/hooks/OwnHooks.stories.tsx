import type { Meta, StoryObj } from '@storybook/react-vite'
import { useQueryClient, type QueryFunctionContext } from '@tanstack/react-query'
import {
  appmixerKeys,
  flowsInfiniteQueryOptions,
  flowsQueryOptions,
  rowsOf,
  useAppmixerClient,
  useAppmixerInfiniteQuery,
  useAppmixerMutation,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  useErrorMessage,
  type AppmixerClient,
} from 'appmixer-react'
import { Suspense, useMemo } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './OwnHooks.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Hooks of your own',
  tags: ['autodocs'],
  parameters: pageOf(
    'All hooks are made of these four. They take the options of this package, or yours for an endpoint without a hook.',
  ),
}

export default meta

type Story = StoryObj

interface AppmixerFile {
  fileId: string
  filename: string
}

// Begun with `all`, the data leaves the cache with the session.
const filesKey = (client: AppmixerClient) => [...appmixerKeys(client).all, 'files']

function filesQueryOptions(client: AppmixerClient, query: { limit: number }) {
  return {
    queryKey: [...filesKey(client), query],
    queryFn: ({ signal }: QueryFunctionContext) =>
      client.ky.get('files', { searchParams: query, signal }).json<AppmixerFile[]>(),
  }
}

function deleteFileMutationOptions(client: AppmixerClient) {
  return {
    mutationKey: [...appmixerKeys(client).all, 'deleteFile'],
    mutationFn: ({ fileId }: { fileId: string }) =>
      client.ky.delete(`files/${encodeURIComponent(fileId)}`).json<unknown>(),
  }
}

function Files() {
  const client = useAppmixerClient()
  const queryClient = useQueryClient()
  const errorMessage = useErrorMessage()
  const { data: files = [], error } = useAppmixerQuery(filesQueryOptions, { limit: 20 })
  const deleteFile = useAppmixerMutation(deleteFileMutationOptions, {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: filesKey(client) }),
  })
  const problem = error ?? deleteFile.error
  return (
    <>
      {problem && <p role="alert">{errorMessage(problem)}</p>}
      <ul>
        {files.map(({ fileId, filename }) => (
          <li key={fileId}>
            <span>{filename}</span>
            <button aria-label={`Delete ${filename}`} onClick={() => deleteFile.mutate({ fileId })}>
              Delete
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** An endpoint that this package has no hook for, with all that its own hooks have. */
export const Default: Story = {
  name: 'useAppmixerQuery, useAppmixerMutation',
  ...shows({ Files }, source, { hooks: ['useAppmixerQuery', 'useAppmixerMutation'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete leads.csv' }))
    await waitFor(() => expect(canvas.queryByText('leads.csv')).toBeNull())
  },
}

function SuspendedFlows() {
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <Names />
    </Suspense>
  )
}

function Names() {
  const { data: names } = useAppmixerSuspenseQuery(
    flowsQueryOptions,
    { limit: 3, sort: 'name:1' },
    { select: (flows) => flows.map(({ name }) => name ?? '') },
  )
  return <p>{names.join(', ')}</p>
}

/** The options of the package, with yours beside them. */
export const Suspending: Story = {
  name: 'useAppmixerSuspenseQuery',
  ...shows({ SuspendedFlows }, source, { hooks: ['useAppmixerSuspenseQuery'] }),
  async play({ canvas }) {
    await expect(await canvas.findByText(/Ad spend above budget alert/)).toBeVisible()
  },
}

function Endless() {
  const { data, fetchNextPage, hasNextPage } = useAppmixerInfiniteQuery(flowsInfiniteQueryOptions, {
    limit: 4,
    sort: 'name:1',
  })
  const flows = useMemo(() => rowsOf(data), [data])
  return (
    <>
      <p role="status">{flows.length} flows</p>
      <button disabled={!hasNextPage} onClick={() => fetchNextPage()}>
        More
      </button>
    </>
  )
}

/** A refetch reads the pages on screen only. */
export const Infinite: Story = {
  name: 'useAppmixerInfiniteQuery',
  ...shows({ Endless }, source, { hooks: ['useAppmixerInfiniteQuery'] }),
  async play({ canvas, userEvent }) {
    await canvas.findByText('4 flows')
    await userEvent.click(canvas.getByRole('button', { name: 'More' }))
    await expect(await canvas.findByText('8 flows')).toBeVisible()
  },
}
