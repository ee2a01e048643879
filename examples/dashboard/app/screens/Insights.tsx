import { ChartGallery, type ChartGalleryView, type ChartRow } from 'appmixer-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { Menu, MenuItem } from '../parts/controls.tsx'
import { Question, Rows } from '../parts/lists.tsx'
import { Icon } from '../parts/icons.tsx'
import { Numbers } from '../parts/Numbers.tsx'
import { PageHead } from '../parts/page.tsx'
import { useUrlView } from '../parts/useUrlView.ts'

/** The chart library comes with the first chart: no other screen waits for it. */
const Chart = lazy(() => import('../parts/Chart.tsx'))

const start: ChartGalleryView = {
  search: '',
  sort: 'index:1',
  page: 0,
  pageSize: 100,
  opened: undefined,
  range: 'own',
}

const ranges = ['own', 'last24Hours', 'last7Days', 'last30Days', 'last90Days'] as const

const offered = { sort: [start.sort], pageSize: [start.pageSize], range: ranges } as const

export function Insights() {
  const { words } = useLanguage()
  return (
    <ChartGallery.Root className="list" {...useUrlView(start, offered)}>
      {(model) => (
        <>
          <PageHead title={words.insights}>
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
          <Rows parts={ChartGallery} model={model} icon="insights" foot={null}>
            <ChartGallery.Items className="cards">{(row) => <Card row={row} />}</ChartGallery.Items>
          </Rows>
          <Question parts={ChartGallery} />
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
  const { words } = useLanguage()
  return (
    <>
      <header>
        <h2>
          <ChartGallery.Name />
        </h2>
        <Menu label={words.actionsFor(row.name)}>
          <MenuItem icon="reload" onClick={row.refresh}>
            {words.readAgain}
          </MenuItem>
          <MenuItem icon="copy" onClick={row.clone}>
            {words.duplicate}
          </MenuItem>
          {row.moveBack && (
            <MenuItem icon="up" onClick={row.moveBack}>
              {words.moveBack}
            </MenuItem>
          )}
          {row.moveOn && (
            <MenuItem icon="down" onClick={row.moveOn}>
              {words.moveOn}
            </MenuItem>
          )}
          <hr />
          <MenuItem icon="remove" kind="danger" onClick={row.remove}>
            {words.removeAsked}
          </MenuItem>
        </Menu>
      </header>
      <ChartGallery.Figure>
        <Suspense fallback={<i className="chart" data-part="skeleton" />}>
          <Chart series={row.series} />
        </Suspense>
      </ChartGallery.Figure>
      <Numbers name={row.name} series={row.series} />
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
