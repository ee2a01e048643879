import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState, type ReactNode } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import base from '../../examples/dashboard/app/base.css?inline'
import styles from '../../examples/dashboard/app/styles.css?inline'
import { LanguageProvider } from '../../examples/dashboard/app/language.tsx'
import { LeaveGuard } from '../../examples/dashboard/app/parts/leaving.tsx'
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
  const [router] = useState(() =>
    createMemoryRouter([
      {
        path: '*',
        element: (
          <LeaveGuard>
            <main className="page">{children}</main>
          </LeaveGuard>
        ),
      },
    ]),
  )
  return (
    <>
      <style>{[base, starter, styles].join('\n')}</style>
      <LanguageProvider>
        <RouterProvider router={router} />
      </LanguageProvider>
    </>
  )
}
