import { dehydrate, hydrate, onlineManager } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  startFlowMutationOptions,
  useAppmixerClient,
  useFlows,
  useFlowsCount,
  usePeopleTasks,
  useStartFlow,
  useUser,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

const sandbox = createSandbox()

afterEach(() => {
  onlineManager.setOnline(true)
  vi.useRealTimers()
  sandbox.faults.clear()
  sandbox.requests.clear()
})

test.each([400, 404, 409, 410, 422])(
  'T5: %d is on screen with the first commit after the answer, and asked once',
  async (status) => {
    sandbox.faults.add({ on: 'GET /flows', status, message: 'Not so' })
    const commits: string[] = []
    const { wrapper } = createWorld(sandbox)
    const { result } = renderHook(
      () => {
        const flows = useFlows()
        commits.push(`${flows.status}, failed ${flows.failureCount} times`)
        return flows
      },
      { wrapper },
    )
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(result.current.error).toMatchObject({ status, serverMessage: 'Not so' })
    expect([...new Set(commits)]).toEqual(['pending, failed 0 times', 'error, failed 1 times'])
    expect(sandbox.requests.count()).toBe(1)
  },
)

describe('T15: offline when the screen opens', () => {
  test('nothing is sent; online again each key on screen is asked once', async () => {
    onlineManager.setOnline(false)
    const { wrapper } = createWorld(sandbox)
    const { result } = renderHook(
      () => [useFlows(), useFlows(), useFlowsCount(), useUser(), usePeopleTasks()],
      { wrapper },
    )
    await act(async () => {})
    expect(result.current.map(({ fetchStatus }) => fetchStatus)).toEqual(
      result.current.map(() => 'paused'),
    )
    expect(sandbox.requests.count()).toBe(0)
    act(() => onlineManager.setOnline(true))
    await waitFor(() => expect(result.current.every(({ isSuccess }) => isSuccess)).toBe(true))
    expect(sandbox.requests.entries.map(({ path }) => path).toSorted()).toEqual([
      '/flows',
      '/flows/count',
      '/plugins/appmixer/utils/tasks/tasks',
      '/user',
    ])
  })
})

describe('T16: a write while offline', () => {
  const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!

  test('waits, is shown, and goes out exactly once', async () => {
    const { wrapper } = createWorld(sandbox)
    const { result } = renderHook(() => ({ start: useStartFlow(), flows: useFlows() }), { wrapper })
    await waitFor(() => expect(result.current.flows.isSuccess).toBe(true))
    onlineManager.setOnline(false)
    act(() => result.current.start.mutate({ flowId }))
    await waitFor(() => expect(result.current.start.isPaused).toBe(true))
    expect(sandbox.requests.count('POST')).toBe(0)
    act(() => onlineManager.setOnline(true))
    await waitFor(() => expect(result.current.start.isSuccess).toBe(true))
    expect(sandbox.requests.count('POST')).toBe(1)
    act(() => onlineManager.setOnline(false))
    await act(async () => onlineManager.setOnline(true))
    expect(sandbox.requests.count('POST')).toBe(1)
  })

  test('is not replayed by the page that is loaded next, unless the app opts in', async () => {
    onlineManager.setOnline(false)
    const before = createWorld(sandbox)
    const { result, unmount } = renderHook(() => useStartFlow(), before)
    act(() => result.current.mutate({ flowId }))
    await waitFor(() => expect(result.current.isPaused).toBe(true))
    const stored = JSON.stringify(dehydrate(before.queryClient))
    unmount()
    before.queryClient.clear()
    onlineManager.setOnline(true)

    const { wrapper, queryClient } = createWorld(sandbox)
    hydrate(queryClient, JSON.parse(stored))
    const { result: client } = renderHook(() => [useAppmixerClient(), useStartFlow()] as const, {
      wrapper,
    })
    expect(queryClient.getMutationCache().getAll()).toMatchObject([{ state: { isPaused: true } }])
    await act(() => queryClient.resumePausedMutations())
    expect(sandbox.requests.count()).toBe(0)

    const optedIn = startFlowMutationOptions(client.current[0])
    queryClient.clear()
    queryClient.setMutationDefaults(optedIn.mutationKey, optedIn)
    hydrate(queryClient, JSON.parse(stored))
    await act(() => queryClient.resumePausedMutations())
    expect(sandbox.requests.count('POST')).toBe(1)
  })
})
