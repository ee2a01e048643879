import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, useState } from 'react'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  AppmixerProvider,
  useAccountFlows,
  useAccounts,
  useComponentAccounts,
  useDeleteAccount,
  useTestAccounts,
} from '../../src/index.ts'
import { createManualClock } from '../../src/sandbox/index.ts'
import { serveSandbox, type SandboxServer } from '../../src/sandbox/server.ts'
import { createGate, type Gate } from '../cache/gate.ts'
import { ada } from '../support.tsx'
import { sentTo } from './requests.ts'

let server: SandboxServer
let gate: Gate

beforeAll(async () => {
  server = await serveSandbox({ port: 0, clock: createManualClock() })
  gate = createGate({ fetch: globalThis.fetch })
})

afterAll(() => server.close())

test('S11: all accounts are tested four at a time, those that fail come first, and the one that goes leaves every list', async () => {
  const { sandbox } = server
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={server.url} token={sandbox.tokenFor(ada)} fetch={gate.fetch}>
          <Accounts />
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  await waitFor(() => expect(rows().length).toBeGreaterThan(4))
  await waitFor(() => expect(queryClient.isFetching()).toBe(0))
  const all = rows()
  expect(sent().toSorted()).toEqual(['GET /accounts', 'GET /auth/appmixer%3Ahubspot'])
  const idOf = (row: string) => row.split(' ')[0]!
  const mine = sandbox.database.accounts.filter(({ accountId }) =>
    all.some((row) => idOf(row) === accountId),
  )
  const invalid = mine.find(({ valid }) => !valid)!
  const other = mine.find(({ valid }) => valid)!
  const hubspot = mine.find(({ service }) => service === 'appmixer:hubspot')!
  sandbox.faults.add({ on: `POST /accounts/${other.accountId}/test`, status: 500 })

  gate.hold('POST')
  await userEvent.click(screen.getByText('Test all'))
  let most = 0
  for (let count = 0; count < all.length; count++) {
    await waitFor(() => expect(gate.held).toHaveLength(Math.min(4, all.length - count)))
    most = Math.max(most, gate.held.length)
    await act(() => gate.held[0]!.release())
  }
  await screen.findByText(`${all.length - 1} tested, 1 not`)
  expect(most).toBe(4)
  expect(sent().toSorted()).toEqual(all.map((row) => `POST /accounts/${idOf(row)}/test`).toSorted())
  expect(rows().slice(0, 2).toSorted()).toEqual(
    [`${invalid.accountId} invalid`, `${other.accountId} unknown`].toSorted(),
  )
  expect(
    rows()
      .slice(2)
      .filter((row) => !row.endsWith(' works')),
  ).toEqual([])

  gate.open()
  await userEvent.click(screen.getByLabelText(`Revoke ${hubspot.accountId}`))
  const flows = new Set(hubspot.usedBy.map(({ flowId }) => flowId))
  await screen.findByText(`${flows.size} flows will stop`)
  expect(sent()).toEqual([`GET /accounts/${hubspot.accountId}/flows`])
  expect(screen.getByText('1 to choose from')).toBeInTheDocument()
  await userEvent.click(screen.getByText('Revoke'))
  await screen.findByText('0 to choose from')
  await waitFor(() => expect(queryClient.isFetching()).toBe(0))
  expect(rows()).toHaveLength(all.length - 1)
  const [deletion, ...reads] = sent()
  expect([deletion, reads.toSorted()]).toEqual([
    `DELETE /accounts/${hubspot.accountId}`,
    ['GET /accounts', 'GET /auth/appmixer%3Ahubspot'],
  ])
})

function Accounts() {
  const { data: accounts = [] } = useAccounts()
  const { data: choices = [] } = useComponentAccounts({ componentType: 'appmixer:hubspot' })
  const [doomed, setDoomed] = useState<string>()
  const { results, run, done, failed } = useTestAccounts()
  const remove = useDeleteAccount()
  const states = new Map(
    results.map((result) => {
      if (result.status !== 'done') return [result.item.accountId, 'unknown']
      return [result.item.accountId, result.data.ok ? 'works' : 'invalid']
    }),
  )
  const worstFirst = accounts.toSorted(
    (a, b) =>
      Number(states.get(a.accountId) === 'works') - Number(states.get(b.accountId) === 'works'),
  )
  return (
    <>
      <button onClick={() => void run(accounts.map(({ accountId }) => ({ accountId })))}>
        Test all
      </button>
      <p>
        {done} tested, {failed} not
      </p>
      <p>{choices.length} to choose from</p>
      <ul>
        {worstFirst.map(({ accountId }) => (
          <li key={accountId}>
            {accountId} {states.get(accountId) ?? 'not tested'}
            <button aria-label={`Revoke ${accountId}`} onClick={() => setDoomed(accountId)} />
          </li>
        ))}
      </ul>
      {doomed !== undefined && (
        <Question
          accountId={doomed}
          onYes={() => {
            setDoomed(undefined)
            remove.mutate({ accountId: doomed })
          }}
        />
      )}
    </>
  )
}

function Question({ accountId, onYes }: { accountId: string; onYes(): void }) {
  const { data: flows } = useAccountFlows(accountId)
  return (
    <>
      {flows && <p>{flows.length} flows will stop</p>}
      <button onClick={onYes}>Revoke</button>
    </>
  )
}

function rows(): string[] {
  return [...document.querySelectorAll('li')].map(({ textContent }) => textContent)
}

/** What was sent since it was last asked for. */
function sent(): string[] {
  const lines = sentTo(server.sandbox)
  server.sandbox.requests.clear()
  return lines
}
