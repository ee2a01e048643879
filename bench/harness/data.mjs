/** Answers as a server sends them: about 450 bytes a flow, 206 a record, with no two alike. */

/**
 * @param {number} count
 * @returns {Record<string, unknown>[]}
 */
export function flows(count) {
  return Array.from({ length: count }, (_, index) => ({
    flowId: uuid(index),
    userId: '5f1b0000000000000000a0a0',
    name: `Leads to CRM ${index}`,
    description: index % 3 === 0 ? 'Sends every new lead to the CRM and tells the team' : '',
    stage: index % 4 === 0 ? 'running' : 'stopped',
    type: 'automation',
    btime: time(index),
    mtime: time(index + 500),
    started: time(index + 300),
    stopped: time(index + 400),
    customFields: { team: index % 2 === 0 ? 'sales' : 'support', priority: 'high' },
    sharedWith: index % 10 === 0 ? [{ email: 'ben@acme.test', permissions: ['read'] }] : [],
  }))
}

/**
 * @param {number} count
 * @param {number} [from]
 * @returns {Record<string, unknown>[]}
 */
export function records(count, from = 0) {
  return Array.from({ length: count }, (_, index) => ({
    key: `customer/${from + index}`,
    storeId: '5f1b0000000000000000c0c0',
    userId: '5f1b0000000000000000a0a0',
    value: `Customer number ${from + index}`,
    createdAt: time(from + index),
    updatedAt: time(from + index + 1_000),
  }))
}

/** @param {number} index */
function uuid(index) {
  return `${index.toString(16).padStart(8, '0')}-d0ed-4cf0-9ae5-${(index * 7_919).toString(16).padStart(12, '0')}`
}

/** @param {number} minutes */
function time(minutes) {
  return new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString()
}
