import { jsonFormat, ndjsonFormat, StoreBrowser, type StoreBrowserOptions } from 'appmixer-react'
import { csvFormat } from 'appmixer-react/csv'
import { VirtualItems } from 'appmixer-react/virtual'
import { countRenders } from '../../house/appmixer.tsx'
import { useWords } from './words.ts'

const formats = [csvFormat, jsonFormat, ndjsonFormat]

/** Data stores with everything that `StoreBrowser` has. */
export function Stores(options: StoreBrowserOptions) {
  const words = useWords()
  const isScrolled = options.paging === 'scroll'
  return (
    <StoreBrowser.Root formats={formats} {...options} className="stores">
      <div className="choice">
        <StoreBrowser.StoreSearch />
        <StoreBrowser.StoresStatus />
        <StoreBrowser.ReloadStores />
        <StoreBrowser.Stores />
        <div className="toolbar">
          <StoreBrowser.NewStore />
          <StoreBrowser.RenameStore />
          <StoreBrowser.RemoveStore />
        </div>
        <StoreBrowser.StoreForm>
          <StoreBrowser.StoreName />
          <StoreBrowser.StoreNameError />
          <StoreBrowser.SaveStore />
          <StoreBrowser.CancelStore />
        </StoreBrowser.StoreForm>
      </div>
      <div className="records">
        <div className="toolbar">
          <StoreBrowser.Search />
          <StoreBrowser.Sort>
            <option value="updatedAt:-1">{words.changed}</option>
            <option value="createdAt:-1">{words.created}</option>
            <option value="key:1">{words.key}</option>
          </StoreBrowser.Sort>
          <StoreBrowser.NewRecord />
          <StoreBrowser.ImportFile />
          {formats.map((format) => (
            <StoreBrowser.Export key={format.name} value={format} />
          ))}
          <StoreBrowser.ExportStatus />
          <StoreBrowser.CancelExport />
        </div>
        <StoreBrowser.Editor>
          <StoreBrowser.KeyInput />
          <StoreBrowser.KeyError />
          <StoreBrowser.OpenExisting />
          <StoreBrowser.TypeInput />
          <StoreBrowser.ValueInput rows={5} />
          <StoreBrowser.ValueError />
          <StoreBrowser.EditorError />
          <StoreBrowser.Save />
          <StoreBrowser.CancelEdit />
        </StoreBrowser.Editor>
        <StoreBrowser.Loading />
        <StoreBrowser.Failure />
        <StoreBrowser.Reload />
        <StoreBrowser.Empty />
        <StoreBrowser.Clear />
        {isScrolled ? (
          <VirtualItems style={{ blockSize: 400 }} placeholder="…">
            {() => <Row />}
          </VirtualItems>
        ) : (
          <StoreBrowser.Items renderItem={countRenders}>
            <Row />
          </StoreBrowser.Items>
        )}
        <div data-part="paging">
          <StoreBrowser.Range />
          {!isScrolled && (
            <>
              <StoreBrowser.Previous />
              <StoreBrowser.Next />
            </>
          )}
        </div>
        <StoreBrowser.BulkBar>
          <StoreBrowser.BulkStatus />
          <StoreBrowser.BulkAction value="deleteStoreItems" />
          <StoreBrowser.BulkCancel />
          <StoreBrowser.BulkRetry />
          <StoreBrowser.BulkClear />
        </StoreBrowser.BulkBar>
      </div>
      <StoreBrowser.Dialog>
        <StoreBrowser.Question />
        <StoreBrowser.Cancel />
        <StoreBrowser.Confirm />
      </StoreBrowser.Dialog>
      <StoreBrowser.ImportDialog>
        <StoreBrowser.ImportStatus />
        <StoreBrowser.ImportProblems />
        <StoreBrowser.Existing value="replace" />
        <StoreBrowser.Existing value="skip" />
        <StoreBrowser.StartImport />
        <StoreBrowser.CancelImport />
        <StoreBrowser.ResumeImport />
        <StoreBrowser.CloseImport />
      </StoreBrowser.ImportDialog>
      <StoreBrowser.Announcer />
    </StoreBrowser.Root>
  )
}

function Row() {
  return (
    <>
      <StoreBrowser.Checkbox />
      <StoreBrowser.Name />
      <StoreBrowser.Value />
      <StoreBrowser.Type />
      <StoreBrowser.Changed />
      <StoreBrowser.Edit />
      <StoreBrowser.Remove />
      <StoreBrowser.ItemError />
      <StoreBrowser.Retry />
      <StoreBrowser.Dismiss />
    </>
  )
}
