import type { QueryClient } from '@tanstack/react-query'
import { accountKeys } from '../../accounts/keys.ts'
import {
  connectComponentAccount,
  getAccounts,
  getComponentAccounts,
} from '../../accounts/endpoints.ts'
import type { Account } from '../../accounts/types.ts'
import { partOf } from '../../cache/scopes.ts'
import { internalsOf, type AppmixerClient } from '../../client/client.ts'
import { isAppmixerError, type AppmixerError } from '../../client/errors.ts'
import type { Observable } from '../../client/observable.ts'
import { cloneFlow, getFlow, startFlow, updateFlow, validateFlow } from '../../flows/endpoints.ts'
import { flowKeys, flowLists } from '../../flows/keys.ts'
import { untilLeft } from '../../flows/transitions.ts'
import type { Flow, FlowValidation } from '../../flows/types.ts'
import { logLists } from '../../logs/keys.ts'
import { usageKeys } from '../../usage/keys.ts'
import { deleteIntegration, publishDraft } from '../endpoints.ts'
import { wizardFields } from '../wizard.ts'
import { descriptorWith, incomplete, setupFields, valueFields, type SetupField } from './fields.ts'
import {
  findCopy,
  forget,
  identify,
  leftoversOf,
  noteLeftover,
  removeLeftover,
  removeLeftovers,
  type Leftover,
} from './leftovers.ts'

/** What is set up: a template that is to be activated, or an integration whose settings are to change. */
export type SetupTarget = { templateId: string } | { instanceId: string }

/** How a setup ended. */
export type SetupOutcome =
  /** The template is activated, and the integration runs. */
  | { status: 'started'; flowId: string }
  /** The integration has its new settings. It runs if it ran before. */
  | { status: 'saved'; flowId: string }
  /** The user cancelled or left. Nothing of it stays. */
  | { status: 'cancelled' }
  /** What was set up is not there any more. */
  | { status: 'failed'; error: AppmixerError }

/** What a setup is doing at the server. */
export type SetupStep = 'copying' | 'saving' | 'validating' | 'starting' | 'publishing'

/** The state of a setup. Its fields follow from it. */
export interface SetupState {
  /** `loading` → `editing` ⇄ `finishing` → `ended`; `unreadable` when there is nothing to edit. */
  status: 'loading' | 'unreadable' | 'editing' | 'finishing' | 'ended'
  /** The template or the integration, and later the copy that is edited. */
  flow: Flow | undefined
  fields: readonly SetupField[]
  /** What the server says that belongs to no field. */
  problems: readonly string[]
  /** What is under way at the server. */
  step: SetupStep | undefined
  /** Why the latest step did not work. Nothing is lost: try again, or cancel. */
  error: AppmixerError | null
  outcome: SetupOutcome | undefined
}

/** One setup: a wizard that is filled in, and what it does at the server. */
export interface Setup {
  readonly target: SetupTarget
  readonly state: Observable<SetupState>
  /** Resolves to how it ended. */
  readonly outcome: Promise<SetupOutcome>
  /** Gives a field a value. It is saved once typing has paused. */
  setValue(key: string, value: unknown): void
  /** Shows what is wrong with a field: the user has left it. */
  touch(key: string): void
  /** Chooses an account. */
  setAccount(key: string, accountId: string): void
  /** The accounts of the user, where they have changed. */
  setAccounts(accounts: readonly Account[]): void
  /** An account that was connected for this field: chooses it. */
  addAccount(key: string, account: Account): void
  /** Reads again, or repeats the step that did not work. */
  retry(): void
  /** Starts the integration, or publishes its new settings. While something is missing, it only says so. */
  finish(): void
  /** Ends it. A copy that is not started is removed. `isLeaving`: by a request that outlives the page. */
  cancel(options?: { isLeaving?: boolean }): void
}

export interface SetupOptions {
  /** The template, as far as it is known: then its fields are there at once. */
  initial?: Flow | undefined
  /** Milliseconds that typing must pause before it is saved. @default 300 */
  saveDelay?: number | undefined
  /** Finishes as soon as nothing is missing. */
  isAutomatic?: boolean | undefined
}

/**
 * Begins a setup without React. Nothing is made at the server before the first change. The copy that is then made is
 * removed when the setup is cancelled, when the page is left and when the session ends; what a reload prevents is
 * removed by the next setup of the same tab.
 *
 * @example
 * const setup = createSetup(client, queryClient, { templateId })
 * setup.setValue('2', '#sales')
 * setup.finish()
 * const outcome = await setup.outcome
 */
export function createSetup(
  client: AppmixerClient,
  queryClient: QueryClient,
  target: SetupTarget,
  { initial, saveDelay = 300, isAutomatic = false }: SetupOptions = {},
): Setup {
  const isNew = 'templateId' in target
  const sourceId = isNew ? target.templateId : target.instanceId
  const running = runningSetups(client, queryClient)
  const listeners = new Set<() => void>()
  let data: Data = { ...emptyData, flow: initial, status: initial ? 'editing' : 'loading' }
  let state = stateOf(data)
  let settle: (outcome: SetupOutcome) => void
  const outcome = new Promise<SetupOutcome>((resolve) => (settle = resolve))
  /** The copy at the server, as soon as it is asked for. */
  let leftover: Leftover | undefined
  /** With the token of the latest command; it outlives the session. */
  let own = internalsOf(client).detach()
  /** From the moment that the start is sent, the copy is the user's. */
  let isCommitted = false
  /** The user has left while it was being started. */
  let isLeft = false
  /** What was read in full; `initial` may lack the descriptor. */
  let source: Flow | undefined
  /** It is finished as soon as nothing is missing. */
  let isAwaited = isAutomatic
  let version = 0
  let savedVersion = 0
  /** Accounts that the components of the copy work with, by field. */
  let connected: Record<string, string> = {}
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Everything that is sent about the copy, one after the other. */
  let queue: Promise<unknown> = Promise.resolve()

  const setup: Setup = {
    target,
    state: {
      get: () => state,
      subscribe(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    outcome,
    setValue(key, value) {
      if (!isEditable()) return
      // Who types wants to say when it is done.
      isAwaited = false
      const { [key]: _, ...problems } = data.problems
      change({ values: { ...data.values, [key]: value }, problems, error: null })
      changed()
    },
    touch(key) {
      if (!data.touched.has(key)) change({ touched: new Set([...data.touched, key]) })
    },
    setAccount(key, accountId) {
      if (!isEditable()) return
      const { [key]: _, ...problems } = data.problems
      change({ chosen: { ...data.chosen, [key]: accountId }, problems, error: null })
      changed()
    },
    setAccounts(accounts) {
      if (data.status === 'ended' || accounts === data.listed) return
      change({ listed: accounts })
      finishAutomatically()
    },
    addAccount(key, account) {
      if (data.status === 'ended') return
      const field = state.fields.find((each) => each.key === key)
      if (field?.kind !== 'account') return
      change({ added: [...data.added, { ...account, service: field.service }] })
      setup.setAccount(key, account.accountId)
      finishAutomatically()
    },
    retry() {
      if (data.status === 'unreadable') {
        change({ status: 'loading', error: null })
        queue = open()
      } else if (isEditable() && data.error) {
        change({ error: null })
        if (data.isAttempted) void finish()
        else void enqueue(save)
      }
    },
    finish: () => void finish(),
    cancel: leave,
  }

  running.add(setup, () => leftover?.prefix)
  queue = open()
  return setup

  async function open(): Promise<void> {
    try {
      const [flow, accounts] = await Promise.all([
        getFlow(client, { flowId: sourceId }),
        getAccounts(client, {}),
      ])
      if (data.status === 'ended') return
      source = flow
      const known = isNew ? {} : await assignedAccounts(client, flow)
      if (isEnded()) return
      connected = known
      change({
        status: data.status === 'loading' ? 'editing' : data.status,
        flow,
        listed: accounts,
        chosen: { ...known, ...data.chosen },
        error: null,
      })
      finishAutomatically()
    } catch (error) {
      if (!isEnded()) change({ status: 'unreadable', error: asError(error) })
    }
  }

  function change(some: Partial<Data>): void {
    data = { ...data, ...some }
    state = stateOf(data)
    for (const listener of listeners) listener()
  }

  function isEditable(): boolean {
    return data.status === 'editing'
  }

  /** A function, because it may have changed while something was awaited. */
  function isEnded(): boolean {
    return data.status === 'ended'
  }

  function changed(): void {
    version++
    clearTimeout(timer)
    timer = setTimeout(() => void enqueue(save), saveDelay)
  }

  function enqueue<T>(work: () => Promise<T>): Promise<T | undefined> {
    const result = queue.then(() => (isEnded() ? undefined : attempt(work)))
    queue = result.catch(() => undefined)
    return result
  }

  /** What fails is shown, and nothing more is sent. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      const failure = asError(error)
      if (isEnded()) return undefined
      if (failure.status === 404 && leftover?.flowId !== undefined)
        end({ status: 'failed', error: failure })
      else change({ error: failure, status: 'editing' })
      if (isLeft) leave()
      return undefined
    } finally {
      if (!isEnded()) change({ step: undefined })
    }
  }

  /** Writes what has changed, and asks the server what it thinks of it. */
  async function save(): Promise<boolean> {
    if (!source) return false
    const now = version
    if (now === savedVersion) return true
    own = internalsOf(client).detach()
    const copy = await copyOf(source)
    const { flowId } = copy
    if (isEnded()) return false
    change({ step: 'saving' })
    const fields = setupFields({ ...inputOf(data), flow: copy })
    const name = source.name ?? ''
    await updateFlow(own, { flowId, name, flow: descriptorWith(copy, fields) })
    for (const field of fields) {
      if (isEnded()) return false
      if (field.kind !== 'account' || !field.account) continue
      const { accountId } = field.account
      if (connected[field.key] === accountId) continue
      for (const componentId of field.components) {
        await connectComponentAccount(own, { componentId, accountId })
      }
      connected[field.key] = accountId
    }
    if (isEnded()) return false
    change({ step: 'validating' })
    const validation = await validateFlow(client, { flowId })
    savedVersion = now
    if (isEnded()) return false
    change(problemsIn(validation, fields))
    return true
  }

  /** The copy that is edited. It is made once; an answer that was lost is looked for before another one is made. */
  async function copyOf(original: Flow): Promise<Flow> {
    if (leftover?.flowId !== undefined && data.flow?.flowId === leftover.flowId) return data.flow
    change({ step: 'copying' })
    const lost =
      leftover && leftover.flowId === undefined ? await findCopy(own, leftover) : undefined
    leftover ??= noteLeftover(client)
    const flowId = leftover.flowId ?? lost ?? (await cloned(original, leftover))
    identify(client, leftover, flowId)
    if (!isNew) connected = { ...data.chosen, ...connected }
    const copy = await getFlow(own, { flowId })
    // Its name is written with the first save.
    const named = { ...copy, name: original.name }
    change({ flow: named })
    return named
  }

  async function cloned({ flowId }: Flow, { prefix }: Leftover): Promise<string> {
    const clone = await cloneFlow(own, {
      flowId,
      prefix,
      projection: '-sharedWith',
      setOriginFlowId: true,
      ...(isNew
        ? {
            isTemplateInstance: true,
            connectAccounts: false,
            connectSharedAccounts: true,
            additional: { type: 'integration-instance' },
          }
        : { connectAccounts: true, additional: { type: 'integration-instance-draft' } }),
    })
    return clone.flowId
  }

  async function finish(): Promise<void> {
    if (!isEditable()) return
    change({ isAttempted: true })
    if (incomplete(state.fields).length > 0) return
    clearTimeout(timer)
    change({ status: 'finishing', error: null })
    await enqueue(async () => {
      // Also when nothing was changed: the copy needs its name, and its accounts.
      version++
      if (!(await save())) return change({ status: 'editing' })
      if (isEnded()) return undefined
      const refused = Object.keys(data.problems).length + data.general.length > 0
      if (refused) return change({ status: 'editing' })
      return isNew ? start(leftover!) : publish(leftover!)
    })
    if (data.status === 'finishing') change({ status: 'editing' })
  }

  async function start(copy: Leftover): Promise<void> {
    const flowId = copy.flowId!
    change({ step: 'starting' })
    isCommitted = true
    try {
      await startFlow(own, { flowId })
    } catch (error) {
      isCommitted = false
      throw error
    }
    forget(client, copy)
    // It runs, or will: what fails from here on is shown in the list.
    const wait = untilLeft('starting')
    if (!running.isOver()) {
      await wait(client, { flowId }, queryClient, undefined).catch(() => undefined)
    }
    end({ status: 'started', flowId })
  }

  async function publish(copy: Leftover): Promise<void> {
    change({ step: 'publishing' })
    isCommitted = true
    try {
      await publishDraft(own, { flowId: copy.flowId!, forceUpdate: true })
    } catch (error) {
      isCommitted = false
      throw error
    }
    forget(client, copy)
    end({ status: 'saved', flowId: sourceId })
  }

  function finishAutomatically(): void {
    if (!isAwaited || !source || !isEditable() || data.isAttempted) return
    if (incomplete(state.fields).length === 0) void finish()
  }

  function leave({ isLeaving = false }: { isLeaving?: boolean } = {}): void {
    isLeft = isCommitted
    if (isEnded() || isCommitted) return
    clearTimeout(timer)
    end({ status: 'cancelled' })
    if (!leftover) return
    if (isLeaving && leftover.flowId !== undefined) {
      // The note stays: a page that closes does not hear the answer.
      const { flowId } = leftover
      deleteIntegration(own, { flowId }, { keepalive: true }).catch(() => undefined)
    }
  }

  function end(how: SetupOutcome): void {
    if (isEnded()) return
    change({ status: 'ended', outcome: how, step: undefined })
    settle(how)
    void queue.then(afterwards)
  }

  /** What is under way is not aborted: nobody would know what became of it. */
  async function afterwards(): Promise<void> {
    const mustGo = leftover !== undefined && !isCommitted
    if (leftover && mustGo) await removeLeftover(own, leftover).catch(() => false)
    running.remove(setup)
    if (!leftover || running.isOver()) return
    for (const queryKey of outdated(client, sourceId)) {
      void queryClient.invalidateQueries({ queryKey })
    }
    if (mustGo) running.tidy()
  }
}

/** Removes what an earlier page of this tab left behind. It is nothing, as a rule, and then nothing is sent. */
export function tidyUp(client: AppmixerClient, queryClient: QueryClient): void {
  if (leftoversOf(client).length > 0) runningSetups(client, queryClient).tidy()
}

/** The setups of one session. */
interface RunningSetups {
  add(setup: Setup, prefixOf: () => string | undefined): void
  remove(setup: Setup): void
  /** Removes what no setup of this page works with. */
  tidy(): void
  isOver(): boolean
  end(): void
}

function runningSetups(client: AppmixerClient, queryClient: QueryClient): RunningSetups {
  return partOf(client, queryClient, {
    name: 'setups',
    create(): RunningSetups {
      const setups = new Map<Setup, () => string | undefined>()
      let isOver = false
      const cancelAll = (isLeaving: boolean) => {
        for (const setup of setups.keys()) setup.cancel({ isLeaving })
      }
      const leave = () => cancelAll(true)
      const isInUse = ({ prefix }: Leftover) =>
        [...setups.values()].some((prefixOf) => prefixOf() === prefix)
      return {
        add(setup, prefixOf) {
          if (setups.size === 0) globalThis.window?.addEventListener?.('pagehide', leave)
          setups.set(setup, prefixOf)
        },
        remove(setup) {
          setups.delete(setup)
          if (setups.size === 0) globalThis.window?.removeEventListener?.('pagehide', leave)
        },
        tidy: () => void removeLeftovers(client, isInUse),
        isOver: () => isOver,
        end() {
          isOver = true
          cancelAll(false)
        },
      }
    },
  })
}

/** What the state is made of. */
interface Data extends Omit<SetupState, 'fields' | 'problems'> {
  values: Readonly<Record<string, unknown>>
  /** The accounts that the server lists. */
  listed: readonly Account[]
  /** Those that were connected here; a list that was read before lacks them. */
  added: readonly Account[]
  chosen: Readonly<Record<string, string>>
  /** What the server refused, by field. */
  problems: Readonly<Record<string, string>>
  general: readonly string[]
  touched: ReadonlySet<string>
  isAttempted: boolean
}

const emptyData: Data = {
  status: 'loading',
  flow: undefined,
  values: {},
  listed: [],
  added: [],
  chosen: {},
  problems: {},
  general: [],
  touched: new Set(),
  isAttempted: false,
  step: undefined,
  error: null,
  outcome: undefined,
}

/** Before anything is known. */
export function initialState(flow: Flow | undefined): SetupState {
  return stateOf({ ...emptyData, flow })
}

function stateOf(data: Data): SetupState {
  const { status, flow, general, step, error, outcome } = data
  const fields = flow ? setupFields({ ...inputOf(data), flow }) : []
  return { status, flow, fields, problems: general, step, error, outcome }
}

function inputOf({ values, listed, added, chosen, problems, touched, isAttempted }: Data) {
  const known = new Set(listed.map(({ accountId }) => accountId))
  const accounts = [...listed, ...added.filter(({ accountId }) => !known.has(accountId))]
  return { values, accounts, chosen, problems, touched, isAttempted }
}

/** What the server says, at the fields that it is about; the rest stands alone. */
function problemsIn(
  { errors }: FlowValidation,
  fields: readonly SetupField[],
): Pick<Data, 'problems' | 'general'> {
  const problems: Record<string, string> = {}
  const general: string[] = []
  for (const { componentId, errors: ofComponent } of errors) {
    for (const { message, keyword } of ofComponent) {
      const said = message ?? String(keyword ?? '')
      const field = fieldFor(fields, { componentId: componentId ?? '', said, keyword })
      if (field) problems[field.key] ??= said
      else if (said !== '') general.push(said)
    }
  }
  return { problems, general }
}

function fieldFor(
  fields: readonly SetupField[],
  { componentId, said, keyword }: { componentId: string; said: string; keyword: unknown },
): SetupField | undefined {
  if (keyword === 'missingAccount') {
    return fields.find(
      (field) => field.kind === 'account' && field.components.includes(componentId),
    )
  }
  const own = valueFields(fields).filter(({ path }) => path[0] === componentId)
  const named = own.filter(({ label, path }) =>
    [label, path.at(-1)!].some((name) => name !== '' && said.includes(`"${name}"`)),
  )
  return named[0] ?? (own.length === 1 ? own[0] : undefined)
}

/** The accounts that the components of an integration work with, by field. */
async function assignedAccounts(
  client: AppmixerClient,
  flow: Flow,
): Promise<Record<string, string>> {
  const found = await Promise.all(
    wizardFields(flow).map(async (field) => {
      const [componentId] = field.kind === 'account' ? field.components : []
      if (field.kind !== 'account' || !field.service || componentId === undefined) return []
      const accounts = await getComponentAccounts(client, {
        componentType: field.service,
        componentId,
      })
      const account = accounts.find(
        ({ componentAssigned, components }) =>
          componentAssigned === true ||
          components?.some((each) => each.componentId === componentId && each.assigned === true),
      )
      return account ? [[String(field.index), account.accountId] as const] : []
    }),
  )
  return Object.fromEntries(found.flat())
}

/** Everything that a setup may have changed. */
function outdated(client: AppmixerClient, sourceId: string) {
  const flows = flowKeys(client)
  const accounts = accountKeys(client)
  return [
    ...flowLists(client),
    flows.detail(sourceId),
    flows.validation(sourceId),
    flows.status(sourceId),
    accounts.flows(),
    accounts.ofComponent(),
    accounts.flowAuthentication(),
    ...logLists(client),
    usageKeys(client).all,
  ]
}

function asError(error: unknown): AppmixerError {
  if (isAppmixerError(error)) return error
  throw error
}
