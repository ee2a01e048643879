import { isRecord } from '../../client/checks.ts'
import type { StoreRecord } from '../types.ts'

/** Why one row of a file cannot be imported. */
export type ImportProblem =
  /** It is not what the format says: not JSON, or not a record. */
  | 'unreadable'
  /** It has no key, or one that cannot be part of a path: `.` and `..`. */
  | 'no-key'
  | 'no-value'
  /** The value is not of the type that the file gives it. */
  | 'bad-value'
  /** An earlier row has the same key. */
  | 'repeated'

/** One row of a file: a record, or why it is none. */
export type FileRow = ReadableRow | RefusedRow

export interface ReadableRow {
  /** The line in the file, from 1; in a JSON file the number of the record. */
  line: number
  key: string
  value: unknown
  problem?: undefined
}

export interface RefusedRow {
  /** The line in the file, from 1; in a JSON file the number of the record. */
  line: number
  key?: string | undefined
  problem: ImportProblem
  /** With `repeated`, the line that has the key first. */
  firstLine?: number
}

/** How records are written to a file and read from one. */
export interface RecordFormat {
  /** The extension of the file: `json`. */
  name: string
  /** `application/json` */
  mediaType: string
  /** What stands before the first record, between two records, and after the last one. */
  start: string
  between: string
  end: string
  /** Writes some records, without `start` and `end`. */
  write(records: readonly StoreRecord[]): string
  /** Reads a whole file. What cannot be read is a row with a `problem`; it never throws. */
  read(text: string): FileRow[]
}

/** One JSON file: a list of `{ key, value, createdAt, updatedAt }`. Every value keeps its type. */
export const jsonFormat: RecordFormat = {
  name: 'json',
  mediaType: 'application/json',
  start: '[\n',
  between: ',\n',
  end: '\n]\n',
  write: (records) => records.map(jsonOf).join(',\n'),
  read(text) {
    const records = parsed(withoutMark(text))
    if (!Array.isArray(records)) return [{ line: 1, problem: 'unreadable' }]
    return records.map((record, index) => rowOf(record, index + 1))
  },
}

/** One record as JSON on each line, for large stores and for tools that read line by line. */
export const ndjsonFormat: RecordFormat = {
  name: 'ndjson',
  mediaType: 'application/x-ndjson',
  start: '',
  between: '\n',
  end: '\n',
  write: (records) => records.map(jsonOf).join('\n'),
  read: (text) =>
    withoutMark(text)
      .split('\n')
      .flatMap((line, index) => (line.trim() === '' ? [] : rowOf(parsed(line), index + 1))),
}

/** A row of a file, once its fields are known. */
export function rowOf(record: unknown, line: number): FileRow {
  if (!isRecord(record)) return { line, problem: 'unreadable' }
  const { key, value } = record
  if (typeof key !== 'string' || /^\.{0,2}$/.test(key)) return { line, problem: 'no-key' }
  if (value === undefined) return { line, key, problem: 'no-value' }
  return { line, key, value }
}

/** `storeId` and `userId` belong to the store that the record came from. */
function jsonOf({ key, value = null, createdAt, updatedAt }: StoreRecord): string {
  return JSON.stringify({ key, value, createdAt, updatedAt })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Editors of other systems put a byte order mark in front. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '')
}
