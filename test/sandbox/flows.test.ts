import { describe, expect, it } from 'vitest'
import {
  cloneFlow,
  createFlow,
  deleteFlow,
  getCoordinatorStatus,
  getFlow,
  getFlows,
  getFlowsCount,
  startFlow,
  stopFlow,
  updateFlow,
} from '../../src/index.ts'
import type { StoredFlow } from '../../src/sandbox/index.ts'
import { ask, createWorld, type World } from './support.ts'

const everything = { limit: 1_000 }

function adasFlow({ sandbox }: World, isIt: (flow: StoredFlow) => boolean): StoredFlow {
  const owner = sandbox.database.users[0]!.id
  return sandbox.database.flows.find((flow) => flow.userId === owner && isIt(flow))!
}

function shareWithBen(world: World, permissions: string[]): StoredFlow {
  const flow = adasFlow(world, ({ stage }) => stage === 'stopped')
  flow.sharedWith = [
    { email: 'ben@acme.test', permissions },
    { email: 'clara@acme.test', permissions: ['read'] },
  ]
  return flow
}

describe('who sees which flows', () => {
  it('shows each user their own flows', async () => {
    const { ada, ben } = createWorld()
    const [adas, bens] = await Promise.all([getFlows(ada, everything), getFlows(ben, everything)])
    expect(adas.length + bens.length).toBe(40)
    expect(new Set([...adas, ...bens].map(({ flowId }) => flowId)).size).toBe(40)
  })

  it('adds what others shared, with at least the permissions asked for', async () => {
    const world = createWorld()
    const { flowId } = shareWithBen(world, ['read', 'stop'])
    const seen = async (sharedWithPermissions?: string) => {
      const flows = await getFlows(world.ben, { ...everything, sharedWithPermissions })
      return flows.some((flow) => flow.flowId === flowId)
    }
    expect(await seen()).toBe(false)
    expect(await seen('read')).toBe(true)
    expect(await seen('read,stop')).toBe(true)
    expect(await seen('read,start')).toBe(false)
  })

  it('shows a recipient only the share that is their own', async () => {
    const world = createWorld()
    const { flowId } = shareWithBen(world, ['read'])
    expect((await getFlow(world.ada, { flowId })).sharedWith).toHaveLength(2)
    expect((await getFlow(world.ben, { flowId })).sharedWith).toEqual([
      { email: 'ben@acme.test', permissions: ['read'] },
    ])
  })

  it.each([{ domain: 'acme.test' }, { scope: 'user' }])('shares with %o', async (recipient) => {
    const world = createWorld()
    const flow = shareWithBen(world, [])
    flow.sharedWith = [{ ...recipient, permissions: ['read'] }]
    await expect(getFlow(world.ben, { flowId: flow.flowId })).resolves.toBeDefined()
  })

  it('hides the flows of others and forbids what a share does not allow', async () => {
    const world = createWorld()
    const hidden = adasFlow(world, ({ sharedWith }) => sharedWith?.length === 0)
    await expect(getFlow(world.ben, hidden)).rejects.toMatchObject({ status: 404 })
    await expect(startFlow(world.ben, hidden)).rejects.toMatchObject({ status: 404 })
    const { flowId } = shareWithBen(world, ['read'])
    for (const call of [startFlow, stopFlow, deleteFlow, updateFlow]) {
      await expect(call(world.ben, { flowId })).rejects.toMatchObject({ status: 403 })
    }
  })
})

describe('writing flows', () => {
  it('creates a stopped flow', async () => {
    const { ada, clock } = createWorld({ data: 'empty' })
    const { flowId } = await createFlow(ada, { name: 'First', customFields: { team: 'sales' } })
    const now = new Date(clock.now()).toISOString()
    expect(await getFlow(ada, { flowId })).toMatchObject({
      name: 'First',
      stage: 'stopped',
      type: 'automation',
      flow: {},
      btime: now,
      mtime: now,
      customFields: { team: 'sales' },
    })
  })

  it('replaces the given fields whole and nothing that belongs to the server', async () => {
    const world = createWorld()
    const flow = adasFlow(world, ({ stage }) => stage === 'stopped')
    const before = await getFlow(world.ada, flow)
    world.clock.advance(5_000)
    const update = { flowId: flow.flowId, name: 'New name', customFields: { a: 1 } }
    const forbidden = { btime: 'x', userId: 'x', stage: 'running' }
    await updateFlow(world.ada, { ...update, ...forbidden })
    expect(await getFlow(world.ada, flow)).toEqual({
      ...before,
      name: 'New name',
      customFields: { a: 1 },
      mtime: new Date(world.clock.now()).toISOString(),
    })
  })

  it('refuses to update a running flow unless told to force it', async () => {
    const world = createWorld()
    const { flowId } = adasFlow(world, ({ stage }) => stage === 'running')
    await expect(updateFlow(world.ada, { flowId, name: 'New' })).rejects.toMatchObject({
      status: 400,
      serverMessage: expect.stringContaining('forceUpdate') as string,
    })
    await updateFlow(world.ada, { flowId, name: 'New', forceUpdate: true })
    expect(await getFlow(world.ada, { flowId })).toMatchObject({ name: 'New', stage: 'running' })
  })

  it('refuses it with the status of your choice', async () => {
    const world = createWorld({ runningUpdateStatus: 409 })
    const { flowId, name } = adasFlow(world, ({ stage }) => stage === 'running')
    await expect(updateFlow(world.ada, { flowId, name })).rejects.toMatchObject({ status: 409 })
  })

  it('creates the flow that an update names when there is none', async () => {
    const { ada } = createWorld()
    const flowId = '26544d8c-5209-44ac-9bdf-ef786924b07b'
    await updateFlow(ada, { flowId, name: 'Moved here' })
    expect(await getFlow(ada, { flowId })).toMatchObject({ name: 'Moved here', stage: 'stopped' })
    await expect(updateFlow(ada, { flowId: 'no-uuid' })).rejects.toMatchObject({ status: 404 })
  })

  it('deletes a flow, also a running one', async () => {
    const world = createWorld()
    const flow = adasFlow(world, ({ stage }) => stage === 'running')
    const before = await getFlowsCount(world.ada, {})
    await deleteFlow(world.ada, flow)
    expect(await getFlowsCount(world.ada, {})).toBe(before - 1)
    await expect(getFlow(world.ada, flow)).rejects.toMatchObject({ status: 404 })
    await expect(deleteFlow(world.ada, flow)).rejects.toMatchObject({ status: 404 })
  })

  it('clones into a stopped flow of the caller with ids of its own', async () => {
    const world = createWorld()
    const { flowId } = shareWithBen(world, ['read'])
    const original = await getFlow(world.ada, { flowId })
    const cloned = await cloneFlow(world.ben, {
      flowId,
      prefix: 'Copy of ',
      projection: '-thumbnail',
    })
    const copy = await getFlow(world.ben, cloned)
    expect(copy).toMatchObject({
      name: `Copy of ${original.name}`,
      stage: 'stopped',
      sharedWith: [],
    })
    expect(copy.userId).not.toBe(original.userId)
    expect(copy.thumbnail).toBeUndefined()
    const text = JSON.stringify(copy.flow)
    for (const id of Object.keys(original.flow!)) expect(text).not.toContain(id)
    expect(Object.keys(copy.flow!)).toHaveLength(Object.keys(original.flow!).length)
  })

  it('gives the components of a clone new ids, whatever the ids were, and nothing else', async () => {
    const { ada } = createWorld({ data: 'empty' })
    const uuid = '26544d8c-5209-44ac-9bdf-ef786924b07b'
    const flow = {
      out: { type: 'appmixer.utils.timers.Scheduler', label: 'out', source: {} },
      'step 1': {
        type: 'appmixer.utils.controls.Transform',
        source: { in: { out: ['out'] } },
        config: {
          properties: { out: 'out' },
          transform: {
            in: {
              out: {
                out: { lambda: { a: '{{{$.out.out.x}}} costs $.constructor.x', b: `${uuid}!` } },
              },
            },
          },
        },
      },
      [uuid]: { type: 'appmixer.utils.timers.Delay', source: { in: { 'step 1': ['out'] } } },
    }
    const wizard = { fields: [{ attrs: { components: [uuid] } }] }
    const original = await createFlow(ada, { name: 'Short', flow })
    await updateFlow(ada, Object.assign({ wizard }, original))
    const copy = (await getFlow(ada, await cloneFlow(ada, original))) as StoredFlow
    const { out, 'step 1': step, [uuid]: last } = copy.componentIdMap!
    expect(new Set([out, step, last, ...Object.keys(flow)]).size).toBe(6)
    expect(copy.flow).toEqual({
      [out!]: flow.out,
      [step!]: {
        ...flow['step 1'],
        source: { in: { [out!]: ['out'] } },
        config: {
          properties: { out: 'out' },
          transform: {
            in: {
              [out!]: {
                out: { lambda: { a: `{{{$.${out}.out.x}}} costs $.constructor.x`, b: `${last}!` } },
              },
            },
          },
        },
      },
      [last!]: { ...flow[uuid], source: { in: { [step!]: ['out'] } } },
    })
    expect(copy.wizard).toEqual({ fields: [{ attrs: { components: [last] } }] })
  })

  it('clones a template into an instance that knows where it comes from', async () => {
    const world = createWorld()
    const { flowId } = adasFlow(world, ({ sharedWith }) => sharedWith?.length === 0)
    const clone = async (body: object) => {
      const request = { as: 'ada@acme.test', body }
      const answer = await ask(world.sandbox, `POST /flows/${flowId}/clone`, request)
      return getFlow(world.ada, { flowId: answer.body.cloneId as string })
    }
    const instance = await clone({
      projection: '-sharedWith',
      isTemplateInstance: true,
      connectAccounts: false,
      connectSharedAccounts: true,
      setOriginFlowId: true,
      setComponentIdMap: false,
      additional: { type: 'integration-instance', wizard: { fields: [] } },
    })
    expect(instance).toMatchObject({
      type: 'integration-instance',
      templateId: flowId,
      originFlowId: flowId,
      wizard: { fields: [] },
    })
    expect(instance).not.toHaveProperty('componentIdMap')
    const plain = await clone({})
    expect(plain).not.toHaveProperty('templateId')
    expect(plain).not.toHaveProperty('originFlowId')
  })

  it('connects the accounts of a clone whose components were left out to nothing', async () => {
    const world = createWorld()
    const { usedBy } = world.sandbox.database.accounts[0]!
    const { flowId } = usedBy[0]!
    const body = { connectAccounts: true, projection: '-flow' }
    await ask(world.sandbox, `POST /flows/${flowId}/clone`, { as: 'ada@acme.test', body })
    expect(usedBy.every(({ componentId }) => typeof componentId === 'string')).toBe(true)
  })

  it('refuses unknown additions to a clone', async () => {
    const world = createWorld()
    const { flowId } = adasFlow(world, () => true)
    const additional = { name: 'Not here' }
    const clone = ask(world.sandbox, `POST /flows/${flowId}/clone`, {
      as: 'ada@acme.test',
      body: { additional },
    })
    expect(await clone).toMatchObject({ status: 400, body: { error: 'Bad Request' } })
  })
})

describe('starting and stopping', () => {
  it('takes a moment', async () => {
    const world = createWorld()
    const { ada, clock } = world
    const flow = adasFlow(
      world,
      ({ stage, missingAccounts }) => stage === 'stopped' && !missingAccounts,
    )
    const stage = async () => (await getFlow(ada, flow)).stage
    expect(await startFlow(ada, flow)).toEqual({ flowId: flow.flowId, ticket: flow.flowId })
    expect(await stage()).toBe('starting')
    clock.advance(1_200)
    expect(await stage()).toBe('running')
    await stopFlow(ada, flow)
    expect(await stage()).toBe('stopping')
    clock.advance(600)
    expect(await stage()).toBe('stopped')
  })

  it('tells the progress', async () => {
    const world = createWorld({ startDuration: 50 })
    const flow = adasFlow(
      world,
      ({ stage, missingAccounts }) => stage === 'stopped' && !missingAccounts,
    )
    const status = async () =>
      (
        await ask(world.sandbox, `GET /flows/${flow.flowId}/coordinator/status`, {
          as: 'ada@acme.test',
        })
      ).body
    await startFlow(world.ada, flow)
    expect(await status()).toEqual({ status: 'in-progress', stepsTotal: 1 })
    world.clock.advance(50)
    expect(await status()).toEqual({ status: 'completed', stepsTotal: 1 })
  })

  it.each([
    ['failed', 'running'],
    ['cancelled', 'running'],
  ] as const)('can be told that a stop ends as %s: the flow runs on', async (outcome, stage) => {
    const world = createWorld()
    const flow = adasFlow(world, (candidate) => candidate.stage === 'running')
    flow.outcome = outcome
    await stopFlow(world.ada, flow)
    expect((await getFlow(world.ada, flow)).stage).toBe('stopping')
    world.clock.advance(600)
    expect((await getFlow(world.ada, flow)).stage).toBe(stage)
    expect((await getCoordinatorStatus(world.ada, flow)).status).toBe(outcome)
    delete flow.outcome
    await stopFlow(world.ada, flow)
    world.clock.advance(600)
    expect((await getFlow(world.ada, flow)).stage).toBe('stopped')
    expect((await getCoordinatorStatus(world.ada, flow)).status).toBe('completed')
  })

  it('can be told that a start never ends', async () => {
    const world = createWorld()
    const flow = adasFlow(
      world,
      ({ stage, missingAccounts }) => stage === 'stopped' && !missingAccounts,
    )
    flow.outcome = 'never'
    await startFlow(world.ada, flow)
    world.clock.advance(86_400_000)
    expect((await getFlow(world.ada, flow)).stage).toBe('starting')
    expect((await getCoordinatorStatus(world.ada, flow)).status).toBe('in-progress')
    expect(await getFlow(world.ada, flow)).not.toHaveProperty('outcome')
  })

  it('counts a starting flow as starting', async () => {
    const world = createWorld()
    const flow = adasFlow(
      world,
      ({ stage, missingAccounts }) => stage === 'stopped' && !missingAccounts,
    )
    await startFlow(world.ada, flow)
    expect(await getFlowsCount(world.ada, { filter: 'stage:starting' })).toBe(1)
  })

  it('has no objection to starting twice and stopping twice', async () => {
    const world = createWorld()
    const flow = adasFlow(world, ({ stage }) => stage === 'running')
    await startFlow(world.ada, flow)
    expect((await getFlow(world.ada, flow)).stage).toBe('running')
    await stopFlow(world.ada, flow)
    world.clock.advance(600)
    await stopFlow(world.ada, flow)
    expect((await getFlow(world.ada, flow)).stage).toBe('stopped')
  })

  it('refuses a flow that lacks an account, until it has one', async () => {
    const world = createWorld()
    const flow = adasFlow(world, ({ missingAccounts }) => missingAccounts !== undefined)
    await expect(startFlow(world.ada, flow)).rejects.toMatchObject({
      status: 400,
      serverMessage: 'Missing account for "Update Contact" (appmixer.hubspot.crm.UpdateContact).',
    })
    delete flow.missingAccounts
    await expect(startFlow(world.ada, flow)).resolves.toBeDefined()
  })

  it('refuses a flow without components', async () => {
    const { ada } = createWorld()
    await expect(startFlow(ada, await createFlow(ada, { name: 'Empty' }))).rejects.toMatchObject({
      status: 400,
    })
  })

  it('refuses other commands', async () => {
    const world = createWorld()
    const { flowId } = adasFlow(world, () => true)
    const answer = await ask(world.sandbox, `POST /flows/${flowId}/coordinator`, {
      as: 'ada@acme.test',
      body: { command: 'explode' },
    })
    expect(answer.status).toBe(400)
  })
})
