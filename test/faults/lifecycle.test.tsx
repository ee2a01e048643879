import {
  focusManager,
  QueryClient,
  QueryClientProvider,
  QueryErrorResetBoundary,
} from '@tanstack/react-query'
import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/react'
import { Component, useEffect, type ReactNode } from 'react'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as hooks from '../../src/index.ts'
import { AppmixerProvider, useFlows, useFlowsCount } from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { hourly } from '../jwt.ts'
import { baseUrl, createWorld } from '../support.tsx'
import { startFaultServer, type FaultServer } from './server.ts'

const sandbox = createSandbox()

let server: FaultServer
beforeAll(async () => {
  server = await startFaultServer()
})
afterAll(() => server.close())

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  sandbox.faults.clear()
  sandbox.requests.clear()
  server.forget()
})

test('L1: StrictMode sends one request for each key', async () => {
  const { wrapper } = createWorld(sandbox)
  const { database } = sandbox
  const [{ flowId }] = database.flows
  const [{ storeId }] = database.stores
  const [{ chartId }] = database.charts
  const mounted = vi.fn()
  const { result } = renderHook(
    () => {
      useEffect(mounted, [])
      return [
        hooks.useFlows(),
        hooks.useFlowsCount(),
        hooks.useFlow(flowId),
        hooks.useValidateFlow(flowId),
        hooks.useCoordinatorStatus(flowId),
        hooks.usePeopleTasks(),
        hooks.usePeopleTasksCount(),
        hooks.useStores(),
        hooks.useStore(storeId),
        hooks.useStoreRecords({ storeId }),
        hooks.useStoreRecordsCount({ storeId }),
        hooks.useAccounts(),
        hooks.useLogs(),
        hooks.useInfiniteLogs({ size: 5 }),
        hooks.useCharts(),
        hooks.useChart(chartId),
        hooks.useUsage(),
        hooks.useUser(),
      ]
    },
    // React mounts effects twice only where StrictMode is the outermost element.
    { wrapper, reactStrictMode: true },
  )
  expect(mounted).toHaveBeenCalledTimes(2)
  await waitFor(() => expect(result.current.map(({ isSuccess }) => isSuccess)).not.toContain(false))
  const asked = sandbox.requests.entries.map(({ path, search }) => `${path}?${search}`)
  expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted())
  expect(asked).toHaveLength(result.current.length)
})

test('L2: the server sees that a screen went away, and nothing is written', async () => {
  server.on('/flows', () => {})
  const queryClient = new QueryClient()
  const onDrift = vi.fn()
  const { unmount } = renderHook(() => useFlows(), {
    wrapper: ({ children }) => (
      <AppmixerProvider baseUrl={server.url} token="t" queryClient={queryClient} onDrift={onDrift}>
        {children}
      </AppmixerProvider>
    ),
  })
  const { cutOff } = await server.arrival()
  const written = vi.fn()
  queryClient.getQueryCache().subscribe(({ query }) => query.state.data && written())
  unmount()
  await cutOff
  await act(async () => {})
  expect(server.arrived).toHaveLength(1)
  expect(queryClient.getQueryCache().getAll()).toEqual([])
  expect(written).not.toHaveBeenCalled()
})

describe('L3: mounted and unmounted 100 times', () => {
  test('no listener, timer, channel or cached value stays', async () => {
    // Loaded before, or a page on a slow machine is gone before its channel is there.
    vi.useFakeTimers()
    const queryClient = new QueryClient()
    const fetch = vi.fn(async () => Response.json([]))
    const app = (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token="t" getToken={() => 't'} fetch={fetch}>
          <Names />
        </AppmixerProvider>
      </QueryClientProvider>
    )
    const round = async () => {
      const { unmount } = render(app)
      await act(() => vi.advanceTimersByTimeAsync(0))
      unmount()
      await vi.advanceTimersByTimeAsync(0)
    }
    // React itself listens once for each document.
    await round()
    const listeners = countListeners()
    for (let i = 0; i < 100; i++) await round()
    expect(listeners()).toBe(0)
    expect(queryClient.getQueryCache().getAll()).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    expect(vi.getTimerCount()).toBe(0)
    expect(fetch).toHaveBeenCalledTimes(101)
  })
})

describe('L5', () => {
  const show = (state: 'hidden' | 'visible') => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
    window.dispatchEvent(new Event('visibilitychange'))
  }
  afterEach(() => focusManager.setFocused(undefined))

  test('a tab that is hidden for an hour polls nothing; on return each key is asked once at most', async () => {
    vi.useFakeTimers()
    const world = createSandbox({ startDuration: 10 * 3_600_000 })
    world.database.flows[0].stage = 'starting'
    const { wrapper } = createWorld(world)
    renderHook(
      () => [
        useFlows({ pattern: world.database.flows[0].name }),
        useFlowsCount({}, { refetchInterval: 5_000 }),
      ],
      { wrapper },
    )
    await act(() => vi.advanceTimersByTimeAsync(3_500))
    expect(world.requests.count('GET /flows')).toBeGreaterThanOrEqual(3)
    act(() => show('hidden'))
    await act(() => vi.advanceTimersByTimeAsync(2_000))
    world.requests.clear()
    await act(() => vi.advanceTimersByTimeAsync(3_600_000))
    expect(world.requests.count()).toBe(0)
    act(() => show('visible'))
    await act(() => vi.advanceTimersByTimeAsync(100))
    expect(world.requests.count('GET /flows')).toBe(1)
    expect(world.requests.count('GET /flows/count')).toBe(1)
  })

  test('a laptop that slept for eight hours asks once for each key, and for one token', async () => {
    vi.useFakeTimers()
    const sent: (string | null)[] = []
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init)
      sent.push(request.headers.get('authorization'))
      return Response.json(request.url.includes('count') ? { count: 0 } : [])
    }
    const getToken = vi.fn(() => hourly('ada'))
    const first = hourly('ada')
    const queryClient = new QueryClient()
    renderHook(() => [useFlows(), useFlowsCount()], {
      wrapper: ({ children }) => (
        <QueryClientProvider client={queryClient}>
          <AppmixerProvider baseUrl={baseUrl} token={first} getToken={getToken} fetch={fetch}>
            {children}
          </AppmixerProvider>
        </QueryClientProvider>
      ),
    })
    await act(() => vi.advanceTimersByTimeAsync(100))
    expect(sent).toEqual([`Bearer ${first}`, `Bearer ${first}`])
    sent.length = 0
    act(() => show('hidden'))
    // Asleep, the clock goes on and no timer runs.
    vi.setSystemTime(Date.now() + 8 * 3_600_000)
    act(() => {
      show('visible')
      window.dispatchEvent(new Event('online'))
    })
    await act(() => vi.advanceTimersByTimeAsync(100))
    expect(getToken).toHaveBeenCalledOnce()
    const renewed = `Bearer ${getToken.mock.results[0].value}`
    expect(sent).toEqual([renewed, renewed])
  })
})

test.each([
  ['tells the queries', 21, 21],
  ['does not tell the queries', 1, 21],
])(
  'L7: an error boundary that is reset 20 times and %s: one request each time at most',
  async (title, least, most) => {
    vi.spyOn(console, 'error').mockReturnValue()
    sandbox.faults.add({ on: 'GET /flows', status: 404 })
    const { wrapper } = createWorld(sandbox)
    let resets = 0
    const tryAgain = (reset: () => void) => (retry: () => void) => {
      if (resets === 20) return
      resets++
      if (title === 'tells the queries') reset()
      retry()
    }
    render(
      <QueryErrorResetBoundary>
        {({ reset }) => (
          <Boundary onError={tryAgain(reset)}>
            <Throwing />
          </Boundary>
        )}
      </QueryErrorResetBoundary>,
      { wrapper },
    )
    await waitFor(() => expect(resets).toBe(20))
    await screen.findByText('failed')
    await act(async () => {})
    expect(sandbox.requests.count('GET /flows')).toBeGreaterThanOrEqual(least)
    expect(sandbox.requests.count('GET /flows')).toBeLessThanOrEqual(most)
  },
)

interface BoundaryProps {
  onError: (retry: () => void) => void
  children: ReactNode
}

/** Shows `failed` until it is told to try again. */
class Boundary extends Component<BoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }
  static getDerivedStateFromError = () => ({ hasFailed: true })
  override componentDidCatch() {
    this.props.onError(() => this.setState({ hasFailed: false }))
  }
  override render() {
    return this.state.hasFailed ? <p>failed</p> : this.props.children
  }
}

function Names() {
  return (
    <p>
      {useFlows()
        .data?.map(({ name }) => name)
        .join()}
    </p>
  )
}

function Throwing() {
  return <p>{useFlows({}, { throwOnError: true }).status}</p>
}

/** How many more listeners window and document have from now on. */
function countListeners(): () => number {
  let count = 0
  for (const target of [window, document]) {
    const { addEventListener, removeEventListener } = target
    vi.spyOn(target, 'addEventListener').mockImplementation((...args: unknown[]) => {
      count++
      addEventListener.apply(target, args as never)
    })
    vi.spyOn(target, 'removeEventListener').mockImplementation((...args: unknown[]) => {
      count--
      removeEventListener.apply(target, args as never)
    })
  }
  return () => count
}
