'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { AppmixerError } from '../../client/errors.ts'
import { useScopedState } from '../../headless/useControlled.ts'
import { useAppmixerContext } from '../../react/context.ts'
import type { StoreRecordsCountQuery, StoreRef } from '../types.ts'
import { exportStoreRecords, type TransferProgress } from './exportRecords.ts'
import { readRecordFile, type RecordFormat } from './formats.ts'
import {
  storeImportOf,
  type RunStoreImportOptions,
  type StoreImport,
  type StoreImportState,
} from './importRun.ts'
import { planStoreImport, type StoreImportPlan } from './planImport.ts'

/** Work that reads, says how far it is and can be cancelled. */
interface Reading {
  isRunning: boolean
  progress: TransferProgress | undefined
  /** Why the last one failed. A cancelled one did not fail. */
  error: AppmixerError | null
}

export interface ExportStoreRecordsInput extends StoreRecordsCountQuery {
  format: RecordFormat
  /** The name of the file, without the extension. @default the id of the store */
  name?: string | undefined
}

export interface StoreExportHook extends Reading {
  /** Resolves to the file; to `undefined` when it was cancelled or failed. */
  run(input: ExportStoreRecordsInput): Promise<File | undefined>
  cancel(): void
}

/**
 * Makes a file of all records of a store or of a search: `GET /store/count`, then `GET /store` page after page. It ends
 * when the component is unmounted. {@link saveFile} hands the file to the user.
 *
 * @example
 * const { run, isRunning, progress, cancel } = useStoreExport()
 * const file = await run({ storeId, format: ndjsonFormat, name: store.name })
 * if (file) saveFile(file)
 */
export function useStoreExport(): StoreExportHook {
  const { client } = useAppmixerContext()
  return useReading(async ({ format, name, ...query }: ExportStoreRecordsInput, options) => {
    const pieces: string[] = []
    for await (const piece of exportStoreRecords(client, query, { format, ...options })) {
      pieces.push(piece)
    }
    const type = format.mediaType
    return new File(pieces, `${name ?? query.storeId}.${format.name}`, { type })
  })
}

export interface PlanStoreImportFileInput extends StoreRef {
  file: Blob
  format: RecordFormat
}

export interface StoreImportHook extends StoreImportState, Pick<StoreImport, 'cancel' | 'resume'> {
  /** What the last dry run found. */
  plan: StoreImportPlan | undefined
  /** How far the dry run is. */
  dryRun: Reading & {
    /** Reads the file and compares it with the store; nothing is written. */
    run(input: PlanStoreImportFileInput): Promise<StoreImportPlan | undefined>
    cancel(): void
  }
  /** Writes what the dry run found. Without a plan it does nothing. */
  run(options?: RunStoreImportOptions): Promise<StoreImportState>
  /** Forgets the plan, and an import that is over. */
  reset(): void
}

/**
 * Imports records from a file: first a dry run, then `POST /store/:storeId/:key` for new records and `PATCH` for
 * changed ones, four at a time. All components see the same import; it goes on when they are unmounted, and ends with
 * the session.
 *
 * @example
 * const { plan, dryRun, run, done, total, failures, resume } = useStoreImport()
 * await dryRun.run({ storeId, file, format: csvFormat })
 * if (plan) <button onClick={() => run()}>Import {plan.counts.new + plan.counts.changed}</button>
 */
export function useStoreImport(): StoreImportHook {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const { get, subscribe, run, cancel, resume, reset } = storeImportOf(queryClient, client)
  const state = useSyncExternalStore(subscribe, get, get)
  const [plan, setPlan] = useScopedState<StoreImportPlan | undefined>(() => undefined)
  const dryRun = useReading(
    async ({ storeId, file, format }: PlanStoreImportFileInput, options) => {
      setPlan(() => undefined)
      const rows = await readRecordFile(file, format)
      const found = await planStoreImport(client, { storeId, rows }, options)
      if (!options.signal.aborted) setPlan(() => found)
      return found
    },
  )
  return {
    ...state,
    plan,
    dryRun,
    run: (options) => (plan ? run(plan, options) : Promise.resolve(get())),
    cancel,
    resume,
    reset() {
      dryRun.cancel()
      setPlan(() => undefined)
      reset()
    },
  }
}

/**
 * Hands a file to the user, as a download of the browser.
 *
 * @example
 * saveFile(new File([text], 'orders.json', { type: 'application/json' }))
 */
export function saveFile(file: File): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  // Safari reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

interface WorkOptions {
  signal: AbortSignal
  onProgress(progress: TransferProgress): void
}

const idle: Reading = { isRunning: false, progress: undefined, error: null }

/** Runs such work, one at a time: a new run cancels the one before, as unmounting does. */
function useReading<Input, Output>(
  work: (input: Input, options: WorkOptions) => Promise<Output>,
): Reading & { run(input: Input): Promise<Output | undefined>; cancel(): void } {
  const [state, setState] = useScopedState(() => idle)
  const current = useRef<AbortController>(undefined)
  useEffect(() => () => current.current?.abort(), [])

  async function run(input: Input): Promise<Output | undefined> {
    current.current?.abort()
    const controller = new AbortController()
    current.current = controller
    const { signal } = controller
    const show = (next: Partial<Reading>) => {
      if (!signal.aborted) setState((before) => ({ ...before, ...next }))
    }
    show({ ...idle, isRunning: true })
    try {
      const output = await work(input, { signal, onProgress: (progress) => show({ progress }) })
      if (signal.aborted) return undefined
      show({ isRunning: false })
      return output
    } catch (error) {
      show({ isRunning: false, error: error as AppmixerError })
      return undefined
    }
  }

  function cancel(): void {
    current.current?.abort()
    setState(() => idle)
  }

  return { ...state, run, cancel }
}
