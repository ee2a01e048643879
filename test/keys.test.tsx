import { act, renderHook, waitFor } from '@testing-library/react'
import { useQueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { useAppmixerKeys, useFlow, useFlows, type Flow } from '../src/index.ts'
import { createWorld } from './support.tsx'

test('useAppmixerKeys reads, writes and invalidates what the hooks show', async () => {
  const { sandbox, wrapper } = createWorld()
  const [stored] = sandbox.database.flows as [Flow]
  const { flowId } = stored
  const use = () => ({
    keys: useAppmixerKeys(),
    queryClient: useQueryClient(),
    flows: useFlows(),
    flow: useFlow(flowId),
  })
  const { result, rerender } = renderHook(use, { wrapper })
  await waitFor(() => expect(result.current.flow.data && result.current.flows.data).toBeDefined())
  const { keys, queryClient } = result.current

  expect(queryClient.getQueryData(keys.flows.list())).toBe(result.current.flows.data)

  act(() => {
    queryClient.setQueryData(keys.flows.detail(flowId), (flow) => flow && { ...flow, name: 'Mine' })
  })
  await waitFor(() => expect(result.current.flow.data!.name).toBe('Mine'))

  stored.name = 'Theirs'
  await act(() => queryClient.invalidateQueries({ queryKey: keys.flows.all }))
  await waitFor(() => expect(result.current.flow.data!.name).toBe('Theirs'))
  expect(result.current.flows.data!.find((flow) => flow.flowId === flowId)!.name).toBe('Theirs')

  rerender()
  expect(result.current.keys).toBe(keys)
})

test('useAppmixerKeys outside of a provider says what is missing', () => {
  expect(() => renderHook(() => useAppmixerKeys())).toThrow('No <AppmixerProvider>')
})
