import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import { createAppmixerClient, createSetup, type SetupTarget } from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'
import { until } from '../until.ts'

afterEach(() => globalThis.sessionStorage?.clear())

function createScene() {
  const sandbox = createSandbox({ data: 'integrations', startDuration: 0, stopDuration: 0 })
  const client = createAppmixerClient({
    baseUrl,
    fetch: sandbox.fetch,
    token: sandbox.tokenFor(ada),
  })
  const queryClient = new QueryClient()
  const templateId = templateNamed(sandbox, 'New leads to Slack')
  const setupOf = (target: SetupTarget = { templateId }) =>
    createSetup(client, queryClient, target, { saveDelay: 0 })
  return { sandbox, client, queryClient, templateId, setupOf }
}

function templateNamed({ database }: Sandbox, wanted: string): string {
  return database.flows.find(
    ({ type, name }) => type === 'integration-template' && name === wanted,
  )!.flowId
}

const instancesIn = ({ database }: Sandbox) =>
  database.flows.filter(({ type }) => type?.startsWith('integration-instance'))

test('nothing is made before the first change; then a value is saved in its place, and checked', async () => {
  const { sandbox, setupOf } = createScene()
  const setup = setupOf()
  await until(() => setup.state.get().status === 'editing')
  expect(setup.state.get().fields.map(({ kind }) => kind)).toEqual([
    'account',
    'account',
    'text',
    'textarea',
  ])
  expect(instancesIn(sandbox)).toEqual([])

  setup.setValue('2', '#sales')
  await until(() => instancesIn(sandbox).length === 1 && setup.state.get().step === undefined)
  const [copy] = instancesIn(sandbox)
  expect(copy!.name).toBe('New leads to Slack')
  const slack = Object.values(copy!.flow).at(-1) as { config: { properties: object } }
  expect(slack.config.properties).toEqual({ channel: '#sales', text: 'A new lead has arrived.' })

  setup.cancel()
  expect(await setup.outcome).toEqual({ status: 'cancelled' })
  await until(() => instancesIn(sandbox).length === 0)
})

test('it starts when nothing is missing, and says what is missing before', async () => {
  const { sandbox, setupOf } = createScene()
  const setup = setupOf()
  await until(() => setup.state.get().status === 'editing')
  setup.finish()
  const shown = () => setup.state.get().fields.map(({ shownProblem }) => shownProblem?.code)
  expect(shown()).toContain('required')
  expect(instancesIn(sandbox)).toEqual([])

  setup.setValue('2', '#sales')
  for (const field of setup.state.get().fields) {
    if (field.kind === 'account' && field.accounts[0]) {
      setup.setAccount(field.key, field.accounts[0].accountId)
    }
  }
  setup.finish()
  const outcome = await setup.outcome
  expect(outcome.status).toBe('started')
  const [instance] = instancesIn(sandbox)
  expect(instance).toMatchObject({ stage: 'running', name: 'New leads to Slack' })
})
