/** The rules for parts, over the components that show a list. */
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect } from 'vitest'
import {
  AccountList,
  ChartGallery,
  FlowList,
  jsonFormat,
  LogViewer,
  StoreBrowser,
  TaskInbox,
} from '../../src/index.ts'
import { describeParts, type Scene } from './partRules.tsx'

/** Presses the first control of each action, one after the other. */
const press =
  (...actions: string[]) =>
  async () => {
    for (const action of actions)
      await waitFor(() => {
        const control = document.querySelector(`[data-action="${action}"]:not([aria-disabled])`)
        expect(control, action).not.toBeNull()
        fireEvent.click(control!)
      })
  }

const type = (label: string, value: string) => async () =>
  void fireEvent.change(await screen.findByLabelText(label), { target: { value } })

const inOrder =
  (...steps: (() => Promise<void>)[]) =>
  async () => {
    for (const step of steps) await step()
  }

const choose = (field: Element, file: File) =>
  fireEvent.change(field, { target: { files: [file] } })

const always: Scene[] = [
  { show: 'Clear Empty', root: { defaultView: { search: 'nosuchthing' }, searchDelay: 0 } },
  { show: 'Failure Reload', sandbox: { faults: [{ status: 403 }] } },
  { show: 'Loading', sandbox: { faults: [{ network: 'silent' }] } },
]
const outcome = 'Notice ItemError Retry Dismiss'
const any = { value: 'any' }

const permission = { permission: 'start', name: 'Ben', isGiven: true, toggle() {} }
const share = { key: 'Ben', name: 'Ben', share: {}, permissions: [permission], remove() {} }

describeParts('FlowList', FlowList, {
  root: { sharedWithPermissions: '' },
  elsewhere: 'BulkCancel BulkRetry',
  props: {
    BulkAction: any,
    StageOption: { value: 'running' },
    SharingOption: { value: 'mine' },
    ShareName: { value: share },
    ShareRemove: { value: share },
    Permission: { value: permission },
  },
  controls: {
    Items: (
      <>
        <FlowList.Checkbox />
        <FlowList.Open />
        <FlowList.Start />
        <FlowList.Rename />
        <FlowList.Remove />
        <FlowList.Edit />
        <FlowList.Share />
      </>
    ),
    Root: (
      <>
        <FlowList.PictureInput />
        <FlowList.ShareAdd />
        <FlowList.Create />
      </>
    ),
  },
  scenes: [
    ...always,
    { show: 'BulkBar', act: press('select') },
    { show: 'ViewOnly', root: { sharedWithPermissions: 'read' } },
    { show: 'NameInput Save', act: press('rename') },
    { show: 'Dialog', act: press('remove') },
    { show: 'Undo', root: { undoWindow: 60_000 }, act: press('remove') },
    { show: 'Detail', act: press('open') },
    { show: 'Errors AttentionCount', root: { errorRange: 'last7Days' } },
    {
      show: 'CreateError',
      sandbox: { faults: [{ on: 'POST /flows', status: 403, message: 'No.' }] },
      act: press('create'),
    },
    { show: 'EditDialog PicturePreview', act: press('edit') },
    {
      show: 'PictureProblem',
      act: inOrder(press('edit'), async () => {
        const text = new File(['x'], 'x.txt', { type: 'text/plain' })
        choose(document.querySelector('input[type="file"]')!, text)
      }),
    },
    {
      show: 'ShareDialog ShareType ShareInput ShareAdd ShareSave',
      root: { shareTypes: ['email', 'scope'] },
      act: press('share'),
    },
    { show: 'ShareProblem', act: press('share', 'add-share') },
    { show: 'NotShared', root: { filter: 'sharedWith:[]' }, act: press('share') },
    { show: 'Shares', root: { filter: 'sharedWith:![]' }, act: press('share') },
    {
      show: outcome,
      sandbox: { faults: [{ on: 'POST /flows/:flowId/coordinator', status: 503 }] },
      act: press('start'),
    },
  ],
})

describeParts('TaskInbox', TaskInbox, {
  elsewhere: 'BulkCancel BulkRetry',
  props: {
    BulkAction: any,
    Role: { value: 'approver' },
    Tab: { value: 'approved' },
    Count: { value: 'pending' },
  },
  controls: {
    Items: (
      <>
        <TaskInbox.Checkbox />
        <TaskInbox.Open />
        <TaskInbox.Approve />
      </>
    ),
  },
  scenes: [
    ...always,
    { show: 'BulkBar', act: press('select') },
    { show: 'Outcome UndoDecision Undo', root: { undoWindow: 60_000 }, act: press('approve') },
    { show: 'Dialog', root: { confirm: true }, act: press('approve') },
    { show: 'Detail', act: press('open') },
    {
      show: outcome,
      sandbox: {
        faults: [{ on: 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/approve', status: 503 }],
      },
      act: press('approve'),
    },
  ],
})

describeParts('StoreBrowser', StoreBrowser, {
  elsewhere: 'BulkCancel BulkRetry CancelImport ResumeImport Store',
  props: {
    BulkAction: any,
    SortBy: { value: 'key' },
    Column: { value: 'key' },
    Export: { value: jsonFormat },
    Existing: { value: 'skip' },
  },
  controls: {
    Items: (
      <>
        <StoreBrowser.Checkbox />
        <StoreBrowser.Open />
        <StoreBrowser.Edit />
        <StoreBrowser.Remove />
      </>
    ),
    Root: (
      <>
        <StoreBrowser.NewStore />
        <StoreBrowser.SaveStore />
        <StoreBrowser.NewRecord />
        <StoreBrowser.KeyInput />
        <StoreBrowser.TypeInput />
        <StoreBrowser.ValueInput />
        <StoreBrowser.Save />
        <StoreBrowser.KeyError />
        <StoreBrowser.Confirm />
        <StoreBrowser.Export value={jsonFormat} />
        <StoreBrowser.ImportFile />
        <StoreBrowser.ImportStatus />
      </>
    ),
  },
  scenes: [
    ...always,
    { show: 'BulkBar', act: press('select') },
    { show: 'Detail', act: press('open') },
    { show: 'StoresStatus', sandbox: { data: 'empty' } },
    { show: 'ReloadStores', sandbox: { faults: [{ on: 'GET /stores', status: 403 }] } },
    { show: 'StoreForm StoreName SaveStore CancelStore', act: press('new-store') },
    { show: 'StoreNameError', act: press('new-store', 'save-store') },
    { show: 'Editor KeyInput TypeInput ValueInput Save CancelEdit', act: press('edit') },
    { show: 'KeyError', act: press('new-record', 'save') },
    {
      show: 'OpenExisting',
      act: inOrder(press('new-record'), type('Key', 'discount/max'), press('save')),
    },
    {
      show: 'ValueError',
      act: inOrder(press('edit'), type('Type', 'number'), type('Value', 'x'), press('save')),
    },
    {
      show: 'EditorError',
      sandbox: { faults: [{ on: 'PATCH /store/:storeId/:key', status: 403 }] },
      act: inOrder(press('edit'), type('Type', 'text'), type('Value', 'other'), press('save')),
    },
    { show: 'Dialog Question Confirm Cancel', act: press('remove') },
    {
      show: 'ExportStatus CancelExport',
      sandbox: { faults: [{ on: 'GET /store/count', network: 'silent' }] },
      act: press('export'),
    },
    {
      show: 'ImportDialog ImportStatus ImportProblems StartImport',
      act: async () => {
        const input = await screen.findByLabelText('Import a file')
        await waitFor(() => expect(input).toBeEnabled())
        choose(input, new File(['[{"key":"new","value":1},{"key":""}]'], 'in.json'))
        await screen.findAllByText(/1 new, 0 will change/)
      },
    },
    {
      show: outcome,
      sandbox: { faults: [{ on: 'DELETE /store', status: 403, message: 'Read only' }] },
      act: press('remove', 'confirm'),
    },
  ],
})

describeParts('AccountList', AccountList, {
  root: { onReconnect() {} },
  elsewhere: 'BulkCancel BulkRetry',
  props: { BulkAction: any },
  controls: {
    Items: (
      <>
        <AccountList.Checkbox />
        <AccountList.Open />
        <AccountList.Rename />
        <AccountList.Test />
        <AccountList.Revoke />
      </>
    ),
    Root: <AccountList.TestAll />,
  },
  scenes: [
    ...always,
    { show: 'BulkBar', act: press('select') },
    { show: 'Detail', act: press('open') },
    { show: 'NameInput Save CancelRename', act: press('rename') },
    { show: 'TestStatus AttentionCount', act: press('test-all') },
    { show: 'Dialog Question Consequence Affected Confirm Cancel', act: press('revoke') },
    {
      show: outcome,
      sandbox: { faults: [{ on: 'POST /accounts/:accountId/test', status: 403 }] },
      act: press('test'),
    },
  ],
})

const executions = { root: { defaultView: { layout: 'executions' } } }
describeParts('LogViewer', LogViewer, {
  root: { range: {} },
  elsewhere: 'Newer Problem ExportStatus ExportCancel TestRun',
  props: {
    RangeOption: { value: 'lastHour' },
    LayoutOption: { value: 'entries' },
    Export: { value: 'json' },
  },
  controls: { Items: <LogViewer.Open />, Executions: <LogViewer.ExecutionToggle /> },
  scenes: [
    ...always,
    { show: 'Chips RemoveChip', root: { defaultView: { conditions: { severity: 'info' } } } },
    { show: 'Close Detail', act: press('open') },
    { show: 'Executions ExecutionToggle ExecutionStatus Duration', ...executions },
    { show: 'ExecutionEntries', ...executions, act: press('expand') },
  ],
})

describeParts('ChartGallery', ChartGallery, {
  elsewhere: 'Problem',
  props: { RangeOption: { value: 'own' } },
  controls: {
    Items: (
      <>
        <ChartGallery.Open />
        <ChartGallery.MoveOn />
        <ChartGallery.Remove />
      </>
    ),
  },
  scenes: [
    ...always,
    { show: 'ChartLoading', sandbox: { faults: [{ on: 'POST /logs', network: 'silent' }] } },
    { show: 'NoData', root: { range: { from: '1970-01-01', to: '1970-01-02' } } },
    { show: 'Unread', sandbox: { faults: [{ on: 'POST /logs', status: 400 }] } },
    {
      show: outcome.replace('Notice ', ''),
      sandbox: { faults: [{ on: 'PUT /charts/:chartId', status: 503 }] },
      act: press('move-on'),
    },
    { show: 'Dialog', act: press('remove') },
    { show: 'Detail', act: press('open') },
  ],
})
