import {
  IntegrationGallery,
  IntegrationSetup,
  type IntegrationGalleryOptions,
} from 'appmixer-react'
import { countRenders } from '../../house/appmixer.tsx'

/** A gallery with everything that `IntegrationGallery` has. */
export function IntegrationTiles(options: IntegrationGalleryOptions) {
  return (
    <IntegrationGallery.Root {...options}>
      {({ setup }) => (
        <>
          <div className="toolbar">
            <IntegrationGallery.Search />
            <IntegrationGallery.Tabs>
              <IntegrationGallery.Tab value="all" />
              <IntegrationGallery.Tab value="activated" />
            </IntegrationGallery.Tabs>
            <IntegrationGallery.Category />
          </div>
          <IntegrationGallery.Loading />
          <IntegrationGallery.Failure />
          <IntegrationGallery.Reload />
          <IntegrationGallery.Empty />
          <IntegrationGallery.Clear />
          <IntegrationGallery.Items renderItem={countRenders}>
            <IntegrationGallery.Apps />
            <IntegrationGallery.Name />
            <IntegrationGallery.Status />
            <IntegrationGallery.Description />
            <IntegrationGallery.Steps />
            <IntegrationGallery.Connect />
            <IntegrationGallery.CancelConnect />
            <IntegrationGallery.Settings />
            <IntegrationGallery.Start />
            <IntegrationGallery.Stop />
            <IntegrationGallery.Remove />
            <IntegrationGallery.Notice>
              <IntegrationGallery.ItemError />
              <IntegrationGallery.Retry />
              <IntegrationGallery.Dismiss />
            </IntegrationGallery.Notice>
          </IntegrationGallery.Items>
          <div data-part="paging">
            <IntegrationGallery.Range />
            <IntegrationGallery.Previous />
            <IntegrationGallery.Next />
          </div>
          <IntegrationGallery.Setup>
            <IntegrationSetup.Root setup={setup} />
          </IntegrationGallery.Setup>
          <IntegrationGallery.Dialog>
            <IntegrationGallery.Question />
            <IntegrationGallery.Cancel />
            <IntegrationGallery.Confirm />
          </IntegrationGallery.Dialog>
          <IntegrationGallery.Announcer />
        </>
      )}
    </IntegrationGallery.Root>
  )
}
