import { LogViewer, type LogViewerOptions } from 'appmixer-react'
import { countRenders } from '../../house/appmixer.tsx'
import { useWords } from './words.ts'

/** A log with everything that `LogViewer` has. */
export function Log(options: LogViewerOptions) {
  const words = useWords()
  return (
    <LogViewer.Root {...options}>
      <div className="toolbar">
        <LogViewer.Search />
        <LogViewer.Mode />
        <label>
          {words.live} <LogViewer.Live />
        </label>
        <LogViewer.Export value="ndjson" />
        <LogViewer.ExportStatus />
        <LogViewer.ExportCancel />
      </div>
      <div className="toolbar">
        <LogViewer.Ranges>
          <LogViewer.RangeOption value="lastHour" />
          <LogViewer.RangeOption value="last24Hours" />
          <LogViewer.RangeOption value="last7Days" />
          <LogViewer.RangeOption value="yesterday" />
        </LogViewer.Ranges>
        <LogViewer.Layouts>
          <LogViewer.LayoutOption value="entries" />
          <LogViewer.LayoutOption value="executions" />
        </LogViewer.Layouts>
        <LogViewer.Chips />
      </div>
      <LogViewer.Histogram />
      <LogViewer.NewerBar>
        <LogViewer.Newer />
      </LogViewer.NewerBar>
      <LogViewer.Loading />
      <LogViewer.Failure />
      <LogViewer.Reload />
      <LogViewer.Empty />
      <LogViewer.Clear />
      <LogViewer.Items renderItem={countRenders}>
        <LogViewer.Time />
        <LogViewer.Severity />
        <LogViewer.Open />
      </LogViewer.Items>
      <LogViewer.Executions>
        <LogViewer.ExecutionStatus />
        <LogViewer.ExecutionToggle />
        <LogViewer.Duration />
        <LogViewer.ExecutionEntries>
          <LogViewer.Time />
          <LogViewer.Severity />
          <LogViewer.Open />
        </LogViewer.ExecutionEntries>
      </LogViewer.Executions>
      <div data-part="paging">
        <LogViewer.Range />
        <LogViewer.Older />
      </div>
      <LogViewer.Detail>
        {({ fields, message, failure, error }) => (
          <>
            <LogViewer.Close />
            <dl>
              {fields.map(({ name, value }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            {failure !== undefined && <pre>{JSON.stringify(failure, null, 2)}</pre>}
            {message !== undefined && <pre>{JSON.stringify(message, null, 2)}</pre>}
            {error && <p>{words.unread}</p>}
          </>
        )}
      </LogViewer.Detail>
      <LogViewer.Announcer />
    </LogViewer.Root>
  )
}
