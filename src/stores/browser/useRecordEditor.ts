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

/** The form for one record. What was typed stays until it is saved or cancelled. */
export function useRecordEditor(input: EditorInput): {
  editor: RecordEditor | undefined
  create(): void
  edit(record: StoreRecord): void
  close(): void
} {
  const { storeId, messages, act } = input
  const client = useAppmixerClient()
  const [draft, setDraft] = useScopedState<Draft | undefined>(() => undefined)
  const createItem = useCreateStoreItem()
  const updateItem = useUpdateStoreItem()
  const change = (fields: Partial<Draft>) =>
    setDraft((before) => before && { ...before, ...fields })
  const close = () => setDraft(() => undefined)

  function edit(record: StoreRecord): void {
    const type = valueTypeOf(record.value)
    const { key } = record
    setDraft(() => ({
      record,
      storeId: storeId!,
      key,
      type,
      text: textOfValue(record.value),
      isSaving: false,
    }))
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

  const current = draft?.storeId === storeId ? draft : undefined
  const editor: RecordEditor | undefined = current && {
    editing: current.record?.key,
    key: current.key,
    type: current.type,
    text: current.text,
    isSaving: current.isSaving,
    error: current.error,
    keyError:
      current.keyProblem &&
      (current.keyProblem === 'needed' ? messages.keyNeeded : messages.keyTaken),
    valueError: current.valueProblem && messages.badValue(current.type, current.valueProblem.line),
    change: (fields) =>
      change({
        ...fields,
        ...(fields.key !== undefined && { keyProblem: undefined }),
        ...((fields.text ?? fields.type) !== undefined && { valueProblem: undefined }),
      }),
    save,
    cancel: close,
    openExisting:
      current.keyProblem === 'taken'
        ? () => {
            const known = input.recordOf(current.key)
            if (known) edit(known)
            else void recordAt(current.key).then((record) => record && edit(record))
          }
        : undefined,
  }
  return {
    editor,
    edit,
    close,
    create() {
      if (!storeId) return
      const empty = { key: '', type: 'text', text: '' } as const
      setDraft(() => ({ record: undefined, storeId, ...empty, isSaving: false }))
    },
  }
}

function isChanged({ text, type }: Draft, { value }: StoreRecord): boolean {
  return type !== valueTypeOf(value) || text !== textOfValue(value)
}
