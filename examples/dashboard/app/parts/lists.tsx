import type { ComponentType, ReactNode } from 'react'
import { Icon, type IconName } from './icons.tsx'

/** What every list of the package has: `FlowList`, `TaskInbox` … are such. */
export interface CommonParts {
  Search: ComponentType<{ className?: string }>
  Empty: ComponentType<object>
  Clear: ComponentType<object>
  Failure: ComponentType<object>
  Reload: ComponentType<object>
  Previous: ComponentType<{ children?: ReactNode }>
  Range: ComponentType<object>
  Next: ComponentType<{ children?: ReactNode }>
}

interface SearchProps {
  parts: Pick<CommonParts, 'Search'>
}

export function Search({ parts }: SearchProps): ReactNode {
  return (
    <div className="search">
      <Icon name="search" />
      <parts.Search />
    </div>
  )
}

interface EmptyStateProps {
  parts: Pick<CommonParts, 'Empty' | 'Clear' | 'Failure' | 'Reload'>
  icon: IconName
}

/** Why there is nothing, and what to do about it. */
export function EmptyState({ parts, icon }: EmptyStateProps): ReactNode {
  return (
    <div className="empty">
      <Icon name={icon} width="32" height="32" />
      <parts.Failure />
      <parts.Reload />
      <parts.Empty />
      <parts.Clear />
    </div>
  )
}

interface ListFootProps {
  parts: Pick<CommonParts, 'Previous' | 'Range' | 'Next'>
}

export function ListFoot({ parts }: ListFootProps): ReactNode {
  return (
    <footer className="page-foot" data-part="paging">
      <parts.Range />
      <parts.Previous>
        <Icon name="left" data-flip="" />
      </parts.Previous>
      <parts.Next>
        <Icon name="right" data-flip="" />
      </parts.Next>
    </footer>
  )
}
