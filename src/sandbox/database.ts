import type { Account } from '../accounts/types.ts'
import type { Chart } from '../charts/types.ts'
import type { Flow, FlowShare } from '../flows/types.ts'
import type { LogEntry } from '../logs/types.ts'
import type { PeopleTask } from '../people-tasks/types.ts'
import type { Store, StoreRecord } from '../stores/types.ts'
import type { User } from '../users/types.ts'
import type { Clock } from './clock.ts'
import { createRandom, type Random } from './random.ts'

/**
 * How a start or stop ends when it does not end well: the server gives up, it is cancelled, or it never ends.
 * The flow then is in the stage from before, or on its way for ever.
 */
export type Outcome = 'failed' | 'cancelled' | 'never'

/** A flow as the sandbox keeps it. What it answers is made from this and the time. */
export interface StoredFlow extends Flow {
  userId: string
  name: string
  /** What the flow is, once the transition is over. */
  stage: string
  btime: string
  mtime: string
  flow: Record<string, unknown>
  sharedWith: FlowShare[]
  originFlowId?: string
  /** Ids of categories. */
  categories?: string[]
  wizard?: Record<string, unknown>
  /** Texts on the canvas. */
  notes?: unknown
  /** Of a clone: the id of each component by that of the original's. */
  componentIdMap?: Record<string, string>
  /** Until then, in milliseconds since 1970, the flow is still starting or stopping; without it, for ever. */
  transition?: { stage: 'starting' | 'stopping'; until?: number; outcome?: Outcome }
  /** How its starts and stops end from now on. Default: well. */
  outcome?: Outcome
  /** Ids of components that need an account and have none; the flow refuses to start. */
  missingAccounts?: string[]
  /** How often it works while it runs, in milliseconds. Default: two to ten hours, each flow in its own rhythm. */
  rhythm?: number
}

/** A people task as the sandbox keeps it: overdue ones stay `pending` here and are answered as `due`. */
export interface StoredTask extends PeopleTask {
  title: string
  status: string
  approver: string
  requester: string
  created: string
  mtime: string
  /** The server answers it; nothing here reads it. */
  public?: boolean
}

export interface StoredStore extends Store {
  name: string
  userId: string
}

export interface StoredRecord extends StoreRecord {
  storeId: string
  userId: string
  createdAt: string
  updatedAt: string
}

export interface StoredAccount extends Account {
  userId: string
  service: string
  name: string
  displayName: string | null
  tokenId: string
  /** Whether the app takes its token. */
  valid: boolean
  /** The components that work with it. */
  usedBy: { flowId: string; componentId: string }[]
}

export interface StoredLog extends LogEntry {
  _index: string
  flowId: string
  /** The owner of the flow. */
  userId?: string
  severity: string
  gridTimestamp: string
}

export interface StoredChart extends Chart {
  userId: string
  name: string
  index: number
  mtime: string
}

export interface StoredCategory {
  id: string
  name: string
  userId: string
  /** Everyone sees it. */
  isShared?: true
}

/** A file as its chunks arrive; it is there once all of them are. */
export interface StoredFile {
  fileId: string
  userId: string
  filename: string
  contentType: string
  /** Bytes of each chunk but the last. */
  chunkSize: number
  uploadDate: string
  chunksTotal: number
  /** The chunks by their number, base64. */
  chunks: Record<string, string>
}

/** A user's way to a provider, and back with an account. */
export interface StoredConsent {
  ticket: string
  userId: string
  /** When it began, in milliseconds since 1970. */
  startedAt: number
  /** For which app; absent until the address of the page was asked for. */
  service?: string
  /** The component that is to work with the account. */
  componentId?: string
  /** How it ended; absent until it has. */
  end?: { accountId: string; tokenId: string } | { error: string }
  updatedAt: string
}

export interface StoredUser extends User {
  username: string
  email: string
  password: string
  /** How often the user's refresh token was used; only the latest one is good. */
  refreshes?: number
}

/** Everything a sandbox knows, as plain JSON. */
export interface Snapshot {
  version: 1
  seed: number
  /** Where the sequence of random numbers stands. */
  random: number
  /** Goes up when all tokens expire. */
  tokenGeneration: number
  users: StoredUser[]
  flows: StoredFlow[]
  tasks: StoredTask[]
  stores: StoredStore[]
  /** The records of each store by its id, in the order in which they were first written. */
  records: Record<string, StoredRecord[]>
  accounts: StoredAccount[]
  /** Oldest first. */
  logs: StoredLog[]
  /** Until when, in milliseconds, what the running flows did is written down. */
  loggedUntil: number
  charts: StoredChart[]
  categories: StoredCategory[]
  files: StoredFile[]
  /** Oldest first. */
  consents: StoredConsent[]
}

/** A state that an earlier version may have written, when there was less to know. */
export type SavedSnapshot = Omit<Snapshot, LaterSlice> & Partial<Pick<Snapshot, LaterSlice>>

type LaterSlice =
  | 'stores'
  | 'records'
  | 'accounts'
  | 'logs'
  | 'loggedUntil'
  | 'charts'
  | 'categories'
  | 'files'
  | 'consents'

/** The state of one sandbox. Change it as you like: the next request sees it. */
export interface Database extends Omit<Snapshot, 'random'> {
  readonly random: Random
  readonly clock: Clock
  /** The clock's time, ISO 8601 UTC. */
  now(): string
}

/** Takes the snapshot over: what is written goes into it. */
export function openDatabase(snapshot: SavedSnapshot, clock: Clock): Database {
  return {
    stores: [],
    records: {},
    accounts: [],
    logs: [],
    loggedUntil: 0,
    charts: [],
    categories: [],
    files: [],
    consents: [],
    ...snapshot,
    random: createRandom(snapshot.random),
    clock,
    now: () => new Date(clock.now()).toISOString(),
  }
}

export function snapshotOf({ random, clock: _, now: __, ...state }: Database): Snapshot {
  return structuredClone({ ...state, random: random.state() })
}

export function emptySnapshot(seed: number): Snapshot {
  return {
    version: 1,
    seed,
    random: seed,
    tokenGeneration: 0,
    users: [],
    flows: [],
    tasks: [],
    stores: [],
    records: {},
    accounts: [],
    logs: [],
    loggedUntil: 0,
    charts: [],
    categories: [],
    files: [],
    consents: [],
  }
}
