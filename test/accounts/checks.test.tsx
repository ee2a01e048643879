import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import {
  useAccountChecks,
  useAccountUsage,
  useDeleteAccount,
  useInvalidAccounts,
  type Account,
} from '../../src/index.ts'
import { createWorld, type World } from '../support.tsx'

let world: World
let accountIds: string[]

beforeEach(() => {
  world = createWorld()
  const { accounts, users } = world.sandbox.database
  const ada = users.find(({ email }) => email === 'ada@acme.test')!
  accountIds = accounts.filter(({ userId }) => userId === ada.id).map(({ accountId }) => accountId)
})

const idOf = (name: string) =>
  world.sandbox.database.accounts.find((account) => account.name === name)!.accountId

/** The most requests that were under way at a time. */
function watchConcurrency(): { most: number } {
  const seen = { most: 0 }
  const { fetch } = world.sandbox
  let open = 0
  world.sandbox.setLatency(5)
  Object.assign(world.sandbox, {
    async fetch(...args: Parameters<typeof fetch>) {
      seen.most = Math.max(seen.most, ++open)
      return fetch(...args).finally(() => open--)
    },
  })
  world = createWorld(world.sandbox)
  return seen
}

test('all accounts are tested, four at a time; each has its own status (A-06, A-08)', async () => {
  const seen = watchConcurrency()
  const failing = idOf('acct_1Nv0FGQ9RKHgCVdK')
  world.sandbox.faults.add({ on: `POST /accounts/${failing}/test`, times: 1, status: 500 })
  const { result } = renderHook(useAccountChecks, { wrapper: world.wrapper })
  expect(result.current.checkOf(failing)).toEqual({ status: 'unknown' })
  expect(world.sandbox.requests.count()).toBe(0)
  await act(() => result.current.run(accountIds.map((accountId) => ({ accountId }))))
  const statuses = () => accountIds.map((accountId) => result.current.checkOf(accountId).status)
  const expected = ['valid', 'valid', 'valid', 'valid', 'unknown', 'invalid']
  await waitFor(() => expect(statuses()).toEqual(expected))
  expect(result.current.checkOf(failing).error?.status).toBe(500)
  expect(seen.most).toBe(4)
})

test('those that are signed out are known after a test, and not when they are gone (FL-26, A-11)', async () => {
  const { result } = renderHook(
    () => ({
      invalid: useInvalidAccounts(),
      checks: useAccountChecks(),
      revoke: useDeleteAccount(),
    }),
    { wrapper: world.wrapper },
  )
  expect(result.current.invalid).toEqual([])
  expect(world.sandbox.requests.count()).toBe(0)
  await act(() => result.current.checks.run(accountIds.map((accountId) => ({ accountId }))))
  await waitFor(() => expect(result.current.invalid).toHaveLength(1))
  const [{ accountId }] = result.current.invalid as [Account]
  await act(() => result.current.revoke.mutateAsync({ accountId }))
  await waitFor(() => expect(result.current.invalid).toEqual([]))
})

test('an account is being tested until the app has answered', async () => {
  world.sandbox.faults.add({ on: 'POST /accounts/:accountId/test', network: 'silent' })
  const { result } = renderHook(useAccountChecks, { wrapper: world.wrapper })
  const [accountId, other] = [idOf('acme.test'), idOf('Acme Ltd')]
  act(() => void result.current.run([{ accountId }]))
  await waitFor(() => expect(result.current.checkOf(accountId).status).toBe('testing'))
  expect(result.current.checkOf(other).status).toBe('unknown')
})

test('a test of one account leaves what is known of the others, also for the next component', async () => {
  const { result, unmount } = renderHook(useAccountChecks, { wrapper: world.wrapper })
  const [first, second] = [idOf('Acme Ltd'), idOf('acme.test')]
  await act(() => result.current.run([{ accountId: first }]))
  await act(() => result.current.run([{ accountId: second }]))
  unmount()
  const next = renderHook(useAccountChecks, { wrapper: world.wrapper }).result
  expect(next.current.checkOf(first)).toMatchObject({ status: 'invalid' })
  expect(next.current.checkOf(first).testedAt).toBeGreaterThan(0)
  expect(next.current.checkOf(second).status).toBe('valid')
})

test('a test that fails keeps what was known before', async () => {
  const accountId = idOf('acme.test')
  const { result } = renderHook(useAccountChecks, { wrapper: world.wrapper })
  await act(() => result.current.run([{ accountId }]))
  world.sandbox.faults.add({ on: 'POST /accounts/:accountId/test', times: 1, status: 500 })
  await act(() => result.current.run([{ accountId }]))
  expect(result.current.checkOf(accountId)).toMatchObject({
    status: 'valid',
    error: { status: 500 },
  })
})

test('usage is read when it is asked for, and four at a time (A-04)', async () => {
  const seen = watchConcurrency()
  const failing = accountIds[1]!
  world.sandbox.faults.add({ on: `GET /accounts/${failing}/flows`, status: 404 })
  const { result } = renderHook(() => useAccountUsage(accountIds), { wrapper: world.wrapper })
  expect(world.sandbox.requests.count()).toBe(0)
  expect(result.current.usageOf(failing).status).toBe('unknown')
  await act(() => result.current.load(accountIds.slice(0, 1)))
  await waitFor(() => expect(result.current.usageOf(accountIds[0]!).status).toBe('ready'))
  expect(result.current.usageOf(accountIds[0]!).flows?.length).toBeGreaterThan(0)
  expect(world.sandbox.requests.count()).toBe(1)
  await act(() => result.current.load(accountIds))
  const statuses = () => accountIds.map((accountId) => result.current.usageOf(accountId).status)
  const expected = ['ready', 'failed', 'ready', 'ready', 'ready', 'ready']
  await waitFor(() => expect(statuses()).toEqual(expected))
  expect(seen.most).toBe(4)
})
