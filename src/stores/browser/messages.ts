import { englishOf, listMessages } from '../../headless/messages.ts'
import type { Format, StoreBrowserMessages } from '../../react/messages.ts'

const types: Record<string, string> = {
  text: 'Text',
  number: 'Number',
  boolean: 'True/false',
  list: 'List',
  object: 'Object',
  null: 'Empty (null)',
}

const columns = { key: 'Key', createdAt: 'Created', updatedAt: 'Changed' }

/** The sentences of a store browser, in English. */
export function storeBrowserMessages(format: Format): Omit<StoreBrowserMessages, 'reason'> {
  const { number } = format
  const { relative } = englishOf(format)
  const of = (done: number, total: number | undefined) =>
    total === undefined ? number(done) : `${number(done)} of ${number(total)}`
  return {
    ...listMessages(format),
    list: 'Records',
    search: 'Search keys and values',
    loading: 'Loading records',
    failed: (reason) => `The records could not be loaded. ${reason}`,
    none: 'No records yet.',
    noneFound: 'No record matches the search.',
    noneInFilter: 'No record matches the search.',
    clear: 'Show all records',
    stores: 'Stores',
    searchStores: 'Search stores',
    loadingStores: 'Loading stores',
    storesFailed: (reason) => `The stores could not be loaded. ${reason}`,
    noStores: 'No stores yet.',
    noStoreFound: 'No store matches the search.',
    newStore: 'New store',
    storeName: 'Name of the store',
    renameStore: (name) => `Rename ${name}`,
    removeStore: (name) => `Delete ${name}`,
    storeLocked: 'The default store can neither be renamed nor deleted.',
    unnamedStore: 'Store without a name',
    nameNeeded: 'A name is needed.',
    nameTaken: 'Another store has this name.',
    newRecord: 'New record',
    editRecord: (key) => `Edit ${key}`,
    removeRecord: (key) => `Delete ${key}`,
    key: 'Key',
    value: 'Value',
    type: 'Type',
    column: (column) => columns[column],
    valueType: (type) => types[type] ?? type,
    keyNeeded: 'A key is needed; “.” and “..” are none.',
    keyTaken: 'Another record has this key.',
    openExisting: 'Edit that record',
    badValue: (type, line) =>
      `${line === undefined ? '' : `Line ${number(line)}: `}This cannot be read as “${types[type] ?? type}”.`,
    edit: 'Edit',
    rename: 'Rename',
    remove: 'Delete',
    save: 'Save',
    cancel: 'Cancel',
    confirm: 'Delete',
    questionStore: (name) =>
      `Delete “${name}” with all its records for good? Automations that use it will fail.`,
    questionRecord: (key) => `Delete “${key}” for good?`,
    questionRecords: (count) =>
      `Delete ${number(count)} ${count === 1 ? 'record' : 'records'} for good?`,
    created: (name) => `Created ${name}`,
    saved: (name) => `Saved ${name}`,
    removing: (name) => `Deleting ${name}`,
    removed: (name) => `Deleted ${name}`,
    createdAt: (at, now) => `Created ${relative(at, now)}`,
    changedAt: (at, now) => `Changed ${relative(at, now)}`,
    exportAs: (name) => `Export as ${name.toUpperCase()}`,
    exporting: (done, total) => `Exporting ${of(done, total)}`,
    exported: (file) => `Exported ${file}`,
    exportFailed: (reason) => `Not exported. ${reason}`,
    importFile: 'Import a file',
    importInto: (store) => `Import into “${store}”`,
    readingFile: (done, total) => `Comparing with ${of(done, total)} records`,
    planned: (counts) =>
      `${number(counts.new)} new, ${number(counts.changed)} will change, ` +
      `${number(counts.same)} are the same, ${number(counts.refused)} cannot be read. ` +
      'Nothing is written yet.',
    importProblem: (problem, firstLine) => problems[problem]?.(firstLine) ?? problem,
    importLine: (line, key, problem) => `Line ${number(line)}${key ? `, ${key}` : ''}: ${problem}`,
    existing: 'Records that exist already',
    existingReplace: 'Replace',
    existingSkip: 'Skip',
    importCount: (count) => `Import ${number(count)}`,
    importing: (done, total) => `Importing ${of(done, total)}`,
    imported: (done, failed, unsent) =>
      `${number(done)} imported` +
      (failed > 0 ? `, ${number(failed)} not` : '') +
      (unsent > 0 ? `, ${number(unsent)} not sent` : ''),
    importResume: 'Go on with the rest',
    importStop: 'Cancel the rest',
    close: 'Close',
  }
}

const problems: Record<string, (firstLine: number | undefined) => string> = {
  empty: () => 'The file has no records',
  'not-text': () => 'The file is not text in UTF-8',
  'bad-json': () => 'It is not JSON from here on',
  'no-key-column': () => 'The first line names no column “key”',
  'unclosed-quote': () =>
    'A quotation mark begins here and is not closed; nothing after it is read',
  unreadable: () => 'It is not a record',
  'no-key': () => 'A key is needed',
  'no-value': () => 'A value is needed',
  'bad-value': () => 'The value is not of the type that the file says',
  repeated: (line) => `The same key is also in line ${line}`,
}
