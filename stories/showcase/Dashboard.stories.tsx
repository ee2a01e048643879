import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactNode } from 'react'
import { MemoryRouter } from 'react-router'
import base from '../../examples/dashboard/app/base.css?inline'
import styles from '../../examples/dashboard/app/styles.css?inline'
import { LanguageProvider } from '../../examples/dashboard/app/language.tsx'
import { Approvals } from '../../examples/dashboard/app/screens/Approvals.tsx'
import { Automations } from '../../examples/dashboard/app/screens/Automations.tsx'
import { englishMessages } from '../../examples/dashboard/app/words.ts'
import starter from '../../src/starter.css?inline'

/** Two screens of the dashboard in `examples/`, with its own words, sheet and menus. `npm start` shows all of it. */
const meta: Meta = {
  title: 'Showcase/Dashboard',
  tags: ['!autodocs'],
  parameters: { appmixer: { look: 'none', messages: englishMessages, padded: false } },
}

export default meta

export const ScreenOfAutomations: StoryObj = {
  name: 'Automations',
  render: () => (
    <Screen>
      <Automations />
    </Screen>
  ),
}

export const ScreenOfApprovals: StoryObj = {
  name: 'Approvals',
  render: () => (
    <Screen>
      <Approvals />
    </Screen>
  ),
}

function Screen({ children }: { children: ReactNode }) {
  return (
    <MemoryRouter>
      <style>{[base, starter, styles].join('\n')}</style>
      <LanguageProvider>
        <main className="page">{children}</main>
      </LanguageProvider>
    </MemoryRouter>
  )
}
