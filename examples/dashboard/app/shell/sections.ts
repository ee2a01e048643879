import type { IconName } from '../parts/icons.tsx'

export interface Section {
  path: string
  /** Which of the words is its name. */
  label:
    | 'automations'
    | 'approvals'
    | 'integrations'
    | 'connections'
    | 'data'
    | 'activity'
    | 'insights'
  icon: IconName
  /** The sidebar has a little room before a group. */
  group?: 'resources' | 'monitor'
  /** Has a place in the bar of a phone. */
  isFirst?: boolean
}

export const sections: readonly Section[] = [
  { path: '/automations', label: 'automations', icon: 'automations', isFirst: true },
  { path: '/approvals', label: 'approvals', icon: 'approvals', isFirst: true },
  { path: '/integrations', label: 'integrations', icon: 'integrations', isFirst: true },
  { path: '/connections', label: 'connections', icon: 'connections', group: 'resources' },
  { path: '/data', label: 'data', icon: 'data' },
  { path: '/activity', label: 'activity', icon: 'activity', group: 'monitor', isFirst: true },
  { path: '/insights', label: 'insights', icon: 'insights' },
]
