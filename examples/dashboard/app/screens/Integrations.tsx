import { IntegrationGallery, IntegrationSetup, type IntegrationGalleryView } from 'appmixer-react'
import { useLanguage } from '../language.tsx'
import { Question, Rows, Search } from '../parts/lists.tsx'
import { PageHead } from '../parts/page.tsx'
import { useUrlView } from '../parts/useUrlView.ts'

const start: IntegrationGalleryView = {
  search: '',
  sort: 'name:1',
  page: 0,
  pageSize: 20,
  opened: undefined,
  tab: 'all',
  category: '',
}

const offered = {
  sort: [start.sort],
  pageSize: [start.pageSize],
  tab: ['all', 'activated'],
  // The server knows the categories.
  category: (category: unknown) => typeof category === 'string',
} as const

export function Integrations() {
  const { words } = useLanguage()
  return (
    <IntegrationGallery.Root className="list" {...useUrlView(start, offered)}>
      {(gallery) => (
        <>
          <PageHead title={words.integrations}>
            <IntegrationGallery.Tabs>
              <IntegrationGallery.Tab value="all" />
              <IntegrationGallery.Tab value="activated" />
            </IntegrationGallery.Tabs>
          </PageHead>
          <div className="toolbar">
            <Search parts={IntegrationGallery} />
            <div className="end">
              {gallery.view.tab === 'all' && (
                <span className="select reserved">
                  <IntegrationGallery.Category />
                </span>
              )}
            </div>
          </div>
          <Rows parts={IntegrationGallery} model={gallery} icon="integrations">
            <IntegrationGallery.Items className="tiles">
              <Tile />
            </IntegrationGallery.Items>
          </Rows>
          <IntegrationGallery.Setup>
            <IntegrationSetup.Root setup={gallery.setup}>
              <Settings />
            </IntegrationSetup.Root>
          </IntegrationGallery.Setup>
          <Question parts={IntegrationGallery} />
          <IntegrationGallery.Announcer />
        </>
      )}
    </IntegrationGallery.Root>
  )
}

function Tile() {
  return (
    <>
      <header>
        <IntegrationGallery.Apps />
        <IntegrationGallery.Status />
      </header>
      <h2>
        <IntegrationGallery.Name />
      </h2>
      <IntegrationGallery.Description className="soft" />
      <IntegrationGallery.Steps />
      <IntegrationGallery.Notice className="notice">
        <IntegrationGallery.ItemError />
        <IntegrationGallery.Retry />
        <IntegrationGallery.Dismiss />
      </IntegrationGallery.Notice>
      <footer>
        <IntegrationGallery.Connect data-kind="soft" />
        <IntegrationGallery.CancelConnect />
        <IntegrationGallery.Settings />
        <IntegrationGallery.Start />
        <IntegrationGallery.Stop />
        <IntegrationGallery.Remove />
      </footer>
    </>
  )
}

function Settings() {
  return (
    <>
      <IntegrationSetup.Name />
      <IntegrationSetup.Loading />
      <IntegrationSetup.Fields />
      <IntegrationSetup.Problems className="problems" />
      <IntegrationSetup.Failure />
      <IntegrationSetup.Retry />
      <footer className="dialog-foot">
        <IntegrationSetup.Status className="soft small grow" />
        <IntegrationSetup.Cancel />
        <IntegrationSetup.Finish />
      </footer>
    </>
  )
}
