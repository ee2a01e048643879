import {
  FlowList,
  useFlow,
  useFlowThumbnail,
  useLogs,
  useValidateFlow,
  type Flow,
  type FlowListModel,
} from 'appmixer-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useLanguage } from '../language.tsx'
import { Notice } from '../parts/controls.tsx'
import { Panel } from '../parts/page.tsx'
import { activityOf, errorsOf, levelOf, wordsOf } from './entries.ts'

interface AutomationPanelProps {
  model: FlowListModel
  flowId: string
}

/** One automation beside the list: what it is, what keeps it from running, and what it did last. */
export function AutomationPanel({ model, flowId }: AutomationPanelProps): ReactNode {
  const { words, ago, moment } = useLanguage()
  const flow = useFlow(flowId, { projection: '-flow,-thumbnail' })
  const { data: picture } = useFlowThumbnail(flowId)
  const row = model.rows.find(({ key }) => key === flowId)
  const shown = row?.flow ?? flow.data
  const close = () => {
    model.setView({ opened: undefined })
    model.focusRow(flowId)
  }
  if (flow.error && !shown) {
    return (
      <Panel
        announcer={<FlowList.Announcer />}
        label={words.automation}
        head={<span />}
        onClose={close}
      >
        <Notice tone="bad">
          <p>{model.messages.reason(flow.error)}</p>
        </Notice>
      </Panel>
    )
  }
  return (
    <Panel
      announcer={<FlowList.Announcer />}
      label={shown?.name ?? ''}
      onClose={close}
      head={
        <>
          <span className="actions">{row && <span {...model.getStageProps(row)} />}</span>
          {row && (row.can.start || row.can.stop) && <button {...model.getToggleProps(row)} />}
        </>
      }
    >
      {shown && (
        <>
          {picture && <img data-part="thumbnail" className="big-picture" src={picture} alt="" />}
          {shown.description && <p>{shown.description}</p>}
          {row?.isOn === false && <Obstacles flowId={flowId} />}
          <dl className="facts-table">
            <dt>{words.changedLabel}</dt>
            <dd>{moment(shown.mtime)}</dd>
            <dt>{words.created}</dt>
            <dd>{moment(shown.btime)}</dd>
            {shown.started && (
              <>
                <dt>{words.lastStart}</dt>
                <dd>{ago(shown.started)}</dd>
              </>
            )}
            {row?.errors ? (
              <>
                <dt>{words.lastDay}</dt>
                <dd>
                  <Link className="errors" to={errorsOf(flowId)}>
                    <span {...model.getErrorsProps(row)} />
                  </Link>
                </dd>
              </>
            ) : null}
          </dl>
          <LastEntries flowId={flowId} />
          <SharedWith flow={shown} onChange={row?.can.share ? row.share : undefined} />
        </>
      )}
    </Panel>
  )
}

interface FlowIdProps {
  flowId: string
}

/** Why it cannot start, before anyone tries. */
function Obstacles({ flowId }: FlowIdProps): ReactNode {
  const { words } = useLanguage()
  const { data } = useValidateFlow(flowId)
  const sentences = data?.errors.flatMap(({ errors }) => errors.map(({ message }) => message))
  if (!sentences?.length) return null
  return (
    <Notice tone="warn">
      <p>
        <strong>{words.cannotStart}</strong> {sentences.join(' ')}
      </p>
    </Notice>
  )
}

function LastEntries({ flowId }: FlowIdProps): ReactNode {
  const { words, timeOrMoment } = useLanguage()
  const { data } = useLogs({ flowId, size: 6, sort: 'gridTimestamp:desc' })
  return (
    <section>
      <div className="section-head">
        <h3>{words.lastActivity}</h3>
        <Link to={activityOf(flowId)}>{words.allActivity}</Link>
      </div>
      <ul className="lines">
        {data?.hits.map((entry) => (
          <li key={`${entry._index}/${entry._id}`}>
            <span data-part="status" data-status={levelOf(entry)}>
              <span className="unseen">{words.levels[levelOf(entry)]}</span>
            </span>
            <span className="one-line" dir="auto">
              {wordsOf(entry)}
            </span>
            <time className="soft" dateTime={entry.gridTimestamp ?? undefined}>
              {timeOrMoment(Date.parse(entry.gridTimestamp ?? ''))}
            </time>
          </li>
        ))}
        {data?.hits.length === 0 && <li className="soft">{words.nothingDone}</li>}
      </ul>
    </section>
  )
}

interface SharedWithProps {
  flow: Flow
  onChange: (() => void) | undefined
}

function SharedWith({ flow, onChange }: SharedWithProps): ReactNode {
  const { words } = useLanguage()
  const shares = flow.sharedWith ?? []
  return (
    <section>
      <div className="section-head">
        <h3>{words.sharedWith}</h3>
        {onChange && (
          <button type="button" data-part="button" data-kind="link" onClick={onChange}>
            {words.change}
          </button>
        )}
      </div>
      <ul className="lines">
        {shares.map(({ email, domain, scope, permissions }) => (
          <li key={email ?? domain ?? scope}>
            <span className="avatar" aria-hidden="true">
              {(email ?? domain ?? scope ?? '').slice(0, 2).toUpperCase()}
            </span>
            <span>{email ?? domain ?? scope}</span>
            <span className="soft">
              {permissions?.includes('start') ? words.canStartStop : words.canView}
            </span>
          </li>
        ))}
        {shares.length === 0 && <li className="soft">{words.onlyYou}</li>}
      </ul>
    </section>
  )
}
