import { describe, expect, it } from 'vitest'
import { getFlow, getFlows, startFlow } from '../../src/index.ts'
import { snapshotSchema } from '../../src/sandbox/snapshotSchema.ts'
import { ask, createWorld } from './support.ts'

const as = 'ada@acme.test'

describe('what is added to a sandbox', () => {
  it('is a state that a later sandbox opens', () => {
    const { sandbox } = createWorld({ data: 'empty' })
    const { flowId } = sandbox.addFlow({ stage: 'running', owner: 'ben@acme.test' })
    sandbox.addFlow({ stage: 'stopping' })
    sandbox.addFlow({ outcome: 'never' })
    sandbox.addTask({ requester: 'dora@acme.test' })
    sandbox.addStore({ records: { a: null, b: { c: [1] } } })
    sandbox.addAccount()
    sandbox.addLog({ flowId, severity: 'error' })
    const { success, error } = snapshotSchema.safeParse(sandbox.snapshot())
    expect(error?.issues ?? []).toEqual([])
    expect(success).toBe(true)
  })

  it('can be changed where it was made', async () => {
    const { sandbox, ada } = createWorld({ data: 'empty' })
    const flow = sandbox.addFlow({ name: 'Before' })
    flow.name = 'After'
    expect(await getFlows(ada, {})).toMatchObject([{ name: 'After', stage: 'stopped' }])
  })

  it('starts, unless it is told otherwise', async () => {
    const { sandbox, ada, clock } = createWorld({ data: 'empty' })
    const [good, bad] = [sandbox.addFlow(), sandbox.addFlow({ flow: {} })]
    await startFlow(ada, good)
    clock.advance(2_000)
    expect((await getFlow(ada, good)).stage).toBe('running')
    await expect(startFlow(ada, bad)).rejects.toMatchObject({ status: 400 })
  })

  it('stays on its way', async () => {
    const { sandbox, ada, clock } = createWorld({ data: 'empty' })
    const flow = sandbox.addFlow({ stage: 'stopping' })
    clock.advance(3_600_000)
    expect((await getFlow(ada, flow)).stage).toBe('stopping')
  })

  it('belongs to a user who exists, and a log entry to a flow', () => {
    const { sandbox } = createWorld({ data: 'empty' })
    expect(() => sandbox.addStore({ owner: 'eve@acme.test' })).toThrow('has no user eve@acme.test')
    expect(() => sandbox.addLog({ flowId: 'gone' })).toThrow('has no flow gone')
  })
})

describe('a fault on a call by its name', () => {
  it('hits that call alone, and the log of requests knows it', async () => {
    const { sandbox } = createWorld({ data: 'empty' })
    const { flowId } = sandbox.addFlow()
    sandbox.faults.add({ on: 'stopFlow', status: 503 })
    const send = async (command: string) =>
      (await ask(sandbox, `POST /flows/${flowId}/coordinator`, { as, body: { command } })).status
    expect([await send('start'), await send('stop')]).toEqual([200, 503])
    expect(sandbox.requests.of('startFlow')).toMatchObject([{ status: 200 }])
    expect(sandbox.requests.of('stopFlow')).toMatchObject([{ status: 503 }])
  })

  it('knows people tasks at their older path, too', async () => {
    const { sandbox } = createWorld()
    await ask(sandbox, 'GET /people-task/tasks', { as })
    expect(sandbox.requests.count('getPeopleTasks')).toBe(1)
  })

  it('changes an answer, and leaves a refusal as it is', async () => {
    const { sandbox } = createWorld({ data: 'empty' })
    const { flowId } = sandbox.addFlow({ name: 'One' })
    sandbox.faults.add({ on: 'getFlow', change: ({ name }) => ({ name, of: 'another version' }) })
    expect((await ask(sandbox, `GET /flows/${flowId}`, { as })).body).toEqual({
      name: 'One',
      of: 'another version',
    })
    expect((await ask(sandbox, 'GET /flows/none', { as })).body).toMatchObject({ statusCode: 404 })
  })
})
