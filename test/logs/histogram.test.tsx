import { skipToken } from '@tanstack/react-query'
import { renderHook, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { getLogs, logQuery, useLogHistogram } from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { clientOf, createWorld } from '../support.tsx'

it('counts what the search finds, from the start of the range until now (L-11)', async () => {
  const sandbox = createSandbox({ clock: createManualClock() })
  const { wrapper } = createWorld(sandbox)
  const now = sandbox.database.clock.now()
  const search = { range: 'last24Hours', conditions: { severity: ['info', 'error'] } } as const
  const { result } = renderHook(() => useLogHistogram(search, { now, timeZone: 'UTC' }), {
    wrapper,
  })
  await waitFor(() => expect(result.current.data).toBeDefined())
  const { buckets, total, interval, severities } = result.current.data!
  expect(interval).toEqual([30, 'minute'])
  expect(buckets).toHaveLength(49)
  expect(buckets.every(({ from }, index) => from === buckets[0]!.from + index * 1_800_000)).toBe(
    true,
  )
  const { hits } = await getLogs(clientOf(sandbox), { query: logQuery(search), size: 10_000 })
  expect(total).toBe(hits.length)
  expect(severities['error']).toBe(hits.filter(({ severity }) => severity === 'error').length)
})

it('asks for nothing when it is skipped', () => {
  const { wrapper, sandbox } = createWorld()
  const { result } = renderHook(() => useLogHistogram(skipToken), { wrapper })
  expect(result.current.data).toBeUndefined()
  expect(sandbox.requests.count()).toBe(0)
})
