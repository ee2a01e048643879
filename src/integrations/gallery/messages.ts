import { listMessages } from '../../headless/messages.ts'
import type { Format, IntegrationGalleryMessages } from '../../react/messages.ts'

const statuses: Record<string, string> = {
  available: 'Not activated',
  activated: 'Activated',
  connecting: 'Being set up',
  running: 'Running',
  starting: 'Starting',
  stopping: 'Stopping',
  stopped: 'Stopped',
  paused: 'Paused',
}

const stepStatuses = { done: 'done', current: 'in progress', waiting: 'to do', failed: 'failed' }

/** The sentences of an integration gallery, in English. */
export function integrationGalleryMessages(
  format: Format,
): Omit<IntegrationGalleryMessages, 'reason'> {
  const { number } = format
  return {
    ...listMessages(format),
    list: 'Integrations',
    search: 'Search integrations',
    loading: 'Loading integrations',
    failed: (reason) => `The integrations could not be loaded. ${reason}`,
    none: 'No integrations yet.',
    noneFound: 'No integration matches the search.',
    noneInFilter: 'No integration in this category.',
    clear: 'Show all integrations',
    tabs: 'Show',
    tab: (tab, count) =>
      `${tab === 'all' ? 'All' : 'Activated'}${count === undefined ? '' : ` (${number(count)})`}`,
    categories: 'Category',
    allCategories: 'All categories',
    unnamed: 'Integration without a name',
    status: (status) => statuses[status] ?? status,
    connect: 'Connect',
    connectIntegration: (name) => `Connect ${name}`,
    settings: 'Settings',
    settingsOf: (name) => `Settings of ${name}`,
    start: 'Start',
    startIntegration: (name) => `Start ${name}`,
    stop: 'Stop',
    stopIntegration: (name) => `Stop ${name}`,
    remove: 'Remove',
    removeIntegration: (name) => `Remove ${name}`,
    question: (name) => `Remove “${name}”? It is stopped first, and its settings are lost.`,
    confirm: 'Remove',
    cancel: 'Cancel',
    starting: (name) => `Starting ${name}`,
    started: (name) => `${name} runs`,
    stopping: (name) => `Stopping ${name}`,
    stopped: (name) => `${name} has stopped`,
    removing: (name) => `Removing ${name}`,
    removed: (name) => `${name} removed`,
    saved: (name) => `${name} has its new settings`,
    step: (kind, label) =>
      kind === 'account' ? label : kind === 'settings' ? 'Settings' : 'Start',
    stepStatus: (status) => stepStatuses[status],
  }
}
