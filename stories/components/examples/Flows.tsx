import { FlowList, type FlowListOptions, type FlowRow } from 'appmixer-react'
import { countRenders } from '../../house/appmixer.tsx'
import { useWords } from './words.ts'

/** A list of flows with everything that `FlowList` has. */
export function Flows(options: FlowListOptions) {
  const words = useWords()
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
          <option value="mtime:-1">{words.changed}</option>
          <option value="btime:-1">{words.created}</option>
          <option value="name:1">{words.name}</option>
        </FlowList.Sort>
      </div>
      <FlowList.Loading />
      <FlowList.Failure />
      <FlowList.Reload />
      <FlowList.Empty />
      <FlowList.Clear />
      <FlowList.Items renderItem={countRenders}>
        {({ can }) => (
          <>
            <FlowList.Checkbox />
            <FlowList.Thumbnail />
            <FlowList.Name />
            <FlowList.NameInput />
            <FlowList.Save />
            <FlowList.StageLabel />
            <FlowList.ViewOnly />
            <Rights can={can} />
            <FlowList.Toggle />
            <FlowList.Rename />
            <FlowList.Remove />
            <FlowList.Notice>
              <FlowList.ItemError />
              <FlowList.Retry />
              <FlowList.Dismiss />
            </FlowList.Notice>
          </>
        )}
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

const rights = ['start', 'stop', 'update'] as const

/** Why other controls of this row are disabled, for those who see them too. Where nothing is allowed, `ViewOnly` says so. */
function Rights({ can }: Pick<FlowRow, 'can'>) {
  const words = useWords()
  const given = rights.filter((right) => can[right])
  if (given.length === 0 || can.delete) return null
  const list = new Intl.ListFormat(words.language).format(given.map((right) => words.rights[right]))
  return <small>{words.mayOnly(list)}</small>
}
