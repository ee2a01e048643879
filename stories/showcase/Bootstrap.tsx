import { FlowList, TaskInbox, type FlowListOptions, type TaskInboxOptions } from 'appmixer-react'

const button = 'btn btn-sm btn-outline-secondary'

/** What a phone has no room for. */
const wide = 'd-none d-md-table-cell'

const badges: Record<string, string> = {
  running: 'text-bg-success',
  starting: 'text-bg-info',
  stopping: 'text-bg-warning',
  stopped: 'text-bg-secondary',
}

/** A flow list as a table of Bootstrap: the parts get its class names, and its elements where markup matters. */
export function FlowTable(options: FlowListOptions) {
  return (
    <FlowList.Root {...options}>
      <div className="d-flex flex-wrap gap-2 mb-3">
        <FlowList.Search className="form-control w-auto" />
        <FlowList.StageFilter className="btn-group">
          {(['all', 'running', 'stopped'] as const).map((stage) => (
            <FlowList.StageOption
              key={stage}
              value={stage}
              render={(props, { stage: current }) => (
                <button
                  {...props}
                  type="button"
                  className={`btn btn-outline-primary ${stage === current ? 'active' : ''}`}
                />
              )}
            />
          ))}
        </FlowList.StageFilter>
      </div>
      <FlowList.Loading className="placeholder-glow" />
      <FlowList.Failure className="alert alert-danger" />
      <FlowList.Reload className="btn btn-primary" />
      <FlowList.Empty className="alert alert-light" />
      <FlowList.Clear className="btn btn-link" />
      <FlowList.Items
        render={(props) => (
          <table className="table table-hover align-middle">
            <thead>
              <tr>
                <th scope="col">
                  <span className="visually-hidden">Selected</span>
                </th>
                <th scope="col">Name</th>
                <th scope="col" className={wide}>
                  Stage
                </th>
                <th scope="col">Runs</th>
                <th scope="col" className={wide}>
                  Changed
                </th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody {...props} />
          </table>
        )}
        renderItem={<tr />}
      >
        <td>
          <FlowList.Checkbox className="form-check-input" />
        </td>
        <td>
          <FlowList.Name className="fw-semibold" />
          <FlowList.ItemError className="text-danger small mb-0" />
          <FlowList.Retry className="btn btn-sm btn-link p-0 me-2" />
          <FlowList.Dismiss className="btn btn-sm btn-link p-0" />
        </td>
        <td className={wide}>
          <FlowList.StageLabel
            render={(props, { stage }) => (
              <span {...props} className={`badge ${badges[stage] ?? 'text-bg-light'}`} />
            )}
          />
        </td>
        <td>
          <FlowList.Toggle
            // Bootstrap's switch is a checkbox.
            render={({ 'aria-checked': _, ...props }, { isOn }) => (
              <div className="form-check form-switch mb-0">
                <input
                  {...props}
                  type="checkbox"
                  className="form-check-input"
                  checked={isOn}
                  readOnly
                />
              </div>
            )}
          />
        </td>
        <td className={wide}>
          <FlowList.Changed className="text-body-secondary small" />
        </td>
        <td className="text-end">
          <FlowList.Remove className="btn btn-sm btn-outline-danger" />
        </td>
      </FlowList.Items>
      <div className="d-flex align-items-center gap-2">
        <FlowList.Range className="text-body-secondary small me-auto" />
        <FlowList.Previous className={button} />
        <FlowList.Next className={button} />
      </div>
      <FlowList.BulkBar className="alert alert-primary d-flex align-items-center gap-2 mt-3">
        <FlowList.BulkStatus className="me-auto" />
        <FlowList.BulkAction value="startFlow" className="btn btn-sm btn-primary" />
        <FlowList.BulkAction value="deleteFlow" className="btn btn-sm btn-danger" />
        <FlowList.BulkCancel className={button} />
        <FlowList.BulkRetry className={button} />
        <FlowList.BulkClear className={button} />
      </FlowList.BulkBar>
      <FlowList.Dialog className="modal-content w-auto p-4 shadow">
        <FlowList.Question className="fs-5" />
        <div className="d-flex justify-content-end gap-2">
          <FlowList.Cancel className="btn btn-outline-secondary" />
          <FlowList.Confirm className="btn btn-danger" />
        </div>
      </FlowList.Dialog>
      <FlowList.Announcer className="visually-hidden" />
    </FlowList.Root>
  )
}

/** A task inbox as a list group of Bootstrap. */
export function TaskGroup(options: TaskInboxOptions) {
  return (
    <TaskInbox.Root {...options}>
      <TaskInbox.Tabs className="nav nav-underline mb-3">
        {(['pending', 'approved', 'rejected'] as const).map((tab) => (
          <TaskInbox.Tab
            key={tab}
            value={tab}
            render={(props, { tab: current, messages, counts }) => (
              <button
                {...props}
                type="button"
                className={`nav-link ${tab === current ? 'active' : ''}`}
              >
                {messages[tab]}{' '}
                <span className="badge rounded-pill text-bg-secondary">{counts[tab]}</span>
              </button>
            )}
          />
        ))}
      </TaskInbox.Tabs>
      <TaskInbox.Failure className="alert alert-danger" />
      <TaskInbox.Reload className="btn btn-primary" />
      <TaskInbox.Empty className="alert alert-light" />
      <TaskInbox.Items
        className="list-group"
        renderItem={
          <li className="list-group-item list-group-item-action d-flex flex-wrap gap-3 py-3" />
        }
      >
        <div className="col-12 col-sm">
          <TaskInbox.Title className="fw-semibold d-block" />
          <TaskInbox.Description className="mb-1" />
          <TaskInbox.Due className="text-body-secondary small me-3" />
          <TaskInbox.Requester className="text-body-secondary small" />
          <TaskInbox.ItemError className="text-danger small mb-0" />
          <TaskInbox.Retry className="btn btn-sm btn-link p-0" />
        </div>
        <div className="d-flex align-items-start gap-2">
          <TaskInbox.Approve className="btn btn-sm btn-success" />
          <TaskInbox.Reject className="btn btn-sm btn-outline-danger" />
          <TaskInbox.Outcome className="badge text-bg-secondary" />
          <TaskInbox.UndoDecision className="btn btn-sm btn-link p-0" />
        </div>
      </TaskInbox.Items>
      <TaskInbox.Announcer className="visually-hidden" />
    </TaskInbox.Root>
  )
}
