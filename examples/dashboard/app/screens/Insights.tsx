import { ChartGallery, type ChartGalleryView, type ChartRow } from 'appmixer-react'
import type { ReactNode } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { Menu, MenuItem, Skeleton } from '../parts/controls.tsx'
import { EmptyState } from '../parts/lists.tsx'
import { Icon } from '../parts/icons.tsx'
import { PageHead } from '../parts/page.tsx'
import { useUrlView } from '../parts/useUrlView.ts'

const start: ChartGalleryView = {
  search: '',
  sort: 'index:1',
  page: 0,
  pageSize: 100,
  opened: undefined,
  range: 'own',
}

const ranges = ['own', 'last24Hours', 'last7Days', 'last30Days', 'last90Days'] as const

export function Insights() {
  return (
    <ChartGallery.Root className="list" {...useUrlView(start)}>
      {(model) => (
        <>
          <PageHead title="Insights">
            <ChartGallery.Updated className="soft small only-wide" />
            <ChartGallery.RefreshAll data-part="icon-button">
              <Icon name="reload" />
              <span className="unseen">{model.messages.refreshAll}</span>
            </ChartGallery.RefreshAll>
            <ChartGallery.Ranges>
              {ranges.map((range) => (
                <ChartGallery.RangeOption key={range} value={range} />
              ))}
            </ChartGallery.Ranges>
          </PageHead>
          <ChartGallery.Loading className="unseen" />
          {model.status === 'loading' && <Skeleton />}
          <ChartGallery.Items className="cards">{(row) => <Card row={row} />}</ChartGallery.Items>
          <EmptyState parts={ChartGallery} icon="insights" />
          <ChartGallery.Dialog>
            <ChartGallery.Question />
            <div className="dialog-foot">
              <ChartGallery.Cancel />
              <ChartGallery.Confirm />
            </div>
          </ChartGallery.Dialog>
          <ChartGallery.Announcer />
        </>
      )}
    </ChartGallery.Root>
  )
}

interface CardProps {
  row: ChartRow
}

function Card({ row }: CardProps): ReactNode {
  return (
    <>
      <header>
        <h2>
          <ChartGallery.Name />
        </h2>
        <Menu label={`Actions for ${row.name}`}>
          <MenuItem icon="reload" onClick={row.refresh}>
            Read again
          </MenuItem>
          <MenuItem icon="copy" onClick={row.clone}>
            Duplicate
          </MenuItem>
          {row.moveBack && (
            <MenuItem icon="up" onClick={row.moveBack}>
              Move back
            </MenuItem>
          )}
          {row.moveOn && (
            <MenuItem icon="down" onClick={row.moveOn}>
              Move on
            </MenuItem>
          )}
          <hr />
          <MenuItem icon="remove" kind="danger" onClick={row.remove}>
            Delete…
          </MenuItem>
        </Menu>
      </header>
      <ChartGallery.Figure>
        <Chart series={row.series} />
      </ChartGallery.Figure>
      <ChartGallery.ChartLoading className="soft" />
      <ChartGallery.NoData className="soft" />
      <ChartGallery.Problem data-part="notice" data-tone="warn" />
      {row.dataError && (
        <div className="notice" data-part="notice" data-tone="bad">
          <ChartGallery.Unread />
          <ChartGallery.Refresh />
        </div>
      )}
      <ChartGallery.ItemError />
    </>
  )
}
