import { describe, expect, it } from 'vitest'
import {
  createFlow,
  getFlow,
  getFlows,
  getFlowsCount,
  startFlow,
  stopFlow,
} from '../../src/index.ts'
import { ask, clientOf, createWorld } from './support.ts'

const anyFlow = { name: 'Any', flow: { a: { type: 'appmixer.utils.timers.Scheduler' } } }

describe('faults', () => {
  it('answer an error as often as told, for one route only', async () => {
    const { sandbox, ada } = createWorld()
    sandbox.faults.add({ on: 'GET /flows', times: 2, status: 503, message: 'Down' })
    await expect(getFlows(ada, {})).rejects.toMatchObject({ status: 503, serverMessage: 'Down' })
    await expect(getFlowsCount(ada, {})).resolves.toBeDefined()
    await expect(getFlows(ada, {})).rejects.toMatchObject({ status: 503 })
    await expect(getFlows(ada, {})).resolves.toBeDefined()
  })

  it('are taken back one by one, or all', async () => {
    const { sandbox, ada } = createWorld({ faults: [{ status: 500 }] })
    await expect(getFlows(ada, {})).rejects.toMatchObject({ status: 500 })
    sandbox.faults.clear()
    const remove = sandbox.faults.add({ status: 418 })
    await expect(getFlows(ada, {})).rejects.toMatchObject({ status: 418 })
    remove()
    await expect(getFlows(ada, {})).resolves.toBeDefined()
  })

  it('hit one flow and leave the others alone', async () => {
    const { sandbox, ada } = createWorld()
    const one = await createFlow(ada, anyFlow)
    const other = await createFlow(ada, anyFlow)
    sandbox.faults.add({ on: `POST /flows/${one.flowId}/coordinator`, status: 500 })
    await expect(startFlow(ada, one)).rejects.toMatchObject({ status: 500 })
    await expect(startFlow(ada, other)).resolves.toBeDefined()
    expect((await getFlow(ada, one)).stage).toBe('stopped')
  })

  it('carry headers', async () => {
    const { sandbox, ada } = createWorld()
    sandbox.faults.add({ status: 429, headers: { 'retry-after': '7' } })
    await expect(getFlows(ada, {})).rejects.toMatchObject({ status: 429, retryAfter: 7_000 })
  })

  it('answer with another body: HTML, half a document, the wrong kind', async () => {
    const { sandbox, ada } = createWorld()
    for (const body of ['<html>Sign in</html>', '[{"flowId":', { flows: [] }, null]) {
      sandbox.faults.add({ times: 1, body })
      await expect(getFlows(ada, {})).rejects.toMatchObject({ code: 'schema' })
    }
  })

  it('break the connection before the request takes effect, or after it', async () => {
    const { sandbox, ada } = createWorld({ data: 'empty' })
    sandbox.faults.add({ times: 1, network: 'lost' })
    await expect(createFlow(ada, anyFlow)).rejects.toMatchObject({ code: 'network' })
    expect(sandbox.database.flows).toHaveLength(0)
    sandbox.faults.add({ times: 1, network: 'lost', afterwards: true })
    await expect(createFlow(ada, anyFlow)).rejects.toMatchObject({ code: 'network' })
    expect(sandbox.database.flows).toHaveLength(1)
  })

  it('never answer, until the caller gives up', async () => {
    const { sandbox, ada } = createWorld()
    sandbox.faults.add({ network: 'silent' })
    const controller = new AbortController()
    const reading = getFlows(ada, {}, { signal: controller.signal })
    await expect.poll(() => sandbox.requests.count()).toBe(1)
    controller.abort(new Error('enough'))
    await expect(reading).rejects.toThrow('enough')
  })

  it('keep an answer back that is already out of date', async () => {
    const { sandbox, ada, clock } = createWorld({ data: 'empty' })
    const { flowId } = await createFlow(ada, anyFlow)
    sandbox.faults.add({ on: 'GET /flows/:flowId', times: 1, delay: 500, afterwards: true })
    const slow = getFlow(ada, { flowId })
    await expect.poll(() => sandbox.requests.count('GET /flows/:flowId')).toBe(1)
    await startFlow(ada, { flowId })
    clock.advance(500)
    expect((await slow).stage).toBe('stopped')
    expect((await getFlow(ada, { flowId })).stage).toBe('starting')
  })
})

describe('latency', () => {
  it('lets every request wait', async () => {
    const { ada, clock, sandbox } = createWorld({ latency: 300 })
    let isHere = false
    const reading = getFlows(ada, {}).then(() => (isHere = true))
    await expect.poll(() => sandbox.requests.count()).toBe(1)
    clock.advance(299)
    await new Promise((resolve) => setTimeout(resolve))
    expect(isHere).toBe(false)
    clock.advance(1)
    await reading
    sandbox.setLatency(0)
    await getFlows(ada, {})
  })

  it('ends with an abort, and the request takes no effect', async () => {
    const { ada, clock, sandbox } = createWorld({ latency: [100, 200], data: 'empty' })
    const controller = new AbortController()
    const creating = createFlow(ada, anyFlow, { signal: controller.signal })
    await expect.poll(() => sandbox.requests.count()).toBe(1)
    controller.abort()
    await expect(creating).rejects.toThrow(/abort/i)
    clock.advance(200)
    await new Promise((resolve) => setTimeout(resolve))
    expect(sandbox.database.flows).toHaveLength(0)
  })

  it('sends nothing when the signal has aborted before', async () => {
    const { sandbox } = createWorld()
    const signal = AbortSignal.abort(new Error('too late'))
    await expect(sandbox.fetch('http://sandbox.test/flows', { signal })).rejects.toThrow('too late')
    expect(sandbox.requests.count()).toBe(0)
  })
})

describe('the request log', () => {
  it('tells what was asked, by route, by path and by method', async () => {
    const { sandbox, ada } = createWorld({ data: 'empty' })
    const { flowId } = await createFlow(ada, anyFlow)
    await getFlows(ada, { limit: 5 })
    await getFlowsCount(ada, {})
    await startFlow(ada, { flowId })
    await stopFlow(ada, { flowId })
    const { requests } = sandbox
    expect(requests.count()).toBe(5)
    expect(requests.count('GET')).toBe(2)
    expect(requests.count('GET /flows')).toBe(1)
    expect(requests.count('POST /flows/:flowId/coordinator')).toBe(2)
    expect(requests.count(`POST /flows/${flowId}/coordinator`)).toBe(2)
    expect(requests.of('POST /flows/:flowId/coordinator')[0]).toMatchObject({
      path: `/flows/${flowId}/coordinator`,
      status: 200,
      authorized: true,
      body: { command: 'start' },
    })
    expect(requests.of('GET /flows')[0]!.search.get('limit')).toBe('5')
    requests.clear()
    expect(requests.count()).toBe(0)
  })

  it('never holds a token', async () => {
    const { sandbox } = createWorld()
    const token = sandbox.tokenFor('ada@acme.test')
    await ask(sandbox, 'GET /flows', { headers: { authorization: `Bearer ${token}` } })
    expect(JSON.stringify(sandbox.requests.entries)).not.toContain(token)
  })

  it('remembers the last 1,000', async () => {
    const { sandbox } = createWorld({ data: 'empty' })
    const client = clientOf(sandbox, 'ada@acme.test')
    for (let count = 0; count < 1_005; count++) await ask(sandbox, 'GET /')
    await getFlows(client, {})
    expect(sandbox.requests.count()).toBe(1_000)
    expect(sandbox.requests.entries.at(-1)!.route).toBe('GET /flows')
  })
})
