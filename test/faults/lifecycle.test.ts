import { getEventListeners } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { getFlows, getUser } from '../../src/index.ts'
import { connect, errorOf, json } from '../client/wire.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('L4: 1,000 requests on one signal leave no listener on it, and never more than there are requests', async () => {
  const warned = vi.spyOn(process, 'emitWarning')
  const { client, sent } = connect(() => json([]))
  const { signal } = new AbortController()
  for (let i = 0; i < 1_000; i++) {
    const call = getFlows(client, {}, { signal })
    if (i % 100 === 0) expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    await call
  }
  expect(sent).toHaveLength(1_000)
  expect(getEventListeners(signal, 'abort')).toEqual([])
  expect(warned).not.toHaveBeenCalled()
})

test('L4: nor do requests that fail, are repeated, or are aborted', async () => {
  vi.useFakeTimers()
  const { client } = connect((request) => {
    if (request.url.endsWith('/user')) return new Promise(() => {})
    return json({}, 503)
  })
  const { signal } = new AbortController()
  const failing = Array.from({ length: 20 }, () => errorOf(getFlows(client, {}, { signal })))
  await vi.advanceTimersByTimeAsync(10_000)
  await Promise.all(failing)
  expect(getEventListeners(signal, 'abort')).toEqual([])

  const controller = new AbortController()
  const hanging = getUser(client, undefined, { signal: controller.signal })
  controller.abort('left')
  await expect(hanging).rejects.toBe('left')
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})
