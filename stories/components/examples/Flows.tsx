import { FlowList, type FlowListOptions } from 'appmixer-react'
import { countRenders } from '../../house/appmixer.tsx'

/** A list of flows with everything that `FlowList` has. */
export function Flows(options: FlowListOptions) {
  return (
    <FlowList.Root {...options}>
      <div className="toolbar">
        <FlowList.Search />
        <FlowList.StageFilter>
          <FlowList.StageOption value="all" />
          <FlowList.StageOption value="running" />
          <FlowList.StageOption value="stopped" />
        </FlowList.StageFilter>
        <FlowList.Sort>
          <option value="mtime:-1">Last changed</option>
          <option value="btime:-1">Created</option>
          <option value="name:1">Name</option>
        </FlowList.Sort>
      </div>
      <FlowList.Loading />
      <FlowList.Failure />
      <FlowList.Reload />
      <FlowList.Empty />
      <FlowList.Clear />
      <FlowList.Items renderItem={countRenders}>
        <FlowList.Checkbox />
        <FlowList.Thumbnail />
        <FlowList.Name />
        <FlowList.NameInput />
        <FlowList.Save />
        <FlowList.StageLabel />
        <FlowList.ViewOnly />
        <FlowList.Toggle />
        <FlowList.Rename />
        <FlowList.Remove />
        <FlowList.Notice>
          <FlowList.ItemError />
          <FlowList.Retry />
          <FlowList.Dismiss />
        </FlowList.Notice>
      </FlowList.Items>
      <div data-part="paging">
        <FlowList.Range />
        <FlowList.Previous />
        <FlowList.Next />
      </div>
      <FlowList.BulkBar>
        <FlowList.BulkStatus />
        <FlowList.BulkAction value="startFlow" />
        <FlowList.BulkAction value="stopFlow" />
        <FlowList.BulkAction value="deleteFlow" />
        <FlowList.BulkCancel />
        <FlowList.BulkRetry />
        <FlowList.BulkClear />
      </FlowList.BulkBar>
      <FlowList.Dialog>
        <FlowList.Question />
        <FlowList.Cancel />
        <FlowList.Confirm />
      </FlowList.Dialog>
      <FlowList.Undo />
      <FlowList.Announcer />
    </FlowList.Root>
  )
}
