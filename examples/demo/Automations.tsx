import { FlowList } from 'appmixer-react'

/** Search, filter, start, stop, rename, clone and delete flows. */
export function Automations() {
  return (
    <FlowList.Root>
      <div className="toolbar">
        <FlowList.Search />
        <FlowList.StageFilter>
          <FlowList.StageOption value="all" />
          <FlowList.StageOption value="running" />
          <FlowList.StageOption value="stopped" />
        </FlowList.StageFilter>
      </div>
      <FlowList.Loading />
      <FlowList.Failure />
      <FlowList.Reload />
      <FlowList.Empty />
      <FlowList.Clear />
      <FlowList.Items>
        {({ flow, isRenaming, clone }) => (
          <>
            <FlowList.Thumbnail />
            <FlowList.Name />
            <FlowList.NameInput />
            <FlowList.Save />
            <FlowList.StageLabel />
            <FlowList.Toggle />
            <FlowList.Rename />
            {!isRenaming && (
              <button data-part="button" aria-label={`Clone ${flow.name}`} onClick={clone}>
                Clone
              </button>
            )}
            <FlowList.Remove />
            <FlowList.Notice>
              <FlowList.ItemError />
              <FlowList.Retry />
            </FlowList.Notice>
          </>
        )}
      </FlowList.Items>
      <div data-part="paging">
        <FlowList.Range />
        <FlowList.Previous />
        <FlowList.Next />
      </div>
      <FlowList.Dialog>
        <FlowList.Question />
        <FlowList.Cancel />
        <FlowList.Confirm />
      </FlowList.Dialog>
      <FlowList.Announcer />
    </FlowList.Root>
  )
}
