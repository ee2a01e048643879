import {
  TaskInbox,
  useFlow,
  type TaskInboxModel,
  type TaskInboxView,
  type TaskRow,
  type TaskTab,
} from 'appmixer-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useLanguage } from '../language.tsx'
import { IconButton, Select } from '../parts/controls.tsx'
import { Icon } from '../parts/icons.tsx'
import { Bulk, Rows, Search } from '../parts/lists.tsx'
import { PageHead, Panel } from '../parts/page.tsx'
import { PlainText, Prose } from '../parts/Prose.tsx'
import { useUrlView } from '../parts/useUrlView.ts'

const start: TaskInboxView = {
  search: '',
  tab: 'pending',
  role: 'approver',
  sort: 'decisionBy:1',
  page: 0,
  pageSize: 20,
  opened: undefined,
}

/** Milliseconds in which a decision can be undone. */
const undoWindow = 8_000

const tabs: readonly TaskTab[] = ['pending', 'overdue', 'approved', 'rejected']

const offered = {
  tab: tabs,
  role: ['approver', 'requester'],
  // None is the order that goes with the tab.
  sort: ['', 'decisionBy:1', 'created:-1', 'title:1'],
  pageSize: [start.pageSize],
} as const

export function Approvals() {
  const { words } = useLanguage()
  return (
    <TaskInbox.Root
      className="split"
      tabs={tabs}
      undoWindow={undoWindow}
      {...useUrlView(start, offered)}
    >
      {(model) => (
        <>
          <div className="list">
            <PageHead title={words.approvals}>
              <TaskInbox.Roles>
                <TaskInbox.Role value="approver" />
                <TaskInbox.Role value="requester" />
              </TaskInbox.Roles>
            </PageHead>
            <Tabs model={model} />
            <Toolbar model={model} />
            <Rows parts={TaskInbox} model={model} icon="approvals">
              <TaskInbox.Items className="items tasks">
                {(row) => <Row row={row} />}
              </TaskInbox.Items>
            </Rows>
            <Bulk
              parts={TaskInbox}
              model={model}
              actions={['rejectTask', 'approveTask']}
              primary="approveTask"
            />
          </div>
          {model.opened && <TaskPanel model={model} row={model.opened} />}
          <TaskInbox.Announcer />
        </>
      )}
    </TaskInbox.Root>
  )
}

interface ModelProps {
  model: TaskInboxModel
}

function Tabs({ model: { messages } }: ModelProps): ReactNode {
  return (
    <TaskInbox.Tabs>
      {tabs.map((tab) => (
        <TaskInbox.Tab key={tab} value={tab}>
          {messages[tab]} <TaskInbox.Count value={tab} />
        </TaskInbox.Tab>
      ))}
    </TaskInbox.Tabs>
  )
}

function Toolbar({ model }: ModelProps): ReactNode {
  const { view, setView } = model
  const { words } = useLanguage()
  return (
    <div className="toolbar">
      <TaskInbox.SelectPage className="only-wide" />
      <Search parts={TaskInbox} />
      <div className="end">
        <Select
          label={words.sort}
          value={view.sort}
          onChange={(sort) => setView({ sort })}
          choices={[
            { value: 'decisionBy:1', label: words.dueFirst },
            { value: 'created:-1', label: words.newest },
            { value: 'title:1', label: words.title },
          ]}
        />
      </div>
    </div>
  )
}

function Row({ row }: { row: TaskRow }): ReactNode {
  return (
    <>
      {/* The part is the field. */}
      {/* oxlint-disable-next-line jsx-a11y/label-has-associated-control */}
      <label className="check" data-part="select-item">
        <TaskInbox.Checkbox />
      </label>
      <div className="text">
        <TaskInbox.Open />
        <TaskInbox.Description>
          <PlainText>{row.task.description ?? ''}</PlainText>
        </TaskInbox.Description>
        <div className="facts">
          <TaskInbox.Due />
          <TaskInbox.Requester />
        </div>
      </div>
      <div className="decide">
        <TaskInbox.Reject />
        <TaskInbox.Approve />
        <TaskInbox.Outcome />
        <TaskInbox.UndoDecision />
        <Icon name="right" className="go" data-flip="" />
      </div>
      <TaskInbox.Notice className="row-note notice">
        <Icon name="info" />
        <TaskInbox.ItemError />
        <TaskInbox.Retry />
        <TaskInbox.Dismiss />
      </TaskInbox.Notice>
    </>
  )
}

interface TaskPanelProps extends ModelProps {
  row: TaskRow
}

/** One task beside the list, with all that there is to know before one decides. */
function TaskPanel({ model, row }: TaskPanelProps): ReactNode {
  const { task } = row
  const { words, moment } = useLanguage()
  const open = (opened: string | undefined) => model.setView({ opened })
  const index = model.rows.findIndex(({ key }) => key === row.key)
  const step = (by: number) => () => open(model.rows[index + by]?.key ?? row.key)
  return (
    <Panel
      announcer={<TaskInbox.Announcer />}
      label={row.name}
      onClose={() => {
        open(undefined)
        model.focusRow(row.key)
      }}
      head={
        <>
          <span className="actions">
            <time {...model.getDueProps(row)} />
          </span>
          <IconButton icon="up" label={words.previous} onClick={step(-1)} />
          <IconButton icon="down" label={words.next} onClick={step(1)} />
        </>
      }
      foot={<Decision model={model} row={row} />}
    >
      <dl className="facts-table">
        <dt>{words.askedBy}</dt>
        <dd>{task.requester}</dd>
        <dt>{words.asked}</dt>
        <dd>{moment(task.created)}</dd>
        <dt>{words.due}</dt>
        <dd>{row.dueAt === undefined ? words.noDueDate : moment(row.dueAt)}</dd>
        {task.flowId && <FlowOf flowId={task.flowId} />}
      </dl>
      {task.description && <Prose>{task.description}</Prose>}
    </Panel>
  )
}

function Decision({ model, row }: TaskPanelProps): ReactNode {
  if (!row.canDecide && !row.outcome) return null
  return (
    <div className="actions">
      {row.outcome ? (
        <>
          <span {...model.getOutcomeProps(row)} />
          {row.outcome.undo && <button {...model.getUndoDecisionProps(row)} />}
        </>
      ) : (
        <>
          <button {...model.getRejectProps(row)} />
          <button {...model.getApproveProps(row, { 'data-kind': 'primary' })} />
        </>
      )}
    </div>
  )
}

interface FlowOfProps {
  flowId: string
}

function FlowOf({ flowId }: FlowOfProps): ReactNode {
  const { words } = useLanguage()
  const { data } = useFlow(flowId, { projection: 'name' })
  if (!data) return null
  return (
    <>
      <dt>{words.automation}</dt>
      <dd>
        <Link to={`/automations?opened=${flowId}`}>{data.name}</Link>
      </dd>
    </>
  )
}
