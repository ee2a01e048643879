import { describe, expect, it, vi } from 'vitest'
import * as flowEndpoints from '../../src/flows/endpoints.ts'
import * as taskEndpoints from '../../src/people-tasks/endpoints.ts'
import { lacking } from '../../src/sandbox/lacking.ts'
import * as userEndpoints from '../../src/users/endpoints.ts'
import { approveTask, cloneFlow, createFlow, getFlows, getPeopleTasks } from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ask, clientOf, createWorld, type World } from './support.ts'

describe('the server', () => {
  it('answers every endpoint of the package', async () => {
    const { sandbox } = createWorld()
    for (const { route } of Object.values({
      ...flowEndpoints,
      ...taskEndpoints,
      ...userEndpoints,
    })) {
      const { body } = await ask(sandbox, route.replace(/:\w+/g, 'some-id'), {
        ...(!route.startsWith('GET') && { body: {} }),
      })
      expect({ route, body }).not.toMatchObject({ body: { message: 'Not Found' } })
    }
  })

  it('says its version and which endpoints it has', async () => {
    const { body } = await ask(createSandbox(), 'GET /')
    expect(body.version).toBe('6.5.0')
    expect(body.endpoints).toEqual(expect.arrayContaining(['GET /', 'PUT /flows/:flowId']))
    expect(new Set(body.endpoints).size).toBe(body.endpoints.length)
  })

  it('answers 404 to what it does not know, and says what that was', async () => {
    const sandbox = createSandbox({ basePath: '/some/path' })
    const request = 'POST /some/path/variables/1/fetch?compress=true'
    expect(await ask(sandbox, request, { as: 'ada@acme.test' })).toEqual({
      status: 404,
      body: {
        statusCode: 404,
        error: 'Not Found',
        message: 'Not Found',
        endpoint: 'POST /variables/1/fetch',
        hint: expect.stringMatching(/it lacks variables and modifiers.*GET \//) as string,
      },
    })
    const unknown = await ask(sandbox, 'GET /some/path/nothing', { as: 'ada@acme.test' })
    expect(unknown.body.hint).toContain('The sandbox does not have this endpoint.')
  })

  it('lacks nothing that it answers', async () => {
    const { body } = await ask(createSandbox(), 'GET /')
    const shapes = (calls: readonly string[]) => calls.map((call) => call.replaceAll(/:\w+/g, ':'))
    const has = new Set(shapes(body.endpoints))
    const lacks = shapes([...lacking.values()].flat())
    expect(lacks.length).toBeGreaterThan(20)
    expect(lacks.filter((call) => has.has(call))).toEqual([])
  })

  it('answers 400 to a body that is not an object', async () => {
    const { sandbox } = createWorld()
    for (const body of ['{', '[]', '"text"', '{"name":5}']) {
      expect((await ask(sandbox, 'POST /flows', { as: 'ada@acme.test', body })).status).toBe(400)
    }
  })

  it('lives under a path when it is told to', async () => {
    const sandbox = createSandbox({ basePath: '/some/path' })
    expect((await ask(sandbox, 'GET /some/path/flows', { as: 'ada@acme.test' })).status).toBe(200)
    expect((await ask(sandbox, 'GET /some/path')).status).toBe(200)
    expect((await ask(sandbox, 'GET /flows', { as: 'ada@acme.test' })).status).toBe(404)
    expect(sandbox.requests.count('GET /flows')).toBe(1)
  })

  it('says loudly when an answer of its own does not fit the endpoint', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { sandbox } = createWorld()
    Object.assign(sandbox.database.flows[0]!, { name: 5 })
    const answer = await ask(sandbox, 'GET /flows', { as: 'ada@acme.test' })
    expect(answer.status).toBe(500)
    expect(answer.body.message).toContain('0.name')
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
  })

  it('keeps a __proto__ key out of its data', async () => {
    const { sandbox, ada } = createWorld({ data: 'empty' })
    const body = '{"name":"x","customFields":{"__proto__":{"admin":true},"team":"ops"}}'
    await ask(sandbox, 'POST /flows', { as: 'ada@acme.test', body })
    const [flow] = await getFlows(ada, {})
    expect(flow!.customFields).toEqual({ team: 'ops' })
  })
})

describe('repeatability', () => {
  async function play({ ada, clock, sandbox }: World): Promise<unknown> {
    const { flowId } = await createFlow(ada, { name: 'One' })
    clock.advance(10)
    const clone = await cloneFlow(ada, { flowId })
    const [task] = await getPeopleTasks(ada, { role: 'approver', filter: 'status:pending' })
    const decision = await approveTask(ada, task!)
    return [clone, decision, await getFlows(ada, { limit: 1_000 }), sandbox.snapshot()]
  }

  it('gives the same seed and clock the same answers, to the byte', async () => {
    const [one, two] = [createWorld(), createWorld({ latency: [0, 0] })]
    expect(JSON.stringify(await play(one))).toBe(JSON.stringify(await play(two)))
  })

  it('gives another seed other ids', async () => {
    const [one, two] = [createWorld({ seed: 1 }), createWorld({ seed: 2 })]
    const ids = ({ sandbox }: World) => sandbox.database.flows.map(({ flowId }) => flowId)
    expect(new Set([...ids(one), ...ids(two)]).size).toBe(80)
  })

  it('goes on from a snapshot', async () => {
    const world = createWorld()
    const before = await play(world)
    const clock = createManualClock(world.clock.now())
    const sandbox = createSandbox({ clock, data: world.sandbox.snapshot() })
    const flows = await getFlows(clientOf(sandbox, 'ada@acme.test'), { limit: 1_000 })
    expect(flows).toEqual((before as unknown[])[2])
  })

  it('does not share state between sandboxes', async () => {
    const data = createSandbox({ data: 'empty' }).snapshot()
    const [one, two] = [createWorld({ data }), createWorld({ data })]
    await createFlow(one.ada, { name: 'Only here' })
    expect(await getFlows(two.ada, {})).toEqual([])
  })
})

describe('the demo company', () => {
  it('looks like one', async () => {
    const { sandbox, clock } = createWorld()
    const { flows, tasks } = sandbox.database
    expect(flows).toHaveLength(40)
    expect(new Set(flows.map(({ name }) => name)).size).toBe(40)
    expect(new Set(flows.map(({ stage }) => stage))).toEqual(
      new Set(['running', 'stopped', 'paused']),
    )
    expect(flows.filter(({ missingAccounts }) => missingAccounts)).toHaveLength(2)
    for (const { btime, mtime, started, stopped } of flows) {
      const last = started ?? mtime
      const times = [btime, mtime, last, stopped ?? last].map((time) => Date.parse(time))
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(times.at(-1)).toBeLessThanOrEqual(clock.now())
    }
    expect(tasks.some(({ title }) => title.includes('<img src=x onerror=alert(1)>'))).toBe(true)
  })

  it('has small pictures that are well-formed', () => {
    for (const { thumbnail } of createSandbox().database.flows) {
      expect(thumbnail!.length).toBeLessThan(1_200)
      const svg = decodeURIComponent(thumbnail!.slice('data:image/svg+xml,'.length))
      expect(svg).toMatch(/^<svg [^>]+><path [^>]+\/>(<rect [^>]+\/>)+<\/svg>$/)
      expect(svg).not.toContain('NaN')
    }
  })

  it('has null in optional texts of a few rows, which no client takes for a fault', async () => {
    const { ada, ben } = createWorld()
    for (const client of [ada, ben]) {
      const flows = await getFlows(client, { limit: 1_000 })
      const empty = flows.filter(({ description }) => description === null)
      expect(empty.length).toBeGreaterThan(0)
      expect(empty.length).toBeLessThan(flows.length / 2)
    }
    const tasks = await getPeopleTasks(ada, { role: 'approver' })
    expect(tasks.some(({ description }) => description === null)).toBe(true)
  })

  it('comes large, too', async () => {
    const { ada } = createWorld({ data: 'large' })
    expect(await getFlows(ada, { limit: 1_000 })).toHaveLength(1_000)
    expect(await getPeopleTasks(ada, { limit: 1_000, role: 'approver' })).toHaveLength(500)
  })
})
