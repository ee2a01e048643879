/** What preview and manager tell each other. */
export const activityEvents = {
  snapshot: 'appmixer/activity/snapshot',
  ask: 'appmixer/activity/ask',
  clear: 'appmixer/activity/clear',
} as const

export type CacheChange =
  | 'fetched'
  | 'refetched'
  | 'patched'
  | 'invalidated'
  | 'removed'
  | 'failed'
  | 'sent'
  | 'settled'

/** Newest first. */
export interface ActivitySnapshot {
  requests: {
    id: number
    method: string
    path: string
    /** `pending`, `lost` and `aborted` stand in for a status that there is not. */
    status: number | string
    ms: number
  }[]
  cache: { subject: string; counts: Partial<Record<CacheChange, number>>; last: CacheChange }[]
  renders: { key: string; name: string; count: number }[]
}
