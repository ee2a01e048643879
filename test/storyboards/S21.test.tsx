import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppmixerProvider, FlowList, useAccounts } from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'
import { sentTo } from './requests.ts'

const list =
  'GET /flows?sharedWithPermissions=read&filter=type:automation&sort=mtime:-1&limit=20&offset=0&projection=-flow,-thumbnail,-inspector'
const count = 'GET /flows/count?filter=type:automation&sharedWithPermissions=read'
const start = 'POST /flows/:flowId/coordinator'
const reads = [count, list, 'GET /accounts']

let sandbox: Sandbox
let queryClient: QueryClient

beforeEach(() => {
  vi.useFakeTimers()
  sandbox = createSandbox()
  queryClient = new QueryClient()
})

afterEach(() => {
  cleanup()
  onlineManager.setOnline(true)
  vi.useRealTimers()
})

describe('S21: offline and back', () => {
  test('the list stays, marked as stale; back online each mounted read is asked once, and no write again', async () => {
    await mountDashboard()
    const names = shownNames()
    expect(names).toHaveLength(20)

    sandbox.faults.add({ network: 'lost' })
    act(() => void queryClient.invalidateQueries())
    await pass(60_000)
    // Each is asked three times, at moments that chance chooses.
    expect(sentTo(sandbox).toSorted()).toEqual([...reads, ...reads, ...reads].toSorted())
    expect(shownNames()).toEqual(names)
    expect(screen.getByRole('list')).toHaveAttribute('data-stale')
    expect(screen.getByText(/could not be loaded/)).toHaveTextContent(/no connection/)

    const row = document.querySelector<HTMLElement>('[data-stage="stopped"]')!
    const toggle = within(row).getByRole('switch')
    fireEvent.click(toggle)
    await pass(0)
    expect(within(row).getByText(/may have been done all the same/)).toBeVisible()
    expect(toggle).not.toBeChecked()
    await pass(60_000)
    expect(sandbox.requests.count(start)).toBe(1)

    act(() => onlineManager.setOnline(false))
    sandbox.faults.clear()
    sandbox.requests.clear()
    act(() => void queryClient.invalidateQueries())
    await pass(60_000)
    expect(sentTo(sandbox)).toEqual([])
    expect(shownNames()).toEqual(names)
    expect(screen.getByRole('list')).toHaveAttribute('data-stale')

    act(() => onlineManager.setOnline(true))
    await pass(60_000)
    expect(sentTo(sandbox)).toEqual(reads)
    expect(screen.getByRole('list')).not.toHaveAttribute('data-stale')
    expect(screen.queryByText(/could not be loaded/)).toBeNull()
    expect(shownNames()).toEqual(names)
  })

  test('429 with Retry-After: the reads wait that long, the list stays, and a write is not repeated', async () => {
    await mountDashboard()
    sandbox.faults.add({ on: 'GET /flows', times: 1, status: 429, headers: { 'retry-after': '2' } })
    act(() => void queryClient.invalidateQueries())
    await pass(1_900)
    expect(sandbox.requests.of('GET /flows').map(({ status }) => status)).toEqual([429])
    expect(shownNames()).toHaveLength(20)
    await pass(200)
    expect(sandbox.requests.of('GET /flows').map(({ status }) => status)).toEqual([429, 200])

    sandbox.faults.add({ on: start, status: 429, headers: { 'retry-after': '2' } })
    const row = document.querySelector<HTMLElement>('[data-stage="stopped"]')!
    fireEvent.click(within(row).getByRole('switch'))
    await pass(60_000)
    expect(sandbox.requests.of(start).map(({ status }) => status)).toEqual([429])
    expect(within(row).getByText('Too many requests. Try again in 2 s.')).toBeVisible()
    const [failed] = queryClient.getMutationCache().getAll()
    expect(failed!.state.error).toMatchObject({ status: 429, retryAfter: 2_000, retryable: true })
  })
})

async function mountDashboard(): Promise<void> {
  render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token={sandbox.tokenFor(ada)} fetch={sandbox.fetch}>
          <FlowList.Root>
            <FlowList.Failure />
            <FlowList.Items>
              <FlowList.Name />
              <FlowList.Toggle />
              <FlowList.ItemError />
            </FlowList.Items>
          </FlowList.Root>
          <Badge />
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  await pass(1_000)
  expect(sentTo(sandbox)).toEqual(reads)
  sandbox.requests.clear()
}

function Badge() {
  return <p>{useAccounts().data?.length}</p>
}

function shownNames(): (string | null)[] {
  return [...document.querySelectorAll('[data-part="name"]')].map((name) => name.textContent)
}

/** Lets time go by. */
async function pass(milliseconds: number): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds))
}
