import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppmixerProvider, FlowList, useStartFlows } from '../../src/index.ts'
import { createManualClock, createSandbox, type StoredFlow } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

const clock = createManualClock()
const sandbox = createSandbox({ clock, data: 'large' })
const token = sandbox.tokenFor(ada)
const flows = sandbox.database.flows.slice(0, 3) as [StoredFlow, StoredFlow, StoredFlow]
sandbox.database.flows.splice(0, Infinity, ...flows)
const [first, second, third] = flows
const coordinator = 'POST /flows/:flowId/coordinator'

beforeEach(async () => {
  vi.useFakeTimers({ now: clock.now() })
  for (const flow of flows) Object.assign(flow, { stage: 'stopped', transition: undefined })
  const queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
  render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token={token} fetch={sandbox.fetch}>
          <Flows />
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  await pass(0)
  sandbox.requests.clear()
})

afterEach(() => {
  cleanup()
  sandbox.faults.clear()
  for (const flow of flows) delete flow.outcome
  vi.useRealTimers()
})

describe('many starts', () => {
  test('one that the server takes and cannot carry out fails on its row, and in the results', async () => {
    second.outcome = 'failed'
    await startAll()
    expect(bar()).toBe('3 done, 0 failed')
    expect(flows.map(stageOf)).toEqual(['Starting', 'Starting', 'Starting'])

    await passAll(30)
    expect(flows.map(stageOf)).toEqual(['Running', 'Stopped', 'Running'])
    expect(flows.map(errorOf)).toEqual([
      undefined,
      'The server tried, and could not do it.',
      undefined,
    ])
    expect(bar()).toBe('2 done, 1 failed')
    sandbox.requests.clear()
    await passAll(60)
    expect(sandbox.requests.count()).toBe(0)

    delete second.outcome
    fireEvent.click(screen.getByRole('button', { name: 'Retry all' }))
    await pass(0)
    expect([stageOf(second), errorOf(second)]).toEqual(['Starting', undefined])
    expect(sandbox.requests.count(coordinator)).toBe(1)
    await passAll(30)
    expect([stageOf(second), bar()]).toEqual(['Running', '3 done, 0 failed'])
  })

  test('one that the server refuses says so on its row at once, and is tried again there', async () => {
    sandbox.faults.add({
      on: `POST /flows/${third.flowId}/coordinator` as typeof coordinator,
      status: 500,
      message: 'Out of order',
      times: 1,
    })
    await startAll()
    expect(flows.map(errorOf)).toEqual([undefined, undefined, 'Out of order'])
    sandbox.requests.clear()

    fireEvent.click(row(third).getByRole('button', { name: /^Try again/ }))
    await pass(0)
    expect(sandbox.requests.of(coordinator).map(({ path }) => path)).toEqual([
      `/flows/${third.flowId}/coordinator`,
    ])
    expect([stageOf(third), errorOf(third)]).toEqual(['Starting', undefined])
  })

  test('one that never arrives is given up, says so, and is not asked for any more', async () => {
    first.outcome = 'never'
    await startAll()
    await passAll(62)
    expect(flows.map(stageOf)).toEqual(['Starting', 'Running', 'Running'])
    expect(errorOf(first)).toMatch(/^The server accepted it/)
    sandbox.requests.clear()
    await passAll(60)
    expect(sandbox.requests.count()).toBe(0)
  })
})

test('what failed twice is dismissed once', async () => {
  sandbox.faults.add({ on: coordinator, status: 500, message: 'Out of order', times: 2 })
  for (let time = 0; time < 2; time++) {
    fireEvent.click(row(first).getByRole('switch'))
    await pass(0)
    expect(errorOf(first)).toBe('Out of order')
  }
  fireEvent.click(row(first).getByRole('button', { name: 'Dismiss' }))
  await pass(0)
  expect(errorOf(first)).toBeUndefined()
})

async function startAll(): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: 'Start all' }))
  await pass(0)
}

async function pass(ms: number): Promise<void> {
  await act(async () => {
    clock.advance(ms)
    await vi.advanceTimersByTimeAsync(ms)
    for (let turn = 0; turn < 20; turn++) await vi.advanceTimersByTimeAsync(0)
  })
}

async function passAll(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) await pass(1_000)
}

function Flows() {
  const bulk = useStartFlows()
  return (
    <>
      <button onClick={() => void bulk.run(flows.map(({ flowId }) => ({ flowId })))}>
        Start all
      </button>
      <button onClick={() => void bulk.retryFailed()}>Retry all</button>
      <output>{`${bulk.done} done, ${bulk.failed} failed`}</output>
      <FlowList.Root>
        <FlowList.Items>
          <FlowList.Name />
          <FlowList.StageLabel data-testid="stage" />
          <FlowList.Toggle />
          <FlowList.ItemError role="alert" />
          <FlowList.Retry />
          <FlowList.Dismiss />
        </FlowList.Items>
      </FlowList.Root>
    </>
  )
}

function row({ name }: StoredFlow) {
  return within(screen.getAllByRole('listitem').find((item) => within(item).queryByText(name))!)
}

const stageOf = (flow: StoredFlow) => row(flow).getByTestId('stage').textContent
const errorOf = (flow: StoredFlow) => row(flow).queryByRole('alert')?.textContent
const bar = () => screen.getByText(/done/).textContent
