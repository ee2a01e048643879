/** What tests and stories add to a sandbox by hand: each is complete, and named fields win. */
import type {
  Database,
  StoredAccount,
  StoredFlow,
  StoredLog,
  StoredStore,
  StoredTask,
  StoredUser,
} from './database.ts'
import { created } from './flowEdits.ts'
import { stored } from './logWriter.ts'
import { describeFlow } from './seeds/descriptor.ts'

interface Owned {
  /** The username of its owner. Default: the first user, Ada. */
  owner?: string | undefined
}

/** The fields of a new flow. It can be started, unless they say otherwise. */
export interface NewFlow extends Owned, Partial<Omit<StoredFlow, 'userId'>> {
  /** `starting` and `stopping` last for ever. Default `stopped`. */
  stage?: string
}

/** The fields of a new people task. It is pending. */
export interface NewTask extends Partial<StoredTask> {
  /** An e-mail address. Default: the first user, Ada. */
  approver?: string
  /** An e-mail address. Default: the first user who is not the approver. */
  requester?: string
}

/** The fields of a new store. */
export interface NewStore extends Owned, Partial<Omit<StoredStore, 'userId'>> {
  /** Its records: the value of each key. Default: none. */
  records?: Readonly<Record<string, unknown>>
}

/** The fields of a new account. Its app takes its token. */
export interface NewAccount extends Owned, Partial<Omit<StoredAccount, 'userId'>> {
  /** Vendor and app. Default `appmixer:slack`. */
  service?: string
}

/** The fields of a new entry of a flow's log, at this moment. */
export interface NewLog extends Partial<StoredLog> {
  flowId: string
}

/** Each result is the entity in the database: change it, and the next request sees it. */
export interface Additions {
  addFlow(flow?: NewFlow): StoredFlow
  addTask(task?: NewTask): StoredTask
  addStore(store?: NewStore): StoredStore
  addAccount(account?: NewAccount): StoredAccount
  addLog(entry: NewLog): StoredLog
}

/** `userNamed` throws when there is no such user. */
export function createAdditions(
  database: Database,
  userNamed: (username: string) => StoredUser,
): Additions {
  const { random } = database
  const ownerId = (owner: string | undefined) =>
    (owner === undefined ? database.users[0]! : userNamed(owner)).id

  return {
    addFlow({ owner, stage = 'stopped', ...fields } = {}) {
      const user = { id: ownerId(owner) } as StoredUser
      const isMoving = stage === 'starting' || stage === 'stopping'
      const flow: StoredFlow = {
        ...created(database, user, {}),
        flow: describeFlow(['utils.timers.Scheduler', 'utils.http.Get'], random),
        stage: isMoving ? 'stopped' : stage,
        ...(stage === 'running' && { started: database.now() }),
        ...(isMoving && { transition: { stage } }),
        ...fields,
      }
      database.flows.push(flow)
      return flow
    },

    addTask(fields = {}) {
      const emails = database.users.map(({ email }) => email)
      const { approver = emails[0]! } = fields
      const requester = emails.find((email) => email !== approver) ?? approver
      const now = database.now()
      const task: StoredTask = {
        taskId: random.hex(24),
        title: 'New task',
        status: 'pending',
        requester,
        created: now,
        mtime: now,
        ...fields,
        approver,
      }
      database.tasks.push(task)
      return task
    },

    addStore({ owner, records = {}, ...fields } = {}) {
      const userId = ownerId(owner)
      const store: StoredStore = { storeId: random.hex(24), name: 'New store', userId, ...fields }
      const { storeId } = store
      const now = database.now()
      database.stores.push(store)
      database.records[storeId] = Object.entries(records).map(([key, value]) => ({
        key,
        value,
        storeId,
        userId,
        createdAt: now,
        updatedAt: now,
      }))
      return store
    },

    addAccount({ owner, service = 'appmixer:slack', ...fields } = {}) {
      if (!/^[^:.]+:[^:.]+$/.test(service)) {
        throw new TypeError(`"${service}" is no service. Name vendor and app: "appmixer:slack".`)
      }
      const account: StoredAccount = {
        accountId: random.hex(24),
        tokenId: random.hex(24),
        userId: ownerId(owner),
        service,
        name: 'New account',
        displayName: null,
        profileInfo: {},
        valid: true,
        usedBy: [],
        ...fields,
      }
      database.accounts.push(account)
      return account
    },

    addLog({ flowId, ...fields }) {
      const flow = database.flows.find((candidate) => candidate.flowId === flowId)
      if (!flow) throw new TypeError(`The sandbox has no flow ${flowId} to log for. Add it first.`)
      const { userId } = flow
      const entry = { _id: random.hex(20), severity: 'info', userId, msg: 'New entry' }
      const log = Object.assign(stored(entry, flowId, database.clock.now()), fields)
      database.logs.push(log)
      return log
    },
  }
}
