'use client'

import { useScopedState } from '../../headless/useControlled.ts'
import { useAppmixerClient } from '../../react/context.ts'
import { isAppmixerError } from '../../client/errors.ts'
import type { StoreBrowserMessages } from '../../react/messages.ts'
import { getStoreRecords } from '../endpoints.ts'
import { useCreateStoreItem, useUpdateStoreItem } from '../hooks.ts'
import { readValue, textOfValue, valueTypeOf, type ValueType } from '../transfer/values.ts'
import type { StoreRecord } from '../types.ts'
import type { RecordEditor } from './model.ts'

interface Draft {
  /** Another one was opened before this one was saved: its text waits until it is opened again. */
  isPutAside: boolean
  /** The record as it was when the editor was opened; `undefined` for a new one. */
  record: StoreRecord | undefined
  storeId: string
  key: string
  type: ValueType
  text: string
  keyProblem?: 'needed' | 'taken' | undefined
  valueProblem?: { line?: number } | undefined
  error?: string | undefined
  isSaving: boolean
}

interface EditorInput {
  storeId: string | undefined
  messages: StoreBrowserMessages
  /** A record of this page. */
  recordOf(key: string): StoreRecord | undefined
  /** Carries a command out unless the caller prevents it. */
  act(action: string, keys: readonly string[], carryOut: () => void): void
  onSaved(draft: { key: string; isNew: boolean }): void
  onFailed(error: unknown, action: string, key: string): void
}

/** The form for one record. What was typed stays until it is saved or cancelled, also while another record is edited. */
export function useRecordEditor(input: EditorInput): {
  editor: RecordEditor | undefined
  hasUnsaved: boolean
  create(): void
  edit(record: StoreRecord): void
  close(): void
} {
  const { storeId, messages, act } = input
  const client = useAppmixerClient()
  const [drafts, setDrafts] = useScopedState<readonly Draft[]>(() => [])
  const draft = drafts.find((other) => other.storeId === storeId && !other.isPutAside)
  const createItem = useCreateStoreItem()
  const updateItem = useUpdateStoreItem()
  // By its id: while it is saved, the user may have gone on with another record.
  const id = draft && idOf(draft)
  const change = (fields: Partial<Draft>) =>
    setDrafts((before) =>
      before.map((other) => (idOf(other) === id ? { ...other, ...fields } : other)),
    )
  const close = () => setDrafts((before) => before.filter((other) => idOf(other) !== id))

  function open(next: Draft): void {
    setDrafts((before) => {
      const known = before.find((other) => idOf(other) === idOf(next)) ?? next
      const others = before.filter((other) => idOf(other) !== idOf(next) && isUnsaved(other))
      const aside = others.map((other) =>
        other.storeId === next.storeId ? { ...other, isPutAside: true } : other,
      )
      return [...aside, { ...known, isPutAside: false }]
    })
  }

  function edit(record: StoreRecord): void {
    open({
      isPutAside: false,
      record,
      storeId: storeId!,
      key: record.key,
      type: valueTypeOf(record.value),
      text: textOfValue(record.value),
      isSaving: false,
    })
  }

  /** Other servers overwrite a record that has the key, so it is looked for first. */
  async function recordAt(key: string): Promise<StoreRecord | undefined> {
    const query = { storeId: draft!.storeId, pattern: key, escapePattern: true, sort: 'key:1' }
    const found = await getStoreRecords(client, { ...query, limit: 100 })
    return found.find((record) => record.key === key)
  }

  async function write(value: unknown, isValueNew: boolean): Promise<void> {
    const { record, storeId: store, key } = draft!
    const action = record ? 'updateStoreItem' : 'createStoreItem'
    change({ isSaving: true, keyProblem: undefined, valueProblem: undefined, error: undefined })
    try {
      if (key !== record?.key && (await recordAt(key))) {
        return change({ isSaving: false, keyProblem: 'taken' })
      }
      if (!record) await createItem.mutateAsync({ storeId: store, key, value })
      else {
        await updateItem.mutateAsync({
          storeId: store,
          key: record.key,
          ...(key !== record.key && { newKey: key }),
          ...(isValueNew && { value }),
        })
      }
      close()
      input.onSaved({ key, isNew: !record })
    } catch (error) {
      const isTaken = isAppmixerError(error) && error.reason === 'duplicate-key'
      change({
        isSaving: false,
        ...(isTaken
          ? { keyProblem: 'taken' }
          : { error: isAppmixerError(error) ? messages.reason(error) : String(error) }),
      })
      if (!isTaken) input.onFailed(error, action, key)
    }
  }

  function save(): void {
    if (!draft || draft.isSaving) return
    const { record, key, type, text } = draft
    const isValueNew = !record || isChanged(draft, record)
    const read = isValueNew ? readValue(text, type) : { value: record.value }
    const keyProblem = /^\.{0,2}$/.test(key) ? 'needed' : undefined
    const valueProblem =
      'problem' in read ? { ...(read.line !== undefined && { line: read.line }) } : undefined
    if (keyProblem || valueProblem) return change({ keyProblem, valueProblem, error: undefined })
    if (record && key === record.key && !isValueNew) return close()
    act(record ? 'updateStoreItem' : 'createStoreItem', [record?.key ?? key], () => {
      void write((read as { value: unknown }).value, isValueNew)
    })
  }

  const editor: RecordEditor | undefined = draft && {
    editing: draft.record?.key,
    key: draft.key,
    type: draft.type,
    text: draft.text,
    isSaving: draft.isSaving,
    error: draft.error,
    keyError:
      draft.keyProblem && (draft.keyProblem === 'needed' ? messages.keyNeeded : messages.keyTaken),
    valueError: draft.valueProblem && messages.badValue(draft.type, draft.valueProblem.line),
    change: (fields) =>
      change({
        ...fields,
        ...(fields.key !== undefined && { keyProblem: undefined }),
        ...((fields.text ?? fields.type) !== undefined && { valueProblem: undefined }),
      }),
    save,
    cancel: close,
    openExisting:
      draft.keyProblem === 'taken'
        ? () => {
            const known = input.recordOf(draft.key)
            if (known) edit(known)
            else void recordAt(draft.key).then((record) => record && edit(record))
          }
        : undefined,
  }
  return {
    editor,
    hasUnsaved: drafts.some(isUnsaved),
    edit,
    close,
    create() {
      if (!storeId) return
      const empty = { key: '', type: 'text', text: '' } as const
      open({ isPutAside: false, record: undefined, storeId, ...empty, isSaving: false })
    },
  }
}

/** A record has one draft, and each store has one for a new record. */
function idOf({ storeId, record }: Draft): string {
  return JSON.stringify([storeId, record?.key])
}

function isUnsaved(draft: Draft): boolean {
  const { record, key, text, isSaving } = draft
  if (isSaving) return true
  return record ? key !== record.key || isChanged(draft, record) : key !== '' || text !== ''
}

function isChanged({ text, type }: Draft, { value }: StoreRecord): boolean {
  return type !== valueTypeOf(value) || text !== textOfValue(value)
}
