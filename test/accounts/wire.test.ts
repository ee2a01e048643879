import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createAccount,
  deleteAccount,
  getAccountFlows,
  getAccounts,
  getComponentAccounts,
  getFlowAuthentication,
  setAccountName,
  testAccount,
} from '../../src/index.ts'
import { failing, wireAnswering } from '../wire.ts'

const accountId = '5a6e21f3b266224186ac7d03'
const account = {
  accountId,
  name: 'U0UFJ0MFG - client IO',
  displayName: null,
  service: 'appmixer:slack',
  userId: '58593f07c3ee4f239dc69ff7',
  profileInfo: { id: 'U0UFJ0MFG' },
  icon: 'data:image/png;base64,iVBORw0KGgo=',
  label: 'Slack',
}

describe('accounts', () => {
  test.each([
    [undefined, ''],
    ['service:!appmixer:aws', '?filter=service%3A%21appmixer%3Aaws'],
    [
      ['service:!acme:crm', 'service:!appmixer:aws'],
      '?filter=service%3A%21acme%3Acrm&filter=service%3A%21appmixer%3Aaws',
    ],
  ])('are listed with the filter %j', async (filter, search) => {
    const { client, sent } = wireAnswering([account])
    expect(await getAccounts(client, filter === undefined ? {} : { filter })).toEqual([account])
    expect(sent).toEqual([{ method: 'GET', path: '/accounts', search, type: null, body: '' }])
  })

  test('are created from credentials: switches in the query, the rest in the body', async () => {
    const created = { ...account, pre: {}, revoked: false }
    const { client, sent } = wireAnswering(created)
    const data = {
      service: 'appmixer:slack',
      token: { accessToken: 'xoxb', scope: ['chat:write'] },
      name: 'Acme',
      profileInfo: {},
    }
    const switches = { validateScope: false, requestProfileInfo: false }
    expect(await createAccount(client, { ...data, ...switches })).toEqual(created)
    expect(sent[0]).toMatchObject({
      method: 'POST',
      path: '/accounts',
      search: '?validateScope=false&requestProfileInfo=false',
      type: 'application/json',
    })
    expect(JSON.parse(sent[0]!.body)).toEqual(data)
  })

  test('are created without switches as the server does by default', async () => {
    const { client, sent } = wireAnswering(account)
    await createAccount(client, { service: 'a:b', token: {} })
    expect(sent[0]).toMatchObject({ search: '', body: '{"service":"a:b","token":{}}' })
  })

  test('are renamed, which the server answers with an empty body', async () => {
    const { client, sent } = wireAnswering('')
    expect(await setAccountName(client, { accountId, displayName: 'Ours' })).toBeUndefined()
    expect(sent[0]).toMatchObject({
      method: 'PUT',
      path: `/accounts/${accountId}`,
      body: '{"displayName":"Ours"}',
    })
  })

  test.each([
    [{ ok: true }, true],
    [{ ok: false, error: 'revoked' }, false],
    [{ '5a6e21f3b266224186ac7d04': 'valid' }, true],
    [{ '5a6e21f3b266224186ac7d04': 'invalid' }, false],
    [{ a: 'valid', b: 'invalid' }, false],
    [{ revoked: false }, true],
    [{ revoked: true }, false],
  ])('are tested; %j means ok is %j', async (answer, ok) => {
    const { client, sent } = wireAnswering(answer)
    expect(await testAccount(client, { accountId })).toEqual({ ...answer, ok })
    expect(sent[0]).toMatchObject({ method: 'POST', path: `/accounts/${accountId}/test`, body: '' })
  })

  test('of which nothing is known are not said to work', async () => {
    const { client } = wireAnswering({})
    await expect(testAccount(client, { accountId })).rejects.toMatchObject({ code: 'schema' })
  })

  test('are deleted', async () => {
    const { client, sent } = wireAnswering({ accountId })
    await deleteAccount(client, { accountId })
    expect(sent[0]).toMatchObject({ method: 'DELETE', path: `/accounts/${accountId}` })
  })

  test('tell which flows use them', async () => {
    const flows = [{ flowId: '9251b4b6-4cdb-42ad-9431-1843e05307be', name: 'Flow #1' }]
    const { client, sent } = wireAnswering(flows)
    expect(await getAccountFlows(client, { accountId })).toEqual(flows)
    expect(sent[0]).toMatchObject({ method: 'GET', path: `/accounts/${accountId}/flows` })
  })
})

describe('accounts of a component', () => {
  const status = {
    accessTokenValid: true,
    accountId,
    tokenId: '5a6e21f3b266224186ac7d04',
    componentAssigned: true,
    componentId: 'e25dc901-f92a-46a2-8d29-2573d4ad65e5',
    scopeValid: true,
    authorizedScope: ['channels:read', 'chat:write:user'],
    name: 'U0UFJ0MFG - client IO',
    displayName: 'client IO',
  }
  const { accountId: _, ...nameless } = status
  const componentType = 'appmixer.slack.list.SendChannelMessage'

  test.each([
    [
      'a map, as documented',
      { componentType, auth: { accounts: { [accountId]: status } } },
      [status],
    ],
    [
      'a map whose rows leave their id to the key',
      { auth: { accounts: { [accountId]: nameless } } },
      [status],
    ],
    ['a list', { auth: { accounts: [status] } }, [status]],
    ['a list without names around it', [status], [status]],
    ['a list under auth', { auth: [status] }, [status]],
    ['an empty map', { componentType, auth: { accounts: {} } }, []],
    ['no accounts at all', { componentType, auth: {} }, []],
    ['no auth at all', { componentType }, []],
  ])('are a list when the server answers %s', async (_name, answer, expected) => {
    const { client } = wireAnswering(answer)
    expect(await getComponentAccounts(client, { componentType })).toEqual(expected)
  })

  test('are asked for by type, and by component, one or several', async () => {
    const { client, sent } = wireAnswering({ auth: {} })
    await getComponentAccounts(client, { componentType })
    await getComponentAccounts(client, { componentType, componentId: 'c1' })
    await getComponentAccounts(client, {
      componentType: 'appmixer:slack',
      componentId: ['c1', 'c2'],
    })
    expect(sent.map(({ path, search }) => path + search)).toEqual([
      `/auth/${componentType}`,
      `/auth/${componentType}?componentId=c1`,
      '/auth/appmixer%3Aslack?componentId=c1&componentId=c2',
    ])
  })

  test('are no list when a proxy answers', async () => {
    const { client } = wireAnswering('<html>')
    await expect(getComponentAccounts(client, { componentType })).rejects.toMatchObject({
      code: 'schema',
    })
  })
})

describe('authentication of a flow', () => {
  const flowId = '9089f275-f5a5-4796-ba23-365412c5666e'
  const components = { c1: { [accountId]: { accountId, componentAssigned: true } } }
  const ticket = { ticket: 't:1' }
  const busy = { status: 'in-progress' }

  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('is collected under a ticket, and comes without the status', async () => {
    const { client, sent } = wireAnswering(ticket, { status: 'done', components, services: {} })
    expect(await getFlowAuthentication(client, { flowId })).toEqual({ components, services: {} })
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /auth/flow/${flowId}/poll`,
      'GET /auth/flow/status/t%3A1',
    ])
  })

  test('is asked for again after pauses that grow to three seconds', async () => {
    const { client, sent } = wireAnswering(ticket, busy, busy, busy, busy, busy, busy, {
      status: 'done',
    })
    const result = getFlowAuthentication(client, { flowId })
    const counts: number[] = []
    for (const pause of [0, 250, 500, 1_000, 2_000, 3_000, 3_000]) {
      await vi.advanceTimersByTimeAsync(pause)
      counts.push(sent.length)
    }
    expect(counts).toEqual([2, 3, 4, 5, 6, 7, 8])
    expect(await result).toEqual({})
  })

  test('is given up after a minute, or after the time that the caller has', async () => {
    const { client, sent } = wireAnswering(ticket, busy)
    const late = { code: 'timeout', retryable: true }
    const result = expect(getFlowAuthentication(client, { flowId })).rejects.toMatchObject(late)
    await vi.advanceTimersByTimeAsync(60_000)
    await result
    const asked = sent.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(asked)
    const hasty = getFlowAuthentication(
      wireAnswering(ticket, busy).client,
      { flowId },
      { timeout: 100 },
    )
    await expect(hasty).rejects.toMatchObject(late)
  })

  test('stops when the caller aborts, also between two questions', async () => {
    const { client, sent } = wireAnswering(ticket, busy)
    const controller = new AbortController()
    const result = getFlowAuthentication(client, { flowId }, { signal: controller.signal })
    const stopped = expect(result).rejects.toBe('enough')
    await vi.advanceTimersByTimeAsync(100)
    controller.abort('enough')
    await stopped
    expect(vi.getTimerCount()).toBe(0)
    expect(sent).toHaveLength(2)
  })

  test('that the server could not collect is an error with its sentence', async () => {
    const { client } = wireAnswering(ticket, { status: 'error', message: 'Slack did not answer' })
    await expect(getFlowAuthentication(client, { flowId })).rejects.toMatchObject({
      code: 'http',
      serverMessage: 'Slack did not answer',
    })
  })

  test.each([
    [
      '5.0 and later',
      { components, services: { 'appmixer:slack': {} } },
      { components, services: { 'appmixer:slack': {} } },
    ],
    ['before 5.0', components, { components }],
  ])(
    'is asked for directly where there are no tickets, as servers of %s answer',
    async (_name, answer, expected) => {
      const { client, sent } = wireAnswering(failing(404), answer)
      expect(await getFlowAuthentication(client, { flowId })).toEqual(expected)
      expect(sent[1]?.path).toBe(`/auth/flow/${flowId}`)
    },
  )

  test('of a flow that does not exist is an error, not an empty answer', async () => {
    const { client } = wireAnswering(failing(404), failing(404, 'Flow not found.'))
    await expect(getFlowAuthentication(client, { flowId })).rejects.toMatchObject({
      status: 404,
      serverMessage: 'Flow not found.',
    })
  })

  test('that is forbidden is not asked for another way', async () => {
    const { client, sent } = wireAnswering(failing(403))
    await expect(getFlowAuthentication(client, { flowId })).rejects.toMatchObject({ status: 403 })
    expect(sent).toHaveLength(1)
  })
})
