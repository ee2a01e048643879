import { TaskInbox } from 'appmixer-react'

/** Approve and reject people tasks, and take it back. */
export function Tasks() {
  return (
    <TaskInbox.Root role="approver" undoWindow={5_000}>
      <TaskInbox.Tabs>
        <TaskInbox.Tab value="pending">
          Pending <TaskInbox.Count value="pending" />
        </TaskInbox.Tab>
        <TaskInbox.Tab value="approved" />
        <TaskInbox.Tab value="rejected" />
      </TaskInbox.Tabs>
      <TaskInbox.Loading />
      <TaskInbox.Failure />
      <TaskInbox.Reload />
      <TaskInbox.Empty />
      <TaskInbox.Items>
        <TaskInbox.Title />
        <TaskInbox.Due />
        <TaskInbox.Description />
        <TaskInbox.Requester />
        <TaskInbox.Approve />
        <TaskInbox.Reject />
        <TaskInbox.Outcome />
        <TaskInbox.UndoDecision />
        <TaskInbox.Notice>
          <TaskInbox.ItemError />
          <TaskInbox.Retry />
        </TaskInbox.Notice>
      </TaskInbox.Items>
      <div data-part="paging">
        <TaskInbox.Range />
        <TaskInbox.Previous />
        <TaskInbox.Next />
      </div>
      <TaskInbox.Announcer />
    </TaskInbox.Root>
  )
}
