'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { useAccounts } from '../../accounts/hooks.ts'
import type { Flow } from '../../flows/types.ts'
import type { AccountSetupField, SetupField } from './fields.ts'
import { createSetup, type Setup, type SetupOutcome } from './setup.ts'
import {
  useSetupClients,
  useSetupState,
  type IntegrationSetupHook,
  type IntegrationSetupHookOptions,
} from './useSetup.ts'

/** One thing that happens between the click and the integration that runs. */
export interface ConnectStep {
  kind: 'account' | 'settings' | 'start'
  /** What it is called in the wizard; empty for `settings` and `start`. */
  label: string
  status: 'done' | 'current' | 'waiting' | 'failed'
  /** The field that it is about. */
  field: AccountSetupField | undefined
}

/** What the one click does: the state of a setup, and how far it is. */
export interface ConnectIntegrationHook extends IntegrationSetupHook {
  /**
   * Activates a template. Call it in the click itself: it opens the first consent. Resolves to how it ended, which is
   * after the user was asked for what is missing. Another template takes its place.
   */
  connectIntegration(template: Flow): Promise<SetupOutcome>
  /** What is being connected. */
  template: Flow | undefined
  /** Accounts, settings where there are some, and the start; empty while nothing is being connected. */
  steps: readonly ConnectStep[]
  /** Whether the user is to be asked: something is missing, or did not work. Show the missing fields. */
  isAsking: boolean
}

/**
 * Activates an integration in one click: it opens the consent for each account that is missing, makes the copy, takes the
 * suggested values, and starts the integration, `POST /flows/:flowId/coordinator`. It asks only for what is missing. An
 * account is chosen by itself when there is exactly one. Everything else is as in {@link useIntegrationSetup}: whatever
 * goes wrong or is cancelled, nothing stays behind.
 *
 * Browsers allow one window per click. The consent for a second account may end as `blocked`: show the link of
 * `consent.outcome`, or a button that calls `connect(field)`.
 *
 * @example
 * const { connectIntegration, isAsking, missing, steps } = useConnectIntegration()
 * <button onClick={() => connectIntegration(template)}>Connect</button>
 */
export function useConnectIntegration(
  options: Omit<IntegrationSetupHookOptions, 'initial'> = {},
): ConnectIntegrationHook {
  const { client, queryClient } = useSetupClients()
  const [current, setCurrent] = useState<{ setup: Setup; template: Flow }>()
  // Known before the click, so that the window for the first missing account can be opened in it.
  const { data: accounts } = useAccounts()
  const { setup, template } = current ?? {}
  const { hook, connectFor } = useSetupState(setup, setup?.target, {
    ...options,
    initial: template,
  })
  const { saveDelay } = options

  const running = useRef<Setup>(undefined)
  useEffect(
    () => () => {
      running.current?.cancel()
      setCurrent(undefined)
    },
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another user is another client
    [client, queryClient],
  )

  const connectIntegration = useCallback(
    (wanted: Flow): Promise<SetupOutcome> => {
      running.current?.cancel()
      const created = createSetup(
        client,
        queryClient,
        { templateId: wanted.flowId },
        { initial: wanted, saveDelay, isAutomatic: true },
      )
      running.current = created
      if (accounts) created.setAccounts(accounts)
      // Where the accounts are not known yet, the first one is asked for when they are.
      const first = accounts && missingAccount(created.state.get().fields)
      // In the click, before anything is awaited.
      if (first) void connectFor(first, created)
      setCurrent({ setup: created, template: wanted })
      return created.outcome
    },
    [client, queryClient, accounts, saveDelay, connectFor],
  )

  const { connect, consent, fields, status, connecting } = hook
  const { isConnecting, outcome: consented } = consent
  const next = missingAccount(fields)
  useEffect(() => {
    // Another one follows by itself only where the user has said yes to the one before.
    if (status !== 'editing' || isConnecting || consented?.status !== 'connected') return
    if (next && next.key !== connecting) void connect(next)
  }, [status, isConnecting, consented, next, connecting, connect])

  const isActive = setup !== undefined && status !== 'ended'
  const isRefused = hook.error !== null || hook.problems.length > 0 || fields.some(isRefusedField)
  // Between two consents there is nothing to ask.
  const isBetween = consented?.status === 'connected' && next !== undefined
  const mustAsk =
    status === 'unreadable' ||
    (status === 'editing' && !isConnecting && !isBetween && (hook.missing.length > 0 || isRefused))
  const [asked, setAsked] = useState<Setup>()
  // What was asked once stays on screen until it has ended.
  if (isActive && mustAsk && asked !== setup) setAsked(setup)
  return {
    ...hook,
    connectIntegration,
    template: isActive ? template : undefined,
    steps: isActive ? stepsOf(hook) : [],
    isAsking: isActive && (mustAsk || asked === setup),
  }
}

function missingAccount(fields: readonly SetupField[]): AccountSetupField | undefined {
  return fields.find(
    (field): field is AccountSetupField => field.kind === 'account' && field.isMissing,
  )
}

function isRefusedField({ problem }: SetupField): boolean {
  return problem?.code === 'server'
}

function stepsOf({
  fields,
  missing,
  status,
  step,
  error,
  consent,
  connecting,
}: IntegrationSetupHook) {
  const accounts = fields.filter((field) => field.kind === 'account')
  const ended = consent.isConnecting ? undefined : consent.outcome?.status
  const hasSettings = fields.some((field) => field.kind === 'fieldset' || 'value' in field)
  const isOpen = missing.some(({ kind }) => kind !== 'account')
  const steps = accounts.map((field): ConnectStep => {
    const isIts = connecting === field.key
    let how: ConnectStep['status'] = field.isMissing ? 'waiting' : 'done'
    if (field.isMissing && isIts && consent.isConnecting) how = 'current'
    if (field.isMissing && isIts && ended && ended !== 'connected' && ended !== 'blocked') {
      how = 'failed'
    }
    return { kind: 'account', label: field.label, status: how, field }
  })
  const hasAccounts = accounts.every(({ isMissing }) => !isMissing)
  const other = { label: '', field: undefined }
  if (hasSettings) {
    const how = isOpen ? (hasAccounts ? 'current' : 'waiting') : 'done'
    steps.push({ ...other, kind: 'settings', status: how })
  }
  const isStarting = status === 'finishing' || step !== undefined
  steps.push({
    ...other,
    kind: 'start',
    status: error ? 'failed' : isStarting ? 'current' : 'waiting',
  })
  return steps
}
