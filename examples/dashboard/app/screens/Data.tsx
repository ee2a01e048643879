import {
  jsonFormat,
  ndjsonFormat,
  StoreBrowser,
  type RecordRow,
  type StoreBrowserModel,
  type StoreBrowserView,
} from 'appmixer-react'
import { csvFormat } from 'appmixer-react/csv'
import { useRef, type ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { Button, Menu, MenuItem } from '../parts/controls.tsx'
import { Icon } from '../parts/icons.tsx'
import { Bulk, Question, Rows, Search } from '../parts/lists.tsx'
import { Unsaved } from '../parts/leaving.tsx'
import { PageHead } from '../parts/page.tsx'
import { useUrlView } from '../parts/useUrlView.ts'

const start: StoreBrowserView = {
  search: '',
  sort: 'updatedAt:-1',
  page: 0,
  pageSize: 50,
  opened: undefined,
  storeId: undefined,
}

const offered = {
  sort: ['key:1', 'key:-1', 'updatedAt:1', 'updatedAt:-1'],
  pageSize: [start.pageSize],
} as const

const formats = [jsonFormat, ndjsonFormat, csvFormat]

export function Data() {
  const { words } = useLanguage()
  return (
    <StoreBrowser.Root className="data" formats={formats} {...useUrlView(start, offered)}>
      {(model) => (
        <>
          <Stores />
          <div className="list">
            <PageHead title={model.store?.name ?? words.data}>
              <Transfer model={model} />
              <StoreBrowser.NewRecord data-kind="primary">
                <Icon name="plus" />
                <span>{model.messages.newRecord}</span>
              </StoreBrowser.NewRecord>
            </PageHead>
            <div className="toolbar">
              <Search parts={StoreBrowser} />
              <StoreBrowser.ExportStatus />
              <StoreBrowser.CancelExport />
            </div>
            {model.editor && model.editor.editing === undefined && <Editor />}
            <Rows parts={StoreBrowser} model={model} icon="data">
              <Records />
            </Rows>
            <Bulk parts={StoreBrowser} model={model} actions={['deleteItem']} />
          </div>
          <Question parts={StoreBrowser} />
          <Import model={model} />
          <Unsaved when={model.hasUnsaved || isStoreNamed(model)} />
          <StoreBrowser.Announcer />
        </>
      )}
    </StoreBrowser.Root>
  )
}

function Stores(): ReactNode {
  const { words } = useLanguage()
  return (
    <div className="stores">
      <div className="section-head">
        <span>{words.stores}</span>
        <StoreBrowser.NewStore
          data-part="icon-button"
          aria-label={words.newStore}
          title={words.newStore}
        >
          <Icon name="plus" />
        </StoreBrowser.NewStore>
      </div>
      <StoreBrowser.StoresStatus />
      <StoreBrowser.ReloadStores />
      <StoreBrowser.Stores>
        {(store) => (
          <StoreBrowser.Store>
            <span className="one-line">{store.name}</span>
            {store.isLocked && <Icon name="lock" />}
          </StoreBrowser.Store>
        )}
      </StoreBrowser.Stores>
      <StoreBrowser.StoreForm className="stack-tight">
        <div className="field">
          {words.name}
          <StoreBrowser.StoreName />
        </div>
        <StoreBrowser.StoreNameError className="field-error" />
        <div className="actions">
          <StoreBrowser.CancelStore />
          <StoreBrowser.SaveStore data-kind="primary" />
        </div>
      </StoreBrowser.StoreForm>
    </div>
  )
}

interface ModelProps {
  model: StoreBrowserModel
}

/** The name of a store was typed, and is not saved. */
function isStoreNamed({ storeForm, stores }: StoreBrowserModel): boolean {
  const before = stores.find(({ isRenaming }) => isRenaming)?.store.name ?? ''
  return storeForm !== undefined && storeForm.name !== before
}

/** What is done with a whole store. */
function Transfer({ model }: ModelProps): ReactNode {
  const { words } = useLanguage()
  const file = useRef<HTMLInputElement>(null)
  const current = model.stores.find(({ isCurrent }) => isCurrent)
  return (
    <>
      <StoreBrowser.ImportFile ref={file} className="unseen" tabIndex={-1} />
      <Button icon="upload" onClick={() => file.current?.click()}>
        {words.import}
      </Button>
      <Menu
        label={`${words.more}:`}
        trigger={
          <>
            <Icon name="download" />
            <span>{words.export}</span>
          </>
        }
      >
        {formats.map((format) => (
          <MenuItem key={format.name} icon="download" onClick={() => model.export.start(format)}>
            {words.as(format.name.toUpperCase())}
          </MenuItem>
        ))}
        {current && !current.isLocked && (
          <>
            <hr />
            <MenuItem icon="rename" onClick={current.rename}>
              {words.renameStore}
            </MenuItem>
            <MenuItem icon="remove" kind="danger" onClick={current.remove}>
              {words.deleteStore}
            </MenuItem>
          </>
        )}
      </Menu>
    </>
  )
}

function Records(): ReactNode {
  const { words } = useLanguage()
  return (
    <StoreBrowser.Items
      render={(props, { messages }) => (
        <div className="table-wrap">
          <table className="records">
            <thead>
              <tr>
                <th scope="col" className="c-check">
                  <StoreBrowser.SelectPage />
                </th>
                <StoreBrowser.Column value="key" className="c-key">
                  <StoreBrowser.SortBy value="key">{messages.key}</StoreBrowser.SortBy>
                </StoreBrowser.Column>
                <th scope="col" className="c-value">
                  {messages.value}
                </th>
                <th scope="col" className="c-type">
                  {messages.type}
                </th>
                <StoreBrowser.Column value="updatedAt" className="c-when">
                  <StoreBrowser.SortBy value="updatedAt">{words.lastChange}</StoreBrowser.SortBy>
                </StoreBrowser.Column>
                <th scope="col" className="c-act">
                  <span className="unseen">{messages.edit}</span>
                </th>
              </tr>
            </thead>
            <tbody {...props} />
          </table>
        </div>
      )}
      renderItem={<tr />}
    >
      {(row) => <Record row={row} />}
    </StoreBrowser.Items>
  )
}

interface RecordProps {
  row: RecordRow
}

function Record({ row }: RecordProps): ReactNode {
  const { ago } = useLanguage()
  if (row.isEditing) {
    return (
      <td colSpan={6}>
        <Editor />
      </td>
    )
  }
  return (
    <>
      <td>
        <StoreBrowser.Checkbox />
      </td>
      <td>
        <StoreBrowser.Name className="one-line" dir="auto" />
        <StoreBrowser.Notice className="notice" />
      </td>
      <td>
        <StoreBrowser.Value className="one-line" dir="auto" />
      </td>
      <td className="c-type soft">
        <StoreBrowser.Type />
      </td>
      <td className="c-when soft">
        <StoreBrowser.Changed>{ago(row.record.updatedAt)}</StoreBrowser.Changed>
      </td>
      {/* The parts have their labels from the list. */}
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label */}
      <td>
        <span className="actions">
          <StoreBrowser.Edit data-part="icon-button">
            <Icon name="rename" />
          </StoreBrowser.Edit>
          <StoreBrowser.Remove data-part="icon-button">
            <Icon name="remove" />
          </StoreBrowser.Remove>
        </span>
      </td>
    </>
  )
}

function Editor(): ReactNode {
  const { words } = useLanguage()
  return (
    <StoreBrowser.Editor className="editor">
      <div className="pair">
        <div className="field">
          {words.key}
          <StoreBrowser.KeyInput />
          <StoreBrowser.KeyError className="field-error" />
          <StoreBrowser.OpenExisting data-kind="link" />
        </div>
        <div className="field">
          {words.type}
          <StoreBrowser.TypeInput />
        </div>
      </div>
      <div className="field">
        {words.value}
        <StoreBrowser.ValueInput rows={6} spellCheck={false} className="mono" />
        <StoreBrowser.ValueError className="field-error" />
      </div>
      <StoreBrowser.EditorError className="field-error" />
      <div className="dialog-foot">
        <StoreBrowser.CancelEdit />
        <StoreBrowser.Save data-kind="primary" />
      </div>
    </StoreBrowser.Editor>
  )
}

/** A file is compared with the store first; nothing is written before the second button. */
function Import({ model }: ModelProps): ReactNode {
  const { plan, total } = model.import
  const asksAboutExisting = plan !== undefined && plan.counts.changed > 0 && total === 0
  return (
    <StoreBrowser.ImportDialog className="import">
      <div className="stack">
        <StoreBrowser.ImportStatus />
        {asksAboutExisting && (
          <div className="field">
            {model.messages.existing}
            <div data-part="segments" role="group" aria-label={model.messages.existing}>
              <StoreBrowser.Existing value="replace" />
              <StoreBrowser.Existing value="skip" />
            </div>
          </div>
        )}
        <StoreBrowser.ImportProblems className="problems" />
        <div className="dialog-foot">
          <StoreBrowser.CloseImport />
          <StoreBrowser.CancelImport />
          <StoreBrowser.ResumeImport />
          <StoreBrowser.StartImport data-kind="primary" />
        </div>
      </div>
    </StoreBrowser.ImportDialog>
  )
}
