import { StoreBrowser } from 'appmixer-react'

/** Choose a data store; search, write and delete its records. */
export function Storage() {
  return (
    <StoreBrowser.Root className="storage">
      <div>
        <StoreBrowser.StoresStatus />
        <StoreBrowser.ReloadStores />
        <StoreBrowser.Stores />
        <StoreBrowser.NewStore />
        <StoreBrowser.StoreForm>
          <StoreBrowser.StoreName />
          <StoreBrowser.StoreNameError />
          <StoreBrowser.SaveStore />
          <StoreBrowser.CancelStore />
        </StoreBrowser.StoreForm>
      </div>
      <div>
        <div className="toolbar">
          <StoreBrowser.Search />
          <StoreBrowser.NewRecord />
        </div>
        <StoreBrowser.Editor>
          <StoreBrowser.KeyInput />
          <StoreBrowser.KeyError />
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
        <StoreBrowser.Items>
          <StoreBrowser.Name />
          <StoreBrowser.Value />
          <StoreBrowser.Changed />
          <StoreBrowser.Edit />
          <StoreBrowser.Remove />
          <StoreBrowser.ItemError />
          <StoreBrowser.Retry />
        </StoreBrowser.Items>
        <div data-part="paging">
          <StoreBrowser.Range />
          <StoreBrowser.Previous />
          <StoreBrowser.Next />
        </div>
      </div>
      <StoreBrowser.Dialog>
        <StoreBrowser.Question />
        <StoreBrowser.Cancel />
        <StoreBrowser.Confirm />
      </StoreBrowser.Dialog>
      <StoreBrowser.Announcer />
    </StoreBrowser.Root>
  )
}
