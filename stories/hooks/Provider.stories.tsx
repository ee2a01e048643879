import type { Meta, StoryObj } from '@storybook/react-vite'
import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import {
  useAppmixerClient,
  useAppmixerKeys,
  useErrorMessage,
  useFlows,
  useFlowsCount,
  useFormat,
} from 'appmixer-react'
import { useState } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Provider.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Provider, keys and words',
  tags: ['autodocs'],
  parameters: pageOf(
    'What the nearest `<AppmixerProvider>` gives: the client on ky, the keys of all reads, sentences and formats.',
  ),
}

export default meta

type Story = StoryObj

function RefreshButton() {
  const keys = useAppmixerKeys()
  const queryClient = useQueryClient()
  const isFetching = useIsFetching({ queryKey: keys.flows.all }) > 0
  const { data: flows, dataUpdatedAt } = useFlows({ limit: 1 })
  const { data: count } = useFlowsCount()
  return (
    <>
      <button
        disabled={isFetching}
        onClick={() => queryClient.invalidateQueries({ queryKey: keys.flows.all })}
      >
        Refresh all reads of flows
      </button>
      <p>
        {flows?.[0]?.name} is one of {count}.{' '}
        <small>Read at {new Date(dataUpdatedAt).toLocaleTimeString()}</small>
      </p>
    </>
  )
}

/** A shorter key is the prefix of the longer ones: `keys.flows.all` reaches lists, counts and details. */
export const Keys: Story = {
  name: 'useAppmixerKeys',
  ...shows({ RefreshButton }, source, { hooks: ['useAppmixerKeys'] }),
  async play({ canvas, userEvent }) {
    await canvas.findByText(/is one of \d+/)
    await userEvent.click(canvas.getByRole('button'))
    await waitFor(() => expect(canvas.getByRole('button')).toBeEnabled())
  },
}

function ServerVersion() {
  const client = useAppmixerClient()
  const [answer, setAnswer] = useState<string>()
  const [error, setError] = useState<unknown>()
  const errorMessage = useErrorMessage()

  async function ask() {
    try {
      const apps = await client.ky.get('apps').json<Record<string, unknown>>()
      setAnswer(`${Object.keys(apps).length} apps`)
    } catch (problem) {
      setError(problem)
    }
  }

  return (
    <>
      <button onClick={ask}>Ask for apps</button>
      {answer && <p role="status">{answer}</p>}
      {error !== undefined && <p role="alert">{errorMessage(error)}</p>}
    </>
  )
}

/** `client.ky` carries every request: with token, renewal, your hooks, and the end of the session. */
export const Client: Story = {
  name: 'useAppmixerClient',
  ...shows({ ServerVersion }, source, { hooks: ['useAppmixerClient'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(canvas.getByRole('button'))
    await expect(await canvas.findByText(/^\d+ apps$/)).toBeVisible()
  },
}

function Failing() {
  const { error, refetch } = useFlows()
  const errorMessage = useErrorMessage()
  return (
    <>
      {error && <p role="alert">{errorMessage(error)}</p>}
      <button onClick={() => refetch()}>Try again</button>
    </>
  )
}

const refused = {
  appmixer: { sandbox: { faults: [{ on: 'GET /flows', status: 403, message: 'Forbidden' }] } },
} as const

/** A sentence for people: no status, no address, nothing of a request. */
export const ErrorMessage: Story = {
  name: 'useErrorMessage',
  ...shows({ Failing }, source, { hooks: ['useErrorMessage'], ...structuredClone(refused) }),
  async play({ canvas }) {
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
}

/** In the words of the provider’s `messages`, here German. */
export const ErrorMessageInGerman: Story = {
  name: 'useErrorMessage: German',
  globals: { language: 'de' },
  tags: ['!autodocs'],
  ...shows({ Failing }, source, structuredClone(refused)),
  async play({ canvas }) {
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
}

function Formats() {
  const format = useFormat()
  const now = Date.parse('2026-03-28T12:00:00Z')
  return (
    <dl>
      <dt>number</dt>
      <dd>{format.number(12_480.5)}</dd>
      <dt>date</dt>
      <dd>{format.date(now)}</dd>
      <dt>relative</dt>
      <dd>{format.relative(now - 2 * 3_600_000, now)}</dd>
      <dt>duration</dt>
      <dd>{format.duration(3 * 86_400_000)}</dd>
      <dt>plural</dt>
      <dd>{format.plural(1, { one: 'one task', other: 'tasks' })}</dd>
    </dl>
  )
}

/** The toolbar’s language changes the provider’s `locale`. */
export const FormatInLocale: Story = {
  name: 'useFormat',
  ...shows({ Formats }, source, { hooks: ['useFormat'] }),
  async play({ canvas }) {
    await expect(canvas.getByText('12,480.5')).toBeVisible()
  },
}
