import { describe, expect, it } from 'vitest'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ask } from './support.ts'

const as = 'ada@acme.test'

describe('the catalogue', () => {
  it('has the apps of the demo', async () => {
    const { status, body } = await ask(createSandbox(), 'GET /apps')
    expect(status).toBe(200)
    expect(body['appmixer.slack']).toEqual({
      name: 'appmixer.slack',
      label: 'Slack',
      category: 'applications',
      description: expect.any(String) as string,
      icon: expect.stringMatching(/^data:image/) as string,
    })
  })

  it('has a manifest of every component that a flow of the demo uses', async () => {
    const sandbox = createSandbox()
    const { body } = await ask(sandbox, 'GET /components?manifest=yes&private=no')
    const { body: apps } = await ask(sandbox, 'GET /apps')
    const names = new Set(body.map(({ name }: { name: string }) => name))
    const used = sandbox.database.flows.flatMap(({ flow }) => Object.values(flow)) as {
      type: string
    }[]
    expect(used.filter(({ type }) => !names.has(type))).toEqual([])
    for (const { name, auth, label } of body) {
      const [vendor, service] = name.split('.')
      expect(apps).toHaveProperty([`${vendor}.${service}`])
      expect(auth).toEqual(service === 'utils' ? undefined : { service: `${vendor}:${service}` })
      expect(label).toBeTruthy()
    }
  })

  it('is narrowed by app and by selector', async () => {
    const sandbox = createSandbox()
    const names = async (path: string) =>
      (await ask(sandbox, `GET ${path}`)).body.map(({ name }: { name: string }) => name)
    const asana = ['appmixer.asana.tasks.CreateProject', 'appmixer.asana.tasks.CreateTask']
    expect(await names('/apps/components?app=appmixer.asana')).toEqual(asana)
    expect(await names('/components?selector=appmixer.asana')).toEqual(asana)
    const query = asana.map((name) => `selectors=${name}`).join('&')
    expect(await names(`/components?manifest=yes&${query}`)).toEqual(asana)
    expect(await names(`/components?selectors=${asana[0]}`)).toEqual(asana.slice(0, 1))
    expect(await names('/components?selector=appmixer.sl')).toEqual([])
  })

  it('has the components of a flow, for those who may see it', async () => {
    const sandbox = createSandbox()
    const { flowId, flow } = sandbox.database.flows[0]!
    const path = `GET /flows/${flowId}/components?manifest=yes&private=no`
    const { body } = await ask(sandbox, path, { as })
    const types = (Object.values(flow) as { type: string }[]).map(({ type }) => type)
    expect(body.map(({ name }: { name: string }) => name)).toEqual([...new Set(types)].toSorted())
    expect((await ask(sandbox, path)).status).toBe(401)
    expect((await ask(sandbox, path, { as: 'ben@acme.test' })).status).toBe(404)
  })
})

describe('accounts', () => {
  it('say `ok` and the state of the token when they are tested', async () => {
    const sandbox = createSandbox()
    for (const { accountId, tokenId, valid } of sandbox.database.accounts.slice(0, 6)) {
      const { body } = await ask(sandbox, `POST /accounts/${accountId}/test`, { as })
      expect(body).toEqual({ ok: valid, [tokenId]: valid ? 'valid' : 'invalid' })
    }
  })

  it('are told for each component of a flow that needs one', async () => {
    const sandbox = createSandbox()
    const { accounts, flows } = sandbox.database
    const { accountId, usedBy } = accounts[0]!
    const [{ flowId, componentId }] = usedBy as [(typeof usedBy)[0]]
    const { body } = await ask(sandbox, `GET /accounts/flow/${flowId}`, { as })
    expect(body[componentId]).toBe(accountId)
    const lacking = flows.find(
      ({ missingAccounts, userId }) => missingAccounts && userId === flows[0]!.userId,
    )!
    const { body: some } = await ask(sandbox, `GET /accounts/flow/${lacking.flowId}`, { as })
    expect(some[lacking.missingAccounts![0]!]).toBeNull()
  })
})

describe('integrations', () => {
  it('are deleted with a ticket that tells when that is done', async () => {
    const clock = createManualClock()
    const sandbox = createSandbox({ clock })
    const flow = sandbox.database.flows[0]!
    Object.assign(flow, { type: 'integration-instance', stage: 'running' })
    const { body } = await ask(sandbox, `DELETE /integrations/${flow.flowId}`, { as })
    const status = async () =>
      (await ask(sandbox, `GET /integrations/status/${body.ticket}`, { as })).body
    expect(await status()).toEqual({ status: 'in-progress', stepsDone: 0, stepsTotal: 1 })
    clock.advance(600)
    expect(await status()).toEqual({ status: 'completed', stepsDone: 1, stepsTotal: 1 })
    expect((await ask(sandbox, `GET /flows/${flow.flowId}`, { as })).status).toBe(404)
  })

  it('are not what an automation is, nor what belongs to others', async () => {
    const sandbox = createSandbox()
    const { flowId } = sandbox.database.flows[0]!
    expect((await ask(sandbox, `DELETE /integrations/${flowId}`, { as })).status).toBe(404)
    Object.assign(sandbox.database.flows[0]!, { type: 'integration-template' })
    const bens = { as: 'ben@acme.test' }
    expect((await ask(sandbox, `DELETE /integrations/${flowId}`, bens)).status).toBe(404)
    expect((await ask(sandbox, 'GET /integrations/status/nothing', { as })).status).toBe(404)
  })
})

describe('categories', () => {
  it('are there for a start, and filter flows', async () => {
    const sandbox = createSandbox()
    const { body } = await ask(sandbox, 'GET /categories', { as })
    expect(body.length).toBeGreaterThan(3)
    for (const { id, name } of body) {
      const { body: flows } = await ask(sandbox, `GET /flows?filter=categories:${id}`, { as })
      expect({ name, flows: flows.length }).not.toMatchObject({ flows: 0 })
    }
  })

  it('are created, renamed and deleted, each name once', async () => {
    const sandbox = createSandbox({ data: 'empty' })
    const { body: created } = await ask(sandbox, 'POST /categories', { as, body: { name: 'CRM' } })
    expect(created).toEqual({ id: expect.stringMatching(/^[\da-f]{24}$/) as string, name: 'CRM' })
    const again = await ask(sandbox, 'POST /categories', { as, body: { name: 'CRM' } })
    expect(again).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('duplicate key') },
    })
    const path = `/categories/${created.id}`
    await ask(sandbox, `PUT ${path}`, { as, body: { name: 'Sales' } })
    expect((await ask(sandbox, `GET ${path}`, { as })).body).toEqual({ ...created, name: 'Sales' })
    expect((await ask(sandbox, `GET ${path}`, { as: 'ben@acme.test' })).status).toBe(404)
    expect((await ask(sandbox, `DELETE ${path}`, { as })).status).toBe(200)
    expect((await ask(sandbox, 'GET /categories', { as })).body).toEqual([])
  })
})

describe('flows', () => {
  it('may have null where an optional text is absent', async () => {
    const { body } = await ask(createSandbox(), 'GET /flows', { as })
    const of = (name: string) => body.map((flow: Record<string, unknown>) => flow[name])
    expect(of('description')).toContain(null)
    expect(of('templateId')).toContain(null)
  })

  it('are those that are shared with somebody, for `filter=sharedWith`', async () => {
    const { body } = await ask(
      createSandbox(),
      'GET /flows?filter=sharedWith&filter=sharedWith:![]',
      { as },
    )
    expect(body.length).toBeGreaterThan(0)
    for (const { sharedWith } of body) expect(sharedWith).not.toEqual([])
  })
})

describe('stores', () => {
  const storesOf = (sandbox: ReturnType<typeof createSandbox>) => {
    const [store] = sandbox.database.stores
    const keys = sandbox.database.records[store!.storeId]!.map(({ key }) => key) as [string, string]
    return { storeId: store!.storeId, keys }
  }

  it('say exactly `duplicate key` about a key that is taken', async () => {
    const sandbox = createSandbox({ refuseDuplicateKeys: true })
    const { storeId, keys } = storesOf(sandbox)
    const path = `/store/${storeId}/${encodeURIComponent(keys[0])}`
    const refusal = {
      status: 400,
      body: { statusCode: 400, error: 'Bad Request', message: 'duplicate key' },
    }
    expect(await ask(sandbox, `PATCH ${path}`, { as, body: { key: keys[1] } })).toEqual(refusal)
    expect(await ask(sandbox, `POST ${path}`, { as, body: '1' })).toEqual(refusal)
  })

  it('refuse a rename onto a key that is taken, where creating one there is allowed', async () => {
    const sandbox = createSandbox()
    const { storeId, keys } = storesOf(sandbox)
    const path = `/store/${storeId}/${encodeURIComponent(keys[0])}`
    const renamed = await ask(sandbox, `PATCH ${path}`, { as, body: { key: keys[1] } })
    expect(renamed).toMatchObject({ status: 400, body: { message: 'duplicate key' } })
    expect((await ask(sandbox, `POST ${path}`, { as, body: '1' })).status).toBe(200)
  })

  it('keep the default one, unless told otherwise', async () => {
    for (const keepDefaultStore of [true, false]) {
      const sandbox = createSandbox({ keepDefaultStore })
      const { storeId } = storesOf(sandbox)
      const { status } = await ask(sandbox, `DELETE /stores/${storeId}`, { as })
      expect(status).toBe(keepDefaultStore ? 400 : 200)
    }
  })

  it('are searched by a regular expression, or with escapePattern=true by text', async () => {
    const sandbox = createSandbox()
    const { storeId } = storesOf(sandbox)
    const keys = async (search: string) =>
      (await ask(sandbox, `GET /store?storeId=${storeId}&${search}`, { as })).body.map(
        ({ key }: { key: string }) => key,
      )
    expect(await keys('pattern=^vat')).toEqual(['vat 21%'])
    expect(await keys('pattern=%3Dold')).toEqual(['redirect?from=old'])
    expect(await keys('pattern=redirect?from&escapePattern=true')).toEqual(['redirect?from=old'])
    expect(await keys('pattern=.*&escapePattern=true')).toEqual([])
    expect((await ask(sandbox, `GET /store?storeId=${storeId}&pattern=[`, { as })).status).toBe(400)
  })
})

describe('people tasks', () => {
  const path = '/plugins/appmixer/utils/tasks/tasks'

  it('are searched by a regular expression on the title', async () => {
    const sandbox = createSandbox()
    const titles = async (pattern: string) => {
      const query = `role=approver&pattern=${encodeURIComponent(pattern)}`
      const { body: tasks } = await ask(sandbox, `GET ${path}?${query}`, { as })
      const { body } = await ask(sandbox, `GET ${path}-count?${query}`, { as })
      expect(body).toEqual({ count: tasks.length })
      return tasks.map(({ title }: { title: string }) => title.slice(0, 7))
    }
    expect(await titles('^approve .*globex')).toEqual(['Approve'])
    expect(await titles('SSL|VAT')).toEqual(['Correct', 'Renew t'])
    for (const where of [path, `${path}-count`]) {
      const answer = await ask(sandbox, `GET ${where}?pattern=(`, { as })
      expect(answer).toMatchObject({ status: 400, body: { error: 'Bad Request' } })
    }
  })

  const task = { title: 'May I?', approver: as, requester: 'ben@acme.test' }

  it('need no date, and then are never due', async () => {
    const clock = createManualClock()
    const sandbox = createSandbox({ clock })
    const { body } = await ask(sandbox, `POST ${path}`, { as, body: task })
    expect(body).not.toHaveProperty('decisionBy')
    clock.advance(29 * 86_400_000)
    const { body: later } = await ask(sandbox, `GET ${path}/${body.taskId}`, { as })
    expect(later.status).toBe('pending')
    const reopened = createSandbox({ data: sandbox.snapshot() })
    expect((await ask(reopened, `GET ${path}?sort=decisionBy:1`, { as })).status).toBe(200)
  })

  it.each([{ description: '' }, { title: '' }, { decisionBy: '' }])('refuse %j', async (field) => {
    const body = { ...task, ...field }
    expect((await ask(createSandbox(), `POST ${path}`, { as, body })).status).toBe(400)
  })
})
