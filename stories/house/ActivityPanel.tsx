// The manager has a React of its own, and its compiler wants the name.
import * as React from 'react'
import type { CSSProperties, ReactNode } from 'react'
import { AddonPanel, Button, Placeholder, ScrollArea } from 'storybook/internal/components'
import { useChannel } from 'storybook/manager-api'
import { styled, type StorybookTheme } from 'storybook/theming'
import { activityEvents, type ActivitySnapshot } from './activityEvents.ts'

const nothing: ActivitySnapshot = { requests: [], cache: [], renders: [] }

/** The panel: requests, cache entries and renders of the story on screen. It costs nothing while it is not open. */
export function ActivityPanel({ active = false }: { active?: boolean | undefined }) {
  return <AddonPanel active={active}>{<>{active && <Activity />}</>}</AddonPanel>
}

function Activity() {
  const [{ requests, cache, renders }, setSnapshot] = React.useState(nothing)
  const emit = useChannel({ [activityEvents.snapshot]: setSnapshot })
  React.useEffect(() => emit(activityEvents.ask), [emit])
  if (requests.length + cache.length + renders.length === 0) {
    return <Placeholder>Nothing was asked of the sandbox yet.</Placeholder>
  }
  return (
    <ScrollArea vertical horizontal>
      <Columns>
        <Column
          title={`Requests (${requests.length})`}
          action={
            <Button size="small" ariaLabel={false} onClick={() => emit(activityEvents.clear)}>
              Clear
            </Button>
          }
          head={['Verb', 'Path', 'Status', 'ms']}
          rows={requests.map(({ id, method, path, status, ms }) => ({
            key: String(id),
            cells: [method, <Code key="path">{path}</Code>, status, status === 'pending' ? '' : ms],
            tone: toneOf(status),
          }))}
        />
        <Column
          title="Cache"
          head={['Entry', 'What happened', 'Last']}
          rows={cache.map(({ subject, counts, last }) => ({
            key: subject,
            cells: [
              <Code key="subject">{subject}</Code>,
              Object.entries(counts)
                .map(([what, count]) => `${what} ${count}×`)
                .join(', '),
              last,
            ],
            tone: last === 'failed' ? 'bad' : undefined,
          }))}
        />
        <Column
          title="Renders per row"
          head={['Row', 'Renders']}
          rows={renders.map(({ key, name, count }) => ({ key, cells: [name, count] }))}
        />
      </Columns>
    </ScrollArea>
  )
}

function toneOf(status: number | string): 'bad' | undefined {
  const isBad = typeof status === 'number' ? status >= 400 : status === 'lost'
  return isBad ? 'bad' : undefined
}

interface ColumnProps {
  title: string
  action?: ReactNode
  head: string[]
  rows: { key: string; cells: ReactNode[]; tone?: 'bad' | undefined }[]
}

function Column({ title, action, head, rows }: ColumnProps) {
  if (rows.length === 0) return null
  return (
    <section>
      <Heading>
        <h3>{title}</h3>
        {action}
      </Heading>
      <Table aria-label={title}>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, tone }) => (
            <tr key={key} data-tone={tone}>
              {cells.map((cell, column) => (
                <td key={head[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}

function Code({ children }: { children: string }) {
  const style: CSSProperties = { fontSize: 11, overflowWrap: 'anywhere' }
  return <code style={style}>{children}</code>
}

const Columns = styled.div({
  display: 'grid',
  gridTemplateColumns: 'minmax(20rem, 5fr) minmax(18rem, 5fr) minmax(12rem, 2fr)',
  gap: 24,
  padding: 16,
})
const Heading = styled.div({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 28,
  marginBottom: 6,
  h3: { margin: 0, fontSize: 13 },
})
const Table = styled.table(({ theme }: { theme?: object }) => {
  const { color, appBorderColor } = theme as StorybookTheme
  return {
    width: '100%',
    borderCollapse: 'collapse' as const,
    fontSize: 12,
    color: color.defaultText,
    fontVariantNumeric: 'tabular-nums',
    'th, td': {
      padding: '4px 8px 4px 0',
      textAlign: 'start' as const,
      verticalAlign: 'top',
      borderBottom: `1px solid ${appBorderColor}`,
    },
    th: { fontWeight: 600 },
    '[data-tone=bad] td': { color: color.negativeText },
  }
})
