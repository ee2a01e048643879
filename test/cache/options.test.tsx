import { useQuery } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { useFlows, useUpdateFlow, type EffectOptions } from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

const sandbox = createSandbox({ clock: createManualClock() })
const owner = sandbox.database.users[0]!.id
const { flowId } = sandbox.database.flows.find(
  (flow) => flow.userId === owner && flow.stage === 'stopped' && !flow.missingAccounts,
)!

beforeEach(() => sandbox.faults.clear())

/** A list, a query of the app's own, and a form whose call site wants something of its own. */
async function openScreen(options: EffectOptions) {
  const callbacks = { onMutate: vi.fn(), onSuccess: vi.fn(), onError: vi.fn(), onSettled: vi.fn() }
  const own = vi.fn(() => Promise.resolve('own'))
  const { result } = renderHook(
    () => ({
      flows: useFlows(),
      own: useQuery({ queryKey: ['dashboard', 1], queryFn: own }),
      update: useUpdateFlow({ ...callbacks, ...options }),
      updateAlso: useUpdateFlow({ invalidates: [['dashboard']] }),
    }),
    { wrapper: createWorld(sandbox).wrapper },
  )
  await waitFor(() =>
    expect(result.current.flows.isSuccess && result.current.own.isSuccess).toBe(true),
  )
  sandbox.requests.clear()
  own.mockClear()
  const rename = (name: string) =>
    act(() => result.current.update.mutateAsync({ flowId, name }).catch(() => {}))
  const shown = () => result.current.flows.data!.find((flow) => flow.flowId === flowId)!.name
  const lists = () => sandbox.requests.count('GET /flows')
  return { result, rename, shown, lists, own, callbacks }
}

describe('invalidate: false', () => {
  test('asks for nothing; what it shows stays when the server agrees', async () => {
    const { rename, shown, lists } = await openScreen({ invalidate: false })
    await rename('One')
    expect([shown(), lists()]).toEqual(['One', 0])
  })

  test('and is still taken back when it does not; all four callbacks are the caller’s', async () => {
    const { rename, shown, lists, callbacks } = await openScreen({ invalidate: false })
    const before = shown()
    sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 500, times: 1 })
    await rename('Two')
    expect([shown(), lists()]).toEqual([before, 0])
    expect(callbacks.onMutate).toHaveBeenCalledOnce()
    expect(callbacks.onError).toHaveBeenCalledOnce()
    expect(callbacks.onSettled).toHaveBeenCalledOnce()
    expect(callbacks.onSuccess).not.toHaveBeenCalled()
  })

  test('with keys of one’s own asks for these only', async () => {
    const options = { invalidate: false, invalidates: [['dashboard']] }
    const { rename, lists, own } = await openScreen(options)
    await rename('Three')
    await waitFor(() => expect(own).toHaveBeenCalledOnce())
    expect(lists()).toBe(0)
  })
})

test('keys of one’s own are asked for beside ours, once', async () => {
  const { result, rename, lists, own } = await openScreen({ invalidates: [['dashboard']] })
  await rename('Four')
  await waitFor(() => expect(result.current.flows.isFetching).toBe(false))
  expect([lists(), own.mock.calls.length]).toEqual([1, 1])
})

test('a call that joins one on its way brings its keys along', async () => {
  const { result, own } = await openScreen({})
  await act(() =>
    Promise.all([
      result.current.update.mutateAsync({ flowId, name: 'Five' }),
      result.current.updateAlso.mutateAsync({ flowId, name: 'Five' }),
    ]),
  )
  expect(sandbox.requests.count('PUT')).toBe(1)
  await waitFor(() => expect(own).toHaveBeenCalledOnce())
})
