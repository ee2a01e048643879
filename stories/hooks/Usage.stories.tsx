import type { Meta, StoryObj } from '@storybook/react-vite'
import { useErrorMessage, useFormat, useSuspenseUsage, useUsage } from 'appmixer-react'
import { Suspense, useState } from 'react'
import { expect } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Usage.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Usage',
  tags: ['autodocs'],
  parameters: pageOf('What the user has used of the plan.'),
}

export default meta

type Story = StoryObj

function UsageOfTheMonth() {
  const [day] = useState(() => new Date().toISOString().slice(0, 10))
  const { data: usage, error } = useUsage({ from: `${day.slice(0, 7)}-01`, to: day })
  const errorMessage = useErrorMessage()
  const format = useFormat()
  if (error) return <p role="alert">{errorMessage(error)}</p>
  if (!usage) return <p role="status">Loading …</p>
  return (
    <dl>
      <dt>Messages of this month</dt>
      <dd>{format.number(usage.messageCounts?.count ?? 0)}</dd>
      <dt>Running flows</dt>
      <dd>{format.number(usage.runningFlows?.count ?? 0)}</dd>
      <dt>Apps</dt>
      <dd>{format.number(usage.usedApps?.length ?? 0)}</dd>
    </dl>
  )
}

/** The period counts messages; what runs is of now. */
export const Default: Story = {
  name: 'useUsage',
  ...shows({ UsageOfTheMonth }, source, { hooks: ['useUsage', 'useSuspenseUsage'] }),
  async play({ canvas }) {
    await expect(await canvas.findByText('Running flows')).toBeVisible()
  },
}

/** The server refuses. */
export const Refused: Story = {
  name: 'useUsage: refused',
  tags: ['!autodocs'],
  ...shows({ UsageOfTheMonth }, source, {
    appmixer: { sandbox: { faults: [{ on: 'getUsage', status: 403, message: 'Forbidden' }] } },
  }),
  async play({ canvas }) {
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
}

function SuspendedUsage() {
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <RunningFlows />
    </Suspense>
  )
}

function RunningFlows() {
  const { data: usage } = useSuspenseUsage()
  return <p>{usage.runningFlows?.count} flows run.</p>
}

/** `data` is always there. */
export const Suspending: Story = {
  name: 'The same with Suspense',
  ...shows({ SuspendedUsage }, source),
  async play({ canvas }) {
    await expect(await canvas.findByText(/flows run/)).toBeVisible()
  },
}
