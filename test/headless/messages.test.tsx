import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import {
  AppmixerProvider,
  FlowList,
  TaskInbox,
  useErrorMessage,
  useFlows,
  type AppmixerMessages,
  type ErrorMessages,
  type FlowListMessages,
  type ListMessages,
  type TaskInboxMessages,
} from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, createWorld } from '../support.tsx'

/** Marks what was translated. */
const of =
  (text: string) =>
  (name: unknown): string =>
    `«${text} ${String(name)}»`

const list: Omit<ListMessages, 'reason'> = {
  list: '«Liste»',
  search: '«Suchen»',
  loading: '«Lädt»',
  failed: of('Nicht geladen'),
  none: '«Nichts»',
  noneFound: '«Nichts gefunden»',
  noneInFilter: '«Nichts hier»',
  clear: '«Alle»',
  retry: '«Nochmal»',
  retryFor: of('Nochmal'),
  dismiss: '«Schließen»',
  offline: '«Ohne Netz»',
  previousPage: '«Zurück»',
  nextPage: '«Weiter»',
  close: '«Schließen»',
  range: (from, to, total) => `«${from} bis ${to} von ${total}»`,
  found: of('Gefunden'),
  sort: '«Ordnung»',
  pageSize: '«Zeilen»',
  selectRow: of('Auswählen'),
  selectPage: '«Alle auswählen»',
  clearSelection: '«Keine»',
  bulk: '«Auswahl»',
  selected: of('Ausgewählt'),
  bulkRunning: of('Läuft'),
  bulkDone: of('Fertig'),
  bulkCancel: '«Abbrechen»',
  notAllowed: '«Nicht erlaubt.»',
  refused: (name, reason) => `«${name} ${reason}»`,
  undo: '«Rückgängig»',
  undoFor: of('Rückgängig'),
  undoable: of('Widerrufbar'),
  undone: of('Widerrufen'),
}

/** Complete: the compiler misses what is left out. */
const german: {
  errors: ErrorMessages
  flowList: Omit<FlowListMessages, 'reason'>
  taskInbox: Omit<TaskInboxMessages, 'reason'>
} = {
  errors: {
    refused: '«Abgelehnt.»',
    forbidden: '«Nicht erlaubt.»',
    notFound: '«Nicht mehr da.»',
    taskDecided: of('Schon entschieden'),
    flowRunning: '«Der Flow läuft.»',
    flowInvalid: '«Der Flow ist unvollständig.»',
    nameTaken: '«Name vergeben.»',
    duplicateKey: '«Schlüssel vergeben.»',
    tooManyBuckets: '«Zu viele Gruppen.»',
    wrongCredentials: '«Name oder Passwort falsch.»',
    userExists: '«Den Benutzer gibt es schon.»',
    rateLimited: of('Später'),
    serverFailed: '«Serverfehler.»',
    network: '«Keine Verbindung.»',
    timeout: '«Zu langsam.»',
    unconfirmed: '«Noch nicht fertig.»',
    failed: '«Nicht gelungen.»',
    schema: '«Unerwartete Antwort.»',
    input: '«So nicht.»',
    config: '«Falsch eingerichtet.»',
    superseded: '«Überholt.»',
    signedOut: '«Abgemeldet.»',
    tokenUnavailable: '«Anmeldung nicht erneuert.»',
    outcomeUnknown: '«Vielleicht doch.»',
    unknown: '«Etwas ging schief.»',
  },
  flowList: {
    ...list,
    stageFilter: '«Zustand»',
    all: '«Alle»',
    running: '«Laufend»',
    stopped: '«Stehend»',
    paused: '«Pausiert»',
    stage: of('Zustand'),
    waiting: of('Wartet'),
    toggle: of('Schalten'),
    start: '«Starten»',
    startFlow: of('Starten'),
    stop: '«Stoppen»',
    stopFlow: of('Stoppen'),
    rename: '«Umbenennen»',
    renameFlow: of('Umbenennen'),
    newName: of('Neuer Name'),
    remove: '«Löschen»',
    removeFlow: of('Löschen'),
    save: '«Speichern»',
    question: of('Wirklich'),
    questionMany: of('Alle löschen'),
    renameQuestion: of('Umbenennen'),
    confirmRename: '«Umbenennen»',
    viewOnly: '«Nur ansehen»',
    started: of('Läuft'),
    stoppedFlow: of('Steht'),
    removing: of('Wird gelöscht'),
    sharing: '«Geteilt»',
    anyone: '«Alle»',
    mine: '«Meine»',
    sharedWithMe: '«Mit mir geteilt»',
    sharedWithOthers: '«Mit anderen geteilt»',
    created: of('Angelegt'),
    changed: of('Geändert'),
    confirm: '«Ja»',
    cancel: '«Nein»',
    unnamed: '«Namenlos»',
    starting: of('Startet'),
    stopping: of('Stoppt'),
    renamed: of('Umbenannt'),
    removed: of('Gelöscht'),
    attention: '«Braucht dich»',
    attentionCount: of('Mit Fehlern'),
    noneNeedAttention: '«Alles gut»',
    errors: of('Fehler'),
    create: '«Neu»',
    creating: '«Wird angelegt»',
    newFlow: '«Neuer Flow»',
    createdFlow: of('Angelegt'),
    clone: '«Verdoppeln»',
    cloneFlow: of('Verdoppeln'),
    copyPrefix: '«Kopie von» ',
    cloned: of('Verdoppelt'),
    edit: '«Bearbeiten»',
    editFlow: of('Bearbeiten'),
    description: '«Beschreibung»',
    picture: '«Bild»',
    removePicture: '«Ohne Bild»',
    pictureProblem: of('Kein Bild'),
    saved: of('Gespeichert'),
    share: '«Teilen»',
    shareFlow: of('Teilen'),
    shareType: '«Teilen mit»',
    shareWith: of('Wer'),
    shareAdd: '«Dazu»',
    shareRemove: of('Weg'),
    shareProblem: of('Geht nicht'),
    shares: '«Wer Zugang hat»',
    notShared: '«Nur du»',
    permission: of('Darf'),
    permissionOf: of('Darf'),
  },
  taskInbox: {
    ...list,
    tabs: '«Stand»',
    pending: '«Offen»',
    approved: '«Genehmigt»',
    rejected: '«Abgelehnt»',
    status: of('Stand'),
    approve: '«Genehmigen»',
    approveTask: of('Genehmigen'),
    reject: '«Ablehnen»',
    rejectTask: of('Ablehnen'),
    untitled: '«Ohne Titel»',
    due: of('Bis'),
    noDueDate: '«Ohne Frist»',
    decided: of('Am'),
    from: of('Von'),
    approving: of('Wird genehmigt'),
    rejecting: of('Wird abgelehnt'),
    overdue: '«Überfällig»',
    role: '«Rolle»',
    approver: '«Zu entscheiden»',
    requester: '«Von mir»',
    youApproved: '«Von dir genehmigt»',
    youRejected: '«Von dir abgelehnt»',
    approvedTask: of('Genehmigt'),
    rejectedTask: of('Abgelehnt'),
    decidedBefore: of('Schon'),
    question: of('Wirklich'),
    cancel: '«Nein»',
  },
}

function Page(): ReactNode {
  return (
    <>
      <FlowList.Root sharedWithPermissions="">
        <FlowList.Search />
        <FlowList.StageFilter>
          <FlowList.StageOption value="all" />
          <FlowList.StageOption value="running" />
          <FlowList.StageOption value="stopped" />
        </FlowList.StageFilter>
        <FlowList.Loading />
        <FlowList.Empty />
        <FlowList.Clear />
        <FlowList.Failure />
        <FlowList.Reload />
        <FlowList.Items>
          <FlowList.Name />
          <FlowList.NameInput />
          <FlowList.StageLabel />
          <FlowList.Toggle />
          <FlowList.Start />
          <FlowList.Stop />
          <FlowList.Rename />
          <FlowList.Remove />
          <FlowList.ItemError />
          <FlowList.Retry />
          <FlowList.Dismiss />
        </FlowList.Items>
        <FlowList.Previous />
        <FlowList.Range />
        <FlowList.Next />
        <FlowList.Undo />
        <FlowList.Dialog>
          <FlowList.Question />
          <FlowList.Cancel />
          <FlowList.Confirm />
        </FlowList.Dialog>
        <FlowList.Announcer />
      </FlowList.Root>
      <TaskInbox.Root>
        <TaskInbox.Search />
        <TaskInbox.Tabs>
          <TaskInbox.Tab value="pending" />
          <TaskInbox.Tab value="approved" />
          <TaskInbox.Tab value="rejected" />
        </TaskInbox.Tabs>
        <TaskInbox.Loading />
        <TaskInbox.Empty />
        <TaskInbox.Failure />
        <TaskInbox.Reload />
        <TaskInbox.Items>
          <TaskInbox.Title />
          <TaskInbox.Requester />
          <TaskInbox.Due />
          <TaskInbox.Status />
          <TaskInbox.Approve />
          <TaskInbox.Reject />
        </TaskInbox.Items>
        <TaskInbox.Previous />
        <TaskInbox.Range />
        <TaskInbox.Next />
        <TaskInbox.Announcer />
      </TaskInbox.Root>
    </>
  )
}

/** What one row can do besides. */
function MoreOfFlows(): ReactNode {
  return (
    <FlowList.Root
      pageSize={1}
      sharedWithPermissions=""
      errorRange="last7Days"
      shareTypes={['email', 'domain', 'scope']}
    >
      <FlowList.StageOption value="attention" />
      <FlowList.AttentionCount />
      <FlowList.Create />
      <FlowList.Items>
        <FlowList.Errors />
        <FlowList.Clone />
        <FlowList.Edit />
        <FlowList.Share />
      </FlowList.Items>
      <FlowList.EditDialog>
        <FlowList.DescriptionInput />
        <FlowList.PictureInput />
        <FlowList.PictureRemove />
        <FlowList.EditSave />
        <FlowList.EditCancel />
      </FlowList.EditDialog>
      <FlowList.ShareDialog>
        <FlowList.ShareType />
        <FlowList.ShareInput />
        <FlowList.ShareAdd />
        <FlowList.ShareProblem />
        <FlowList.Shares />
        <FlowList.NotShared />
        <FlowList.ShareSave />
        <FlowList.ShareCancel />
      </FlowList.ShareDialog>
    </FlowList.Root>
  )
}

/** The app of a provider with these words; the flow and the task have names without letters. */
function renderIn(messages: AppmixerMessages | undefined, sandbox = namelessSandbox()) {
  const { queryClient } = createWorld(sandbox)
  const token = sandbox.tokenFor(ada)
  const app = (words: AppmixerMessages | undefined, children: ReactNode = <Page />) => (
    <AppmixerProvider
      baseUrl={baseUrl}
      token={token}
      fetch={sandbox.fetch}
      queryClient={queryClient}
      messages={words}
    >
      {children}
    </AppmixerProvider>
  )
  return { app, sandbox, ...render(app(messages)) }
}

function namelessSandbox(): Sandbox {
  const sandbox = createSandbox()
  const { database } = sandbox
  for (const flow of database.flows) flow.name = '1'
  for (const task of database.tasks) Object.assign(task, { title: '2', requester: '3' })
  return sandbox
}

/** All that one can read or hear on the page, but for what was translated. */
function untranslated(container: HTMLElement): string[] {
  const texts = [...container.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes]
      .filter(({ nodeType }) => nodeType === 3)
      .map((node) => node.nodeValue!),
    ...['aria-label', 'placeholder', 'title', 'alt'].map(
      (name) => element.getAttribute(name) ?? '',
    ),
  ])
  return texts.filter((text) => /\p{L}/u.test(text.replace(/«.*»/s, '')))
}

describe('a second language is one object on the provider', () => {
  test('for flows and tasks that are there, and for what one does with them', async () => {
    const { container, sandbox } = renderIn(german)
    await waitFor(() => expect(screen.getAllByText('«1 bis 20 von 28»')).toHaveLength(1))
    await waitFor(() => expect(screen.getAllByText(/^«Bis /)).not.toHaveLength(0))
    expect(untranslated(container)).toEqual([])

    sandbox.faults.add({ on: 'PUT /flows/:flowId', network: 'lost' })
    await userEvent.click(screen.getAllByRole('button', { name: /^«Umbenennen/ })[0]!)
    await userEvent.keyboard('7{Enter}')
    // It runs, so it is renamed only after a question.
    expect(await screen.findByText('«Umbenennen 1»')).toBeInTheDocument()
    expect(untranslated(container)).toEqual([])
    await userEvent.click(container.querySelector('[data-action="confirm"]')!)
    await screen.findByText('«Keine Verbindung.» «Vielleicht doch.»')
    expect(untranslated(container)).toEqual([])
  })

  test('for the dialogs of a flow', async () => {
    const { app, rerender, container } = renderIn(german)
    rerender(app(german, <MoreOfFlows />))
    await userEvent.click(await screen.findByText('«Bearbeiten»'))
    expect(container.querySelector('dialog')).toHaveAccessibleName('«Bearbeiten 1»')
    await waitFor(() => expect(container.querySelector('[data-part="count"]')).not.toBeNull())
    expect(untranslated(container)).toEqual([])
    await userEvent.click(container.querySelector('dialog [data-action="cancel"]')!)
    await userEvent.click(screen.getByText('«Teilen»'))
    expect(container.querySelector('dialog')).toHaveAccessibleName('«Teilen 1»')
    const field = () => container.querySelector<HTMLInputElement>('dialog input[type="email"]')!
    await userEvent.type(field(), '4{Enter}')
    await screen.findByText('«Geht nicht email»')
    expect(untranslated(container)).toEqual([])
    await userEvent.type(field(), '@4.4{Enter}')
    await screen.findByText('4@4.4')
    expect(untranslated(container)).toEqual([])
  })

  test('for lists that are empty, and for lists that cannot be read', async () => {
    const empty = renderIn(german, createSandbox({ data: 'empty' }))
    await waitFor(() => expect(screen.getAllByText('«Nichts»')).toHaveLength(2))
    expect(untranslated(empty.container)).toEqual([])
    empty.unmount()

    const faults = [{ status: 403, message: 'Forbidden' }]
    const refused = renderIn(german, createSandbox({ faults }))
    const reason = '«Nicht geladen «Nicht erlaubt.»»'
    await waitFor(() => expect(screen.getAllByText(reason)).toHaveLength(2))
    expect(untranslated(refused.container)).toEqual([])
  })

  test('another language is shown at once, and asks for nothing', async () => {
    const { app, rerender, container, sandbox } = renderIn(undefined)
    await screen.findByText('1–20 of 28')
    await waitFor(() => expect(screen.getAllByText(/^Due /)).not.toHaveLength(0))
    expect(untranslated(container)).not.toEqual([])
    sandbox.requests.clear()
    rerender(app(german))
    expect(untranslated(container)).toEqual([])
    expect(sandbox.requests.entries).toEqual([])
  })
})

describe('the words of a component win over the provider’s, and these over English', () => {
  test('sentence by sentence', async () => {
    const { wrapper: Outer } = createWorld(createSandbox({ data: 'empty' }))
    const sandbox = createSandbox({ data: 'empty' })
    const messages: AppmixerMessages = { flowList: { search: 'Suchen', list: 'Abläufe' } }
    render(
      <Outer>
        <AppmixerProvider
          baseUrl={baseUrl}
          token={sandbox.tokenFor(ada)}
          fetch={sandbox.fetch}
          messages={messages}
        >
          <FlowList.Root messages={{ list: 'Meine Abläufe' }}>
            <FlowList.Search />
            <FlowList.Empty />
          </FlowList.Root>
        </AppmixerProvider>
      </Outer>,
    )
    expect(screen.getByRole('region', { name: 'Meine Abläufe' })).toBeVisible()
    expect(screen.getByRole('searchbox', { name: 'Suchen' })).toBeVisible()
    expect(await screen.findByText('No flows yet.')).toBeVisible()
  })
})

describe('useErrorMessage', () => {
  const Sentence = () => <output>{useErrorMessage()('x')}</output>
  const shown = () => screen.getByRole('status').textContent

  test('is in the words of the provider, or of the one around it, and in English outside', () => {
    const { app, rerender } = renderIn({ errors: { unknown: 'Hoppla.' } })
    rerender(app({ errors: { unknown: 'Hoppla.' } }, <Sentence />))
    expect(shown()).toBe('Hoppla.')
    rerender(app({ errors: { unknown: 'Hoppla.' } }, app(undefined, <Sentence />)))
    expect(shown()).toBe('Hoppla.')
    rerender(<Sentence />)
    expect(shown()).toBe('Something went wrong.')
  })

  test('messages that are written in the call render no component that only reads data', async () => {
    let renders = 0
    function Count(): ReactNode {
      renders++
      return <output>{useFlows().data?.length}</output>
    }
    const count = <Count />
    const { app, rerender } = renderIn(undefined)
    rerender(app({ errors: { unknown: '1' } }, count))
    await waitFor(() => expect(shown()).toBe('28'))
    const before = renders
    rerender(app({ errors: { unknown: '2' } }, count))
    expect(renders).toBe(before)
  })
})
