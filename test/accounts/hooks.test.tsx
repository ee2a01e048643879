import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  useAccountFlows,
  useAccounts,
  useComponentAccounts,
  useCreateAccount,
  useDeleteAccount,
  useFlowAuthentication,
  useFlows,
  useSetAccountName,
  useTestAccount,
  type Account,
} from '../../src/index.ts'
import { createWorld, type World } from '../support.tsx'

let world: World
let slack: string
let flowId: string

beforeEach(() => {
  world = createWorld()
  const account = world.sandbox.database.accounts[0]!
  slack = account.accountId
  flowId = account.usedBy[0]!.flowId
})

const shownName = ({ displayName, name }: Account) => displayName || name

describe('accounts on the screen', () => {
  function use() {
    return {
      accounts: useAccounts({}, { select: (accounts) => accounts.map(shownName) }),
      component: useComponentAccounts({ componentType: 'appmixer:slack' }),
      createAccount: useCreateAccount(),
      setAccountName: useSetAccountName(),
      testAccount: useTestAccount(),
      deleteAccount: useDeleteAccount(),
    }
  }

  const names = [
    'Acme workspace',
    'ada@acme.test',
    'acme.test',
    'Salesforce (production)',
    'Stripe live',
    'Acme Ltd',
  ]

  async function shown() {
    const { result } = renderHook(use, { wrapper: world.wrapper })
    await waitFor(() => expect(result.current.accounts.data).toEqual(names))
    await waitFor(() => expect(result.current.component.data).toHaveLength(1))
    return result
  }

  test('a new name shows at once, also where a component chooses', async () => {
    const result = await shown()
    world.sandbox.faults.add({ on: 'PUT /accounts/:accountId', network: 'silent' })
    act(() => result.current.setAccountName.mutate({ accountId: slack, displayName: 'Ours' }))
    await waitFor(() => expect(result.current.accounts.data?.[0]).toBe('Ours'))
    expect(result.current.component.data?.[0]?.displayName).toBe('Ours')
  })

  test('a refused name is taken back, and only that one', async () => {
    const result = await shown()
    world.sandbox.faults.add({ on: 'PUT /accounts/:accountId', times: 1, status: 403 })
    const other = world.sandbox.database.accounts[1]!.accountId
    await act(async () => {
      const refused = result.current.setAccountName.mutateAsync({
        accountId: slack,
        displayName: 'No',
      })
      const taken = result.current.setAccountName.mutateAsync({
        accountId: other,
        displayName: 'Yes',
      })
      await Promise.allSettled([refused, taken])
    })
    await waitFor(() =>
      expect(result.current.accounts.data?.slice(0, 2)).toEqual(['Acme workspace', 'Yes']),
    )
  })

  test('a new one is there once the server has it', async () => {
    const result = await shown()
    const input = {
      service: 'appmixer:slack',
      token: { accessToken: 'x' },
      name: 'Second workspace',
    }
    await act(() => result.current.createAccount.mutateAsync(input))
    await waitFor(() => expect(result.current.accounts.data).toContain('Second workspace'))
    await waitFor(() => expect(result.current.component.data).toHaveLength(2))
  })

  test('a deleted one leaves at once, and comes back when the server refuses', async () => {
    const result = await shown()
    world.sandbox.faults.add({ on: 'DELETE /accounts/:accountId', times: 1, status: 500 })
    await act(async () => {
      await result.current.deleteAccount.mutateAsync({ accountId: slack }).catch(() => {})
    })
    expect(result.current.accounts.data).toEqual(names)
    world.sandbox.faults.add({ on: 'DELETE /accounts/:accountId', network: 'silent' })
    act(() => result.current.deleteAccount.mutate({ accountId: slack }))
    await waitFor(() => expect(result.current.accounts.data).toEqual(names.slice(1)))
    expect(result.current.component.data).toEqual([])
  })

  test('a test tells whether an account works, and asks for nothing else', async () => {
    const result = await shown()
    world.sandbox.requests.clear()
    await act(() => result.current.testAccount.mutateAsync({ accountId: slack }))
    await waitFor(() => expect(result.current.testAccount.data?.ok).toBe(true))
    expect(world.sandbox.requests.entries).toHaveLength(1)
  })
})

test('the flows of an account are asked for only when somebody wants to see them', async () => {
  const { result, rerender } = renderHook(
    ({ isOpen }) => useAccountFlows(slack, { enabled: isOpen }),
    { wrapper: world.wrapper, initialProps: { isOpen: false } },
  )
  expect(world.sandbox.requests.count('GET /accounts/:accountId/flows')).toBe(0)
  rerender({ isOpen: true })
  await waitFor(() => expect(result.current.data?.map((flow) => flow.flowId)).toContain(flowId))
  expect(world.sandbox.requests.count('GET /accounts/:accountId/flows')).toBe(1)
})

test('deleting an account shows its flows stopping, without a line of the app’s', async () => {
  const use = () => ({ flows: useFlows(), deleteAccount: useDeleteAccount() })
  const { result } = renderHook(use, { wrapper: world.wrapper })
  const stage = () => result.current.flows.data?.find((flow) => flow.flowId === flowId)?.stage
  await waitFor(() => expect(stage()).toBe('running'))
  act(() => result.current.deleteAccount.mutate({ accountId: slack }))
  await waitFor(() => expect(stage()).toBe('stopping'))
})

test('the authentication of a flow arrives once the server has collected it', async () => {
  const { result } = renderHook(() => useFlowAuthentication(flowId), { wrapper: world.wrapper })
  await waitFor(() => expect(result.current.isSuccess).toBe(true))
  expect(JSON.stringify(result.current.data?.components)).toContain(slack)
  expect(world.sandbox.requests.count(`GET /auth/flow/${flowId}/poll`)).toBe(1)
})

test('nothing is asked any more when the screen goes away', async () => {
  const screen = renderHook(() => useFlowAuthentication(flowId), { wrapper: world.wrapper })
  await waitFor(() => expect(world.sandbox.requests.count('GET /auth/flow/status/:ticket')).toBe(1))
  screen.unmount()
  expect(world.queryClient.isFetching()).toBe(0)
})
