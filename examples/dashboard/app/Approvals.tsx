import { TaskInbox } from 'appmixer-react'

const tabs = ['pending', 'approved', 'rejected'] as const

const labels = { pending: 'Pending', approved: 'Approved', rejected: 'Rejected' }

export function Approvals() {
  return (
    <TaskInbox.Root className="list" pageSize={12}>
      <header className="list-header">
        <h1>Approvals</h1>
        <TaskInbox.Search />
        <TaskInbox.Tabs className="choices">
          {tabs.map((tab) => (
            <TaskInbox.Tab key={tab} value={tab}>
              {labels[tab]} <TaskInbox.Count value={tab} className="count" />
            </TaskInbox.Tab>
          ))}
        </TaskInbox.Tabs>
      </header>
      <div className="notice">
        <TaskInbox.Failure />
        <TaskInbox.Reload />
      </div>
      <TaskInbox.Loading className="skeleton" />
      <TaskInbox.Items className="tasks">
        <div className="task-text">
          <TaskInbox.Title className="task-title" />
          <TaskInbox.Description className="task-description" />
          <span className="flow-facts">
            <TaskInbox.Status className="stage" />
            <TaskInbox.Requester className="when" />
            <TaskInbox.Due className="when" />
          </span>
        </div>
        <div className="task-actions">
          <TaskInbox.Reject />
          <TaskInbox.Approve className="primary" />
          <TaskInbox.Outcome className="stage" />
        </div>
        <div className="item-error">
          <TaskInbox.ItemError />
          <TaskInbox.Retry />
          <TaskInbox.Dismiss />
        </div>
      </TaskInbox.Items>
      <div className="empty">
        <TaskInbox.Empty />
        <TaskInbox.Clear />
      </div>
      <footer className="pages">
        <TaskInbox.Previous />
        <TaskInbox.Range />
        <TaskInbox.Next />
      </footer>
      <TaskInbox.Announcer className="unseen" />
    </TaskInbox.Root>
  )
}
