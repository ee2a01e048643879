import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createAppmixerClient, getFlows } from '../../src/index.ts'
import { startFaultServer } from '../faults/server.ts'
import { connect, json } from './wire.ts'

describe('many calls with one signal of the caller', () => {
  test('cause no warning of Node: 30 at once, over the network', async () => {
    const warnings: Error[] = []
    const warn = (warning: Error) => void warnings.push(warning)
    process.on('warning', warn)
    const server = await startFaultServer()
    server.on('/flows', (response) => response.end('[]'))
    const client = createAppmixerClient({ baseUrl: server.url, token: 't' })
    const { signal } = new AbortController()
    const calls = Array.from({ length: 30 }, (_, index) => [
      getFlows(client, { limit: index + 1 }, { signal }),
      client.ky.get('flows', { signal }).json(),
    ])
    await Promise.all(calls.flat())
    // Node warns in a later turn.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', warn)
    await server.close()
    expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([])
  })

  test('all reject with its reason', async () => {
    const { client } = connect(() => new Promise(() => {}))
    const controller = new AbortController()
    const { signal } = controller
    const calls = [getFlows(client, {}, { signal }), client.ky.get('apps', { signal })]
    controller.abort('left')
    for (const call of calls) await expect(call).rejects.toBe('left')
  })

  test('leave no listener on it', async () => {
    const { client } = connect(() => json([]))
    const { signal } = new AbortController()
    const read = () => getFlows(client, {}, { signal })
    const calls = [read(), read(), client.ky.get('apps', { signal })]
    expect(getEventListeners(signal, 'abort')).not.toEqual([])
    await Promise.all(calls)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
