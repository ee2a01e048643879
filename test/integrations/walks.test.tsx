import { QueryClient } from '@tanstack/react-query'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  createAppmixerClient,
  createSetup,
  endSession,
  getAuthSessionTicket,
  getAuthUrl,
  isAppmixerError,
  type Setup,
} from '../../src/index.ts'
import { tidyUp } from '../../src/integrations/setup/setup.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { runs } from '../runs.ts'
import { ada, baseUrl } from '../support.tsx'

/** What a user does, and how much of what it sets off is over before the next. */
interface Step {
  act:
    | 'open'
    | 'edit'
    | 'type'
    | 'connect'
    | 'finish'
    | 'cancel'
    | 'leave'
    | 'reload'
    | 'crash'
    | 'sign out'
  choice: number
  turns: number
}

const stepOf: fc.Arbitrary<Step> = fc.record({
  act: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('open' as const, 'type' as const, 'connect' as const) },
    { weight: 3, arbitrary: fc.constantFrom('finish' as const, 'edit' as const) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        'cancel' as const,
        'leave' as const,
        'reload' as const,
        'crash' as const,
        'sign out' as const,
      ),
    },
  ),
  choice: fc.nat(7),
  turns: fc.nat(16),
})

/** A page of Ada's in one tab. After `die` nothing that it sends arrives, and no answer reaches it. */
function openPage(sandbox: Sandbox) {
  let isAlive = true
  const never = new Promise<never>(() => {})
  const client = createAppmixerClient({
    baseUrl,
    token: sandbox.tokenFor(ada),
    async fetch(input, init) {
      if (!isAlive) throw new TypeError('The page is gone.')
      const request = new Request(input, init)
      // On the way there and back the page may be closed: what was sent arrives all the same.
      await pause(2)
      const response = await sandbox.fetch(request)
      await pause(2)
      return isAlive ? response : never
    },
  })
  const queryClient = new QueryClient()
  tidyUp(client, queryClient)
  return { client, queryClient, die: () => void (isAlive = false) }
}

/** Lets what is under way go on for so many turns. */
async function pause(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** The page is left: what is begun without waiting is still sent. */
async function hide(): Promise<void> {
  window.dispatchEvent(new Event('pagehide'))
  await new Promise((resolve) => setImmediate(resolve))
}

/** Lets time pass until it is so. */
async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 4_000 && !condition(); turn++) {
    await pause(1)
    vi.advanceTimersByTime(5)
  }
}

interface Walk {
  steps: readonly Step[]
  /** Whether the browser lets pages use `sessionStorage`. */
  hasStorage: boolean
}

async function walk({ steps, hasStorage }: Walk): Promise<void> {
  sessionStorage.clear()
  const forbidden = hasStorage
    ? undefined
    : vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
        throw new DOMException('Forbidden', 'SecurityError')
      })
  const sandbox = createSandbox({ data: 'integrations', startDuration: 0, stopDuration: 0 })
  const { flows } = sandbox.database
  const seeded = new Set(flows.map(({ flowId }) => flowId))
  const templates = flows.filter(({ type }) => type === 'integration-template')
  let page = openPage(sandbox)
  let setup: Setup | undefined

  const own = () => flows.filter(({ flowId }) => !seeded.has(flowId))
  const run: Record<Step['act'], (choice: number) => Promise<void> | void> = {
    open(choice) {
      setup?.cancel()
      const templateId = templates[choice % templates.length]!.flowId
      setup = createSetup(page.client, page.queryClient, { templateId }, { saveDelay: 0 })
    },
    edit(choice) {
      const running = own().filter(({ stage }) => stage === 'running')
      const instance = running[choice % (running.length || 1)]
      if (!instance) return
      setup?.cancel()
      const target = { instanceId: instance.flowId }
      setup = createSetup(page.client, page.queryClient, target, { saveDelay: 0 })
    },
    type(choice) {
      const fields = setup?.state.get().fields.filter((field) => 'value' in field) ?? []
      const field = fields[choice % (fields.length || 1)]
      if (field) setup?.setValue(field.key, field.kind === 'number' ? '7' : `value ${choice}`)
    },
    async connect(choice) {
      const current = setup
      const fields = current?.state.get().fields ?? []
      const field = fields[choice % (fields.length || 1)]
      if (field?.kind !== 'account') return
      try {
        const { ticket } = await getAuthSessionTicket(page.client)
        await getAuthUrl(page.client, { ticket, componentType: field.consentFor })
        const { accountId } = sandbox.consents.allow(ticket)
        current?.addAccount(field.key, { accountId, service: field.service })
      } catch (error) {
        if (!isAppmixerError(error)) throw error
      }
    },
    finish: () => setup?.finish(),
    cancel: () => setup?.cancel(),
    leave() {
      setup?.cancel()
      setup = undefined
    },
    async reload() {
      await hide()
      void run.crash(0)
    },
    crash() {
      page.die()
      setup = undefined
      page = openPage(sandbox)
    },
    'sign out'() {
      endSession(page.client, page.queryClient)
      setup = undefined
      page = openPage(sandbox)
    },
  }

  for (const { act, choice, turns } of steps) {
    await run[act](choice)
    for (let turn = 0; turn < turns; turn++) {
      await pause(1)
      vi.advanceTimersByTime(1)
    }
  }
  await run.leave(0)
  if (hasStorage) tidyUp(page.client, page.queryClient)
  const orphans = () =>
    own()
      .filter(({ type, stage }) => type !== 'integration-instance' || stage !== 'running')
      .map(({ name, type, stage }) => ({ name, type, stage }))
  // What is on its way arrives first.
  await pause(60)
  await until(() => orphans().length === 0)
  expect(orphans()).toEqual([])
  endSession(page.client, page.queryClient)
  forbidden?.mockRestore()
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  sessionStorage.clear()
})

const walks = (acts: fc.Arbitrary<Step>) => fc.array(acts, { minLength: 2, maxLength: 14 })

test('no copy stays behind, wherever a walk ends', async () => {
  await fc.assert(
    fc.asyncProperty(walks(stepOf), (steps) => walk({ steps, hasStorage: true })),
    { ...runs(50), endOnFailure: true },
  )
}, 120_000)

test('a page that lives on needs no storage for that', async () => {
  const living = stepOf.filter(({ act }) => act !== 'reload' && act !== 'crash')
  await fc.assert(
    fc.asyncProperty(walks(living), (steps) => walk({ steps, hasStorage: false })),
    { ...runs(15), endOnFailure: true },
  )
}, 120_000)

test('the walks get somewhere: some start an integration, some change it', async () => {
  const sandbox = createSandbox({ data: 'integrations', startDuration: 0 })
  const { flows } = sandbox.database
  const page = openPage(sandbox)
  const template = flows.find(({ name }) => name === 'Alerts by mail')!
  const target = { templateId: template.flowId }
  const setup = createSetup(page.client, page.queryClient, target, { saveDelay: 0 })
  await until(() => setup.state.get().status === 'editing')
  for (const field of setup.state.get().fields) {
    if (field.kind !== 'account' || !field.isMissing) continue
    const { ticket } = await getAuthSessionTicket(page.client)
    await getAuthUrl(page.client, { ticket, componentType: field.consentFor })
    const { accountId } = sandbox.consents.allow(ticket)
    setup.addAccount(field.key, { accountId, service: field.service })
  }
  setup.finish()
  const endOf = async ({ state }: Setup) => {
    await until(() => state.get().status === 'ended')
    return state.get().outcome!
  }
  const outcome = await endOf(setup)
  expect(outcome.status).toBe('started')
  const instanceId = (outcome as { flowId: string }).flowId
  const settings = createSetup(page.client, page.queryClient, { instanceId }, { saveDelay: 0 })
  await until(() => settings.state.get().status === 'editing')
  settings.finish()
  expect(await endOf(settings)).toEqual({ status: 'saved', flowId: instanceId })
  expect(flows.filter(({ type }) => type === 'integration-instance-draft')).toEqual([])
})

test.each(['close the tab', 'sign out'])('%s: the copy goes, and the note of it', async (how) => {
  const sandbox = createSandbox({ data: 'integrations' })
  const { flows } = sandbox.database
  const page = openPage(sandbox)
  const template = flows.find(({ name }) => name === 'New leads to Slack')!
  const target = { templateId: template.flowId }
  const setup = createSetup(page.client, page.queryClient, target, { saveDelay: 0 })
  await until(() => setup.state.get().status === 'editing')
  setup.setValue('2', '#sales')
  const copies = () => flows.filter(({ type }) => type === 'integration-instance')
  await until(() => copies().length === 1 && setup.state.get().step === undefined)
  expect(sessionStorage).toHaveLength(1)
  if (how === 'sign out') {
    endSession(page.client, page.queryClient)
    await until(() => sessionStorage.length === 0)
  } else {
    await hide()
    page.die()
  }
  await until(() => copies().length === 0)
  expect(copies()).toEqual([])
  if (how === 'sign out') expect(sessionStorage).toHaveLength(0)
})
