import type { IconName } from '../parts/icons.tsx'

export interface Section {
  path: string
  label: string
  icon: IconName
  /** The sidebar has a little room before a group. */
  group?: 'Resources' | 'Monitor'
  /** Has a place in the bar of a phone. */
  isFirst?: boolean
}

export const sections: readonly Section[] = [
  { path: '/automations', label: 'Automations', icon: 'automations', isFirst: true },
  { path: '/approvals', label: 'Approvals', icon: 'approvals', isFirst: true },
  { path: '/connections', label: 'Connections', icon: 'connections', group: 'Resources' },
  { path: '/data', label: 'Data', icon: 'data' },
  { path: '/activity', label: 'Activity', icon: 'activity', group: 'Monitor', isFirst: true },
  { path: '/insights', label: 'Insights', icon: 'insights' },
]
