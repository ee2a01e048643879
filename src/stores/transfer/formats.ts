import { isRecord } from '../../client/checks.ts'
import type { StoreRecord } from '../types.ts'
import { linesOfJson } from './jsonLines.ts'

/** Why one row of a file cannot be imported. */
export type ImportProblem =
  /** The file has no record. */
  | 'empty'
  /** The file is no text in UTF-8: a picture, a workbook, or text in an older encoding. */
  | 'not-text'
  /** It is not JSON from this line on. */
  | 'bad-json'
  /** The first line of a CSV file names no column `key`. */
  | 'no-key-column'
  /** A quotation mark of a CSV file opens in this line and is not closed, so that nothing after it can be told apart. */
  | 'unclosed-quote'
  /** It is JSON, and no record. */
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
  /** The line in the file, from 1. */
  line: number
  key: string
  value: unknown
  problem?: undefined
}

export interface RefusedRow {
  /** The line in the file, from 1. */
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
  read(marked) {
    const text = withoutMark(marked)
    if (text.trim() === '') return []
    const { broken, items } = linesOfJson(text)
    if (broken !== undefined) return [{ line: broken, problem: 'bad-json' }]
    const records: unknown = JSON.parse(text)
    if (!Array.isArray(records)) return [{ line: 1, problem: 'unreadable' }]
    return records.map((record, index) => rowOf(record, items[index]!))
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
      .flatMap((line, index) => (line.trim() === '' ? [] : rowIn(line, index + 1))),
}

/** Reads the records of a file. A file that is none of the format is a row with a `problem`, too. */
export async function readRecordFile(file: Blob, format: RecordFormat): Promise<FileRow[]> {
  const bytes = await file.arrayBuffer()
  const text = textIn(bytes)
  if (text === undefined) return [{ line: 1, problem: 'not-text' }]
  const rows = format.read(text)
  return rows.length > 0 ? rows : [{ line: 1, problem: 'empty' }]
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

function rowIn(json: string, line: number): FileRow {
  try {
    return rowOf(JSON.parse(json), line)
  } catch {
    return { line, problem: 'bad-json' }
  }
}

/** No text has a NUL in it; what is not UTF-8 would be read as something else. */
function textIn(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

/** Editors of other systems put a byte order mark in front. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '')
}
