import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent, type UserEvent } from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { test as base, vi } from 'vitest'
import { App } from '../../examples/dashboard/app/App.tsx'
import { LanguageProvider } from '../../examples/dashboard/app/language.tsx'
import { screens } from '../../examples/dashboard/app/Pages.tsx'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

/** The dashboard in jsdom: Ada is signed in, and its network is a sandbox. */
export interface Northwind {
  sandbox: Sandbox
  user: UserEvent
  /** Goes to an address, or back by -1. */
  visit(to: string | number): Promise<void>
  /** What was sent so far: `DELETE /flows/…`. */
  sent: string[]
  /** Shows another section, as its link does. */
  goTo(section: string): Promise<void>
  signOut(): Promise<void>
  setOnline(isOnline: boolean): void
}

export const test = base
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern what a fixture needs.
  .extend('open', ({}, { onCleanup }) => {
    onCleanup(() => {
      cleanup()
      onlineManager.setOnline(true)
      vi.unstubAllGlobals()
      localStorage.clear()
    })
    return openNorthwind
  })

function openNorthwind(path = '/automations'): Northwind {
  const sandbox = createSandbox({ data: 'integrations' })
  const user = userEvent.setup()
  const sent: string[] = []
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener() {},
    removeEventListener() {},
  }))
  vi.stubGlobal('scrollTo', () => {})
  vi.stubGlobal('fetch', async (input: RequestInfo, init?: RequestInit) => {
    if (typeof input === 'string' && input.startsWith('/session')) {
      return Response.json(answerOf(input, init?.method, sandbox))
    }
    const request = new Request(input, init)
    sent.push(`${request.method} ${new URL(request.url).pathname}`)
    return sandbox.fetch(request)
  })
  const router = createMemoryRouter(
    [
      {
        element: (
          <LanguageProvider>
            <App />
          </LanguageProvider>
        ),
        children: screens,
      },
    ],
    { initialEntries: [path] },
  )
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return {
    sandbox,
    user,
    visit: (to) => act(() => router.navigate(to as string)),
    sent,
    async goTo(section) {
      const [link] = await screen.findAllByRole('link', { name: new RegExp(`^${section}`) })
      await user.click(link!)
    },
    async signOut() {
      await user.click(await screen.findByRole('button', { name: /^Profile of/ }))
      await user.click(screen.getByRole('menuitem', { name: 'Sign out' }))
    },
    setOnline: (isOnline) => act(() => onlineManager.setOnline(isOnline)),
  }
}

/** The product's own back end. */
function answerOf(path: string, method: string | undefined, sandbox: Sandbox): object {
  if (path.startsWith('/session/token')) return { token: sandbox.tokenFor(ada) }
  const isSignedIn = method !== 'DELETE'
  return { baseUrl, isSandbox: true, ...(isSignedIn && { user: { id: ada, name: ada } }) }
}
