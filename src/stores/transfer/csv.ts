import Papa from 'papaparse'
import { rowOf, type FileRow, type RecordFormat } from './formats.ts'
import { readValue, valueTypeOf, valueTypes, type ValueType } from './values.ts'
import type { StoreRecord } from '../types.ts'

const columns = ['key', 'value', 'type', 'createdAt', 'updatedAt'] as const

/** What a spreadsheet would run, and what this format has made harmless before. */
const formula = /^'*[=+\-@\t\r]/

/**
 * CSV for spreadsheets, as RFC 4180 has it, read and written by papaparse. A text that a spreadsheet would run as a
 * formula, because it begins with `=`, `+`, `-`, `@`, a tab or a carriage return, gets a `'` in front, which the import
 * takes off again. The column `type` keeps the type of each value; in a file without it every value is text. Separators
 * `,`, `;` and tab are read.
 *
 * @example
 * // csvFormat is from appmixer-react/csv
 * for await (const text of exportStoreRecords(client, { storeId }, { format: csvFormat })) await file.write(text)
 */
export const csvFormat: RecordFormat = {
  name: 'csv',
  mediaType: 'text/csv',
  // With the byte order mark spreadsheets read UTF-8.
  start: `\uFEFF${columns.join(',')}\r\n`,
  between: '\r\n',
  end: '\r\n',
  write: (records) =>
    Papa.unparse(records.map(cellsOf), { escapeFormulae: formula, newline: '\r\n' }),
  read(text) {
    if (text.trim() === '') return []
    const { data, errors } = parsed(text)
    const [header = [], ...rows] = data
    // With it the rest of the file is one cell: the row that it is in is none.
    const [broken] = errors.filter(({ type }) => type === 'Quotes')
    const places = header.map((name) => name.trim().toLowerCase())
    const cellOf = (cells: string[], name: string) => cells[places.indexOf(name)]
    if (broken?.row === 0) return [unclosed(text, broken)]
    if (!places.includes('key')) return [{ line: 1, problem: 'no-key-column' }]
    let next = 1 + linesOf(header)
    return rows.flatMap((cells, index) => {
      const line = next
      next += linesOf(cells)
      if (index + 1 === broken?.row) return [unclosed(text, broken)]
      if (broken?.row !== undefined && index + 1 > broken.row) return []
      if (cells.length === 1 && cells[0] === '') return []
      const [key, value, type] = ['key', 'value', 'type'].map((name) => cellOf(cells, name))
      return csvRow({ line, key: withoutGuard(key), value, type })
    })
  },
}

/** Numbers stay numbers: a spreadsheet can add them, and `-5` is no formula. */
function cellsOf({ key, value, createdAt, updatedAt }: StoreRecord): unknown[] {
  const type = valueTypeOf(value)
  const cell = type === 'number' ? value : type === 'text' ? value : JSON.stringify(value ?? null)
  return [key, cell, type, createdAt ?? '', updatedAt ?? '']
}

interface CsvRow {
  line: number
  key: string | undefined
  value: string | undefined
  type: string | undefined
}

function csvRow({ line, key, value, type = 'text' }: CsvRow): FileRow {
  if (value === undefined) return rowOf({ key }, line)
  const known = valueTypes.find((name) => name === type.trim().toLowerCase())
  const read = known && readCell(value, known)
  if (!read || 'problem' in read) return { line, key, problem: 'bad-value' }
  return rowOf({ key, value: read.value }, line)
}

function readCell(cell: string, type: ValueType): ReturnType<typeof readValue> {
  return readValue(type === 'text' ? withoutGuard(cell) : cell, type)
}

function withoutGuard<Cell extends string | undefined>(cell: Cell): Cell {
  return (cell?.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell) as Cell
}

function unclosed(text: string, { index = 0 }: Papa.ParseError): FileRow {
  return { line: linesOf([text.slice(0, index)]), problem: 'unclosed-quote' }
}

function parsed(text: string): Papa.ParseResult<string[]> {
  const rowsBy = (delimiter: string, preview = 0) =>
    Papa.parse<string[]>(text, { delimiter, preview })
  const hasKey = (delimiter: string) =>
    rowsBy(delimiter, 1).data[0]?.some((name) => name.trim().toLowerCase() === 'key')
  return rowsBy([',', ';', '\t'].find(hasKey) ?? ',')
}

/** How many lines of the file a row takes: cells may have line breaks. */
function linesOf(cells: string[]): number {
  return cells.reduce((lines, cell) => lines + cell.split(/\r\n|\r|\n/).length - 1, 1)
}
