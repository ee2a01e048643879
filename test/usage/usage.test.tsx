import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { getUsage, useStopFlow, useUsage } from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { answering } from '../answering.ts'
import { clientOf, createWorld } from '../support.tsx'

const usage = {
  messageCounts: { from: '2018-03-17', to: '2018-04-17', count: 348, userId: 'u' },
  runningFlows: { userId: 'u', count: 4 },
  activeConnectors: { userId: 'u', count: 8 },
  usedApps: ['appmixer.utils', 'appmixer.slack'],
}

it('asks for a period and gives the answer as it came', async () => {
  const { client, sent } = answering(usage)
  await expect(getUsage(client, { from: '2018-03-17', to: '2018-04-17' })).resolves.toEqual(usage)
  expect(sent).toMatchObject([{ method: 'GET', url: '/telemetry?from=2018-03-17&to=2018-04-17' }])
})

it('does without what a server leaves out', async () => {
  const { client } = answering({ usedApps: [] })
  await expect(getUsage(client, {})).resolves.toEqual({ usedApps: [] })
})

it('counts the messages of the period, its last day included', async () => {
  const client = clientOf(createSandbox({ clock: createManualClock() }))
  const count = async (from: string, to: string) =>
    (await getUsage(client, { from, to })).messageCounts!.count!
  const [week, first, rest] = await Promise.all([
    count('2026-01-08', '2026-01-15'),
    count('2026-01-08', '2026-01-10'),
    count('2026-01-11', '2026-01-15'),
  ])
  expect(first).toBeGreaterThan(0)
  expect(first + rest).toBe(week)
})

it('shows that a flow no longer runs', async () => {
  const { wrapper, sandbox } = createWorld()
  const owner = sandbox.database.users[0]!.id
  const { flowId } = sandbox.database.flows.find(
    (flow) => flow.userId === owner && flow.stage === 'running',
  )!
  const { result } = renderHook(() => ({ usage: useUsage(), stop: useStopFlow() }), { wrapper })
  await waitFor(() => expect(result.current.usage.isSuccess).toBe(true))
  const before = result.current.usage.data!.runningFlows!.count!
  act(() => result.current.stop.mutate({ flowId }))
  await waitFor(() => expect(result.current.usage.data!.runningFlows!.count).toBe(before - 1))
})
