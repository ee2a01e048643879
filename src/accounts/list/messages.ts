import { englishOf, listMessages } from '../../headless/messages.ts'
import type { AccountListMessages, Format } from '../../react/messages.ts'

const statuses: Record<string, string> = {
  valid: 'Active',
  invalid: 'Signed out',
  unknown: 'Not tested',
  testing: 'Testing…',
}

/** The sentences of an account list, in English. */
export function accountListMessages(format: Format): Omit<AccountListMessages, 'reason'> {
  const { number } = format
  const { relative } = englishOf(format)
  const automations = (count: number) =>
    `${number(count)} ${count === 1 ? 'automation' : 'automations'}`
  return {
    ...listMessages(format),
    list: 'Connections',
    search: 'Search connections',
    loading: 'Loading connections',
    failed: (reason) => `The connections could not be loaded. ${reason}`,
    none: 'No connections yet.',
    noneFound: 'No connection matches the search.',
    noneInFilter: 'No connection matches the search.',
    clear: 'Show all connections',
    status: (status) => statuses[status] ?? status,
    unnamed: 'Connection without a name',
    test: 'Test',
    testAccount: (name) => `Test ${name}`,
    testAll: 'Test all',
    stopTesting: 'Stop testing',
    testing: (done, total) => `Testing ${number(done)} of ${number(total)}`,
    tested: (valid, invalid) => `${number(valid)} active, ${number(invalid)} signed out`,
    attentionCount: (count) => `${number(count)} signed out`,
    testedOne: (name, status) => `${name}: ${statuses[status] ?? status}`,
    testedAt: (at, now) => `Tested ${relative(at, now)}`,
    neverTested: 'Not tested yet',
    reconnect: 'Reconnect',
    reconnectAccount: (name) => `Reconnect ${name}`,
    rename: 'Rename',
    renameAccount: (name) => `Rename ${name}`,
    newName: (name) => `New name of ${name}`,
    save: 'Save',
    cancel: 'Cancel',
    renamed: (name) => `Renamed to ${name}`,
    usage: 'Used by',
    usageOf: (name) => `Automations that use ${name}`,
    usedBy: (count) => (count === 0 ? 'Not used' : automations(count)),
    usageLoading: 'Loading…',
    usageFailed: (reason) => `Not known. ${reason}`,
    unnamedFlow: 'Automation without a name',
    more: (count) => `and ${number(count)} more`,
    revoke: 'Revoke…',
    revokeAccount: (name) => `Revoke ${name}`,
    question: (name) => `Revoke “${name}”?`,
    consequence: (count) =>
      count === undefined
        ? 'Automations that use it will stop; which ones could not be read. This cannot be undone.'
        : count === 0
          ? 'No automation uses it. This cannot be undone.'
          : `${automations(count)} ${count === 1 ? 'uses' : 'use'} it; those that run will stop. This cannot be undone.`,
    keep: 'Keep it',
    confirm: 'Revoke',
    revoking: (name) => `Revoking ${name}`,
    revoked: (name) => `Revoked ${name}`,
  }
}
