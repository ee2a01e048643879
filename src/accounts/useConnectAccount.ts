'use client'

import { useCallback, useEffect, useMemo, useRef } from 'react'
import { scopeKey } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import { useAppmixerClient } from '../react/context.ts'
import { useAppmixerMutation, type MutationHookOptions, type WriteOptions } from '../react/hooks.ts'
import {
  connectAccount,
  openConsentWindow,
  type ConnectAccountInput,
  type ConnectAccountOptions,
  type ConnectOutcome,
} from './connectAccount.ts'
import { connectComponentAccountEffect, accountReads } from './effects.ts'
import type { Account } from './types.ts'

export interface ConnectAccountHookOptions
  extends
    Omit<ConnectAccountOptions, 'signal' | 'keepalive'>,
    Omit<
      MutationHookOptions<ConnectAccountInput, ConnectOutcome>,
      'invalidate' | 'invalidates' | 'scope' | 'retry' | 'retryDelay' | 'networkMode' | 'gcTime'
    > {}

export interface ConnectAccountHook {
  /**
   * Opens the window and lets the user connect an account. Call it in the click itself. While one is under way the same
   * call shows its window again, and another takes its place. Resolves to the one outcome; also when you do not wait for
   * it, a rejection is not unhandled.
   */
  connect(input: ConnectAccountInput): Promise<ConnectOutcome>
  /** Connects an account again whose token the app does not accept any more. Compare the `accountId` of the outcome. */
  reconnect(account: Account): Promise<ConnectOutcome>
  /** After `blocked`: waits for the page that the user opens by the link. */
  resume(): Promise<ConnectOutcome> | undefined
  /** Closes the window; the outcome is `cancelled`. */
  cancel(): void
  isConnecting: boolean
  /** What is being connected, or was connected last. */
  input: ConnectAccountInput | undefined
  /** How the latest ended; absent while one is under way. */
  outcome: ConnectOutcome | undefined
  /** Why the latest could not even begin. */
  error: AppmixerError | null
  /** Forgets the latest outcome. */
  reset(): void
}

/** A consent that is under way. */
interface Attempt {
  input: ConnectAccountInput
  opened: Window | null
  controller: AbortController
  outcome: Promise<ConnectOutcome>
}

/**
 * Lets the user connect an account, in a window of its own: as {@link connectAccount}, with the window, the state and the
 * end of the session taken care of. After `connected` it invalidates what shows accounts. When the component is
 * unmounted, the user changes or the page is left, the window is closed and nothing more is sent.
 *
 * Every option of TanStack's for callbacks is yours; `timeout`, in milliseconds, @default 600,000; `pollInterval`, in
 * milliseconds, @default 2,000.
 *
 * @example
 * const { connect, resume, isConnecting, outcome } = useConnectAccount()
 * <button disabled={isConnecting} onClick={() => connect({ service: 'appmixer:slack' })}>Connect Slack</button>
 * {outcome?.status === 'blocked' && (
 *   <a href={outcome.url} target="_blank" onClick={resume}>Your browser blocked the window. Open it here.</a>
 * )}
 */
export function useConnectAccount({
  timeout,
  pollInterval,
  origins,
  ...options
}: ConnectAccountHookOptions = {}): ConnectAccountHook {
  const client = useAppmixerClient()
  const attempt = useRef<Attempt>(undefined)
  const settings = useRef<ConnectAccountOptions>({})
  useEffect(() => {
    settings.current = { timeout, pollInterval, origins }
  })
  const { mutateAsync, data, variables, isPending, error, reset } = useAppmixerMutation(
    (own) => connectMutationOptions(own, attempt, settings),
    options,
  )

  const cancel = useCallback(() => {
    attempt.current?.controller.abort()
    attempt.current?.opened?.close()
    attempt.current = undefined
  }, [])
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another user is another client
  useEffect(() => cancel, [client, cancel])

  const calls = useMemo(() => {
    function begin(input: ConnectAccountInput, open: () => Window | null): Promise<ConnectOutcome> {
      const running = attempt.current
      if (running && isSame(running.input, input)) {
        running.opened?.focus()
        return running.outcome
      }
      cancel()
      const begun = { input, opened: open(), controller: new AbortController() } as Attempt
      attempt.current = begun
      begun.outcome = mutateAsync(input)
      const forget = () => {
        // Also when a callback of the app threw before anything was sent.
        begun.opened?.close()
        if (attempt.current === begun) attempt.current = undefined
      }
      begun.outcome.then(forget, forget)
      return begun.outcome
    }
    const connect = (input: ConnectAccountInput) => begin(input, openConsentWindow)
    return {
      connect,
      reconnect: ({ service }: Account) => connect({ service: service ?? '' }),
      resume: (input: ConnectAccountInput) => begin(input, () => null),
    }
  }, [mutateAsync, cancel])

  return {
    connect: calls.connect,
    reconnect: calls.reconnect,
    resume() {
      if (data?.status !== 'blocked' || variables === undefined) return undefined
      return calls.resume({ ...variables, ticket: data.ticket })
    },
    cancel,
    isConnecting: isPending,
    input: variables,
    outcome: isPending ? undefined : data,
    error,
    reset,
  }
}

interface Ref<T> {
  readonly current: T
}

function connectMutationOptions(
  client: AppmixerClient,
  attempt: Ref<Attempt | undefined>,
  settings: Ref<ConnectAccountOptions>,
): WriteOptions<ConnectAccountInput, ConnectOutcome> {
  return {
    mutationKey: [...scopeKey(client), 'connectAccount'],
    // It waits for a person; offline it fails at once, with its window closed.
    networkMode: 'always',
    gcTime: 0,
    async mutationFn(input, { client: queryClient }) {
      const begun = attempt.current
      if (!begun || begun.input !== input) return { status: 'cancelled' }
      const { signal } = begun.controller
      try {
        const outcome = await connectAccount(client, input, begun.opened, {
          ...settings.current,
          signal,
        })
        if (outcome.status === 'connected') {
          const { componentId } = input
          const outdated = [
            ...accountReads(client),
            ...(componentId === undefined
              ? []
              : connectComponentAccountEffect(
                  client,
                  { componentId, ...outcome.account },
                  queryClient,
                ).invalidates),
          ]
          for (const queryKey of outdated) void queryClient.invalidateQueries({ queryKey })
        }
        return outcome
      } catch (error) {
        if (signal.aborted) return { status: 'cancelled' }
        throw error
      }
    },
  }
}

function isSame(one: ConnectAccountInput, other: ConnectAccountInput): boolean {
  return (
    one.service === other.service &&
    one.componentId === other.componentId &&
    one.ticket === other.ticket
  )
}
