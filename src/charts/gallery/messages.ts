import { englishOf, listMessages } from '../../headless/messages.ts'
import { logViewerMessages } from '../../logs/viewer/messages.ts'
import type { ChartGalleryMessages, Format } from '../../react/messages.ts'

/** The sentences of a chart gallery, in English. */
export function chartGalleryMessages(format: Format): Omit<ChartGalleryMessages, 'reason'> {
  const { number, plural, relative } = englishOf(format)
  return {
    ...listMessages(format),
    list: 'Charts',
    search: 'Search charts',
    loading: 'Loading charts',
    failed: (reason) => `The charts could not be loaded. ${reason}`,
    none: 'No charts yet.',
    noneFound: 'No chart matches the search.',
    noneInFilter: 'No chart matches the search.',
    clear: 'Show all charts',
    unnamed: 'Chart without a name',
    rangeLabel: 'Range',
    ranges: logViewerMessages(format).ranges,
    ownRange: 'As made',
    refresh: 'Refresh',
    refreshChart: (name) => `Refresh ${name}`,
    refreshAll: 'Refresh all',
    updated: (at, now) => `Updated ${relative(at, now)}`,
    noData: 'Nothing in this range.',
    problem: (names) => `Cannot be shown: ${names.join(', ')}`,
    unread: (reason) => `This chart did not load. ${reason}`,
    chart: (name, points) =>
      `${name}: ${number(points)} ${plural(points, { one: 'value', other: 'values' })}`,
    clone: 'Duplicate',
    cloneChart: (name) => `Duplicate ${name}`,
    copyOf: (name) => `Copy of ${name}`,
    cloned: (name) => `Duplicated ${name}`,
    moveBack: 'Move back',
    moveChartBack: (name) => `Move back: ${name}`,
    moveOn: 'Move on',
    moveChartOn: (name) => `Move on: ${name}`,
    moved: (name, place, total) => `${name} is now ${number(place)} of ${number(total)}`,
    remove: 'Delete',
    removeChart: (name) => `Delete ${name}`,
    question: (name) => `Delete the chart “${name}”? The log that it counts stays.`,
    confirm: 'Delete',
    cancel: 'Keep it',
    removing: (name) => `Deleting ${name}`,
    removed: (name) => `Deleted ${name}`,
  }
}
