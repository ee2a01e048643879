import type { CloneFlowInput, Flow, FlowUpdate } from '../flows/types.ts'
import type { Database, StoredFlow, StoredUser } from './database.ts'
import { projected } from './list.ts'
import { forgetLogs } from './logWriter.ts'
import { isUuid } from './random.ts'

/** What an update does not write: the server's own fields, and options that come beside an update. */
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
  'rhythm',
  'componentIdMap',
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

/** A flow takes its log with it. */
export function removeFlow(database: Database, flow: StoredFlow): void {
  database.flows.splice(database.flows.indexOf(flow), 1)
  forgetLogs(database, flow.flowId)
}

type CloneOptions = Omit<CloneFlowInput, 'flowId' | 'connectAccounts' | 'connectSharedAccounts'>

interface Clone {
  clone: StoredFlow
  /** The new id of each component by the old one. */
  idMap: Record<string, string>
}

/** A stopped copy of the caller's own, with new component ids. */
export function cloned(
  database: Database,
  user: StoredUser,
  original: StoredFlow,
  options: CloneOptions,
): Clone {
  const { prefix = '', projection, setComponentIdMap = true, additional } = options
  const isOwn = original.userId === user.id
  const { sharedWith, ...fields } = projected(structuredClone(original), projection, 'flowId')
  const copy = created(database, user, {
    ...fields,
    ...(isOwn && sharedWith && { sharedWith }),
    ...(options.isTemplateInstance && { templateId: original.flowId }),
    ...(options.setOriginFlowId && { originFlowId: original.flowId }),
    ...additional,
    name: prefix + original.name,
  })
  const idMap = Object.fromEntries(Object.keys(copy.flow).map((id) => [id, database.random.uuid()]))
  const rename = renamer(idMap)
  const clone: StoredFlow = {
    ...copy,
    ...(rename({ wizard: copy.wizard, notes: copy.notes }) as Partial<StoredFlow>),
    flow: rename(copy.flow, 'ids') as StoredFlow['flow'],
    missingAccounts: (original.missingAccounts ?? []).flatMap((id) => idMap[id] ?? []),
    ...(setComponentIdMap && { componentIdMap: idMap }),
  }
  return { clone, idMap }
}

/**
 * The original gets what its draft has. Components that were copied get their first ids back, so that what names them
 * from outside still does.
 *
 * @returns the id of each component by that in the draft
 */
export function published(
  database: Database,
  { draft, original }: { draft: StoredFlow; original: StoredFlow },
): Record<string, string> {
  const first = Object.entries(draft.componentIdMap ?? {}).map(([id, copy]) => [copy, id] as const)
  const before = new Map(first)
  const idMap = Object.fromEntries(Object.keys(draft.flow).map((id) => [id, before.get(id) ?? id]))
  const rename = renamer(idMap)
  const { name, description, wizard, notes, customFields, missingAccounts = [] } = draft
  Object.assign(original, {
    name,
    description,
    customFields,
    ...(rename({ wizard, notes }) as Partial<StoredFlow>),
    flow: rename(draft.flow, 'ids'),
    missingAccounts: missingAccounts.map((id) => idMap[id] ?? id),
    mtime: database.now(),
  })
  return idMap
}

/** What the keys of an object are: ids of components, names of ports with ids inside, or neither. */
type Keys = 'ids' | 'ports' | 'names'

/**
 * Gives components their new ids wherever a descriptor names them: UUIDs everywhere, also inside of texts; any other id
 * only where it cannot be something else, in `source`, in `transform` and in variables (`$.id.out.field`).
 */
function renamer(idMap: Record<string, string>): (value: unknown, keys?: Keys) => unknown {
  const renamed = (id: string) => (Object.hasOwn(idMap, id) ? idMap[id]! : id)
  const inText = (text: string) =>
    text
      .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi, renamed)
      .replace(/(?<=\$\.)[\w\s-]+(?=\.)/g, renamed)

  return function rename(value, keys = 'names'): unknown {
    if (typeof value === 'string') return inText(value)
    if (Array.isArray(value)) return value.map((item) => rename(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        keys === 'ids' || isUuid(key) ? renamed(key) : key,
        rename(inner, keysIn(key, keys)),
      ]),
    )
  }
}

function keysIn(key: string, keys: Keys): Keys {
  if (keys === 'ports') return 'ids'
  return keys === 'names' && (key === 'source' || key === 'transform') ? 'ports' : 'names'
}

function writable(update: Partial<Flow>): Partial<StoredFlow> {
  const entries = Object.entries(update).filter(
    ([name, value]) => value !== undefined && !unwritable.includes(name),
  )
  return Object.fromEntries(entries)
}
