import { beforeEach, describe, expect, test } from 'vitest'
import {
  cloneFlow,
  createAccount,
  deleteAccount,
  getAccountFlows,
  getAccounts,
  getComponentAccounts,
  getFlow,
  getFlowAuthentication,
  getFlows,
  setAccountName,
  startFlow,
  testAccount,
  updateFlow,
  type AppmixerClient,
} from '../../src/index.ts'
import {
  createManualClock,
  createSandbox,
  type ManualClock,
  type Sandbox,
} from '../../src/sandbox/index.ts'
import { ben, clientOf } from '../support.tsx'

let clock: ManualClock
let sandbox: Sandbox
let client: AppmixerClient

beforeEach(() => {
  clock = createManualClock()
  sandbox = createSandbox({ clock })
  client = clientOf(sandbox)
})

const slackType = 'appmixer.slack.list.SendChannelMessage'

async function accountOf(service: string, of = client): Promise<string> {
  const [account] = await getAccounts(of, { filter: `service:${service}` })
  return account!.accountId
}

describe('accounts', () => {
  test('are there for a start: six of Ada and two of Ben, each used by flows of its owner', async () => {
    const bens = clientOf(sandbox, ben)
    expect(await getAccounts(client, {})).toHaveLength(6)
    expect(await getAccounts(bens, {})).toHaveLength(2)
    for (const of of [client, bens]) {
      const own = new Set((await getFlows(of, {})).map(({ flowId }) => flowId))
      for (const account of await getAccounts(of, {})) {
        const flows = await getAccountFlows(of, account)
        expect(flows.length).toBeGreaterThan(0)
        expect(flows.every(({ flowId }) => own.has(flowId))).toBe(true)
      }
    }
  })

  test('are filtered by service, and never tell their token', async () => {
    const all = await getAccounts(client, {})
    const others = await getAccounts(client, {
      filter: ['service:!appmixer:slack', 'service:!appmixer:xero'],
    })
    expect(others).toHaveLength(all.length - 2)
    const [slack] = await getAccounts(client, { filter: 'service:appmixer:slack' })
    expect(slack).toMatchObject({
      service: 'appmixer:slack',
      icon: expect.stringMatching(/^data:image/),
    })
    expect(Object.keys(slack!)).not.toContain('token')
    expect(Object.keys(slack!)).not.toContain('tokenId')
  })

  test('are created once per service and name; the second time renews the token', async () => {
    const input = { service: 'acme:crm', token: { apiKey: 'k' }, name: 'Acme' }
    const created = await createAccount(client, input)
    expect(created).toMatchObject({
      service: 'acme:crm',
      name: 'Acme',
      displayName: null,
      revoked: false,
    })
    expect(JSON.stringify(sandbox.snapshot().accounts)).not.toContain('apiKey')
    expect((await createAccount(client, input)).accountId).toBe(created.accountId)
    expect(await getAccounts(client, {})).toHaveLength(7)
    expect((await createAccount(clientOf(sandbox, ben), input)).accountId).not.toBe(
      created.accountId,
    )
  })

  test('of no service are refused', async () => {
    await expect(createAccount(client, { service: 'slack', token: {} })).rejects.toMatchObject({
      status: 400,
    })
  })

  test('keep the name that the app gave them when they are renamed', async () => {
    const accountId = await accountOf('appmixer:hubspot')
    await setAccountName(client, { accountId, displayName: 'HubSpot EU' })
    const [account] = await getAccounts(client, { filter: 'service:appmixer:hubspot' })
    expect(account).toMatchObject({ name: 'acme.test', displayName: 'HubSpot EU' })
  })

  test('are tested one by one: Xero does not take its token any more', async () => {
    expect(
      await testAccount(client, { accountId: await accountOf('appmixer:slack') }),
    ).toMatchObject({ ok: true })
    expect(
      await testAccount(client, { accountId: await accountOf('appmixer:xero') }),
    ).toMatchObject({ ok: false })
  })

  test('are nobody else’s business', async () => {
    const bens = clientOf(sandbox, ben)
    const accountId = await accountOf('appmixer:slack')
    const hidden = { status: 404, serverMessage: 'Account not found.' }
    await expect(getAccountFlows(bens, { accountId })).rejects.toMatchObject(hidden)
    await expect(testAccount(bens, { accountId })).rejects.toMatchObject(hidden)
    await expect(setAccountName(bens, { accountId, displayName: 'x' })).rejects.toMatchObject(
      hidden,
    )
    await expect(deleteAccount(bens, { accountId })).rejects.toMatchObject(hidden)
  })

  test('that are deleted stop the flows that use them, which cannot start until they have another', async () => {
    const accountId = await accountOf('appmixer:salesforce')
    const users = await getAccountFlows(client, { accountId })
    const before = await getFlows(client, {})
    await deleteAccount(client, { accountId })
    clock.advance(60_000)
    const after = await getFlows(client, {})
    const used = new Set(users.map(({ flowId }) => flowId))
    for (const [index, flow] of after.entries()) {
      expect(flow.stage).toBe(used.has(flow.flowId) ? 'stopped' : before[index]!.stage)
    }
    expect(before.some(({ flowId, stage }) => used.has(flowId) && stage === 'running')).toBe(true)
    await expect(startFlow(client, users[0]!)).rejects.toMatchObject({
      status: 400,
      serverMessage: expect.stringMatching(/^Missing account/),
    })
    expect(await getAccounts(client, {})).toHaveLength(5)
  })

  test('follow the name and the components of a flow', async () => {
    const accountId = await accountOf('appmixer:stripe')
    const [{ flowId }, ...rest] = (await getAccountFlows(client, { accountId })) as [
      { flowId: string },
    ]
    await updateFlow(client, { flowId, name: 'Renamed', forceUpdate: true })
    expect((await getAccountFlows(client, { accountId }))[0]).toEqual({ flowId, name: 'Renamed' })
    await updateFlow(client, { flowId, flow: {}, forceUpdate: true })
    expect(await getAccountFlows(client, { accountId })).toEqual(rest)
  })

  test('are connected in a copy only when the copy asks for it', async () => {
    const accountId = await accountOf('appmixer:stripe')
    const flows = await getAccountFlows(client, { accountId })
    await cloneFlow(client, { flowId: flows[0]!.flowId })
    expect(await getAccountFlows(client, { accountId })).toHaveLength(flows.length)
    const copy = await cloneFlow(client, { flowId: flows[0]!.flowId, connectAccounts: true })
    expect((await getAccountFlows(client, { accountId })).map(({ flowId }) => flowId)).toContain(
      copy.flowId,
    )
  })
})

describe('accounts of a component', () => {
  test('are those of its service; the one that it uses is assigned', async () => {
    const flows = await getAccountFlows(client, { accountId: await accountOf('appmixer:slack') })
    const { flow } = await getFlow(client, flows[0]!)
    const [componentId] = Object.entries(flow!).find(
      ([, c]) => (c as { type: string }).type === slackType,
    )!
    const query = { componentType: slackType, componentId }
    expect(await getComponentAccounts(client, query)).toMatchObject([
      { accessTokenValid: true, scopeValid: true, componentId, componentAssigned: true },
    ])
    const several = await getComponentAccounts(client, {
      ...query,
      componentId: [componentId, 'other'],
    })
    expect(several[0]).toMatchObject({
      components: [
        { componentId, assigned: true },
        { componentId: 'other', assigned: false },
      ],
    })
  })

  test('are none at a service without any, and invalid where the app says so', async () => {
    expect(
      await getComponentAccounts(client, { componentType: 'appmixer.openai.chat.Complete' }),
    ).toEqual([])
    const [xero] = await getComponentAccounts(client, { componentType: 'appmixer:xero' })
    expect(xero).toMatchObject({ accessTokenValid: false })
  })
})

test('the authentication of a flow lists what each of its components may use', async () => {
  const impatient = createSandbox()
  const of = clientOf(impatient)
  const [flow] = await getFlows(of, {})
  const { components } = await getFlowAuthentication(of, { flowId: flow!.flowId })
  const connectable = Object.entries(flow!.flow ?? {})
    .filter(([, component]) => !(component as { type: string }).type.startsWith('appmixer.utils'))
    .map(([componentId]) => componentId)
  expect(Object.keys(components!)).toEqual(connectable)
  for (const offered of Object.values(components!)) {
    expect(Object.values(offered as object)).toMatchObject([{ componentAssigned: true }])
  }
})
