import { FlowList } from 'appmixer-react'
import 'appmixer-react/starter.css'

export function Automations() {
  return (
    <FlowList.Root pageSize={5} undoWindow={5_000}>
      <FlowList.Search />
      <FlowList.Failure />
      <FlowList.Empty />
      <FlowList.Items>
        <FlowList.Name />
        <FlowList.StageLabel />
        <FlowList.Toggle />
        <FlowList.Remove />
        <FlowList.ItemError />
        <FlowList.Retry />
      </FlowList.Items>
      <FlowList.Previous />
      <FlowList.Range />
      <FlowList.Next />
      <FlowList.Undo />
      <FlowList.Announcer />
    </FlowList.Root>
  )
}
