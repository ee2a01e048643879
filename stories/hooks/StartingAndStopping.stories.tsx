import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  useErrorMessage,
  useFlowActivity,
  useFlows,
  useStartFlow,
  useStopFlow,
  type Flow,
} from 'appmixer-react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './StartingAndStopping.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Flows: starting and stopping',
  tags: ['autodocs'],
  parameters: pageOf(
    'A flow is `starting` before the next frame, in every list and detail, and is followed until it runs. `mutateAsync` resolves then, whatever is mounted.',
  ),
}

export default meta

type Story = StoryObj

function Flows() {
  const { data: flows = [] } = useFlows({ limit: 4, sort: 'name:1' })
  return (
    <ul>
      {flows.map((flow) => (
        <FlowRow key={flow.flowId} flow={flow} />
      ))}
    </ul>
  )
}

function FlowRow({ flow }: { flow: Flow }) {
  const { flowId, name, stage } = flow
  const startFlow = useStartFlow()
  const stopFlow = useStopFlow()
  const activity = useFlowActivity(flowId)
  const errorMessage = useErrorMessage()
  const error = startFlow.error ?? stopFlow.error
  const isOn = stage === 'running' || stage === 'starting'
  return (
    <li>
      <span>{name}</span> <em>{stage}</em>
      <button
        aria-label={isOn ? `Stop ${name}` : `Start ${name}`}
        disabled={activity !== undefined}
        onClick={() => (isOn ? stopFlow : startFlow).mutate({ flowId })}
      >
        {isOn ? 'Stop' : 'Start'}
      </button>
      {startFlow.isPaused && <small>Is sent when you are online again.</small>}
      {error && <p role="alert">{errorMessage(error)}</p>}
    </li>
  )
}

const stopped = { name: /^Start / } as const

/** Start one. What the server has not confirmed yet is shown all the same. */
export const Default: Story = {
  name: 'useStartFlow, useStopFlow, useFlowActivity',
  ...shows({ Flows }, source, {
    hooks: ['useStartFlow', 'useStopFlow', 'useFlowActivity'],
    appmixer: { sandbox: { startDuration: 300 } },
  }),
  async play({ canvas, userEvent }) {
    const before = await waitFor(() => canvas.getAllByRole('button', stopped).length)
    await userEvent.click(canvas.getAllByRole('button', stopped)[0]!)
    await expect(canvas.getByText('starting')).toBeVisible()
    await waitFor(() => expect(canvas.queryByText('starting')).toBeNull())
    await expect(canvas.queryAllByRole('button', stopped)).toHaveLength(before - 1)
  },
}

/** The flow cannot run: it is stopped again, and the sentence of the server says what is missing. */
export const Refused: Story = {
  name: 'useStartFlow: refused',
  ...shows({ Flows }, source, {
    appmixer: {
      sandbox: {
        faults: [
          {
            on: 'POST /flows/:flowId/coordinator',
            status: 400,
            message: 'Missing account for Slack.',
          },
        ],
      },
    },
  }),
  async play({ canvas, userEvent }) {
    await waitFor(() => canvas.getAllByRole('button', stopped))
    await userEvent.click(canvas.getAllByRole('button', stopped)[0]!)
    await expect(await canvas.findByText(/Missing account for Slack/)).toBeVisible()
  },
}

/** Every request takes two seconds. The click shows before the next frame. */
export const Slow: Story = {
  name: 'useStartFlow: slow network',
  tags: ['!autodocs', '!test'],
  ...shows({ Flows }, source, { appmixer: { sandbox: { latency: 2_000 } } }),
}
