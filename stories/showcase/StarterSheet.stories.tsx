import type { Meta, StoryObj } from '@storybook/react-vite'
import { Accounts } from '../components/examples/Accounts.tsx'
import { Flows } from '../components/examples/Flows.tsx'
import { Tasks } from '../components/examples/Tasks.tsx'

/** The parts as they are, with `appmixer-react/starter.css`: no class name, no markup of one's own. */
const meta: Meta = { title: 'Showcase/Starter sheet', tags: ['!autodocs'] }

export default meta

export const FlowsOfATeam: StoryObj = { render: () => <Flows pageSize={8} /> }

/** The same sheet in another colour, rounder and denser: five custom properties. */
export const AnotherBrand: StoryObj = {
  render: () => (
    <div className="another-brand">
      <style>{`.another-brand {
        --am-color-accent: light-dark(#0b7a4b, #6fdba4);
        --am-color-accent-strong: light-dark(#075a37, #9aebc2);
        --am-color-accent-soft: light-dark(#e3f5ec, #11301f);
        --am-radius: 999px;
        --am-control: 2rem;
        --am-control-sm: 1.75rem;
      }`}</style>
      <Tasks pageSize={6} undoWindow={8_000} />
    </div>
  ),
}

export const Connections: StoryObj = { render: () => <Accounts onReconnect={() => {}} /> }
