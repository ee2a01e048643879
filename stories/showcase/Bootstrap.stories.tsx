import type { Meta, StoryObj } from '@storybook/react-vite'
import bootstrap from 'bootstrap/dist/css/bootstrap.min.css?inline'
import type { ReactNode } from 'react'
import { expect, waitFor } from 'storybook/test'
import { FlowTable, TaskGroup } from './Bootstrap.tsx'
import source from './Bootstrap.tsx?raw'

/** The same components in the markup of Bootstrap 5, without a line of CSS of one's own. */
const meta: Meta = {
  title: 'Showcase/Bootstrap',
  parameters: {
    appmixer: { look: 'none', padded: false },
    docs: { source: { code: source, language: 'tsx' } },
  },
}

export default meta

export const AsATable: StoryObj = {
  render: () => (
    <Page>
      <FlowTable pageSize={8} />
    </Page>
  ),
  async play({ canvas, userEvent }) {
    const name = { name: /Failed card payment/ }
    await userEvent.click(await canvas.findByRole('switch', name))
    await waitFor(() => expect(canvas.getByRole('switch', name)).toBeChecked())
    await expect(canvas.getByText('Starting')).toHaveClass('badge')
  },
}

export const AsAListGroup: StoryObj = {
  render: () => (
    <Page>
      <TaskGroup pageSize={6} undoWindow={8_000} />
    </Page>
  ),
}

function Page({ children }: { children: ReactNode }) {
  return (
    <div className="bg-body text-body min-vh-100 p-4">
      <style>{bootstrap}</style>
      {children}
    </div>
  )
}
