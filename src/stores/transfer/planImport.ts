import type { AppmixerClient } from '../../client/client.ts'
import type { StoreRef } from '../types.ts'
import { readStoreRecords, type ReadStoreRecordsOptions } from './exportRecords.ts'
import type { FileRow, ReadableRow, RefusedRow } from './formats.ts'

/** What an import would do with one row. */
export type PlannedRow =
  | (ReadableRow & { change: 'new' | 'changed' | 'same' })
  | (RefusedRow & { change: 'refused' })

/** What an import would do: the result of a dry run. Nothing is written yet. */
export interface StoreImportPlan {
  storeId: string
  /** In the order of the file. */
  rows: PlannedRow[]
  /** How many rows are of each kind. */
  counts: Record<PlannedRow['change'], number>
}

export interface PlanStoreImportInput extends StoreRef {
  /** What a format read from the file. */
  rows: readonly FileRow[]
}

/**
 * A dry run: compares the rows of a file with the records of the store, and writes nothing. A row is `new`, `changed`
 * or `same`, or it is refused and says why. Reads the whole store as {@link readStoreRecords} does, and rejects with
 * what it rejects with.
 *
 * @example
 * const { counts } = await planStoreImport(client, { storeId, rows: ndjsonFormat.read(await file.text()) })
 */
export async function planStoreImport(
  client: AppmixerClient,
  { storeId, rows: given }: PlanStoreImportInput,
  options: ReadStoreRecordsOptions = {},
): Promise<StoreImportPlan> {
  const rows = withoutRepeatedKeys(given)
  const wanted = new Map(rows.flatMap((row) => (row.problem ? [] : [[row.key, row.value]])))
  const changes = new Map<string, 'changed' | 'same'>()
  if (wanted.size > 0) {
    for await (const records of readStoreRecords(client, { storeId }, options)) {
      for (const { key, value = null } of records) {
        if (!wanted.has(key)) continue
        changes.set(key, isSameJson(value, wanted.get(key)) ? 'same' : 'changed')
      }
      if (changes.size === wanted.size) break
    }
  }
  const planned = rows.map((row): PlannedRow =>
    row.problem ? { ...row, change: 'refused' } : { ...row, change: changes.get(row.key) ?? 'new' },
  )
  const counts = { new: 0, changed: 0, same: 0, refused: 0 }
  for (const { change } of planned) counts[change]++
  return { storeId, rows: planned, counts }
}

/** Of several rows with one key, only the first can be meant. */
function withoutRepeatedKeys(rows: readonly FileRow[]): FileRow[] {
  const lines = new Map<string, number>()
  return rows.map((row) => {
    if (row.problem) return row
    const { key, line } = row
    const firstLine = lines.get(key)
    if (firstLine !== undefined) return { line, key, problem: 'repeated', firstLine }
    lines.set(key, line)
    return row
  })
}

/** Whether two values are the same JSON; the order of an object's fields does not matter. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [left, right] = [Object.entries(one), Object.entries(other)]
  return (
    left.length === right.length &&
    left.every(
      ([name, value]) =>
        Object.hasOwn(other, name) && isSameJson(value, (other as Record<string, unknown>)[name]),
    )
  )
}
