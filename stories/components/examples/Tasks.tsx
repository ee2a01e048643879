import { TaskInbox, type TaskInboxOptions } from 'appmixer-react'
import { countRenders } from '../../house/appmixer.tsx'

/** An inbox with everything that `TaskInbox` has. */
export function Tasks(options: TaskInboxOptions) {
  return (
    <TaskInbox.Root {...options}>
      <TaskInbox.Tabs>
        <TaskInbox.Tab value="pending">
          Pending <TaskInbox.Count value="pending" />
        </TaskInbox.Tab>
        <TaskInbox.Tab value="approved" />
        <TaskInbox.Tab value="rejected" />
      </TaskInbox.Tabs>
      <div className="toolbar">
        <TaskInbox.Search />
      </div>
      <TaskInbox.Loading />
      <TaskInbox.Failure />
      <TaskInbox.Reload />
      <TaskInbox.Empty />
      <TaskInbox.Clear />
      <TaskInbox.Items renderItem={countRenders}>
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
          <TaskInbox.Dismiss />
        </TaskInbox.Notice>
      </TaskInbox.Items>
      <div data-part="paging">
        <TaskInbox.Range />
        <TaskInbox.Previous />
        <TaskInbox.Next />
      </div>
      <TaskInbox.Dialog>
        <TaskInbox.Question />
        <TaskInbox.Cancel />
        <TaskInbox.Confirm />
      </TaskInbox.Dialog>
      <TaskInbox.Announcer />
    </TaskInbox.Root>
  )
}
