'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ConnectOutcome } from '../../accounts/connectAccount.ts'
import { useAccounts } from '../../accounts/hooks.ts'
import {
  useConnectAccount,
  type ConnectAccountHook,
  type ConnectAccountHookOptions,
} from '../../accounts/useConnectAccount.ts'
import type { Flow } from '../../flows/types.ts'
import { useAppmixerContext } from '../../react/context.ts'
import { incomplete, type AccountSetupField, type SetupField } from './fields.ts'
import {
  createSetup,
  initialState,
  tidyUp,
  type Setup,
  type SetupOutcome,
  type SetupState,
  type SetupTarget,
} from './setup.ts'

export interface IntegrationSetupHookOptions extends Pick<
  ConnectAccountHookOptions,
  'timeout' | 'pollInterval' | 'origins'
> {
  /** The template or integration as far as it is known, a row of a list for example: its fields are there at once. */
  initial?: Flow | undefined
  /** Milliseconds that typing must pause before it is saved and checked. @default 300 */
  saveDelay?: number | undefined
  /** Called once, when it has ended: close what shows it. Not called when it is unmounted. */
  onOutcome?: ((outcome: SetupOutcome) => void) | undefined
}

/** The state of a setup, and what the user can do. */
export interface IntegrationSetupHook extends SetupState {
  /** Whether a template is activated; otherwise an integration gets other settings. */
  isNew: boolean
  /** What keeps it from being finished. */
  missing: readonly SetupField[]
  /** Gives a field a value. It is saved once typing has paused. */
  setValue(key: string, value: unknown): void
  /** Shows what is wrong with a field, which the user has left. */
  touch(key: string): void
  /** Chooses an account. */
  setAccount(key: string, accountId: string): void
  /** Lets the user connect another account for this field. Call it in the click itself. */
  connect(field: AccountSetupField): Promise<ConnectOutcome>
  /** The consent that is under way, or was last. */
  consent: ConnectAccountHook
  /** The field that the consent is for. */
  connecting: string | undefined
  /** Starts the integration, or publishes its new settings. While something is missing, it only says so. */
  finish(): void
  /** Ends it; what was set up is removed. */
  cancel(): void
  /** Repeats what did not work. */
  retry(): void
}

/**
 * The wizard of an integration, without a look: its fields, values, accounts, what is missing, and one outcome. Opening
 * it makes nothing at the server: `GET /flows/:flowId`, `GET /accounts`. The first change makes a copy,
 * `POST /flows/:flowId/clone`; each change is saved, one after the other, `PUT /flows/:flowId` and
 * `PUT /auth/component/:componentId/:accountId`, and checked, `GET /flows/:flowId/validate`. `finish()` starts a new
 * integration, `POST /flows/:flowId/coordinator`. The settings of one that exists are changed in a draft, which
 * `finish()` publishes, `POST /drafts/:flowId/publish`: until then it runs as before.
 *
 * Nothing stays behind: the copy is removed, `DELETE /integrations/:flowId`, when the user cancels, when the component is
 * unmounted, when the page is left and when the session ends. A reload while the copy was being made is made good by the
 * next setup or gallery of the same tab and user.
 *
 * @param target `{ templateId }` or `{ instanceId }`; `undefined` while there is nothing to set up
 * @example
 * const setup = useIntegrationSetup({ templateId }, { onOutcome: () => navigate('/integrations') })
 * <button onClick={setup.finish}>Start</button>
 */
export function useIntegrationSetup(
  target: SetupTarget | undefined,
  options: IntegrationSetupHookOptions = {},
): IntegrationSetupHook {
  const { client, queryClient } = useSetupClients()
  const [setup, setSetup] = useState<Setup>()
  const { initial, saveDelay } = options
  const latest = useRef({ initial, saveDelay })
  useEffect(() => {
    latest.current = { initial, saveDelay }
  })
  const key = target && JSON.stringify(target)
  useEffect(() => {
    if (key === undefined) return undefined
    const created = createSetup(client, queryClient, JSON.parse(key) as SetupTarget, latest.current)
    setSetup(created)
    return () => {
      setSetup(undefined)
      created.cancel()
    }
  }, [client, queryClient, key])
  return useSetupState(setup, target, options).hook
}

/** The client and the cache that setups of this place in the app work with. */
export function useSetupClients() {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  useEffect(() => tidyUp(client, queryClient), [client, queryClient])
  return { client, queryClient }
}

/** A setup in React, and how to open a consent for one that React does not know yet. */
export function useSetupState(
  setup: Setup | undefined,
  target: SetupTarget | undefined,
  { initial, timeout, pollInterval, origins, onOutcome }: IntegrationSetupHookOptions,
): {
  hook: IntegrationSetupHook
  connectFor(field: AccountSetupField, of: Setup | undefined): Promise<ConnectOutcome>
} {
  const before = useMemo(() => initialState(initial), [initial])
  const get = () => setup?.state.get() ?? before
  const state = useSyncExternalStore(setup?.state.subscribe ?? never, get, get)
  const consent = useConnectAccount({ timeout, pollInterval, origins })
  const [connecting, setConnecting] = useState<string>()
  const { data: accounts } = useAccounts({}, { enabled: setup !== undefined })
  useEffect(() => {
    if (accounts) setup?.setAccounts(accounts)
  }, [setup, accounts])

  const callback = useRef(onOutcome)
  useEffect(() => {
    callback.current = onOutcome
  })
  const isEnded = state.outcome
  const { cancel: cancelConsent } = consent
  useEffect(() => {
    if (!isEnded) return
    cancelConsent()
    callback.current?.(isEnded)
  }, [isEnded, cancelConsent])

  const { connect: openConsent } = consent
  const connectFor = useCallback(
    ({ key, consentFor }: AccountSetupField, of: Setup | undefined) => {
      const outcome = openConsent({ service: consentFor })
      setConnecting(key)
      outcome.then(added(of, key), ignore)
      return outcome
    },
    [openConsent],
  )
  const connect = useCallback(
    (field: AccountSetupField) => connectFor(field, setup),
    [connectFor, setup],
  )
  const resume: ConnectAccountHook['resume'] = () => {
    const resumed = consent.resume()
    if (resumed && connecting !== undefined) resumed.then(added(setup, connecting), ignore)
    return resumed
  }
  const missing = incomplete(state.fields)
  const hook: IntegrationSetupHook = {
    ...state,
    isNew: target === undefined || 'templateId' in target,
    missing,
    setValue: (key, value) => setup?.setValue(key, value),
    touch: (key) => setup?.touch(key),
    setAccount: (key, accountId) => setup?.setAccount(key, accountId),
    connect,
    consent: { ...consent, resume },
    connecting,
    finish: () => setup?.finish(),
    cancel: () => setup?.cancel(),
    retry: () => setup?.retry(),
  }
  return { hook, connectFor }
}

function added(setup: Setup | undefined, key: string) {
  return (outcome: ConnectOutcome) => {
    if (outcome.status === 'connected') setup?.addAccount(key, outcome.account)
  }
}

function ignore(): void {
  // The hook of the consent shows it.
}

function never(): () => void {
  return () => {}
}
