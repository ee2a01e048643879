import {
  IntegrationGallery,
  IntegrationSetup,
  type AccountSetupField,
  type Flow,
  type IntegrationGalleryView,
  type IntegrationSetupModel,
} from 'appmixer-react'
import type { ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { Icon } from '../parts/icons.tsx'
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
              {(setup) => <Settings {...setup} />}
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

function Settings({ flow, fields, missing, isNew, status }: IntegrationSetupModel) {
  const { words } = useLanguage()
  if (status === 'loading' || status === 'unreadable') return <SetupFrame />
  return (
    <SetupFrame about={isNew ? words.setupAbout : words.settingsAbout}>
      <div className="wizard">
        <SetupSteps fields={fields} missing={missing} isNew={isNew} />
        <div className="stack">
          <IntegrationSetup.Fields>
            {(field) => (
              <>
                <IntegrationSetup.Label />
                {field.kind === 'account' && <NeededFor flow={flow} field={field} />}
                <IntegrationSetup.Control />
                <IntegrationSetup.Hint />
                <IntegrationSetup.FieldError />
              </>
            )}
          </IntegrationSetup.Fields>
        </div>
      </div>
    </SetupFrame>
  )
}

function SetupFrame({ about, children }: { about?: string; children?: ReactNode }) {
  return (
    <>
      <header>
        <IntegrationSetup.Name />
        {about && <p className="soft small">{about}</p>}
      </header>
      <IntegrationSetup.Loading />
      {children}
      <IntegrationSetup.Problems className="problems" />
      <IntegrationSetup.Failure />
      <IntegrationSetup.Retry />
      <footer className="dialog-foot">
        <IntegrationSetup.Missing className="soft small grow" />
        <IntegrationSetup.Status className="soft small grow" />
        <IntegrationSetup.Cancel />
        <IntegrationSetup.Finish />
      </footer>
    </>
  )
}

type StepsProps = Pick<IntegrationSetupModel, 'fields' | 'missing' | 'isNew'>

/** What is done, and what is left to do: accounts, settings, start. */
function SetupSteps({ fields, missing, isNew }: StepsProps) {
  const { words } = useLanguage()
  const accounts = fields.filter(({ kind }) => kind === 'account')
  const open = accounts.filter(({ isMissing }) => isMissing).length
  const settings = fields.filter(({ kind }) => !['account', 'note', 'image'].includes(kind))
  const wrong = settings.filter(({ shownProblem }) => shownProblem).length
  const unfilled = missing.length - open
  const steps = [
    {
      icon: 'connections',
      name: words.setupAccounts,
      isDone: open === 0,
      note: words.setupConnected(accounts.length - open, accounts.length),
      isShown: accounts.length > 0,
    },
    {
      icon: 'rename',
      name: words.setupSettings,
      isDone: unfilled === 0 && wrong === 0,
      isWrong: wrong > 0,
      note:
        wrong > 0
          ? words.setupToCorrect(wrong)
          : unfilled > 0
            ? words.setupToDo(unfilled)
            : words.setupComplete,
      isShown: settings.length > 0,
    },
    {
      icon: 'start',
      name: isNew ? words.setupStart : words.setupSave,
      isDone: false,
      note: missing.length > 0 ? words.setupWhen : words.setupReady,
      isShown: true,
    },
  ] as const
  const shown = steps.filter(({ isShown }) => isShown)
  const current = shown.find(({ isDone }) => !isDone)
  return (
    <ol className="wizard-steps" aria-label={words.setupSteps}>
      {shown.map((step) => (
        <li
          key={step.name}
          aria-current={step === current ? 'step' : undefined}
          data-status={step.isDone ? 'done' : 'isWrong' in step && step.isWrong ? 'failed' : 'open'}
        >
          <Icon name={step.icon} />
          <span>
            {step.name}
            <small>{step.note}</small>
          </span>
        </li>
      ))}
    </ol>
  )
}

function NeededFor({ flow, field }: { flow: Flow | undefined; field: AccountSetupField }) {
  const { words } = useLanguage()
  const names = field.components.flatMap((id) => {
    const component: { label?: unknown } = flow?.flow?.[id] ?? {}
    return typeof component.label === 'string' ? component.label : []
  })
  if (names.length === 0) return null
  return <p className="soft small">{words.neededFor([...new Set(names)])}</p>
}
