import {
  flowFilter,
  FlowList,
  useFlowsCount,
  type FlowListModel,
  type FlowListView,
  type FlowRow,
} from 'appmixer-react'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useLanguage } from '../language.tsx'
import { Button, Menu, MenuItem, Segments, Select } from '../parts/controls.tsx'
import { Icon } from '../parts/icons.tsx'
import { Bulk, Question, Rows, Search } from '../parts/lists.tsx'
import { Unsaved } from '../parts/leaving.tsx'
import { PageHead } from '../parts/page.tsx'
import { useUrlView } from '../parts/useUrlView.ts'
import { AutomationPanel } from './AutomationPanel.tsx'
import { activityOf } from './entries.ts'
import { Today, TodayProvider } from './Today.tsx'
import { CreateAutomation, EditAutomation, ShareAutomation } from './automationDialogs.tsx'

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

const stages = ['all', 'running', 'stopped', 'paused', 'attention'] as const

const offered = {
  stage: stages,
  sharing: ['anyone', 'mine', 'sharedWithMe', 'sharedWithOthers'],
  sort: ['mtime:-1', 'btime:-1', 'name:1'],
  pageSize: [start.pageSize],
  layout: ['list', 'grid'],
} as const

const bulkActions = ['startFlow', 'stopFlow', 'deleteFlow']

/** Milliseconds in which a deletion can be undone. */
const undoWindow = 10_000

export function Automations() {
  const { words } = useLanguage()
  const [isNaming, setNaming] = useState(false)
  return (
    <FlowList.Root
      className="split"
      undoWindow={undoWindow}
      errorRange="last24Hours"
      {...useUrlView(start, offered)}
    >
      {(model) => (
        <>
          <div className="list">
            <PageHead title={words.automations}>
              <Button kind="primary" icon="plus" onClick={() => setNaming(true)}>
                {words.newAutomation}
              </Button>
            </PageHead>
            <Stages model={model} />
            <Toolbar model={model} />
            <Rows parts={FlowList} model={model} icon="automations">
              <TodayProvider flowIds={model.rows.map(({ key }) => key)}>
                <FlowList.Items className="items flows" data-layout={model.view.layout}>
                  {(row) => <Row model={model} row={row} />}
                </FlowList.Items>
              </TodayProvider>
            </Rows>
            <Bulk parts={FlowList} model={model} actions={bulkActions} />
          </div>
          {model.view.opened && <AutomationPanel model={model} flowId={model.view.opened} />}
          <Question parts={FlowList} />
          <EditAutomation model={model} />
          <ShareAutomation model={model} />
          {isNaming && (
            <CreateAutomation onCreate={model.create} onClose={() => setNaming(false)} />
          )}
          <Unsaved when={hasUnsaved(model)} />
          <FlowList.Announcer />
        </>
      )}
    </FlowList.Root>
  )
}

interface ModelProps {
  model: FlowListModel
}

/** A new name, a description, or who else may see it. */
function hasUnsaved({ rows, editing, sharing }: FlowListModel): boolean {
  const isChanged = editing?.isChanged || sharing?.isChanged || Boolean(sharing?.text)
  return isChanged || rows.some(({ isRenaming, draft, name }) => isRenaming && draft !== name)
}

function Stages({ model }: ModelProps): ReactNode {
  return (
    <FlowList.StageFilter data-part="tabs">
      {stages.map((stage) => (
        <FlowList.StageOption key={stage} value={stage} data-part="tab">
          {model.messages[stage]}{' '}
          {stage === 'attention' ? (
            <FlowList.AttentionCount />
          ) : (
            <StageCount stage={stage} isEnabled={model.status !== 'loading'} />
          )}
        </FlowList.StageOption>
      ))}
    </FlowList.StageFilter>
  )
}

function Toolbar({ model }: ModelProps): ReactNode {
  const { view, setView, setSharing } = model
  const { words } = useLanguage()
  return (
    <div className="toolbar">
      <FlowList.SelectPage className="only-wide" />
      <Search parts={FlowList} />
      <div className="end">
        <Select
          label={words.owner}
          value={view.sharing}
          onChange={setSharing}
          choices={[
            { value: 'anyone', label: words.anyone },
            { value: 'mine', label: words.me },
            { value: 'sharedWithMe', label: words.sharedWithMe },
            { value: 'sharedWithOthers', label: words.sharedByMe },
          ]}
        />
        <Select
          label={words.sort}
          value={view.sort}
          onChange={(sort) => setView({ sort })}
          choices={[
            { value: 'mtime:-1', label: words.lastChanged },
            { value: 'btime:-1', label: words.created },
            { value: 'name:1', label: words.name },
          ]}
        />
        <Segments
          label={words.layout}
          className="only-wide"
          value={view.layout}
          onChange={(layout) => setView({ layout })}
          choices={[
            { value: 'list', label: '', title: words.list, icon: 'list' },
            { value: 'grid', label: '', title: words.grid, icon: 'grid' },
          ]}
        />
      </div>
    </div>
  )
}

interface RowProps extends ModelProps {
  row: FlowRow
}

function Row({ model, row }: RowProps): ReactNode {
  const { flow, can } = row
  const { words, ago } = useLanguage()
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
          <time dateTime={flow.mtime ?? undefined}>{words.changed(ago(flow.mtime))}</time>
          <Sharing row={row} />
        </div>
      </div>
      <Today row={row} />
      <FlowList.StageLabel />
      {can.start || can.stop ? <FlowList.Toggle /> : null}
      {can.update || can.delete || can.share ? (
        <RowMenu model={model} row={row} />
      ) : (
        <FlowList.ViewOnly className="lock">
          <Icon name="lock" />
          {words.viewOnly}
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
  const { words } = useLanguage()
  if (sharing === 'private') return null
  const people = flow.sharedWith?.length ?? 0
  return (
    <span>
      <Icon name="people" />
      {sharing === 'withMe' ? words.sharedWithYou : words.sharedWithCount(people)}
    </span>
  )
}

function RowMenu({ model, row }: RowProps): ReactNode {
  const navigate = useNavigate()
  const { words } = useLanguage()
  const { can } = row
  return (
    <Menu label={words.actionsFor(row.name)}>
      {can.update && (
        <MenuItem icon="rename" onClick={() => model.startRenaming(row)}>
          {words.rename}
        </MenuItem>
      )}
      {can.update && (
        <MenuItem icon="info" onClick={row.edit}>
          {model.messages.edit}
        </MenuItem>
      )}
      <MenuItem icon="copy" onClick={row.clone}>
        {words.duplicate}
      </MenuItem>
      {can.share && (
        <MenuItem icon="share" onClick={row.share}>
          {model.messages.share}
        </MenuItem>
      )}
      <MenuItem icon="activity" onClick={() => void navigate(activityOf(row.key))}>
        {words.seeActivity}
      </MenuItem>
      {can.delete && (
        <>
          <hr />
          <MenuItem icon="remove" kind="danger" onClick={row.remove}>
            {words.remove}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

interface StageCountProps {
  stage: 'all' | 'running' | 'stopped' | 'paused'
  /** Browsers send a few requests at a time: the rows come first. */
  isEnabled: boolean
}

function StageCount({ stage, isEnabled }: StageCountProps): ReactNode {
  const { count } = useLanguage()
  const { data } = useFlowsCount(
    {
      sharedWithPermissions: 'read',
      filter: flowFilter({ type: 'automation', stage: stage === 'all' ? undefined : stage }),
    },
    { enabled: isEnabled },
  )
  return data === undefined ? null : <span data-part="count">{count(data)}</span>
}
