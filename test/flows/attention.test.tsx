import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { FlowList, useFlowErrorCounts, type FlowListOptions } from '../../src/index.ts'
import { createManualClock, createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

const errors = 'POST /logs'

/** A world in which these flows, the first ones, wrote so many errors just now, and nothing else happened. */
function worldWith(...counts: number[]) {
  const sandbox = createSandbox({ clock: createManualClock() })
  const { database } = sandbox
  database.logs = []
  database.loggedUntil = database.clock.now()
  counts.forEach((count, index) => write(sandbox, index, count))
  return createWorld(sandbox)
}

function write({ database }: Sandbox, index: number, count: number): void {
  const { flowId, userId } = database.flows[index]!
  const now = new Date(database.clock.now() - 1_000).toISOString()
  for (let each = 0; each < count; each++) {
    database.logs.push({
      _id: `${index}-${database.logs.length}`,
      _index: 'appmixer-202601',
      severity: each % 2 ? 'fatal' : 'error',
      flowId,
      userId,
      gridTimestamp: now,
      '@timestamp': now,
      msg: 'Failed',
    })
  }
}

describe('useFlowErrorCounts (FL-26)', () => {
  function Counts({ flowIds }: { flowIds?: string[] }) {
    const { data, fetchStatus } = useFlowErrorCounts(flowIds)
    return <output>{data ? JSON.stringify(Object.values(data)) : fetchStatus}</output>
  }

  it('counts the errors of many flows in one request, in any order of them', async () => {
    const { wrapper, sandbox } = worldWith(3, 1, 2)
    const ids = sandbox.database.flows.slice(0, 2).map(({ flowId }) => flowId)
    const { rerender } = render(<Counts flowIds={ids} />, { wrapper })
    await screen.findByText('[3,1]')
    rerender(<Counts flowIds={ids.toReversed()} />)
    await screen.findByText('[3,1]')
    expect(sandbox.requests.count(errors)).toBe(1)
  })

  it('counts those of all flows without ids, and asks for nothing when there are none', async () => {
    const { wrapper, sandbox } = worldWith(3, 1, 2)
    render(<Counts />, { wrapper })
    await screen.findByText('[3,2,1]')
    sandbox.requests.clear()
    const { unmount } = render(<Counts flowIds={[]} />, { wrapper })
    await screen.findByText('idle')
    unmount()
    expect(sandbox.requests.entries).toEqual([])
  })
})

function Flows(props: FlowListOptions) {
  return (
    <FlowList.Root sharedWithPermissions="" pageSize={3} {...props}>
      <FlowList.StageFilter>
        <FlowList.StageOption value="all" />
        <FlowList.StageOption value="attention" />
        <FlowList.AttentionCount data-testid="count" />
      </FlowList.StageFilter>
      <FlowList.Empty />
      <FlowList.Clear />
      <FlowList.Failure />
      <FlowList.Reload />
      <FlowList.Items>
        <FlowList.Name />
        <FlowList.Errors />
      </FlowList.Items>
      <FlowList.Range />
    </FlowList.Root>
  )
}

const attention = () => userEvent.click(screen.getByRole('button', { name: 'Needs attention' }))

describe('flows that need attention (FL-26)', () => {
  it('have a count, a filter, and a badge in each row', async () => {
    const { wrapper, sandbox } = worldWith(2, 0, 1, 1, 1)
    const names = [0, 2, 3, 4].map((index) => sandbox.database.flows[index]!.name)
    render(<Flows errorRange="last24Hours" defaultView={{ sort: 'name:1' }} />, { wrapper })
    await waitFor(() => expect(screen.getByTestId('count')).toHaveTextContent('4'))
    expect(sandbox.requests.count(errors)).toBe(1)
    await attention()
    await screen.findByText('1–3 of 4')
    const shown = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    await waitFor(() => expect(shown()).toHaveLength(3))
    for (const row of shown()) expect(row).toMatch(/(1 error|2 errors)$/)
    expect(names.some((name) => shown()[0]!.startsWith(name))).toBe(true)
    expect(sandbox.requests.count(errors)).toBe(1)
  })

  it('are not looked for before they are wanted', async () => {
    const { wrapper, sandbox } = worldWith(1)
    render(<Flows />, { wrapper })
    await screen.findAllByRole('listitem')
    expect(sandbox.requests.count(errors)).toBe(0)
    expect(screen.queryByText('1 error')).toBeNull()
    await attention()
    await screen.findByText('1–1 of 1')
    expect(await screen.findByText('1 error')).toBeVisible()
  })

  it('are none when nothing went wrong, and that is said in its own words', async () => {
    const { wrapper } = worldWith()
    render(<Flows defaultView={{ stage: 'attention' }} />, { wrapper })
    expect(await screen.findByText('No flow had errors.')).toBeVisible()
    expect(screen.queryByTestId('count')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Show all flows' }))
    expect(await screen.findAllByRole('listitem')).toHaveLength(3)
  })

  it('say why they are not known, and are read again', async () => {
    const { wrapper, sandbox } = worldWith(1)
    sandbox.faults.add({ on: errors, status: 403, message: 'No.', times: 1 })
    render(<Flows defaultView={{ stage: 'attention' }} />, { wrapper })
    await screen.findByText('The flows could not be loaded. No.')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('1 error')).toBeVisible()
  })
})
