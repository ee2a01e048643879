import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import {
  getCoordinatorStatus,
  stopFlow,
  useCoordinatorStatus,
  useUpdateFlow,
  useValidateFlow,
  validateFlow,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { answering } from '../answering.ts'
import { ben, clientOf, createWorld } from '../support.tsx'

describe('validateFlow', () => {
  it.each([
    ['nothing wrong', { errors: [] }],
    [
      'a missing field',
      { errors: [{ componentId: 'c', errors: [{ message: 'Input field "to" is required.' }] }] },
    ],
    [
      'a missing account',
      {
        errors: [
          {
            componentId: 'c',
            errors: [{ keyword: 'missingAccount', message: 'Not authenticated' }],
          },
        ],
      },
    ],
  ])('gives %s as it came', async (_, answer) => {
    const { client, sent } = answering(answer)
    await expect(validateFlow(client, { flowId: 'f' })).resolves.toEqual(answer)
    expect(sent).toMatchObject([{ method: 'GET', url: '/flows/f/validate' }])
  })

  it('tells of the account that a flow lacks, until the flow is updated', async () => {
    const { wrapper, sandbox } = createWorld()
    const { flowId } = sandbox.database.flows.find(({ missingAccounts }) => missingAccounts)!
    const { result } = renderHook(
      () => ({ validation: useValidateFlow(flowId), update: useUpdateFlow() }),
      { wrapper },
    )
    await waitFor(() =>
      expect(result.current.validation.data?.errors).toMatchObject([
        { errors: [{ keyword: 'missingAccount', message: 'Not authenticated' }] },
      ]),
    )
    act(() => result.current.update.mutate({ flowId, flow: {} }))
    await waitFor(() => expect(result.current.validation.data?.errors).toEqual([]))
  })

  it('is for those who may see the flow', async () => {
    const sandbox = createSandbox()
    const mine = sandbox.database.flows.find(({ sharedWith }) => sharedWith?.length === 0)!
    await expect(validateFlow(clientOf(sandbox, ben), mine)).rejects.toMatchObject({ status: 404 })
    await expect(getCoordinatorStatus(clientOf(sandbox, ben), mine)).rejects.toMatchObject({
      status: 404,
    })
  })
})

describe('getCoordinatorStatus', () => {
  it.each(['completed', 'in-progress', 'failed', 'cancelled', 'something new'])(
    'gives %s as it came',
    async (status) => {
      const { client, sent } = answering({ status, stepsTotal: 1 })
      await expect(getCoordinatorStatus(client, { flowId: 'f' })).resolves.toEqual({
        status,
        stepsTotal: 1,
      })
      expect(sent).toMatchObject([{ method: 'GET', url: '/flows/f/coordinator/status' }])
    },
  )

  it('is in progress until the flow stands', async () => {
    const clock = createManualClock()
    const sandbox = createSandbox({ clock, stopDuration: 600 })
    const client = clientOf(sandbox)
    const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'running')!
    await stopFlow(client, { flowId })
    await expect(getCoordinatorStatus(client, { flowId })).resolves.toMatchObject({
      status: 'in-progress',
    })
    clock.advance(600)
    await expect(getCoordinatorStatus(client, { flowId })).resolves.toMatchObject({
      status: 'completed',
    })
  })

  it('is asked for again while it is in progress', async () => {
    const clock = createManualClock()
    const world = createWorld(createSandbox({ clock }))
    const { flowId } = world.sandbox.database.flows.find(({ stage }) => stage === 'running')!
    await stopFlow(clientOf(world.sandbox), { flowId })
    const { result } = renderHook(() => useCoordinatorStatus(flowId), world)
    await waitFor(() => expect(result.current.data?.status).toBe('in-progress'))
    clock.advance(600)
    await waitFor(() => expect(result.current.data?.status).toBe('completed'), { timeout: 3_000 })
  })
})
