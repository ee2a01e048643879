import type { Meta, StoryObj } from '@storybook/react-vite'
import { FlowList } from 'appmixer-react'
import type { SandboxOptions } from 'appmixer-react/sandbox'
import { expect } from 'storybook/test'
import './look.css'
import { OnSandbox } from './support.tsx'

function Flows({ pageSize, ...options }: SandboxOptions & { pageSize?: number }) {
  return (
    <OnSandbox {...options}>
      <FlowList.Root pageSize={pageSize}>
        <FlowList.Search />
        <FlowList.StageFilter>
          <FlowList.StageOption value="all" />
          <FlowList.StageOption value="running" />
          <FlowList.StageOption value="stopped" />
        </FlowList.StageFilter>
        <FlowList.Loading />
        <FlowList.Failure />
        <FlowList.Reload />
        <FlowList.Empty />
        <FlowList.Clear />
        <FlowList.Items>
          <FlowList.Thumbnail />
          <FlowList.Name />
          <FlowList.NameInput />
          <FlowList.StageLabel />
          <FlowList.Toggle />
          <FlowList.ViewOnly />
          <FlowList.Rename />
          <FlowList.Remove />
          <FlowList.ItemError />
          <FlowList.Retry />
          <FlowList.Dismiss />
        </FlowList.Items>
        <FlowList.Previous />
        <FlowList.Range />
        <FlowList.Next />
        <FlowList.Dialog>
          <FlowList.Question />
          <FlowList.Cancel />
          <FlowList.Confirm />
        </FlowList.Dialog>
        <FlowList.Announcer />
      </FlowList.Root>
    </OnSandbox>
  )
}

const meta: Meta<typeof Flows> = {
  title: 'Flows/FlowList',
  component: Flows,
  args: { pageSize: 8, latency: 50 },
}

export default meta

type Story = StoryObj<typeof Flows>

/** Eight flows of the demo company. Start one, rename it, delete it: this story has an Appmixer of its own. */
export const Default: Story = {
  async play({ canvas, userEvent }) {
    const toggle = await canvas.findByRole('switch', { name: /Failed card payment/ })
    await userEvent.click(toggle)
    await expect(toggle).toBeChecked()
    await expect(await canvas.findByText('Starting')).toBeVisible()
  },
}

/** The first page never comes. */
export const Loading: Story = {
  args: { faults: [{ network: 'silent' }] },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading flows')).toBeVisible()
  },
}

/** A user without a flow. */
export const Empty: Story = {
  args: { data: 'empty' },
  async play({ canvas }) {
    await expect(await canvas.findByText('No flows yet.')).toBeVisible()
  },
}

/** The server refuses to show the flows, and then to start one: the row says why and can try again. */
export const Refused: Story = {
  args: {
    faults: [
      { on: 'GET /flows', status: 403, message: 'Forbidden', times: 1 },
      { on: 'POST /flows/:flowId/coordinator', status: 400, message: 'Missing account for Slack.' },
    ],
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Try again' }))
    await userEvent.click(await canvas.findByRole('switch', { name: /Failed card payment/ }))
    await expect(await canvas.findByText('Missing account for Slack.')).toBeVisible()
    await expect(canvas.getByRole('switch', { name: /Failed card payment/ })).not.toBeChecked()
  },
}

/** A thousand flows, fifty on a page. */
export const ManyRows: Story = {
  args: { data: 'large', pageSize: 50 },
  async play({ canvas, userEvent }) {
    await expect(await canvas.findByText('1–50 of 1,000')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Next page' }))
    await expect(await canvas.findByText('51–100 of 1,000')).toBeVisible()
  },
}
