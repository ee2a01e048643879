import {
  LogViewer,
  lucene,
  resolveTimeRange,
  useFlows,
  type LogDetail,
  type LogViewerModel,
  type LogViewerView,
  type LuceneConditions,
  type TimeRange,
  type TimeRangeName,
} from 'appmixer-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useLanguage } from '../language.tsx'
import { IconButton, Menu, MenuItem, Notice } from '../parts/controls.tsx'
import { Icon } from '../parts/icons.tsx'
import { Rows } from '../parts/lists.tsx'
import { PageHead, Panel } from '../parts/page.tsx'
import { useUrlView } from '../parts/useUrlView.ts'

const start: LogViewerView = {
  search: '',
  mode: 'text',
  // What the platform writes about itself is of no use to most.
  conditions: { componentId: { exists: true } },
  raw: '',
  range: 'last24Hours',
  flowIds: [],
  layout: 'entries',
  isLive: false,
  sort: 'gridTimestamp:desc',
  page: 0,
  pageSize: 50,
  opened: undefined,
}

const ranges: readonly TimeRangeName[] = [
  'last15Minutes',
  'lastHour',
  'last24Hours',
  'last7Days',
  'last30Days',
]

const offered = {
  mode: ['text', 'lucene'],
  conditions: (conditions: LuceneConditions) => isReadable(() => lucene(conditions)),
  raw: (raw: unknown) => typeof raw === 'string',
  range: (range: TimeRangeName | TimeRange) =>
    typeof range === 'string' ? ranges.includes(range) : isReadable(() => resolveTimeRange(range)),
  flowIds: (ids: readonly unknown[]) => ids.every((id) => typeof id === 'string'),
  layout: ['entries', 'executions'],
  isLive: [true, false],
  sort: [start.sort],
  pageSize: [start.pageSize],
} as const

function isReadable(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}

export function Activity() {
  const { words } = useLanguage()
  const { data: names = new Map<string, string>() } = useFlowNames()
  return (
    <LogViewer.Root
      className="split"
      flowName={(id) => names.get(id)}
      {...useUrlView(start, offered)}
    >
      {(model) => (
        <>
          <div className="list">
            <PageHead title={words.activity}>
              <span className="live">
                <LogViewer.Live /> {words.live}
              </span>
              <ExportMenu model={model} />
            </PageHead>
            <Query />
            <Timeline model={model} />
            <LogViewer.NewerBar className="newer">
              <LogViewer.Newer />
            </LogViewer.NewerBar>
            <Rows parts={LogViewer} model={model} icon="activity" foot={<Foot />}>
              <LogViewer.Items className="items logs">
                <Entry />
              </LogViewer.Items>
              <Runs />
            </Rows>
          </div>
          {model.detail && <EntryPanel model={model} detail={model.detail} />}
          <LogViewer.Announcer />
        </>
      )}
    </LogViewer.Root>
  )
}

function Foot(): ReactNode {
  return (
    <footer className="page-foot" data-part="paging">
      <LogViewer.Range />
      <LogViewer.Older />
    </footer>
  )
}

function Query(): ReactNode {
  return (
    <div className="toolbar">
      <div className="query">
        <Icon name="search" />
        <LogViewer.Chips className="query-chips" />
        <LogViewer.Search />
        <LogViewer.Mode data-size="sm" />
      </div>
      <div className="end">
        <LogViewer.Ranges>
          {ranges.map((range) => (
            <LogViewer.RangeOption key={range} value={range} />
          ))}
        </LogViewer.Ranges>
        <LogViewer.Layouts>
          <LogViewer.LayoutOption value="entries" />
          <LogViewer.LayoutOption value="executions" />
        </LogViewer.Layouts>
      </div>
    </div>
  )
}

interface ModelProps {
  model: LogViewerModel
}

function Timeline({ model: { histogram, status } }: ModelProps): ReactNode {
  const { words, clockTime, moment } = useLanguage()
  const [first, last] = [histogram?.buckets[0], histogram?.buckets.at(-1)]
  if (!histogram && status !== 'error') return <div className="histogram" aria-hidden="true" />
  if (!histogram || !first || !last) return null
  const { severities } = histogram
  const isLong = last.from - first.from > 2 * 86_400_000
  const label = (at: number) => (isLong ? moment(at) : clockTime(at))
  return (
    <div className="histogram">
      <LogViewer.Histogram />
      <div className="axis">
        <span>{label(first.from)}</span>
        <span>{words.now}</span>
      </div>
      <div className="legend">
        <Key severity="info" count={histogram.total - sum(severities, ['error', 'fatal', 'warn'])}>
          {words.otherEntries}
        </Key>
        <Key severity="warning" count={sum(severities, ['warn'])}>
          {words.warnings}
        </Key>
        <Key severity="error" count={sum(severities, ['error', 'fatal'])}>
          {words.errorEntries}
        </Key>
      </div>
    </div>
  )
}

function sum(severities: Record<string, number> | undefined, names: string[]): number {
  return names.reduce((total, name) => total + (severities?.[name] ?? 0), 0)
}

interface KeyProps {
  severity: string
  count: number
  children: ReactNode
}

function Key({ severity, count, children }: KeyProps): ReactNode {
  const { count: formatted } = useLanguage()
  return (
    <span>
      <i data-severity={severity} />
      {formatted(count)} {children}
    </span>
  )
}

function Entry(): ReactNode {
  return (
    <>
      <LogViewer.Time />
      <LogViewer.Severity />
      <LogViewer.Open dir="auto" />
      <LogViewer.Flow />
    </>
  )
}

function Runs(): ReactNode {
  return (
    <LogViewer.Executions className="items runs">
      {() => (
        <>
          <div className="run">
            <LogViewer.ExecutionToggle />
            <LogViewer.ExecutionStatus />
            <LogViewer.Duration />
          </div>
          <LogViewer.ExecutionEntries className="items logs">
            <Entry />
          </LogViewer.ExecutionEntries>
        </>
      )}
    </LogViewer.Executions>
  )
}

function ExportMenu({ model }: ModelProps): ReactNode {
  const { words } = useLanguage()
  if (model.exporting) {
    return (
      <>
        <LogViewer.ExportStatus />
        <LogViewer.ExportCancel />
      </>
    )
  }
  return (
    <Menu label={words.export} trigger={<Icon name="download" />}>
      <MenuItem icon="download" onClick={() => model.exportAs('json')}>
        {words.as('JSON')}
      </MenuItem>
      <MenuItem icon="download" onClick={() => model.exportAs('ndjson')}>
        {words.oneALine}
      </MenuItem>
    </Menu>
  )
}

interface EntryPanelProps extends ModelProps {
  detail: LogDetail
}

function EntryPanel({ model, detail }: EntryPanelProps): ReactNode {
  const { rows, messages } = model
  const { words } = useLanguage()
  const index = rows.findIndex(({ key }) => key === detail.key)
  const row = rows[index]
  const step = (by: number) => () => model.setView({ opened: rows[index + by]?.key ?? detail.key })
  return (
    <Panel
      announcer={<LogViewer.Announcer />}
      label={row?.message ?? messages.unnamed}
      onClose={() => {
        model.close()
        model.focusRow(detail.key)
      }}
      head={
        <>
          <span className="actions">{row && <span {...model.getSeverityProps(row)} />}</span>
          <IconButton icon="up" label={words.previous} onClick={step(-1)} />
          <IconButton icon="down" label={words.next} onClick={step(1)} />
        </>
      }
      foot={row && <button {...model.getCopyProps(row)} />}
    >
      {detail.error && (
        <Notice tone="bad">
          <p>{messages.reason(detail.error)}</p>
          <button type="button" data-part="button" onClick={detail.refetch}>
            {words.tryAgain}
          </button>
        </Notice>
      )}
      <dl className="facts-table">
        {row && (
          <>
            <dt>{words.when}</dt>
            <dd>{messages.dateTime(row.at, model.timeZone)}</dd>
            <dt>{words.automation}</dt>
            <dd>
              <Link to={`/automations?opened=${row.entry.flowId}`}>{row.flowName}</Link>
            </dd>
          </>
        )}
        {detail.fields.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
      <Value title={words.error} value={detail.failure} />
      <Value title={words.message} value={detail.message} />
      <Value title={words.input} value={detail.input} />
    </Panel>
  )
}

interface FactProps {
  name: string
  children: ReactNode
}

function Fact({ name, children }: FactProps): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd className="mono">{children}</dd>
    </>
  )
}

interface ValueProps {
  title: string
  value: unknown
}

/** A value that someone sent: as text, whatever is in it. */
function Value({ title, value }: ValueProps): ReactNode {
  if (value === undefined || value === null) return null
  return (
    <section>
      <h3>{title}</h3>
      <pre className="json mono">
        {typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)}
      </pre>
    </section>
  )
}

/** The names of the automations, one request for all. */
function useFlowNames() {
  return useFlows(
    { sharedWithPermissions: 'read', projection: 'flowId,name', limit: 1_000 },
    { select: (flows) => new Map(flows.map(({ flowId, name }) => [flowId, name ?? flowId])) },
  )
}
