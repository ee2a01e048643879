import { describe, expect, it } from 'vitest'
import {
  cloneFlow,
  connectComponentAccount,
  createAccount,
  deleteIntegration,
  disconnectComponentAccount,
  getApps,
  getCategories,
  getComponents,
  getFlow,
  getFlows,
  getFlowsCount,
  getIntegrationStatus,
  integrationsQuery,
  integrationTemplatesQuery,
  isAppmixerError,
  publishDraft,
  startFlow,
  stopFlow,
  updateFlow,
  validateFlow,
  wizardFields,
  wizardServices,
  type Flow,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../sandbox/support.ts'

const data = 'integrations'

const activate = {
  projection: '-sharedWith',
  isTemplateInstance: true,
  setOriginFlowId: true,
  connectAccounts: false,
  connectSharedAccounts: true,
  additional: { type: 'integration-instance' },
}

async function activated(name: string) {
  const world = createWorld({ data })
  const { ada } = world
  const templates = await getFlows(ada, integrationTemplatesQuery())
  const template = templates.find((candidate) => candidate.name === name)!
  const { flowId } = await cloneFlow(ada, { flowId: template.flowId, ...activate })
  const instance = () => getFlow(ada, { flowId })
  return { ...world, template, flowId, instance }
}

describe('templates', () => {
  it('are six, for everyone, and nothing else is one', async () => {
    const { ada, ben } = createWorld({ data })
    for (const client of [ada, ben]) {
      const templates = await getFlows(client, integrationTemplatesQuery())
      expect(templates).toHaveLength(6)
      expect(await getFlowsCount(client, integrationTemplatesQuery())).toBe(6)
      expect(new Set(templates.map(({ type }) => type))).toEqual(new Set(['integration-template']))
    }
    const { ada: inDemo } = createWorld()
    expect(await getFlows(inDemo, integrationTemplatesQuery())).toEqual([])
  })

  it('are narrowed by category, and by what the caller adds', async () => {
    const { ada } = createWorld({ data })
    const categories = await getCategories(ada)
    const { id } = categories.find(({ name }) => name === 'Engineering')!
    const names = async (query: object) =>
      (await getFlows(ada, integrationTemplatesQuery(query))).map(({ name }) => name)
    expect(await names({ category: id })).toEqual(['Failed builds to Jira', 'Alerts by mail'])
    expect(await names({ category: id, pattern: 'jira' })).toEqual(['Failed builds to Jira'])
    expect(await names({ filter: ['stage:running'] })).toEqual([])
  })

  it('have between them a field of every kind, whose components and apps are known', async () => {
    const { ada } = createWorld({ data })
    const templates = await getFlows(ada, integrationTemplatesQuery())
    const fields = templates.flatMap(wizardFields)
    expect(new Set(fields.map(({ kind }) => kind))).toEqual(
      new Set(['account', 'inspectorField', 'inspectorFieldset', 'customField', 'text', 'image']),
    )
    const custom = fields.filter(({ kind }) => kind === 'customField')
    expect(new Set(custom.map(({ attrs }) => attrs['type']))).toEqual(
      new Set('text textarea number date-time select multiselect toggle color buttons'.split(' ')),
    )
    const apps = (await getApps(ada)).map(({ name }) => name)
    for (const template of templates) {
      for (const service of wizardServices(template)) {
        expect(apps).toContain(service.replace(':', '.'))
      }
      for (const field of wizardFields(template)) {
        const ids = Object.keys(template.flow!)
        if (field.kind === 'account') expect(ids).toEqual(expect.arrayContaining(field.components))
        if (field.source) expect(ids).toContain(field.source.split('.')[0])
      }
    }
  })

  it('cannot be changed, started or deleted by those who may only read them', async () => {
    const { ada } = createWorld({ data })
    const [template] = (await getFlows(ada, integrationTemplatesQuery())) as [Flow]
    const { flowId } = template
    for (const call of [
      () => updateFlow(ada, { flowId, name: 'Mine' }),
      () => startFlow(ada, { flowId }),
      () => deleteIntegration(ada, { flowId }),
    ]) {
      await expect(call()).rejects.toMatchObject({ status: 403 })
    }
  })
})

describe('an integration', () => {
  it('is a clone that knows its template, with fields that name its own components', async () => {
    const { ada, template, instance } = await activated('New leads to Slack')
    const flow = await instance()
    expect(flow).toMatchObject({
      name: template.name,
      type: 'integration-instance',
      templateId: template.flowId,
      originFlowId: template.flowId,
      stage: 'stopped',
      sharedWith: [],
    })
    const ids = Object.keys(flow.flow!)
    expect(ids).not.toEqual(Object.keys(template.flow!))
    for (const field of wizardFields(flow)) {
      if (field.kind === 'account') expect(ids).toContain(field.components[0])
      else expect(ids).toContain(field.source!.split('.')[0])
    }
    const mine = await getFlows(ada, integrationsQuery({ templateId: template.flowId }))
    expect(mine.map(({ flowId }) => flowId)).toEqual([flow.flowId])
    expect(await getFlows(ada, integrationsQuery({ templateId: 'other' }))).toEqual([])
  })

  it('starts when its accounts are connected and its required fields are filled in', async () => {
    const { ada, flowId, instance } = await activated('New leads to Slack')
    const refusals = async () =>
      (await validateFlow(ada, { flowId })).errors.flatMap(({ errors }) =>
        errors.map(({ message }) => message),
      )
    const missing = ['Not authenticated', 'Not authenticated', 'Input field "Channel" is required.']
    expect(await refusals()).toEqual(missing)
    await expect(startFlow(ada, { flowId })).rejects.toMatchObject({ reason: 'flow-invalid' })

    const flow = await instance()
    for (const field of wizardFields(flow)) {
      if (field.kind !== 'account') continue
      const { accountId } = await createAccount(ada, { service: field.service!, token: {} })
      for (const componentId of field.components) {
        await connectComponentAccount(ada, { componentId, accountId })
      }
    }
    expect(await refusals()).toEqual(missing.slice(2))
    await expect(startFlow(ada, { flowId })).rejects.toMatchObject({
      serverMessage: 'Input field "Channel" is required.',
    })

    const source = wizardFields(flow).find(({ label }) => label === 'Channel')!.source!
    const [componentId = ''] = source.split('.')
    const descriptor = flow.flow as Record<string, object>
    const component = {
      ...descriptor[componentId],
      config: { properties: { channel: '#sales' } },
    }
    await updateFlow(ada, { flowId, flow: { ...descriptor, [componentId]: component } })
    expect(await refusals()).toEqual([])
    await startFlow(ada, { flowId })
    expect(await instance()).toMatchObject({ stage: 'starting' })
  })

  it('lacks an account again when that is taken from a component', async () => {
    const { ada, flowId, instance } = await activated('Alerts by mail')
    const { components } = wizardFields(await instance()).find(
      (field) => field.kind === 'account' && field.service === 'appmixer:google',
    ) as { components: string[] }
    const [componentId] = components as [string]
    const { accountId } = await createAccount(ada, { service: 'appmixer:google', token: {} })
    const lacks = async () =>
      (await validateFlow(ada, { flowId })).errors.some((each) => each.componentId === componentId)
    expect(await lacks()).toBe(true)
    await connectComponentAccount(ada, { componentId, accountId })
    expect(await lacks()).toBe(false)
    await disconnectComponentAccount(ada, { componentId })
    expect(await lacks()).toBe(true)
  })

  it('refuses an account of another app, of another user, and a component of another user', async () => {
    const { ada, ben, instance } = await activated('Alerts by mail')
    const [componentId] = Object.keys((await instance()).flow!) as [string]
    const { accountId } = await createAccount(ada, { service: 'appmixer:xero', token: {} })
    const connect = (client: typeof ada) =>
      connectComponentAccount(client, { componentId, accountId })
    await expect(connect(ada)).rejects.toMatchObject({ status: 400 })
    await expect(connect(ben)).rejects.toMatchObject({ reason: 'not-found' })
    const bens = await createAccount(ben, { service: 'appmixer:sentry', token: {} })
    await expect(
      connectComponentAccount(ada, { componentId, accountId: bens.accountId }),
    ).rejects.toMatchObject({ reason: 'not-found' })
  })

  it('is deleted with a ticket', async () => {
    const { ada, flowId, instance } = await activated('Alerts by mail')
    const { ticket } = await deleteIntegration(ada, { flowId })
    expect(await getIntegrationStatus(ada, { ticket: ticket! })).toMatchObject({
      status: 'completed',
    })
    await expect(instance()).rejects.toMatchObject({ reason: 'not-found' })
    await expect(deleteIntegration(ada, { flowId })).rejects.toMatchObject({ reason: 'not-found' })
  })
})

describe('a draft', () => {
  async function drafted() {
    const world = await activated('Alerts by mail')
    const { ada, flowId, instance, sandbox } = world
    for (const field of wizardFields(await instance())) {
      if (field.kind !== 'account') continue
      const { accountId } = await createAccount(ada, { service: field.service!, token: {} })
      for (const componentId of field.components) {
        await connectComponentAccount(ada, { componentId, accountId })
      }
    }
    await startFlow(ada, { flowId })
    const { flowId: draftId } = await cloneFlow(ada, {
      flowId,
      setOriginFlowId: true,
      connectAccounts: true,
      additional: { type: 'integration-instance-draft' },
    })
    return { ...world, draftId, sandbox }
  }

  it('replaces the flow that it was copied from, which keeps its components and accounts', async () => {
    const { ada, draftId, flowId, instance, sandbox } = await drafted()
    const before = Object.keys((await instance()).flow!)
    await updateFlow(ada, { flowId: draftId, name: 'Edited' })
    await stopFlow(ada, { flowId })
    await publishDraft(ada, { flowId: draftId })
    const after = await instance()
    expect(after).toMatchObject({ name: 'Edited', type: 'integration-instance' })
    expect(Object.keys(after.flow!)).toEqual(before)
    await expect(getFlow(ada, { flowId: draftId })).rejects.toMatchObject({ reason: 'not-found' })
    await startFlow(ada, { flowId })
    const uses = sandbox.database.accounts.flatMap(({ usedBy }) => usedBy)
    expect(uses.filter((use) => use.flowId === draftId)).toEqual([])
  })

  it('is refused while that runs, unless it is forced', async () => {
    const { ada, draftId } = await drafted()
    await expect(publishDraft(ada, { flowId: draftId })).rejects.toMatchObject({
      reason: 'flow-running',
    })
    await publishDraft(ada, { flowId: draftId, forceUpdate: true })
  })

  it('must be one', async () => {
    const { ada, flowId } = await drafted()
    await expect(publishDraft(ada, { flowId })).rejects.toMatchObject({ reason: 'not-found' })
  })
})

describe('a wizard', () => {
  it('keeps a field that is not known, and reads what is broken as far as it can', () => {
    const fields = [
      { type: 'signature', label: 'Sign here', attrs: { pen: 'blue' } },
      { type: 'account', attrs: { service: 7, components: ['a', null] } },
      { label: 8 },
      null,
    ]
    expect(wizardFields({ wizard: { fields } })).toEqual([
      { index: 0, kind: 'unknown', type: 'signature', label: 'Sign here', attrs: { pen: 'blue' } },
      {
        index: 1,
        kind: 'account',
        components: ['a'],
        attrs: { service: 7, components: ['a', null] },
      },
      { index: 2, kind: 'unknown', type: '', attrs: {} },
      { index: 3, kind: 'unknown', type: '', attrs: {} },
    ])
    for (const wizard of [undefined, null, {}, { fields: {} }]) {
      expect(wizardFields({ wizard })).toEqual([])
    }
  })
})

describe('the catalogue', () => {
  it('is read as lists, and narrowed by names', async () => {
    const { ada } = createWorld()
    const apps = await getApps(ada)
    expect(apps.find(({ name }) => name === 'appmixer.slack')).toMatchObject({ label: 'Slack' })
    const names = async (query: object) => (await getComponents(ada, query)).map(({ name }) => name)
    expect(await names({ names: ['appmixer.asana'] })).toEqual([
      'appmixer.asana.tasks.CreateProject',
      'appmixer.asana.tasks.CreateTask',
    ])
    expect((await names({})).length).toBeGreaterThan(20)
    const [component] = await getComponents(ada, { names: 'appmixer.slack' })
    expect(component!.auth).toEqual({ service: 'appmixer:slack' })
  })
})

it('a state with integrations and consents goes on from a snapshot', async () => {
  const { sandbox } = await activated('Alerts by mail')
  const copy = createSandbox({ data: JSON.parse(JSON.stringify(sandbox.snapshot())) })
  expect(copy.database.flows).toEqual(sandbox.database.flows)
  expect(copy.database.categories).toEqual(sandbox.database.categories)
})

it('a clone is refused a field that no clone can have', async () => {
  const { ada } = createWorld({ data })
  const [template] = (await getFlows(ada, integrationTemplatesQuery())) as [Flow]
  const error: unknown = await cloneFlow(ada, {
    flowId: template.flowId,
    additional: { type: 'integration-instance', stage: 'running' } as never,
  }).catch((reason: unknown) => reason)
  expect(isAppmixerError(error) && error.status).toBe(400)
})
