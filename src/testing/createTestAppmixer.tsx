import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { createAppmixerClient, type AppmixerClient } from '../client/client.ts'
import { AppmixerProvider, type AppmixerProviderProps } from '../react/AppmixerProvider.tsx'
import {
  createManualClock,
  createSandbox,
  systemClock,
  type Additions,
  type Fault,
  type ManualClock,
  type RequestEntry,
  type RequestLog,
  type RequestName,
  type Sandbox,
  type SandboxOptions,
} from '../sandbox/index.ts'
import { driftOf, type DriftingEntity } from './drift.ts'

type ProviderOptions = Omit<
  AppmixerProviderProps,
  'baseUrl' | 'token' | 'getToken' | 'fetch' | 'children'
>

/** What {@link createTestAppmixer} accepts: the options of the sandbox and those of `<AppmixerProvider>`. */
export interface TestAppmixerOptions extends Omit<SandboxOptions, 'clock'>, ProviderOptions {
  /**
   * The username of the app's user.
   *
   * @default 'ada@acme.test'
   */
  user?: string | undefined
  /**
   * What the sandbox knows at the start. `empty` has two users, `demo` a small company.
   *
   * @default 'empty'
   */
  data?: SandboxOptions['data']
  /**
   * The time in the sandbox, in milliseconds since 1970. It stands still until `clock.advance(ms)`.
   *
   * @default Date.now()
   */
  now?: number | undefined
  /**
   * How often a failed read is sent again, at once where the server does not say `Retry-After`.
   *
   * @default 0
   */
  retries?: number | undefined
  /**
   * Milliseconds that a start or stop is followed. With 0 it ends with the server's answer; the flow is there by then,
   * unless it was added with an `outcome`.
   *
   * @default 0
   */
  flowTimeout?: number | undefined
  /**
   * The address of the tenant.
   *
   * @default 'https://sandbox.test'
   */
  baseUrl?: string | undefined
}

/** The entities that tests add. Their owner and approver is the app's user, unless a field says otherwise. */
export interface TestAppmixer extends Additions {
  /** For Testing Library's `render` and `renderHook`: the providers of an app of this user. */
  readonly wrapper: (props: { children: ReactNode }) => ReactNode
  /** The server. */
  readonly sandbox: Sandbox
  /** The time in the sandbox: `clock.advance(60_000)` is a minute later. */
  readonly clock: ManualClock
  /** A client of this user, for calls, keys and options. It shares its cached data with the app in `wrapper`. */
  readonly client: AppmixerClient
  /** The cache of the app in `wrapper`. */
  readonly queryClient: QueryClient
  /** Another user's app on the same sandbox, with a cache of its own. */
  as(user: string): TestAppmixer

  /** What was asked of the sandbox. */
  readonly requests: RequestLog
  /**
   * The latest request of a call, `startFlow`, for a route or of a method.
   *
   * @throws Error when none came, with the names of those that did
   */
  lastRequest(what?: RequestName): RequestEntry

  /**
   * Answers a call with this status until the result is called. `fault` says more: how often, with which sentence.
   *
   * @default status 500
   * @example
   * fail('startFlow', 500)
   * fail('updateFlow', 409, { times: 1, message: 'Somebody else was faster.' })
   */
  fail(on: RequestName, status?: number, fault?: Omit<Fault, 'on' | 'status'>): () => void
  /** Answers the next `times` requests with 429 and `Retry-After`, until the result is called. */
  rateLimit(times: number, seconds: number): () => void
  /**
   * Makes the answers about an entity drift from the documented shape, until the result is called: a field has another
   * type, and there is a new one. `fields` says what they have.
   *
   * @example
   * drift('flow')
   * drift('flow', { stage: 'hibernating' })
   */
  drift(entity: DriftingEntity, fields?: Readonly<Record<string, unknown>>): () => void
  /**
   * Makes the token of the app invalid. The app gets another one, as from your back end; with `renewable: false` it gets
   * none any more, and the session ends.
   */
  expireToken(options?: { renewable?: boolean }): void
  /** No network: requests under way fail, and TanStack Query pauses what comes. */
  offline(): void
  /** The network is back. */
  online(): void
  /** From now on a request takes so many milliseconds of real time, or of the test runner's fake timers. */
  slow(ms: number): void
  /** Ends the sessions, empties the caches and is online again. For `afterEach`, where one test must not see another. */
  cleanup(): void
}

/**
 * An app on an Appmixer of its own, in memory, for one test. Flows start and stop at once, ids are the same in every
 * run, and nothing is sent again. It knows no test runner.
 *
 * @throws Error when the sandbox has no such user
 * @throws AppmixerError `config` when `baseUrl` is unusable
 * @example
 * const { wrapper, addFlow, lastRequest } = createTestAppmixer()
 * addFlow({ name: 'Invoices' })
 * render(<Automations />, { wrapper })
 * await userEvent.click(await screen.findByRole('button', { name: 'Start Invoices' }))
 * expect(lastRequest('startFlow').status).toBe(200)
 */
export function createTestAppmixer(options: TestAppmixerOptions = {}): TestAppmixer {
  const { user = 'ada@acme.test', now = Date.now(), ...others } = options
  const [ofSandbox, session] = parted(others)
  const { data = 'empty', startDuration = 0, stopDuration = 0, collectDuration = 0 } = ofSandbox
  const clock: ManualClock = { ...createManualClock(now), sleep: systemClock.sleep }
  const durations = { startDuration, stopDuration, collectDuration }
  const sandbox = createSandbox({ ...ofSandbox, ...durations, data, clock })
  return appOf({ user, clock, sandbox, session, ends: [] })
}

type Session = ProviderOptions & { baseUrl?: string | undefined }

interface World {
  user: string
  clock: ManualClock
  sandbox: Sandbox
  session: Session
  /** What ends the apps of this world. */
  ends: (() => void)[]
}

function appOf(world: World): TestAppmixer {
  const { user, clock, sandbox, ends } = world
  const {
    baseUrl = `https://sandbox.test${sandbox.basePath}`,
    retries = 0,
    flowTimeout = 0,
    ky = { retry: { delay: () => 0 } },
    queryClient = createQueryClient(retries),
    ...session
  } = world.session
  let isRenewable = true
  const props = {
    ...session,
    baseUrl,
    retries,
    flowTimeout,
    ky,
    token: sandbox.tokenFor(user),
    getToken() {
      if (!isRenewable) throw new Error('The session of this test is over.')
      return sandbox.tokenFor(user)
    },
    fetch: sandbox.fetch,
  }
  const client = createAppmixerClient(props)
  ends.push(() => {
    client.end()
    queryClient.clear()
  })
  const { addFlow, addTask, addStore, addAccount, addLog, requests, faults } = sandbox

  function setOnline(isOnline: boolean): void {
    sandbox.setOnline(isOnline)
    onlineManager.setOnline(isOnline)
  }

  return {
    wrapper: ({ children }) => (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider {...props}>{children}</AppmixerProvider>
      </QueryClientProvider>
    ),
    sandbox,
    clock,
    client,
    queryClient,
    as: (other) =>
      appOf({ ...world, user: other, session: { ...world.session, queryClient: undefined } }),
    addFlow(flow) {
      if (flow?.outcome && flowTimeout === 0) {
        throw new TypeError(
          'The outcome of a start is not seen where no flow is followed. Say createTestAppmixer({ flowTimeout: 60_000 }).',
        )
      }
      return addFlow({ owner: user, ...flow })
    },
    addTask: (task) => addTask({ approver: user, ...task }),
    addStore: (store) => addStore({ owner: user, ...store }),
    addAccount: (account) => addAccount({ owner: user, ...account }),
    addLog,
    requests,
    lastRequest(what) {
      const found = what === undefined ? requests.entries : requests.of(what)
      const last = found.at(-1)
      if (last) return last
      const came = new Set(requests.entries.map(({ endpoint, route }) => endpoint ?? route))
      throw new Error(
        `No request ${what === undefined ? '' : `"${what}" `}came. There were: ${[...came].join(', ') || 'none'}.`,
      )
    },
    fail: (on, status = 500, fault = {}) => faults.add({ ...fault, on, status }),
    rateLimit: (times, seconds) =>
      faults.add({
        times,
        status: 429,
        message: 'Too many requests.',
        headers: { 'retry-after': String(seconds) },
      }),
    drift(entity, fields) {
      const undo = driftOf(entity, fields).map((fault) => faults.add(fault))
      return () => undo.forEach((end) => end())
    },
    expireToken({ renewable = true } = {}) {
      isRenewable = renewable
      sandbox.expireTokens()
    },
    offline: () => setOnline(false),
    online: () => setOnline(true),
    slow: (ms) => sandbox.setLatency(ms),
    cleanup() {
      setOnline(true)
      for (const end of ends.splice(0)) end()
    },
  }
}

/** Collecting garbage is a timer that some test runners would wait for. */
function createQueryClient(retries: number): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: retries, retryDelay: 0, gcTime: Infinity },
      mutations: { gcTime: Infinity },
    },
  })
}

const sandboxNames = {
  seed: true,
  data: true,
  latency: true,
  faults: true,
  basePath: true,
  startDuration: true,
  stopDuration: true,
  collectDuration: true,
  runningUpdateStatus: true,
  refuseDuplicateKeys: true,
  keepDefaultStore: true,
  maxBodySize: true,
} satisfies Record<keyof Omit<SandboxOptions, 'clock'>, true>

type Rest = Omit<TestAppmixerOptions, 'user' | 'now'>

function parted(options: Rest): [SandboxOptions, Session] {
  const entries = Object.entries(options)
  const isOfSandbox = ([name]: [string, unknown]) => Object.hasOwn(sandboxNames, name)
  return [
    Object.fromEntries(entries.filter(isOfSandbox)),
    Object.fromEntries(entries.filter((entry) => !isOfSandbox(entry))),
  ]
}
