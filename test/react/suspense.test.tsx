import { QueryClient, QueryClientProvider, QueryErrorResetBoundary } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { Component, StrictMode, Suspense, type ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import {
  AppmixerProvider,
  useAppmixerSession,
  useSuspenseFlows,
  useSuspenseUser,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, ben } from '../support.tsx'

const sandbox = createSandbox()
let queryClient: QueryClient

beforeEach(() => {
  queryClient = new QueryClient()
  sandbox.faults.clear()
  sandbox.requests.clear()
})

function App({ username, children }: { username: string; children: ReactNode }) {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider
          baseUrl={baseUrl}
          token={sandbox.tokenFor(username)}
          fetch={sandbox.fetch}
        >
          <Suspense fallback="Loading…">{children}</Suspense>
          <SignOut />
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>
  )
}

function SignOut() {
  const { signOut } = useAppmixerSession()
  return <button onClick={signOut}>Sign out</button>
}

const painted: string[] = []

function Me() {
  const { data } = useSuspenseUser()
  painted.push(data.username!)
  return <p>I am {data.username}</p>
}

class Boundary extends Component<{ reset: () => void; children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {}
  static getDerivedStateFromError(error: Error) {
    return { error }
  }
  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const again = () => {
      this.props.reset()
      this.setState({ error: undefined as never })
    }
    return <button onClick={again}>{error.message}</button>
  }
}

it('asks once under StrictMode, and shows the fallback until then', async () => {
  render(
    <App username={ada}>
      <Me />
    </App>,
  )
  expect(screen.getByText('Loading…')).toBeDefined()
  expect(await screen.findByText(`I am ${ada}`)).toBeDefined()
  expect(sandbox.requests.count()).toBe(1)
})

it('never shows one user to the next', async () => {
  const { rerender } = render(
    <App username={ada}>
      <Me />
    </App>,
  )
  await screen.findByText(`I am ${ada}`)
  painted.length = 0
  rerender(
    <App username={ben}>
      <Me />
    </App>,
  )
  expect(screen.getByText(`I am ${ada}`)).not.toBeVisible()
  expect(await screen.findByText(`I am ${ben}`)).toBeDefined()
  expect(new Set(painted)).toEqual(new Set([ben]))
  expect(
    JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state),
    ),
  ).not.toContain(ada)
})

it('waits while nobody is signed in, and goes on with whoever comes', async () => {
  const { rerender } = render(
    <App username={ada}>
      <Me />
    </App>,
  )
  await screen.findByText(`I am ${ada}`)
  sandbox.requests.clear()
  await act(async () => screen.getByText('Sign out').click())
  await act(async () => {})
  expect(screen.getByText('Loading…')).toBeVisible()
  expect(sandbox.requests.count()).toBe(0)
  rerender(
    <App username={ben}>
      <Me />
    </App>,
  )
  expect(await screen.findByText(`I am ${ben}`)).toBeVisible()
  expect(sandbox.requests.count()).toBe(1)
})

it('gives a first failure to the boundary, and asks once more when that is reset', async () => {
  sandbox.faults.add({ on: 'GET /flows', status: 403, times: 1, message: 'Not for you' })
  function Names() {
    return useSuspenseFlows({}, { select: (flows) => flows.map(({ name }) => name) }).data.join()
  }
  render(
    <App username={ada}>
      <QueryErrorResetBoundary>
        {({ reset }) => (
          <Boundary reset={reset}>
            <Names />
          </Boundary>
        )}
      </QueryErrorResetBoundary>
    </App>,
    { onCaughtError: () => {} },
  )
  const retry = await screen.findByText(/Not for you/)
  expect(sandbox.requests.count('GET /flows')).toBe(1)
  await act(async () => retry.click())
  expect(await screen.findByText(/Lost deal/)).toBeDefined()
  expect(sandbox.requests.count('GET /flows')).toBe(2)
})

it('keeps the session of a provider that names no user, whatever suspends below it', async () => {
  const getToken = vi.fn(() => sandbox.tokenFor(ada))
  function Session({ username }: { username: string }) {
    return (
      <AppmixerProvider
        baseUrl={baseUrl}
        getToken={() => (username === ada ? getToken() : sandbox.tokenFor(username))}
        fetch={sandbox.fetch}
      >
        <Me />
      </AppmixerProvider>
    )
  }
  render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Suspense fallback="Loading…">
          <Session username={ada} />
          <Session username={ben} />
        </Suspense>
      </QueryClientProvider>
    </StrictMode>,
  )
  expect(await screen.findByText(`I am ${ada}`)).toBeVisible()
  expect(await screen.findByText(`I am ${ben}`)).toBeVisible()
  expect([sandbox.requests.count(), getToken.mock.calls.length]).toEqual([2, 1])
})
