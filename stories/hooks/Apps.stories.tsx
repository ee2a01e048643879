import type { Meta, StoryObj } from '@storybook/react-vite'
import { skipToken } from '@tanstack/react-query'
import {
  useAppComponents,
  useApps,
  useComponents,
  useSuspenseAppComponents,
  useSuspenseApps,
  useSuspenseComponents,
} from 'appmixer-react'
import { Suspense, useState } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Apps.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Apps',
  tags: ['autodocs'],
  parameters: pageOf(
    'Apps that components work with, and the components themselves. They change seldom: each is read once an hour.',
  ),
}

export default meta

type Story = StoryObj

function Apps() {
  const { data: apps = [] } = useApps({ select: (all) => all.slice(0, 5) })
  const [opened, setOpened] = useState<string>()
  const { data: components } = useAppComponents(opened ?? skipToken)
  return (
    <>
      <ul>
        {apps.map(({ name, label, icon }) => (
          <li key={name}>
            <span>
              {icon && <img src={icon} alt="" style={{ width: '1rem' }} />} {label}
            </span>
            <button aria-label={`Open ${label}`} onClick={() => setOpened(name)}>
              Open
            </button>
          </li>
        ))}
      </ul>
      {components && (
        <p role="status">{components.map(({ label, name }) => label ?? name).join(', ')}</p>
      )}
    </>
  )
}

/** What an app can do is read when it is opened. */
export const Default: Story = {
  name: 'useApps, useAppComponents',
  ...shows({ Apps }, source, {
    hooks: ['useApps', 'useSuspenseApps', 'useAppComponents', 'useSuspenseAppComponents'],
  }),
  async play({ canvas, userEvent }) {
    await userEvent.click((await canvas.findAllByRole('button'))[0]!)
    await expect(await canvas.findByRole('status')).toBeVisible()
  },
}

function SlackComponents() {
  const { data: components = [] } = useComponents({ names: 'appmixer.slack' })
  return (
    <ul>
      {components.map(({ name, label, auth }) => (
        <li key={name}>
          <span>{label ?? name}</span> <small>{auth?.service}</small>
        </li>
      ))}
    </ul>
  )
}

/** Name those that you need: all manifests of a tenant may be megabytes. */
export const Components: Story = {
  name: 'useComponents',
  ...shows({ SlackComponents }, source, { hooks: ['useComponents', 'useSuspenseComponents'] }),
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem').length).toBeGreaterThan(0))
  },
}

function SuspendedApps() {
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <AppCount />
    </Suspense>
  )
}

function AppCount() {
  const { data: apps } = useSuspenseApps()
  const { data: ofSlack } = useSuspenseAppComponents('appmixer.slack')
  const { data: manifests } = useSuspenseComponents({ names: 'appmixer.slack' })
  return (
    <p>
      {apps.length} apps; {ofSlack.length} components of Slack, {manifests.length} manifests
    </p>
  )
}

/** `data` is always there. */
export const Suspending: Story = {
  name: 'The same with Suspense',
  ...shows({ SuspendedApps }, source),
  async play({ canvas }) {
    await expect(await canvas.findByText(/^\d+ apps; \d+ components/)).toBeVisible()
  },
}
