import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import App from './FlowsWithHooks.tsx'
import hooks from './FlowsWithHooks.tsx?raw'
import { Automations } from './FlowsWithParts.tsx'
import parts from './FlowsWithParts.tsx?raw'

/** What the introduction shows. Both are in the sidebar only as a part of that page. */
const meta: Meta = { title: 'Introduction', tags: ['!dev'] }

export default meta

/** Provider, sandbox and one hook: all there is to an app. */
export const OneHook: StoryObj = {
  parameters: { appmixer: { provider: false }, docs: { source: { code: hooks, language: 'tsx' } } },
  render: () => (
    <div className="example">
      <App />
    </div>
  ),
  async play({ canvas }) {
    await expect((await canvas.findAllByRole('button', { name: 'Stop' }))[0]).toBeVisible()
  },
}

/** The same with a component. */
export const OneComponent: StoryObj = {
  parameters: { docs: { source: { code: parts, language: 'tsx' } } },
  render: () => <Automations />,
}
