import { unlessAborted } from '../client/abort.ts'
import { createAdditions, type Additions } from './additions.ts'
import { createApp } from './app.ts'
import { systemClock, type Clock } from './clock.ts'
import { createConsents, type Consents } from './connect.ts'
import {
  openDatabase,
  snapshotOf,
  type Database,
  type SavedSnapshot,
  type Snapshot,
  type StoredUser,
} from './database.ts'
import { ConnectionLost, createFaults, type Fault, type Faults } from './faults.ts'
import { createRandom } from './random.ts'
import { createRequestLog, type RequestLog } from './requests.ts'
import { seeded, type SeedName } from './seeds/seeds.ts'
import { issueRefreshToken, issueToken, secretOf } from './tokens.ts'
import { travel } from './travel.ts'
import { findUser } from './users.ts'

/** Milliseconds that a request takes, or a range of them. */
export type Latency = number | readonly [min: number, max: number]

export interface SandboxOptions {
  /**
   * The same seed, data and clock give the same ids, tokens and answers.
   *
   * @default 1
   */
  seed?: number | undefined
  /**
   * What it knows at the start. `demo` is a small company with two users, `empty` has the users only, `large` 1,000
   * flows, 500 tasks and a store of 100,000 records of Ada's, `integrations` adds six integration templates to `demo`.
   * A snapshot goes on from there.
   *
   * @default 'demo'
   */
  data?: SeedName | SavedSnapshot | undefined
  /** @default the real time */
  clock?: Clock | undefined
  /**
   * Milliseconds that a request takes, or a range of them.
   *
   * @default 0
   */
  latency?: Latency | undefined
  /** What goes wrong from the start. See {@link Sandbox.faults}. */
  faults?: readonly Fault[] | undefined
  /**
   * The path under which the API lives, for example `/appmixer`.
   *
   * @default none
   */
  basePath?: string | undefined
  /**
   * Milliseconds that a flow is `starting`.
   *
   * @default 1,200
   */
  startDuration?: number | undefined
  /**
   * Milliseconds that a flow is `stopping`.
   *
   * @default 600
   */
  stopDuration?: number | undefined
  /**
   * Milliseconds that the accounts of a flow take to be collected.
   *
   * @default 200
   */
  collectDuration?: number | undefined
  /**
   * The status that refuses the update of a running flow. Servers differ: some say 409.
   *
   * @default 400
   */
  runningUpdateStatus?: number | undefined
  /**
   * Refuse to create a record whose key the store has already, as newer servers do. Otherwise it gets the new value.
   *
   * @default false
   */
  refuseDuplicateKeys?: boolean | undefined
  /**
   * Refuse to delete the default store with 400. Whether every server does is not known.
   *
   * @default true
   */
  keepDefaultStore?: boolean | undefined
  /**
   * The most bytes that the body of a request may have; a larger one is refused with 413.
   *
   * @default 10 MiB
   */
  maxBodySize?: number | undefined
}

/** An Appmixer server in memory. */
export interface Sandbox extends Additions {
  /** Like the global `fetch`, answered by the sandbox; the origin of the URL does not matter. */
  readonly fetch: typeof globalThis.fetch
  /** The path under which the API lives; empty for the root. */
  readonly basePath: string
  /** Answers one request, for servers. Rejects when a fault or an abort says so. */
  handle(request: Request): Promise<Response>
  /** The state. Change it as you like: the next request sees it. */
  readonly database: Database
  /** The consents that wait for a user, and what a user would do. For tests without a browser. */
  readonly consents: Consents
  /** Orders what goes wrong. */
  readonly faults: Faults
  /** The last 1,000 requests. */
  readonly requests: RequestLog
  /** Changes how long requests take. */
  setLatency(latency: Latency): void
  /** Offline no request arrives, and none of those under way is answered: `fetch` rejects as without a network. */
  setOnline(isOnline: boolean): void
  /** A fresh token of the user with this username or e-mail address. */
  tokenFor(username: string): string
  /** The refresh token of this user: good for one use, which hands out the next. */
  refreshTokenFor(username: string): string
  /** The people-task secret of an e-mail address. */
  secretOf(email: string): string
  /** Makes every token that was handed out until now invalid: the next request with one gets 401. */
  expireTokens(): void
  /** A copy of the whole state; pass it as `data` to go on from here. */
  snapshot(): Snapshot
}

/**
 * A stateful Appmixer server for tests, stories and demos; needs neither a network nor a DOM.
 *
 * @example
 * const sandbox = createSandbox()
 * const client = createAppmixerClient({
 *   baseUrl: 'http://sandbox.test',
 *   fetch: sandbox.fetch,
 *   token: sandbox.tokenFor('ada@acme.test'),
 * })
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { seed = 1, data = 'demo', clock = systemClock, basePath = '' } = options
  const database = openDatabase(
    typeof data === 'string' ? seeded(data, seed, clock.now()) : structuredClone(data),
    clock,
  )
  const faults = createFaults(options.faults ?? [])
  const requests = createRequestLog()
  const latencies = createRandom(seed)
  let { latency = 0 } = options
  const app = createApp({
    basePath,
    database,
    settings: {
      startDuration: options.startDuration ?? 1_200,
      stopDuration: options.stopDuration ?? 600,
      collectDuration: options.collectDuration ?? 200,
      runningUpdateStatus: options.runningUpdateStatus ?? 400,
      refuseDuplicateKeys: options.refuseDuplicateKeys ?? false,
      keepDefaultStore: options.keepDefaultStore ?? true,
      maxBodySize: options.maxBodySize ?? 10 * 1024 * 1024,
    },
    travel: travel({
      basePath,
      clock,
      // A sequence of its own, so that latency never changes which ids are made.
      latency: () => (typeof latency === 'number' ? latency : latencies.between(...latency)),
      faults,
      requests,
    }),
  })
  let isOnline = true
  /** What breaks the connection of each request that is under way. */
  const connections = new Set<() => void>()

  function handle(request: Request): Promise<Response> {
    return new Promise((resolve, reject) => {
      const lose = () => reject(new ConnectionLost())
      if (!isOnline) return lose()
      connections.add(lose)
      Promise.resolve(app.fetch(request))
        .then(resolve, reject)
        .finally(() => connections.delete(lose))
    })
  }

  function userNamed(username: string): StoredUser {
    const user = findUser(database.users, username)
    if (user) return user
    const known = database.users.map((candidate) => candidate.username).join(', ')
    throw new Error(`The sandbox has no user ${username}. There are: ${known}.`)
  }

  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      return unlessAborted(init?.signal ?? request.signal, () => handle(request))
    },
    handle,
    basePath,
    database,
    consents: createConsents(database),
    faults,
    requests,
    tokenFor: (username) => issueToken(database, userNamed(username)),
    refreshTokenFor: (username) => issueRefreshToken(database, userNamed(username)),
    setLatency(next) {
      latency = next
    },
    setOnline(next) {
      isOnline = next
      if (!isOnline) for (const lose of connections) lose()
    },
    secretOf: (email) => secretOf(database, email),
    expireTokens: () => void database.tokenGeneration++,
    snapshot: () => snapshotOf(database),
    ...createAdditions(database, userNamed),
  }
}
