import type { CloneFlowInput, Flow, FlowUpdate } from '../flows/types.ts'
import type { Database, StoredFlow, StoredUser } from './database.ts'
import { projected } from './list.ts'
import { isUuid } from './random.ts'

/** What nobody can write: the server's own fields, and options that come beside an update. */
const unwritable = [
  'flowId',
  'userId',
  'btime',
  'mtime',
  'stage',
  'started',
  'stopped',
  'transition',
  'outcome',
  'missingAccounts',
  'validate',
  'inProgressData',
]

/** A new, stopped flow. */
export function created(database: Database, user: StoredUser, update: Partial<Flow>): StoredFlow {
  return {
    flowId: database.random.uuid(),
    name: 'New flow',
    type: 'automation',
    flow: {},
    customFields: {},
    sharedWith: [],
    ...writable(update),
    userId: user.id,
    stage: 'stopped',
    btime: database.now(),
    mtime: database.now(),
  }
}

/** Replaces the given fields, each of them whole. */
export function updated(database: Database, flow: StoredFlow, update: FlowUpdate): void {
  Object.assign(flow, writable(update), { mtime: database.now() })
}

/** A stopped copy of the caller's own, with new component ids. */
export function cloned(
  database: Database,
  user: StoredUser,
  original: StoredFlow,
  options: Omit<CloneFlowInput, 'flowId'> & { additional?: object | undefined },
): StoredFlow {
  const { prefix = '', projection, additional } = options
  const isOwn = original.userId === user.id
  const { sharedWith, ...fields } = projected(structuredClone(original), projection, 'flowId')
  const copy = created(database, user, {
    ...fields,
    ...(isOwn && sharedWith && { sharedWith }),
    ...additional,
    name: prefix + original.name,
  })
  copy.missingAccounts = original.missingAccounts ?? []
  return withNewComponentIds(database, copy)
}

/** Component ids stand all over a descriptor, in `source` and inside of texts, so they are replaced as text. */
function withNewComponentIds(database: Database, flow: StoredFlow): StoredFlow {
  let text = JSON.stringify({ flow: flow.flow, missingAccounts: flow.missingAccounts })
  const ids = Object.keys(flow.flow).filter(isUuid)
  for (const id of ids) text = text.replaceAll(id, database.random.uuid())
  return { ...flow, ...JSON.parse(text) }
}

function writable(update: Partial<Flow>): Partial<StoredFlow> {
  const entries = Object.entries(update).filter(
    ([name, value]) => value !== undefined && !unwritable.includes(name),
  )
  return Object.fromEntries(entries)
}
