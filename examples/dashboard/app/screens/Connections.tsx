import {
  AccountList,
  useApps,
  useComponents,
  useConnectAccount,
  type AccountListModel,
  type AccountListView,
  type AccountRow,
  type ComponentManifest,
  type ConnectAccountHook,
} from 'appmixer-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useLanguage } from '../language.tsx'
import { Menu, MenuItem, Notice, Select } from '../parts/controls.tsx'
import { Icon } from '../parts/icons.tsx'
import { Question, Rows, Search } from '../parts/lists.tsx'
import { Unsaved } from '../parts/leaving.tsx'
import { PageHead } from '../parts/page.tsx'
import { useUrlView } from '../parts/useUrlView.ts'

const start: AccountListView = {
  search: '',
  sort: 'status:1',
  page: 0,
  pageSize: 100,
  opened: undefined,
}

const offered = { sort: ['status:1', 'name:1'], pageSize: [start.pageSize] } as const

export function Connections() {
  const { words } = useLanguage()
  const connecting = useConnectAccount()
  return (
    <AccountList.Root
      className="list"
      {...useUrlView(start, offered)}
      onReconnect={connecting.reconnect}
    >
      {(model) => (
        <>
          <PageHead title={words.connections}>
            <AccountList.TestStatus className="small soft" />
            <AccountList.TestAll />
            <ConnectMenu connecting={connecting} />
          </PageHead>
          <ConnectOutcome connecting={connecting} />
          <div className="toolbar">
            <Search parts={AccountList} />
            <div className="end">
              <Select
                label={words.sort}
                value={model.view.sort}
                onChange={(sort) => model.setView({ sort })}
                choices={[
                  { value: 'status:1', label: words.troubleFirst },
                  { value: 'name:1', label: words.name },
                ]}
              />
            </div>
          </div>
          <Rows parts={AccountList} model={model} icon="connections">
            <AccountList.Items className="items accounts">
              {(row) => <Row model={model} row={row} />}
            </AccountList.Items>
          </Rows>
          <Revoke />
          <Unsaved when={model.rows.some(isRenamed)} />
          <AccountList.Announcer />
        </>
      )}
    </AccountList.Root>
  )
}

/** A new name was typed, and is not saved. */
function isRenamed({ isRenaming, draft, name }: AccountRow): boolean {
  return isRenaming && draft !== name
}

interface ConnectProps {
  connecting: ConnectAccountHook
}

/** The apps to connect an account of. */
function ConnectMenu({ connecting: { connect } }: ConnectProps): ReactNode {
  const { words } = useLanguage()
  const { data: apps = [] } = useApps()
  const { data: services } = useComponents({}, { select: servicesOf })
  return (
    <Menu label={words.connectAccount} trigger={<Icon name="plus" />}>
      {apps
        .map(({ name, label }) => ({ service: name.replace('.', ':'), label: label ?? name }))
        .filter(({ service }) => services?.has(service))
        .map(({ service, label }) => (
          <MenuItem
            key={service}
            icon="connections"
            onClick={() => void connect({ service }).catch(() => {})}
          >
            {label}
          </MenuItem>
        ))}
    </Menu>
  )
}

/** Why no account was connected, where that is not the user's own doing. */
function ConnectOutcome({ connecting: { outcome, error, resume } }: ConnectProps): ReactNode {
  const { words } = useLanguage()
  const isRefused = error || outcome?.status === 'refused' || outcome?.status === 'timed-out'
  if (outcome?.status === 'blocked') {
    return (
      <Notice tone="warn">
        <a href={outcome.url} target="_blank" rel="noreferrer" onClick={() => void resume()}>
          {words.connectBlocked}
        </a>
      </Notice>
    )
  }
  if (!isRefused) return null
  return (
    <Notice tone="bad">
      <p role="alert">{words.connectFailed}</p>
    </Notice>
  )
}

interface RowProps {
  model: AccountListModel
  row: AccountRow
}

function Row({ model, row }: RowProps): ReactNode {
  const { words } = useLanguage()
  return (
    <>
      <AccountList.Icon className="app-icon" />
      {row.icon === undefined && (
        <span className="app-icon" aria-hidden="true">
          {row.monogram}
        </span>
      )}
      <div className="text">
        <AccountList.Name />
        <div className="actions">
          <AccountList.NameInput />
          <AccountList.Save />
          <AccountList.CancelRename />
        </div>
        <div className="facts">
          <AccountList.Service />
          <AccountList.Tested />
        </div>
      </div>
      <div className="usage">
        <AccountList.Usage data-kind="link" />
      </div>
      <AccountList.Status />
      <AccountList.Test data-size="sm" />
      <Menu label={words.actionsFor(row.name)}>
        <MenuItem icon="rename" onClick={() => model.startRenaming(row)}>
          {words.rename}
        </MenuItem>
        <hr />
        <MenuItem icon="remove" kind="danger" onClick={row.revoke}>
          {words.revoke}
        </MenuItem>
      </Menu>
      <UsedBy row={row} />
      <AccountList.Notice className="row-note notice">
        <Icon name="bad" />
        <AccountList.ItemError />
        <AccountList.Retry />
        <AccountList.Dismiss />
      </AccountList.Notice>
    </>
  )
}

interface UsedByProps {
  row: AccountRow
}

/** Which automations use it, once that was asked for. */
function UsedBy({ row: { usage } }: UsedByProps): ReactNode {
  if (!usage.flows?.length) return null
  return (
    <ul className="used-by">
      {usage.flows.map(({ flowId, name }) => (
        <li key={flowId}>
          <Link to={`/automations?opened=${flowId}`}>{name}</Link>
        </li>
      ))}
    </ul>
  )
}

/** Names what stops before anything stops. */
function Revoke(): ReactNode {
  return (
    <Question parts={AccountList}>
      <AccountList.Consequence />
      <AccountList.Affected className="problems" />
    </Question>
  )
}

/** Apps have no word about accounts; their components do. */
function servicesOf(components: readonly ComponentManifest[]): ReadonlySet<string> {
  return new Set(components.flatMap(({ auth }) => auth?.service ?? []))
}
