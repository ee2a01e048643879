import {
  FlowList,
  useFlowsCount,
  type FlowListModel,
  type FlowListView,
  type FlowRow,
} from 'appmixer-react'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Button, Menu, MenuItem, Segments, Select, Skeleton } from '../parts/controls.tsx'
import { ago, count } from '../parts/formats.ts'
import { Icon } from '../parts/icons.tsx'
import { EmptyState, ListFoot, Search } from '../parts/lists.tsx'
import { PageHead } from '../parts/page.tsx'
import { useUrlView } from '../parts/useUrlView.ts'
import { AutomationPanel } from './AutomationPanel.tsx'
import { activityOf } from './entries.ts'
import { Today, TodayProvider } from './Today.tsx'
import { CreateAutomation, ShareAutomation } from './automationDialogs.tsx'

const start: FlowListView = {
  search: '',
  stage: 'all',
  sharing: 'anyone',
  sort: 'mtime:-1',
  page: 0,
  pageSize: 20,
  layout: 'list',
  opened: undefined,
}

/** Milliseconds in which a deletion can be undone. */
const undoWindow = 10_000

const stages = {
  all: 'All',
  running: 'Running',
  stopped: 'Stopped',
  attention: 'Needs attention',
} as const

export function Automations() {
  const [dialog, setDialog] = useState<'create' | FlowRow>()
  return (
    <FlowList.Root
      className="split"
      undoWindow={undoWindow}
      errorRange="last24Hours"
      {...useUrlView(start)}
    >
      {(model) => (
        <>
          <div className="list">
            <PageHead title="Automations">
              <Button kind="primary" icon="plus" onClick={() => setDialog('create')}>
                New automation
              </Button>
            </PageHead>
            <FlowList.StageFilter data-part="tabs">
              {Object.entries(stages).map(([stage, label]) => (
                <FlowList.StageOption
                  key={stage}
                  value={stage as keyof typeof stages}
                  data-part="tab"
                >
                  {label}{' '}
                  {stage === 'attention' ? (
                    <FlowList.AttentionCount />
                  ) : (
                    <StageCount stage={stage} />
                  )}
                </FlowList.StageOption>
              ))}
            </FlowList.StageFilter>
            <Toolbar model={model} />
            <FlowList.Loading className="unseen" />
            {model.status === 'loading' && <Skeleton />}
            <TodayProvider flowIds={model.rows.map(({ key }) => key)}>
              <FlowList.Items className="items flows" data-layout={model.view.layout}>
                {(row) => <Row model={model} row={row} onShare={() => setDialog(row)} />}
              </FlowList.Items>
            </TodayProvider>
            <EmptyState parts={FlowList} icon="automations" />
            <ListFoot parts={FlowList} />
            <Bulk model={model} />
          </div>
          {model.view.opened && (
            <AutomationPanel model={model} flowId={model.view.opened} onShare={setDialog} />
          )}
          <Question />
          {dialog === 'create' && (
            <CreateAutomation onCreate={model.create} onClose={() => setDialog(undefined)} />
          )}
          {typeof dialog === 'object' && (
            <ShareAutomation row={dialog} onClose={() => setDialog(undefined)} />
          )}
          <FlowList.Announcer />
        </>
      )}
    </FlowList.Root>
  )
}

interface ModelProps {
  model: FlowListModel
}

function Toolbar({ model }: ModelProps): ReactNode {
  const { view, setView, setSharing } = model
  return (
    <div className="toolbar">
      <FlowList.SelectPage className="only-wide" />
      <Search parts={FlowList} />
      <div className="end">
        <Select
          label="Owner"
          value={view.sharing}
          onChange={setSharing}
          choices={[
            { value: 'anyone', label: 'Anyone' },
            { value: 'mine', label: 'Me' },
            { value: 'sharedWithMe', label: 'Shared with me' },
            { value: 'sharedWithOthers', label: 'Shared by me' },
          ]}
        />
        <Select
          label="Sort"
          value={view.sort}
          onChange={(sort) => setView({ sort })}
          choices={[
            { value: 'mtime:-1', label: 'Last changed' },
            { value: 'btime:-1', label: 'Created' },
            { value: 'name:1', label: 'Name' },
          ]}
        />
        <Segments
          label="Layout"
          className="only-wide"
          value={view.layout}
          onChange={(layout) => setView({ layout })}
          choices={[
            { value: 'list', label: '', title: 'List', icon: 'list' },
            { value: 'grid', label: '', title: 'Grid', icon: 'grid' },
          ]}
        />
      </div>
    </div>
  )
}

interface RowProps extends ModelProps {
  row: FlowRow
  onShare: () => void
}

function Row({ model, row, onShare }: RowProps): ReactNode {
  const { flow, can } = row
  const team = flow.customFields?.['team']
  return (
    <>
      {/* The part is the field. */}
      {/* oxlint-disable-next-line jsx-a11y/label-has-associated-control */}
      <label className="check" data-part="select-item">
        <FlowList.Checkbox />
      </label>
      <FlowList.Thumbnail className="picture" />
      <div className="text">
        <FlowList.Open />
        <div className="actions">
          <FlowList.NameInput />
          <FlowList.Save />
        </div>
        <div className="facts">
          {typeof team === 'string' && <span>{team}</span>}
          <time dateTime={flow.mtime ?? undefined}>Changed {ago(flow.mtime)}</time>
          <Sharing row={row} />
        </div>
      </div>
      <Today flowId={row.key} />
      <FlowList.StageLabel />
      {can.start || can.stop ? <FlowList.Toggle /> : null}
      {can.update || can.delete || can.share ? (
        <RowMenu model={model} row={row} onShare={onShare} />
      ) : (
        <FlowList.ViewOnly className="lock" title="View only">
          <Icon name="lock" />
          <span className="unseen">View only</span>
        </FlowList.ViewOnly>
      )}
      <FlowList.Notice className="row-note notice">
        <Icon name="bad" />
        <FlowList.ItemError />
        <FlowList.Retry />
        <FlowList.Dismiss />
      </FlowList.Notice>
    </>
  )
}

interface SharingProps {
  row: FlowRow
}

function Sharing({ row: { sharing, flow } }: SharingProps): ReactNode {
  if (sharing === 'private') return null
  const people = flow.sharedWith?.length ?? 0
  return (
    <span>
      <Icon name="people" />
      {sharing === 'withMe' ? 'Shared with you' : `Shared with ${people}`}
    </span>
  )
}

function RowMenu({ model, row, onShare }: RowProps): ReactNode {
  const navigate = useNavigate()
  const { can } = row
  return (
    <Menu label={`Actions for ${row.name}`}>
      {can.update && (
        <MenuItem icon="rename" onClick={() => model.startRenaming(row)}>
          Rename
        </MenuItem>
      )}
      <MenuItem icon="copy" onClick={row.clone}>
        Duplicate
      </MenuItem>
      {can.share && (
        <MenuItem icon="share" onClick={onShare}>
          Share…
        </MenuItem>
      )}
      <MenuItem icon="activity" onClick={() => void navigate(activityOf(row.key))}>
        See activity
      </MenuItem>
      {can.delete && (
        <>
          <hr />
          <MenuItem icon="remove" kind="danger" onClick={row.remove}>
            Delete
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

interface StageCountProps {
  stage: string
}

function StageCount({ stage }: StageCountProps): ReactNode {
  const { data } = useFlowsCount({
    sharedWithPermissions: 'read',
    ...(stage !== 'all' && { filter: [`stage:${stage}`] }),
  })
  return data === undefined ? null : <span data-part="count">{count(data)}</span>
}

function Bulk({ model: { bulk, selection } }: ModelProps): ReactNode {
  const hasSelection = selection.keys.length > 0
  return (
    <FlowList.BulkBar className="bulk">
      <FlowList.BulkStatus />
      {hasSelection && (
        <>
          <FlowList.BulkAction value="startFlow" />
          <FlowList.BulkAction value="stopFlow" />
          <FlowList.BulkAction value="deleteFlow" />
        </>
      )}
      <FlowList.BulkCancel />
      <FlowList.BulkRetry />
      <FlowList.BulkClear />
      {bulk.isRunning && (
        <progress aria-label="Progress" max={bulk.total} value={bulk.done + bulk.failed} />
      )}
    </FlowList.BulkBar>
  )
}

/** Before many are deleted, and before what runs is renamed. The safe choice comes first and has the focus. */
function Question(): ReactNode {
  return (
    <FlowList.Dialog>
      <FlowList.Question />
      <div className="dialog-foot">
        <FlowList.Cancel>Keep it</FlowList.Cancel>
        <FlowList.Confirm />
      </div>
    </FlowList.Dialog>
  )
}
