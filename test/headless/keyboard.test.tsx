/** What people do, by keyboard alone. The storyboard that each test is from stands behind its name. */
import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import {
  AccountList,
  approveTask,
  ChartGallery,
  FlowList,
  IntegrationGallery,
  IntegrationSetup,
  jsonFormat,
  LogViewer,
  StoreBrowser,
  TaskInbox,
} from '../../src/index.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { templateNamed } from '../integrations/scene.ts'
import { clientOf, createWorld } from '../support.tsx'

// Many keys, one after the other.
vi.setConfig({ testTimeout: 60_000 })

afterEach(() => {
  expect(document.body).not.toHaveFocus()
})

/** The component in an app of Ada's, and a keyboard. */
function open(ui: ReactNode, options: SandboxOptions = {}) {
  const world = createWorld(createSandbox({ startDuration: 30, stopDuration: 30, ...options }))
  render(ui, { wrapper: world.wrapper })
  return { ...world, ...keyboard() }
}

function keyboard() {
  const user = userEvent.setup()
  /** Presses Tab until the focus is there, and fails when it comes by nothing of this name. */
  async function tabTo(name: string | RegExp): Promise<void> {
    for (let presses = 0; presses < 300; presses++) {
      await user.tab()
      const focused = nameOf(document.activeElement!)
      if (typeof name === 'string' ? focused === name : name.test(focused)) return
    }
    throw new Error(`Tab does not reach ${name}.`)
  }
  return { tabTo, press: (keys: string) => user.keyboard(keys), user }
}

/** Of the controls in this file; a query by role and name at each key takes seconds. */
function nameOf(control: Element): string {
  const [label] = 'labels' in control ? ((control.labels as NodeListOf<Element> | null) ?? []) : []
  return control.getAttribute('aria-label') ?? label?.textContent ?? control.textContent
}

const flows = (
  <FlowList.Root searchDelay={0}>
    <FlowList.Search />
    <FlowList.StageFilter>
      <FlowList.StageOption value="all" />
      <FlowList.StageOption value="stopped" />
    </FlowList.StageFilter>
    <FlowList.Items>
      <FlowList.Checkbox />
      <FlowList.Name />
      <FlowList.StageLabel />
      <FlowList.Toggle />
      <FlowList.ItemError />
      <FlowList.Retry />
    </FlowList.Items>
    <FlowList.Range />
    <FlowList.Announcer />
  </FlowList.Root>
)

it('filters, searches, goes to a flow with the arrows, and starts it (S01)', async () => {
  const { tabTo, press } = open(flows)
  await screen.findByText(/^1–20 of/)
  await tabTo('Search flows')
  await press('card')
  await tabTo('Stopped')
  await press('{Enter}')
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
  await tabTo(/^Run /)
  await press(' ')
  expect(await screen.findByText('Starting')).toBeVisible()
  // It runs, so it leaves this filter; the focus stays in the list.
  await waitFor(() => expect(screen.queryByRole('listitem')).toBeNull())
  expect(screen.getByRole('region', { name: 'Flows' })).toContainElement(
    document.activeElement as HTMLElement,
  )
})

it('reads why a flow did not stop, and tries again (S02)', async () => {
  const { sandbox, tabTo, press } = open(flows)
  await screen.findByText(/^1–20 of/)
  const stopFault = sandbox.faults.add({
    on: 'POST /flows/:flowId/coordinator',
    status: 503,
    message: 'Too busy to stop',
  })
  await tabTo('Run Archive signed contracts')
  await press('{Enter}')
  expect(await screen.findByText('Too busy to stop', { exact: false, selector: 'p' })).toBeVisible()
  stopFault()
  await tabTo(/^Try again/)
  await press('{Enter}')
  await waitFor(() => expect(screen.queryByText(/Too busy/, { selector: 'p' })).toBeNull())
})

const inbox = (
  <TaskInbox.Root>
    <TaskInbox.Tabs>
      <TaskInbox.Tab value="pending" />
    </TaskInbox.Tabs>
    <TaskInbox.Items>
      <TaskInbox.Title />
      <TaskInbox.Approve />
      <TaskInbox.Reject />
      <TaskInbox.Outcome />
      <TaskInbox.ItemError />
      <TaskInbox.Retry />
    </TaskInbox.Items>
    <TaskInbox.Announcer />
  </TaskInbox.Root>
)

const vat = 'Correct the VAT rate of March'
const writeOff = 'Write off receivable of Vandelay (310 €)'

it('approves one task and rejects the next with the arrows, and hears what the server refused (S03)', async () => {
  const { sandbox, tabTo, press } = open(inbox)
  await screen.findByText(vat)
  sandbox.faults.add({ on: 'PUT /people-task/tasks/:taskId/reject', status: 500, message: 'Down' })
  sandbox.faults.add({
    on: 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/reject',
    status: 500,
    message: 'Down',
  })
  await tabTo(`Approve ${vat}`)
  await press('{Enter}')
  expect(await screen.findByText('You approved')).toBeVisible()
  await tabTo(`Reject ${writeOff}`)
  await press('{Enter}')
  expect(await screen.findByText(/^Down/, { selector: 'p' })).toBeVisible()
  expect(screen.getByRole('button', { name: `Reject ${writeOff}` })).toBeVisible()
})

it('says in the row that another user was faster (S04)', async () => {
  const { sandbox, tabTo, press } = open(inbox)
  await screen.findByText(vat)
  await tabTo(`Reject ${vat}`)
  const { taskId } = sandbox.database.tasks.find(({ title }) => title === vat)!
  await approveTask(clientOf(sandbox), { taskId })
  await press('{Enter}')
  expect(await screen.findByText(/^Already approved/)).toBeVisible()
})

const recordsOf = ({ database }: Sandbox) => Object.values(database.records).flat()

const records = (
  <StoreBrowser.Root pageSize={3} searchDelay={0} formats={[jsonFormat]}>
    <StoreBrowser.Stores />
    <StoreBrowser.Search />
    <StoreBrowser.NewRecord />
    <StoreBrowser.Export value={jsonFormat} />
    <StoreBrowser.ExportStatus />
    <StoreBrowser.ImportFile />
    <StoreBrowser.Items>
      <StoreBrowser.Name />
      <StoreBrowser.Value />
      <StoreBrowser.Edit />
      <StoreBrowser.Remove />
    </StoreBrowser.Items>
    <StoreBrowser.Editor>
      <StoreBrowser.KeyInput />
      <StoreBrowser.KeyError />
      <StoreBrowser.OpenExisting />
      <StoreBrowser.TypeInput />
      <StoreBrowser.ValueInput />
      <StoreBrowser.Save />
      <StoreBrowser.CancelEdit />
    </StoreBrowser.Editor>
    <StoreBrowser.ImportDialog>
      <StoreBrowser.ImportStatus />
      <StoreBrowser.StartImport />
      <StoreBrowser.CloseImport />
    </StoreBrowser.ImportDialog>
    <StoreBrowser.Announcer />
  </StoreBrowser.Root>
)

it('chooses a store, searches, and edits a record whose type stays (S07)', async () => {
  const { sandbox, tabTo, press, user } = open(records)
  await screen.findByText('greeting')
  await tabTo('Search keys and values')
  await press('vat')
  await waitFor(() => expect(screen.getAllByRole('listitem', { name: /./ }).length).toBe(1))
  await tabTo('Edit vat 21%')
  await press('{Enter}')
  const value = await screen.findByRole('textbox', { name: 'Value' })
  await tabTo('Value')
  await user.clear(value)
  await press('{{"rate":19}')
  expect(value).toHaveValue('{"rate":19}')
  await tabTo('Save')
  await press('{Enter}')
  await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Value' })).toBeNull())
  await waitFor(() => {
    const saved = recordsOf(sandbox).find(({ key }) => key === 'vat 21%')
    expect(saved?.value).toEqual({ rate: 19 })
  })
})

it('keeps what was typed when the key is taken, and opens the record that has it (S09)', async () => {
  const { tabTo, press } = open(records)
  await screen.findByText('version')
  await tabTo('New record')
  await press('{Enter}')
  await tabTo('Key')
  await press('version')
  await tabTo('Value')
  await press('43')
  await tabTo('Save')
  await press('{Enter}')
  expect(await screen.findByText('Another record has this key.')).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'Value' })).toHaveValue('43')
  await tabTo('Edit that record')
  await press('{Enter}')
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Value' })).toHaveValue('42'))
})

it('exports a store, and imports a file after a dry run (S10)', async () => {
  const { tabTo, press, user, sandbox } = open(records)
  await screen.findByText('version')
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL() {} }),
  )
  await tabTo('Export as JSON')
  await press('{Enter}')
  expect(await screen.findByText(/^Exported /)).toBeVisible()
  vi.unstubAllGlobals()

  // The browser's own file dialog is what the keyboard opens here.
  const file = new File(['[{"key":"new one","value":1}]'], 'records.json', {
    type: 'application/json',
  })
  await user.upload(screen.getByLabelText('Import a file'), file)
  await screen.findAllByText(/^1 new/)
  await tabTo('Import 1')
  await press('{Enter}')
  await screen.findAllByText('1 imported')
  expect(recordsOf(sandbox).map(({ key }) => key)).toContain('new one')
  await tabTo('Close')
  await press('{Enter}')
})

function connections(onReconnect: () => void) {
  return (
    <AccountList.Root onReconnect={onReconnect}>
      <AccountList.TestAll />
      <AccountList.TestStatus />
      <AccountList.Items>
        <AccountList.Name />
        <AccountList.Status />
        <AccountList.Reconnect />
        <AccountList.Revoke />
      </AccountList.Items>
      <AccountList.Dialog>
        <AccountList.Question />
        <AccountList.Consequence />
        <AccountList.Cancel />
        <AccountList.Confirm />
      </AccountList.Dialog>
      <AccountList.Announcer />
    </AccountList.Root>
  )
}

it('tests all connections, and revokes one after a question (S11)', async () => {
  const { tabTo, press } = open(connections(() => {}))
  const [first] = await screen.findAllByRole('button', { name: /^Revoke / })
  const name = first!.getAttribute('aria-label')!.slice('Revoke '.length)
  await tabTo('Test all')
  await press('{Enter}')
  expect(await screen.findAllByText(/ active, \d+ signed out$/)).not.toHaveLength(0)
  await tabTo(`Revoke ${name}`)
  await press('{Enter}')
  const dialog = within(await screen.findByRole('alertdialog'))
  await tabTo('Revoke')
  expect(dialog.getByRole('button', { name: 'Revoke' })).toHaveFocus()
  await press('{Enter}')
  await waitFor(() => expect(screen.queryByRole('button', { name: `Revoke ${name}` })).toBeNull())
})

it('reconnects a connection (S12)', async () => {
  const onReconnect = vi.fn()
  const { tabTo, press } = open(connections(onReconnect))
  await screen.findAllByRole('button', { name: /^Reconnect / })
  await tabTo(/^Reconnect /)
  await press('{Enter}')
  await waitFor(() => expect(onReconnect).toHaveBeenCalledOnce())
})

it('follows the log, opens an entry, and is back on its row when it closes (S17)', async () => {
  const { tabTo, press } = open(
    <LogViewer.Root pageSize={5}>
      <LogViewer.Live />
      <LogViewer.Items>
        <LogViewer.Time />
        <LogViewer.Open />
      </LogViewer.Items>
      <LogViewer.Older />
      <LogViewer.Detail>
        <LogViewer.Close />
      </LogViewer.Detail>
      <LogViewer.Announcer />
    </LogViewer.Root>,
  )
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(5))
  await tabTo('Live')
  await press(' ')
  expect(screen.getByRole('switch', { name: 'Live' })).toBeChecked()
  await press(' ')
  const entry = () => within(screen.getAllByRole('listitem')[1]!).getByRole('button')
  const text = entry().textContent
  await tabTo(text)
  await press('{Enter}')
  await screen.findByRole('button', { name: 'Close' })
  await tabTo('Close')
  await press('{Enter}')
  await waitFor(() => expect(document.activeElement?.tagName).toBe('LI'))
  expect(document.activeElement).toHaveTextContent(text)
  await tabTo('Load older')
  await press('{Enter}')
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(10))
})

it('moves, refreshes and removes a chart (S18)', async () => {
  const { tabTo, press } = open(
    <ChartGallery.Root>
      <ChartGallery.RefreshAll />
      <ChartGallery.Items>
        <ChartGallery.Name />
        <ChartGallery.Refresh />
        <ChartGallery.MoveBack />
        <ChartGallery.MoveOn />
        <ChartGallery.Remove />
      </ChartGallery.Items>
      <ChartGallery.Dialog>
        <ChartGallery.Question />
        <ChartGallery.Cancel />
        <ChartGallery.Confirm />
      </ChartGallery.Dialog>
      <ChartGallery.Announcer />
    </ChartGallery.Root>,
  )
  await screen.findByText('Messages by day')
  await tabTo('Move on: Messages by day')
  await press('{Enter}')
  await waitFor(() =>
    expect(screen.getAllByRole('listitem')[1]).toHaveTextContent('Messages by day'),
  )
  // The button came along.
  expect(screen.getByRole('button', { name: 'Move on: Messages by day' })).toHaveFocus()
  await press('{ArrowUp}')
  expect(screen.getByRole('button', { name: 'Move on: Errors by day' })).toHaveFocus()
  await tabTo('Refresh Messages by day')
  await press('{Enter}')
  await tabTo('Delete Messages by day')
  await press('{Enter}')
  await screen.findByRole('alertdialog')
  await tabTo('Delete')
  await press('{Enter}')
  await waitFor(() => expect(screen.queryByText('Messages by day')).toBeNull())
})

const gallery = (
  <IntegrationGallery.Root searchDelay={0}>
    {({ setup }) => (
      <>
        <IntegrationGallery.Search />
        <IntegrationGallery.Tab value="all" />
        <IntegrationGallery.Tab value="activated" />
        <IntegrationGallery.Items>
          <IntegrationGallery.Name />
          <IntegrationGallery.Status />
          <IntegrationGallery.Connect />
          <IntegrationGallery.CancelConnect />
          <IntegrationGallery.Settings />
          <IntegrationGallery.Start />
          <IntegrationGallery.Stop />
          <IntegrationGallery.Remove />
          <IntegrationGallery.ItemError />
          <IntegrationGallery.Retry />
        </IntegrationGallery.Items>
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

const leads = 'New leads to Slack'

it('activates a template, stops and starts it, changes its settings, and removes it', async () => {
  const { sandbox, tabTo, press } = open(gallery, { data: 'integrations' })
  await screen.findByText(leads)
  await tabTo('Search integrations')
  await press('leads')
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
  await tabTo(`Connect ${leads}`)
  await press('{Enter}')
  await screen.findByRole('dialog', { name: leads })
  await tabTo('Cancel')
  await press('{Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await tabTo(`Connect ${leads}`)
  await press(' ')
  await screen.findByRole('dialog', { name: leads })
  // What is missing is said, and the focus is where it is.
  await tabTo('Start')
  await press('{Enter}')
  await waitFor(() => expect(screen.getByLabelText('Channel')).toHaveFocus())
  expect(screen.getByLabelText('Channel')).toHaveAccessibleDescription('This is needed.')
  await press('#sales{Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

  await tabTo(/^Activated/)
  await press('{Enter}')
  const item = await screen.findByRole('listitem', { name: leads })
  await tabTo(`Stop ${leads}`)
  await press(' ')
  await within(item).findByText('Stopped')
  await tabTo(`Start ${leads}`)
  const startFault = sandbox.faults.add({
    on: 'POST /flows/:flowId/coordinator',
    status: 503,
    message: 'Busy',
  })
  await press('{Enter}')
  await screen.findByText(/Busy/, { selector: 'p' })
  startFault()
  await tabTo(/^Try again/)
  await press('{Enter}')
  await within(item).findByText('Running')

  await tabTo(`Settings of ${leads}`)
  await press('{Enter}')
  await tabTo('Message')
  await press('It is hot.')
  await tabTo('Save')
  await press('{Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const instance = sandbox.database.flows.find(({ type }) => type === 'integration-instance')!
  expect(JSON.stringify(instance.flow)).toContain('"It is hot."')

  await tabTo(`Remove ${leads}`)
  await press('{Enter}')
  await screen.findByRole('alertdialog')
  await tabTo('Remove')
  await press('{Enter}')
  expect(await screen.findByText(`${leads} removed`)).toBeVisible()
  expect(screen.queryByRole('listitem')).toBeNull()
})

it('asks for consent again after a no, opens a blocked page by its link, and fills in the rest', async () => {
  let isBlocked = false
  const opened = { closed: false, close() {}, focus() {}, location: { replace() {} } }
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  vi.spyOn(window, 'open').mockImplementation(() => (isBlocked ? null : (opened as never)))
  const seeded = createSandbox({ data: 'integrations', startDuration: 0 })
  const { flowId: templateId } = templateNamed(seeded, 'Failed builds to Jira')
  const { sandbox, tabTo, press, user } = open(
    <IntegrationSetup.Root target={{ templateId }} saveDelay={0} pollInterval={5} />,
    { data: 'integrations' },
  )
  const waiting = async () => {
    await waitFor(() => expect(sandbox.consents.waiting()).toHaveLength(1))
    return sandbox.consents.waiting()[0]!.ticket
  }
  await screen.findByText(/^Still needed: GitHub account/)
  await tabTo('Connect: GitHub account')
  await press('{Enter}')
  sandbox.consents.deny(await waiting())
  expect(await screen.findByText('The app said no. Try again.')).toBeVisible()
  await press('{Enter}')
  expect(document.activeElement).toHaveTextContent('Stop waiting')
  sandbox.consents.allow(await waiting(), { name: 'ada-acme' })
  expect(await screen.findByRole('combobox', { name: 'GitHub account' })).toHaveTextContent(
    'ada-acme',
  )

  isBlocked = true
  await tabTo('Connect: Jira account')
  await press('{Enter}')
  await screen.findByText(/^Your browser blocked/)
  await tabTo(/^Your browser blocked/)
  await press('{Enter}')
  sandbox.consents.allow(await waiting(), { name: 'acme.atlassian.net' })
  await screen.findByText('Still needed: Priority')

  await tabTo('Priority')
  // A native select: the browser moves in it by arrows, and user-event does not.
  await user.selectOptions(document.activeElement!, 'High')
  await tabTo('Flaky')
  await press(' ')
  await tabTo('Ignore forks')
  await press(' ')
  await tabTo('Start')
  await press('{Enter}')
  const made = () => sandbox.database.flows.find(({ type }) => type === 'integration-instance')
  await waitFor(() => expect(made()?.stage).toBe('running'))
  expect(JSON.stringify(made()!.flow)).toMatch(
    /"ignoreForks":false.*"priority":"high","labels":\["flaky"\]/,
  )
})

it('chooses among buttons with the arrows, and the focus goes to the group that is missing', async () => {
  const seeded = createSandbox({ data: 'integrations' })
  const { flowId: templateId } = templateNamed(seeded, 'Welcome new subscribers')
  const { tabTo, press } = open(<IntegrationSetup.Root target={{ templateId }} saveDelay={0} />, {
    data: 'integrations',
  })
  await screen.findByLabelText('Subject')
  await tabTo('Friendly')
  await press('{ArrowUp}')
  expect(screen.getByRole('radio', { name: 'Formal' })).toBeChecked()
  await tabTo('Subject')
  await press('Hello{Enter}')
  expect(screen.getByRole('button', { name: 'Connect: Typeform account' })).toHaveFocus()
})
