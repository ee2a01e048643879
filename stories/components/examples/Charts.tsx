import { ChartGallery, type ChartGalleryOptions } from 'appmixer-react'
import { countRenders } from '../../house/appmixer.tsx'
import { SeriesChart } from '../SeriesChart.tsx'

/** The charts of a user with everything that `ChartGallery` has. The drawing is your own. */
export function Charts(options: ChartGalleryOptions) {
  return (
    <ChartGallery.Root {...options}>
      <div className="toolbar">
        <ChartGallery.Search />
        <ChartGallery.Ranges>
          <ChartGallery.RangeOption value="own" />
          <ChartGallery.RangeOption value="last24Hours" />
          <ChartGallery.RangeOption value="last7Days" />
          <ChartGallery.RangeOption value="last30Days" />
        </ChartGallery.Ranges>
        <ChartGallery.RefreshAll />
        <ChartGallery.Updated />
      </div>
      <ChartGallery.Loading />
      <ChartGallery.Failure />
      <ChartGallery.Reload />
      <ChartGallery.Empty />
      <ChartGallery.Clear />
      <ChartGallery.Items className="charts" renderItem={countRenders}>
        <ChartGallery.Name />
        <ChartGallery.ChartLoading />
        <ChartGallery.Figure>{({ series }) => <SeriesChart series={series} />}</ChartGallery.Figure>
        <ChartGallery.NoData />
        <ChartGallery.Problem />
        <ChartGallery.Unread />
        <ChartGallery.Refresh />
        <ChartGallery.Clone />
        <ChartGallery.MoveBack />
        <ChartGallery.MoveOn />
        <ChartGallery.Remove />
        <ChartGallery.ItemError />
        <ChartGallery.Retry />
        <ChartGallery.Dismiss />
      </ChartGallery.Items>
      <ChartGallery.Dialog>
        <ChartGallery.Question />
        <ChartGallery.Cancel />
        <ChartGallery.Confirm />
      </ChartGallery.Dialog>
      <ChartGallery.Announcer />
    </ChartGallery.Root>
  )
}
