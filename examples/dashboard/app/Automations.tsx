import { FlowList } from 'appmixer-react'

export function Automations() {
  return (
    <FlowList.Root className="list" pageSize={12}>
      <header className="list-header">
        <h1>Automations</h1>
        <FlowList.Search />
        <FlowList.StageFilter className="choices">
          <FlowList.StageOption value="all" />
          <FlowList.StageOption value="running" />
          <FlowList.StageOption value="stopped" />
        </FlowList.StageFilter>
      </header>
      <div className="notice">
        <FlowList.Failure />
        <FlowList.Reload />
      </div>
      <FlowList.Loading className="skeleton" />
      <FlowList.Items className="flows">
        {({ flow }) => (
          <>
            <FlowList.Thumbnail className="thumbnail" />
            <div className="flow-text">
              <FlowList.Name className="flow-name" />
              <FlowList.NameInput className="flow-name" />
              <span className="flow-facts">
                <FlowList.StageLabel className="stage" />
                {typeof flow.customFields?.['team'] === 'string' && (
                  <span className="tag">{flow.customFields['team']}</span>
                )}
                {flow.mtime && <span className="when">{whenOf(flow.mtime)}</span>}
              </span>
            </div>
            <FlowList.Toggle className="toggle" />
            <div className="flow-actions">
              <FlowList.Rename />
              <FlowList.Remove className="danger" />
            </div>
            <div className="item-error">
              <FlowList.ItemError />
              <FlowList.Retry />
              <FlowList.Dismiss />
            </div>
          </>
        )}
      </FlowList.Items>
      <div className="empty">
        <FlowList.Empty />
        <FlowList.Clear />
      </div>
      <footer className="pages">
        <FlowList.Previous />
        <FlowList.Range />
        <FlowList.Next />
      </footer>
      <FlowList.Dialog className="dialog">
        <FlowList.Question />
        <div className="dialog-actions">
          <FlowList.Cancel />
          <FlowList.Confirm className="danger solid" />
        </div>
      </FlowList.Dialog>
      <FlowList.Announcer className="unseen" />
    </FlowList.Root>
  )
}

const dates = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })

function whenOf(iso: string): string {
  return `changed ${dates.format(new Date(iso))}`
}
