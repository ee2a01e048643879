import type { ListModel, ListRow } from 'appmixer-react'
import type { ComponentType, ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { Skeleton } from './controls.tsx'
import { Icon, type IconName } from './icons.tsx'

type Plain = ComponentType<{ className?: string; children?: ReactNode }>

/** What every list of the package has: `FlowList`, `TaskInbox` … are such. */
export interface CommonParts {
  Search: Plain
  Loading: Plain
  Empty: Plain
  Clear: Plain
  Failure: Plain
  Reload: Plain
}

/** Of those that have pages. */
interface PagingParts {
  Previous: Plain
  Range: Plain
  Next: Plain
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

interface RowsProps {
  parts: Omit<CommonParts, 'Search'> & Partial<PagingParts>
  model: Pick<ListModel<ListRow>, 'status'>
  icon: IconName
  /** The part `Items`, with what is inside of each. */
  children: ReactNode
  /** In place of the pages; `null` for none. */
  foot?: ReactNode
}

/** The rows of a list; before they are there their shape, in place of them why there are none, and below them the pages. */
export function Rows({ parts, model, icon, children, foot }: RowsProps): ReactNode {
  const { Previous, Range, Next } = parts
  return (
    <>
      <parts.Loading className="unseen" />
      {model.status === 'loading' && <Skeleton />}
      {children}
      <div className="empty">
        <Icon name={icon} width="32" height="32" />
        <parts.Failure />
        <parts.Reload />
        <parts.Empty />
        <parts.Clear />
      </div>
      {foot}
      {foot === undefined && Previous && Range && Next && (
        <footer className="page-foot" data-part="paging">
          <Range />
          <Previous>
            <Icon name="left" data-flip="" />
          </Previous>
          <Next>
            <Icon name="right" data-flip="" />
          </Next>
        </footer>
      )}
    </>
  )
}

interface BulkProps {
  parts: {
    BulkBar: Plain
    BulkStatus: Plain
    BulkAction: ComponentType<{ value: any; 'data-kind'?: string | undefined }>
    BulkCancel: Plain
    BulkRetry: Plain
    BulkClear: Plain
  }
  model: Pick<ListModel<ListRow>, 'bulk' | 'selection'>
  actions: readonly string[]
  /** The one that is done most. */
  primary?: string
}

/** What can be done to the selected rows, and how far it is. */
export function Bulk({
  parts,
  model: { bulk, selection },
  actions,
  primary,
}: BulkProps): ReactNode {
  const { words } = useLanguage()
  const offered = selection.keys.length > 0 ? actions : []
  return (
    <parts.BulkBar className="bulk">
      <parts.BulkStatus />
      {offered.map((action) => (
        <parts.BulkAction
          key={action}
          value={action}
          data-kind={action === primary ? 'primary' : undefined}
        />
      ))}
      <parts.BulkCancel />
      <parts.BulkRetry />
      <parts.BulkClear />
      {bulk.isRunning && (
        <progress aria-label={words.progress} max={bulk.total} value={bulk.done + bulk.failed} />
      )}
    </parts.BulkBar>
  )
}

interface QuestionProps {
  parts: { Dialog: Plain; Question: Plain; Cancel: Plain; Confirm: Plain }
  /** What a yes would mean. */
  children?: ReactNode
}

/** Asks before something is done. The safe choice comes first and has the focus. */
export function Question({ parts, children }: QuestionProps): ReactNode {
  return (
    <parts.Dialog>
      <parts.Question />
      {children}
      <div className="dialog-foot">
        <parts.Cancel />
        <parts.Confirm />
      </div>
    </parts.Dialog>
  )
}
