import type { Meta, StoryObj } from '@storybook/react-vite'
import { skipToken } from '@tanstack/react-query'
import {
  rowsOf,
  useCoordinatorStatus,
  useErrorMessage,
  useFlow,
  useFlows,
  useFlowsCount,
  useFlowThumbnail,
  useFormat,
  useInfiniteFlows,
  useSuspenseCoordinatorStatus,
  useSuspenseFlow,
  useSuspenseFlows,
  useSuspenseFlowsCount,
  useSuspenseValidateFlow,
  useValidateFlow,
} from 'appmixer-react'
import { Suspense, useMemo, useState } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './FlowsReading.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Flows: reading',
  tags: ['autodocs'],
  parameters: pageOf(
    'Lists, counts and single flows. While one of them is starting or stopping, what shows it is read again.',
  ),
}

export default meta

type Story = StoryObj

function Flows() {
  const { data: flows, error, fetchStatus } = useFlows({ limit: 5, sort: 'name:1' })
  const errorMessage = useErrorMessage()

  if (error) return <p role="alert">{errorMessage(error)}</p>
  if (!flows) return <p role="status">{fetchStatus === 'paused' ? 'Offline' : 'Loading …'}</p>
  return (
    <ul>
      {flows.map(({ flowId, name, stage }) => (
        <li key={flowId}>
          <span>{name}</span> <em>{stage}</em>
        </li>
      ))}
    </ul>
  )
}

/** One page of flows, in TanStack’s words. */
export const Default: Story = {
  name: 'useFlows',
  ...shows({ Flows }, source, { hooks: ['useFlows', 'useSuspenseFlows'] }),
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(5))
  },
}

/** No answer comes. The user sees that something is under way. */
export const Loading: Story = {
  name: 'useFlows: loading',
  tags: ['!autodocs'],
  ...shows({ Flows }, source, { appmixer: { sandbox: { faults: [{ network: 'silent' }] } } }),
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading …')).toBeVisible()
  },
}

/** The server refuses. `useErrorMessage` has a sentence for the user. */
export const Refused: Story = {
  name: 'useFlows: refused',
  tags: ['!autodocs'],
  ...shows({ Flows }, source, {
    appmixer: { sandbox: { faults: [{ on: 'GET /flows', status: 403, message: 'Forbidden' }] } },
  }),
  async play({ canvas }) {
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
}

/** Without a network the read waits, and goes on by itself. */
export const Offline: Story = {
  name: 'useFlows: offline',
  tags: ['!autodocs'],
  ...shows({ Flows }, source, { appmixer: { offline: true } }),
  async play({ canvas }) {
    await expect(await canvas.findByText('Offline')).toBeVisible()
  },
}

function RunningFlows() {
  const { data: running } = useFlowsCount({ filter: 'stage:running' })
  const { data: all } = useFlowsCount()
  const format = useFormat()
  if (running === undefined || all === undefined) return <p role="status">Counting …</p>
  return (
    <p>
      {format.number(running)} of {format.number(all)} flows run.
    </p>
  )
}

/** A number without its rows. */
export const FlowsCount: Story = {
  name: 'useFlowsCount',
  ...shows({ RunningFlows }, source, { hooks: ['useFlowsCount', 'useSuspenseFlowsCount'] }),
  async play({ canvas }) {
    await expect(await canvas.findByText(/^\d+ of \d+ flows run/)).toBeVisible()
  },
}

function EndlessFlows() {
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteFlows({
    limit: 4,
    sort: 'name:1',
  })
  const flows = useMemo(() => rowsOf(data), [data])
  return (
    <>
      <ul>
        {Array.from({ length: flows.length }, (_, index) => (
          <li key={flows.at(index)!.flowId}>{flows.at(index)!.name}</li>
        ))}
      </ul>
      <button disabled={!hasNextPage || isFetchingNextPage} onClick={() => fetchNextPage()}>
        {isFetchingNextPage ? 'Loading …' : 'More'}
      </button>
    </>
  )
}

/** Page after page. No row comes twice, and none is skipped, when flows come and go meanwhile. */
export const InfiniteFlows: Story = {
  name: 'useInfiniteFlows',
  ...shows({ EndlessFlows }, source, { hooks: ['useInfiniteFlows'] }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getByRole('button', { name: 'More' })).toBeEnabled())
    await userEvent.click(canvas.getByRole('button', { name: 'More' }))
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(8))
  },
}

function ChosenFlow() {
  const { data: flows = [] } = useFlows({ limit: 5, sort: 'name:1', projection: 'flowId,name' })
  const [chosen, setChosen] = useState<string>()
  // Nothing is asked for until a flow is chosen.
  const flowId = chosen ?? skipToken
  const { data: flow } = useFlow(flowId, { projection: '-flow,-thumbnail' })
  const { data: isValid } = useValidateFlow(flowId, { select: ({ errors }) => errors.length === 0 })
  const { data: coordinator } = useCoordinatorStatus(flowId)

  return (
    <>
      <select
        aria-label="Flow"
        value={chosen ?? ''}
        onChange={({ target }) => setChosen(target.value || undefined)}
      >
        <option value="">Choose a flow</option>
        {flows.map((each) => (
          <option key={each.flowId} value={each.flowId}>
            {each.name}
          </option>
        ))}
      </select>
      {flow && (
        <dl>
          <dt>Stage</dt>
          <dd>{flow.stage}</dd>
          <dt>Can start</dt>
          <dd>{isValid === undefined ? '…' : isValid ? 'yes' : 'no'}</dd>
          <dt>Last command</dt>
          <dd>{coordinator?.status ?? '…'}</dd>
        </dl>
      )}
    </>
  )
}

/** A read that depends on a choice: `skipToken` in place of the id sends nothing. */
export const OneFlow: Story = {
  name: 'useFlow, useValidateFlow, useCoordinatorStatus',
  ...shows({ ChosenFlow }, source, {
    hooks: [
      'useFlow',
      'useSuspenseFlow',
      'useValidateFlow',
      'useSuspenseValidateFlow',
      'useCoordinatorStatus',
      'useSuspenseCoordinatorStatus',
    ],
  }),
  async play({ canvas, userEvent }) {
    const select = await canvas.findByRole('combobox', { name: 'Flow' })
    await waitFor(() => expect(canvas.getAllByRole('option')).toHaveLength(6))
    await userEvent.selectOptions(select, 'Archive signed contracts')
    await expect(await canvas.findByText('Stage')).toBeVisible()
    await expect(await canvas.findByText('yes')).toBeVisible()
  },
}

function FlowPictures() {
  const { data: flows = [] } = useFlows({ limit: 3, sort: 'name:1', projection: 'flowId,name' })
  return (
    <ul>
      {flows.map(({ flowId, name }) => (
        <li key={flowId}>
          <span>{name}</span> <FlowPicture flowId={flowId} />
        </li>
      ))}
    </ul>
  )
}

function FlowPicture({ flowId }: { flowId: string }) {
  const { data: picture, isPending } = useFlowThumbnail(flowId)
  if (isPending) return <small>Loading …</small>
  return picture ? <img src={picture} alt="" /> : <small>No picture</small>
}

/** Pictures are most of the bytes of a flow: read them for the rows on screen only. */
export const FlowThumbnail: Story = {
  name: 'useFlowThumbnail',
  ...shows({ FlowPictures }, source, { hooks: ['useFlowThumbnail'] }),
  async play({ canvasElement }) {
    await waitFor(() => expect(canvasElement.querySelectorAll('img')).toHaveLength(3))
  },
}

function SuspendedFlows() {
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <FirstFlow />
    </Suspense>
  )
}

function FirstFlow() {
  const { data: count } = useSuspenseFlowsCount({ filter: 'stage:running' })
  const { data: flows } = useSuspenseFlows({ filter: 'stage:running', sort: 'name:1', limit: 1 })
  return (
    <>
      <p>The first of {count} running flows:</p>
      {flows.map(({ flowId }) => (
        <FlowFacts key={flowId} flowId={flowId} />
      ))}
    </>
  )
}

function FlowFacts({ flowId }: { flowId: string }) {
  const { data: flow } = useSuspenseFlow(flowId)
  const { data: validation } = useSuspenseValidateFlow(flowId)
  const { data: coordinator } = useSuspenseCoordinatorStatus(flowId)
  return (
    <dl>
      <dt>Name</dt>
      <dd>{flow.name}</dd>
      <dt>Problems</dt>
      <dd>{validation.errors.length}</dd>
      <dt>Last command</dt>
      <dd>{coordinator.status}</dd>
    </dl>
  )
}

/** `data` is always there; the fallback is shown meanwhile, and errors go to the error boundary. */
export const Suspending: Story = {
  name: 'The same with Suspense',
  ...shows({ SuspendedFlows }, source),
  async play({ canvas }) {
    await expect(await canvas.findByText('Problems')).toBeVisible()
  },
}
