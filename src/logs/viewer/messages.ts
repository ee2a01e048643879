import { englishOf, listMessages } from '../../headless/messages.ts'
import type { Format, LogViewerMessages } from '../../react/messages.ts'

/** The sentences of a log viewer, in English. */
export function logViewerMessages(format: Format): Omit<LogViewerMessages, 'reason'> {
  const { number, plural } = englishOf(format)
  const entries = (count: number) =>
    `${number(count)} ${plural(count, { one: 'entry', other: 'entries' })}`
  const dateTime = (at: number, timeZone: string | undefined) =>
    new Intl.DateTimeFormat(format.locale, {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone,
    }).format(at)
  return {
    ...listMessages(format),
    list: 'Entries',
    search: 'Words, or field:value',
    query: 'Lucene query',
    editAsText: 'Edit as text',
    editAsFilters: 'Edit as filters',
    loading: 'Loading entries',
    failed: (reason) => `The entries could not be loaded. ${reason}`,
    none: 'No entries in this range.',
    noneFound: 'No entry matches the search.',
    noneInFilter: 'No entry matches the filters.',
    clear: 'Clear search and filters',
    unnamed: 'Entry without a message',
    severity: (severity) =>
      ({ error: 'Error', warning: 'Warning', info: 'Success', debug: 'Log' })[severity],
    time: (at, timeZone) =>
      new Intl.DateTimeFormat(format.locale, {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        fractionalSecondDigits: 3,
        timeZone,
      }).format(at),
    dateTime,
    filter: (field, value) => `${field}: ${value}`,
    filterNot: (filter) => `not ${filter}`,
    filterExists: (field, exists) => `${exists ? 'with' : 'without'} ${field}`,
    filterFlows: (count) =>
      `${number(count)} ${plural(count, { one: 'automation', other: 'automations' })}`,
    pluginLogs: 'Plugin entries',
    testRun: 'Test run',
    systemHidden: 'System entries hidden',
    removeFilter: (filter) => `Remove filter ${filter}`,
    range: (from, to, total) =>
      to === 0 ? '' : `Newest ${number(to)}${total === undefined ? '' : ` of ${number(total)}`}`,
    rangeLabel: 'Range',
    ranges: {
      last15Minutes: '15 min',
      last30Minutes: '30 min',
      lastHour: '1 h',
      last4Hours: '4 h',
      last12Hours: '12 h',
      last24Hours: '24 h',
      last7Days: '7 d',
      last30Days: '30 d',
      last60Days: '60 d',
      last90Days: '90 d',
      last6Months: '6 months',
      lastYear: '1 year',
      last2Years: '2 years',
      last5Years: '5 years',
      today: 'Today',
      yesterday: 'Yesterday',
      dayBeforeYesterday: 'The day before yesterday',
      thisDayLastWeek: 'This day last week',
      thisWeek: 'This week',
      previousWeek: 'Last week',
      thisMonth: 'This month',
      previousMonth: 'Last month',
      thisYear: 'This year',
      previousYear: 'Last year',
    },
    custom: (from, to, timeZone) =>
      `${from === undefined ? 'The beginning' : dateTime(from, timeZone)} – ${to === undefined ? 'now' : dateTime(to, timeZone)}`,
    layoutLabel: 'Show as',
    entries: 'Entries',
    executions: 'Runs',
    live: 'Live',
    newer: (count) => `${number(count)} new ${plural(count, { one: 'entry', other: 'entries' })}`,
    older: 'Load older',
    histogram: (total, errors) =>
      `${entries(total)}, ${number(errors)} ${plural(errors, { one: 'error', other: 'errors' })}`,
    detail: (message) => `Entry: ${message}`,
    copy: 'Copy as JSON',
    copied: 'Copied',
    notCopied: 'The browser does not allow to copy.',
    export: (kind) => ({ json: 'Export JSON', ndjson: 'Export NDJSON' })[kind],
    exporting: (count) => `Exporting: ${entries(count)} so far`,
    exported: (count) => `Exported ${entries(count)}`,
    exportFailed: (reason) => `Not exported. ${reason}`,
    exportCancelled: 'Export cancelled. Nothing was written.',
    exportCancel: 'Cancel export',
    executionStatus: (status) =>
      ({ running: 'Running', finished: 'Finished', failed: 'Failed' })[status],
    ofFlow: 'Automation as a whole',
    execution: (name, count) => `${name}, ${entries(count)}`,
    duration: (milliseconds) => durationText(milliseconds, format),
  }
}

function durationText(milliseconds: number, { locale }: Format): string {
  const [value, unit] =
    milliseconds < 1_000
      ? [milliseconds, 'millisecond']
      : milliseconds < 60_000
        ? [milliseconds / 1_000, 'second']
        : milliseconds < 3_600_000
          ? [milliseconds / 60_000, 'minute']
          : [milliseconds / 3_600_000, 'hour']
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(value)
}
