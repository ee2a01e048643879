'use client'

import { isAppmixerError } from '../../client/errors.ts'
import { statusOf } from '../../headless/listModel.ts'
import { useScopedState } from '../../headless/useControlled.ts'
import type { StoreBrowserMessages } from '../../react/messages.ts'
import { useCreateStore, useRenameStore, useStores } from '../hooks.ts'
import type { Store } from '../types.ts'
import type { StoreBrowserState, StoreForm, StoreRow } from './model.ts'

interface Draft {
  store: Store | undefined
  name: string
  error?: string | undefined
  isSaving: boolean
}

interface StoreRowsInput {
  storeId: string | undefined
  messages: StoreBrowserMessages
  announce(sentence: string): void
  act(action: string, keys: readonly string[], carryOut: () => void): void
  onError(error: unknown, action: string, keys: readonly string[]): void
  open(storeId: string): void
  remove(store: Store): void
}

type StoreState = Pick<
  StoreBrowserState,
  | 'stores'
  | 'storesStatus'
  | 'storesError'
  | 'refetchStores'
  | 'storeSearch'
  | 'setStoreSearch'
  | 'store'
  | 'createStore'
  | 'storeForm'
>

/** The stores beside the records: `GET /stores` has all of them, so the search is ours. */
export function useStoreRows(input: StoreRowsInput): StoreState {
  const { messages, announce, act, open } = input
  const query = useStores()
  const [storeSearch, setSearch] = useScopedState(() => '')
  const [draft, setDraft] = useScopedState<Draft | undefined>(() => undefined)
  const creation = useCreateStore()
  const renaming = useRenameStore()

  const all = query.data ?? []
  const storeId = input.storeId ?? all[0]?.storeId
  const wanted = storeSearch.trim().toLowerCase()
  const shown = all.filter((store) => nameOf(store).toLowerCase().includes(wanted))
  const change = (fields: Partial<Draft>) =>
    setDraft((before) => before && { ...before, ...fields })

  function nameOf({ name }: Store): string {
    return name || messages.unnamedStore
  }

  async function write({ store, name }: Draft): Promise<void> {
    change({ isSaving: true, error: undefined })
    try {
      if (store) await renaming.mutateAsync({ storeId: store.storeId, name })
      else open((await creation.mutateAsync({ name })).storeId)
      setDraft(() => undefined)
      announce(store ? messages.saved(name) : messages.created(name))
    } catch (error) {
      const isTaken = isAppmixerError(error) && error.reason === 'name-taken'
      const reason = isAppmixerError(error) ? messages.reason(error) : String(error)
      change({ isSaving: false, error: isTaken ? messages.nameTaken : reason })
      if (!isTaken) {
        input.onError(error, store ? 'renameStore' : 'createStore', store ? [store.storeId] : [])
      }
    }
  }

  const storeForm: StoreForm | undefined = draft && {
    renaming: draft.store?.storeId,
    name: draft.name,
    isSaving: draft.isSaving,
    error: draft.error,
    setName: (name) => change({ name, error: undefined }),
    cancel: () => setDraft(() => undefined),
    save() {
      if (draft.isSaving) return
      const { store } = draft
      const name = draft.name.trim()
      if (name === '') return change({ error: messages.nameNeeded })
      if (name === store?.name) return setDraft(() => undefined)
      if (all.some((other) => other !== store && other.name === name)) {
        return change({ error: messages.nameTaken })
      }
      act(store ? 'renameStore' : 'createStore', store ? [store.storeId] : [], () => {
        void write({ ...draft, name })
      })
    },
  }

  return {
    stores: shown.map((store): StoreRow => ({
      key: store.storeId,
      name: nameOf(store),
      store,
      isCurrent: store.storeId === storeId,
      isLocked: store.default === true,
      isRenaming: draft?.store?.storeId === store.storeId,
      open: () => open(store.storeId),
      rename() {
        if (store.default) return
        setDraft(() => ({ store, name: store.name ?? '', isSaving: false }))
      },
      remove() {
        if (!store.default) input.remove(store)
      },
    })),
    storesStatus: statusOf(query, shown.length === 0),
    storesError: query.error,
    refetchStores: () => void query.refetch(),
    storeSearch,
    setStoreSearch: (search) => setSearch(() => search),
    store: all.find((store) => store.storeId === storeId),
    createStore: () => setDraft(() => ({ store: undefined, name: '', isSaving: false })),
    storeForm,
  }
}
