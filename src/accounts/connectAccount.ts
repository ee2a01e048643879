import { longestTimer } from '../client/abort.ts'
import type { AppmixerClient } from '../client/client.ts'
import { fieldOf, isText } from '../client/checks.ts'
import { checkInput, type CallOptions } from '../client/endpoint.ts'
import { AppmixerError, isAppmixerError } from '../client/errors.ts'
import { getAccounts, getAuthSessionStatus, getAuthSessionTicket, getAuthUrl } from './endpoints.ts'
import type { Account, AuthSessionStatus } from './types.ts'

/** Which account is to be connected. */
export interface ConnectAccountInput {
  /** `vendor:service`, or `vendor.service.module.Name`: then the consent is for what that component needs. */
  service: string
  /** The component that is to work with the account. */
  componentId?: string | undefined
  /** A consent that was begun before: that of the outcome `blocked`, whose page the user opens by hand. */
  ticket?: string | undefined
}

export interface ConnectAccountOptions extends CallOptions {
  /**
   * Milliseconds that the user may take.
   *
   * @default 600,000: ten minutes
   */
  timeout?: number | undefined
  /**
   * Milliseconds between two questions to the server.
   *
   * @default 2,000
   */
  pollInterval?: number | undefined
  /**
   * From where the last page may say how it ended. What it says from elsewhere is ignored, and the server is asked as
   * always.
   *
   * @default the origin of `baseUrl`
   */
  origins?: readonly string[] | undefined
}

/** How a consent ended. */
export type ConnectOutcome =
  /** There is an account. The server says so, not only a window. */
  | { status: 'connected'; account: Account }
  /** The user closed the window, or the app stopped it. */
  | { status: 'cancelled' }
  /** The user or the provider said no. `message` is what the server says about it, for programs rather than people. */
  | { status: 'refused'; message?: string | undefined }
  /** The browser opened no window. Show a link to `url`, and wait with `ticket`. */
  | { status: 'blocked'; url: string; ticket: string }
  /** Nothing came of it in time, or the ticket is not good any more. */
  | { status: 'timed-out' }

/**
 * Opens an empty window for {@link connectAccount}. Call it in the click itself: later, browsers block it.
 *
 * @returns `null` when the browser blocked it
 */
export function openConsentWindow(): Window | null {
  const [width, height] = [700, 800]
  const left = Math.max(0, window.screenX + (window.outerWidth - width) / 2)
  const top = Math.max(0, window.screenY + (window.outerHeight - height) / 2)
  const features = `popup,width=${width},height=${height},left=${left},top=${top}`
  const opened = window.open('about:blank', '_blank', features)
  return opened && !opened.closed ? opened : null
}

/**
 * Lets the user connect an account at a provider, in a window that you opened in the click. It shows the page of the
 * provider, or the form of an app with a key: `POST /auth/ticket`, `GET /auth/:componentType/auth-url/:ticket`. It ends as
 * soon as the last page says so, or the server: `GET /auth/status/:ticket`. The server is asked in any case, so neither a
 * forged message nor a window that lost its opener makes a difference. The window is closed in the end, also when this
 * page is left.
 *
 * A window looks closed to its opener as soon as a provider separates the two (COOP). So it counts as closed by the user
 * when this page has the focus again and the server still knows of no end.
 *
 * @throws AppmixerError when the server cannot begin it, or the session ends; the reason of your `signal`
 * @example
 * const opened = openConsentWindow() // in the click
 * const outcome = await connectAccount(client, { service: 'appmixer:slack' }, opened)
 * if (outcome.status === 'connected') use(outcome.account)
 */
export async function connectAccount(
  client: AppmixerClient,
  input: ConnectAccountInput,
  opened: Window | null,
  options: ConnectAccountOptions = {},
): Promise<ConnectOutcome> {
  const { signal: caller, timeout = 600_000 } = options
  const end = new AbortController()
  const stop = () => end.abort(caller?.reason)
  const timer = setTimeout(() => end.abort(isLate), Math.min(timeout, longestTimer))
  const leave = () => opened?.close()
  caller?.addEventListener('abort', stop)
  window.addEventListener('pagehide', leave)
  if (caller?.aborted) stop()
  try {
    checkInput(input, { service: 'string' }, name)
    const consent = await begin(client, input, opened, end.signal)
    return 'status' in consent
      ? consent
      : await outcomeOf(client, { ...options, ...consent, opened, signal: end.signal })
  } catch (error) {
    if (error === isLate) return { status: 'timed-out' }
    throw error
  } finally {
    clearTimeout(timer)
    caller?.removeEventListener('abort', stop)
    window.removeEventListener('pagehide', leave)
    leave()
  }
}

const name = 'GET /auth/:componentType/auth-url/:ticket'

/** The reason for which the wait for a user is over. */
const isLate = Symbol('too late')

/** Milliseconds between two looks at whether the window is closed. */
const lookInterval = 300

/** Milliseconds that the server has to say how it ended, once the window is closed or its last page has spoken. */
const grace = 1_000

/** A consent that has begun. */
interface Consent {
  ticket: string
  service: string
}

/** Shows the page of the provider. */
async function begin(
  client: AppmixerClient,
  { service, componentId, ticket: known }: ConnectAccountInput,
  opened: Window | null,
  signal: AbortSignal,
): Promise<Consent | Extract<ConnectOutcome, { status: 'blocked' }>> {
  if (known !== undefined && !opened) return { ticket: known, service }
  const ticket = known ?? (await getAuthSessionTicket(client, undefined, { signal })).ticket
  const query = { componentType: service, ticket, componentId }
  const { authUrl, dataUrl } = await getAuthUrl(client, query, { signal })
  const url = pageAt(authUrl ?? dataUrl, client.baseUrl)
  if (!opened) return { status: 'blocked', url, ticket }
  if (!opened.closed) {
    // The last page of some servers finds the ticket there.
    opened.name = ticket
    opened.location.replace(url)
  }
  return { ticket, service }
}

/** An address that is safe to show: the empty window is of our own origin, and would run `javascript:` there. */
function pageAt(address: string | null | undefined, baseUrl: string): string {
  let url: URL | undefined
  try {
    url = new URL(address ?? '', `${baseUrl}/`)
  } catch {
    // Refused below.
  }
  if (address && url && /^https?:$/.test(url.protocol)) return url.href
  throw new AppmixerError({
    code: 'schema',
    endpoint: name,
    message: `${name} was answered with no address of a web page, so there is nothing to show. Check that the app is set up on the tenant.`,
  })
}

interface Waiting extends ConnectAccountOptions, Consent {
  opened: Window | null
  signal: AbortSignal
}

/** Waits for the end: what comes first, the word of the last page or that of the server. */
async function outcomeOf(client: AppmixerClient, waiting: Waiting): Promise<ConnectOutcome> {
  const { ticket, service, opened, signal, pollInterval = 2_000 } = waiting
  const { origins = [new URL(client.baseUrl).origin] } = waiting
  const news = listen(client, { ticket, opened, origins })
  /** When the server was first asked after the user came back, or the page spoke. */
  let since: number | undefined
  try {
    for (;;) {
      const { word, isBack } = news.state()
      const asked = Date.now()
      const status = await ask(client, ticket, signal)
      if (status === 'unknown') return { status: 'timed-out' }
      if (status?.finished || status?.accountId) {
        return await endOf(client, { status, service, signal })
      }
      const isOver = word !== undefined || isBack
      since = isOver ? (since ?? asked) : undefined
      if (since !== undefined && asked - since >= grace) {
        if (word === 'failure') return { status: 'refused' }
        // While the server cannot be reached, nobody knows.
        if (word === undefined && status) return { status: 'cancelled' }
      }
      await news.next(isOver ? grace / 2 : pollInterval, signal)
    }
  } finally {
    news.stop()
  }
}

/** What the server says; nothing while it cannot be reached, `unknown` when the ticket is not good any more. */
async function ask(
  client: AppmixerClient,
  ticket: string,
  signal: AbortSignal,
): Promise<AuthSessionStatus | 'unknown' | undefined> {
  try {
    return await getAuthSessionStatus(client, { ticket }, { signal })
  } catch (error) {
    if (isAppmixerError(error) && error.retryable) return undefined
    if (isAppmixerError(error) && error.reason === 'not-found') return 'unknown'
    throw error
  }
}

async function endOf(
  client: AppmixerClient,
  { status, service, signal }: { status: AuthSessionStatus; service: string; signal: AbortSignal },
): Promise<ConnectOutcome> {
  const { accountId, error } = status
  if (accountId == null || error != null) {
    const message = [error, fieldOf(error, 'message')].find(isText)
    return { status: 'refused', ...(message !== undefined && { message }) }
  }
  const accountService = service.includes(':') ? service : service.split('.').slice(0, 2).join(':')
  const bare: Account = { accountId, service: accountService }
  // It is connected, also when it cannot be read now.
  const accounts = await getAccounts(
    client,
    { filter: `service:${accountService}` },
    { signal },
  ).catch((): Account[] => [])
  const account = accounts.find((candidate) => candidate.accountId === accountId) ?? bare
  return { status: 'connected', account }
}

type Word = 'success' | 'failure'

interface News {
  /** What the last page said, and whether the user is back from a window that is closed. */
  state(): { word: Word | undefined; isBack: boolean }
  /** Resolves when that has changed, and after `ms` milliseconds in any case. */
  next(ms: number, signal: AbortSignal): Promise<void>
  stop(): void
}

/** Hears the last page, and sees when the window is closed. */
function listen(
  client: AppmixerClient,
  { ticket, opened, origins }: Pick<Waiting, 'ticket' | 'opened'> & { origins: readonly string[] },
): News {
  let word: Word | undefined
  let isNew = false
  let resume: (() => void) | undefined
  const isBack = () => opened?.closed === true && document.hasFocus()
  let wasBack = isBack()

  function wake(): void {
    isNew = true
    resume?.()
  }

  function hear({ origin, source, data }: MessageEvent): void {
    if (opened === null || source !== opened || !origins.includes(origin)) return
    const said = (['success', 'failure'] as const).find(
      (each) => data === `appmixer.auth.${each}.${ticket}`,
    )
    if (said === undefined) return
    word = said
    wake()
  }

  function look(): void {
    if (isBack() === wasBack) return
    wasBack = !wasBack
    wake()
  }

  window.addEventListener('message', hear)
  window.addEventListener('focus', look)
  const timer = setInterval(look, lookInterval)
  // A session that ends is known at once.
  const unsubscribe = client.session.subscribe(wake)
  return {
    state() {
      isNew = false
      return { word, isBack: isBack() }
    },
    async next(ms, signal) {
      if (isNew || signal.aborted) return
      const pause = new Promise<void>((resolve) => {
        resume = resolve
      })
      const pauseTimer = setTimeout(wake, ms)
      signal.addEventListener('abort', wake)
      await pause
      clearTimeout(pauseTimer)
      signal.removeEventListener('abort', wake)
    },
    stop() {
      window.removeEventListener('message', hear)
      window.removeEventListener('focus', look)
      clearInterval(timer)
      unsubscribe()
    },
  }
}
