import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { createElement, createRef, type ComponentType, type ReactNode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { FlowList, TaskInbox } from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

type AnyPart = ComponentType<any>
type Parts = Record<string, AnyPart>

/** How a part comes to be on screen. */
interface Scene {
  /** Props that it cannot do without. */
  props?: Record<string, unknown>
  sandbox?: Parameters<typeof createSandbox>[0]
  root?: Record<string, unknown>
  /** Before it is looked for. */
  act?: () => Promise<void>
}

const click =
  (action: string, index = 0) =>
  async () => {
    await waitFor(() => {
      const button = document.querySelectorAll<HTMLElement>(
        `[data-action="${action}"]:not([aria-disabled])`,
      )[index]
      expect(button).toBeDefined()
      button!.click()
    })
  }

async function chooseText(): Promise<void> {
  await click('edit')()
  const field = document.querySelector('input[type="file"]')!
  fireEvent.change(field, { target: { files: [new File(['x'], 'x.txt', { type: 'text/plain' })] } })
}

async function shareWithNobody(): Promise<void> {
  await click('share')()
  await click('add-share')()
}

const permission = { permission: 'start', name: 'Ben', isGiven: true, toggle() {} }
const share = { key: 'Ben', name: 'Ben', share: {}, permissions: [permission], remove() {} }

const failing = { faults: [{ status: 503, message: 'Busy' }] }
const failingStart = {
  faults: [{ on: 'POST /flows/:flowId/coordinator', status: 503, message: 'Busy' }],
} as const
const failingDecision = {
  faults: [
    { on: 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/approve', status: 503, message: 'Busy' },
  ],
} as const
const searching = { root: { defaultView: { search: 'no such thing' }, searchDelay: 0 } }
const selected = { act: click('select') }
const silent = { sandbox: { faults: [{ network: 'silent' }] } as const }

const shared: Record<string, Scene> = {
  Clear: searching,
  Empty: searching,
  Failure: { sandbox: failing },
  Reload: { sandbox: failing },
  Loading: silent,
  BulkBar: selected,
  BulkAction: { props: { value: 'any' } },
}

const flowScenes: Record<string, Scene> = {
  ...shared,
  StageOption: { props: { value: 'running' } },
  SharingOption: { props: { value: 'mine' } },
  ViewOnly: { root: { sharedWithPermissions: 'read' } },
  NameInput: { act: click('rename') },
  Save: { act: click('rename') },
  Dialog: { act: click('remove') },
  Undo: { root: { undoWindow: 60_000 }, act: click('remove') },
  Detail: { act: click('open') },
  Errors: { root: { errorRange: 'last7Days' } },
  AttentionCount: { root: { errorRange: 'last7Days' } },
  CreateError: {
    sandbox: { faults: [{ on: 'POST /flows', status: 403, message: 'No.' }] },
    act: click('create'),
  },
  PicturePreview: { act: click('edit') },
  EditDialog: { act: click('edit') },
  PictureProblem: { act: chooseText },
  ShareDialog: { act: click('share') },
  ShareType: { root: { shareTypes: ['email', 'scope'] }, act: click('share') },
  ShareInput: { act: click('share') },
  ShareAdd: { act: click('share') },
  ShareSave: { act: click('share') },
  ShareProblem: { act: shareWithNobody },
  NotShared: { root: { filter: 'sharedWith:[]' }, act: click('share') },
  Shares: { root: { filter: 'sharedWith:![]' }, act: click('share') },
  ShareName: { props: { value: share } },
  ShareRemove: { props: { value: share } },
  Permission: { props: { value: permission } },
  ...Object.fromEntries(
    ['Notice', 'ItemError', 'Retry', 'Dismiss'].map((name) => [
      name,
      { sandbox: failingStart, act: click('start') },
    ]),
  ),
}

const taskScenes: Record<string, Scene> = {
  ...shared,
  Role: { props: { value: 'approver' } },
  Tab: { props: { value: 'approved' } },
  Count: { props: { value: 'pending' } },
  Outcome: { act: click('approve') },
  Undo: { root: { undoWindow: 60_000 }, act: click('approve') },
  UndoDecision: { root: { undoWindow: 60_000 }, act: click('approve') },
  Dialog: { root: { confirm: true }, act: click('approve') },
  Detail: { act: click('open') },
  ...Object.fromEntries(
    ['Notice', 'ItemError', 'Retry', 'Dismiss'].map((name) => [
      name,
      { sandbox: failingDecision, act: click('approve') },
    ]),
  ),
}

/** What is on screen only while many things are being done; the bulk tests show it. */
const duringBulk = ['BulkCancel', 'BulkRetry']

/** Controls that bring the others on screen. */
const flowControls = (
  <>
    <FlowList.Checkbox />
    <FlowList.Open />
    <FlowList.Start />
    <FlowList.Rename />
    <FlowList.Remove />
    <FlowList.Edit />
    <FlowList.PictureInput />
    <FlowList.Share />
    <FlowList.ShareAdd />
    <FlowList.Create />
  </>
)
const taskControls = (
  <>
    <TaskInbox.Checkbox />
    <TaskInbox.Open />
    <TaskInbox.Approve />
  </>
)

describe.each([
  ['FlowList', FlowList as unknown as Parts, flowScenes, flowControls],
  ['TaskInbox', TaskInbox as unknown as Parts, taskScenes, taskControls],
])('%s', (component, parts, scenes, controls) => {
  const { Root, Items } = parts as { Root: AnyPart; Items: AnyPart }
  const names = Object.keys(parts).filter((name) => !['Root', 'Item', ...duringBulk].includes(name))

  function show(name: string, props: Record<string, unknown>): void {
    const scene = scenes[name] ?? {}
    const part = createElement(parts[name]!, { ...scene.props, ...props })
    const { wrapper } = createWorld(createSandbox(scene.sandbox))
    const isOfRow = isRowPart(name)
    render(
      <Root {...(component === 'FlowList' && { sharedWithPermissions: '' })} {...scene.root}>
        {name !== 'Items' && (
          <Items>
            {controls}
            {isOfRow && part}
          </Items>
        )}
        {!isOfRow && part}
      </Root>,
      { wrapper },
    )
  }

  /** Parts of a row say so when they are outside of the items. */
  function isRowPart(name: string): boolean {
    return rowParts.has(`${component}.${name}`)
  }

  it.each([...names, 'Root', 'Item'])('%s has its display name', (name) => {
    expect(parts[name]!.displayName).toBe(`${component}.${name}`)
  })

  it.each([...names, ...duringBulk])('%s says what is missing around it', (name) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const part = createElement(parts[name]!, { value: 'x' })
    expect(() => render(part, { wrapper: createWorld().wrapper })).toThrow(
      `<${component}.${name}> is outside of <${component}.Root>`,
    )
  })

  it.each(names)('%s spreads props, adds a class, gives its ref', async (name) => {
    const ref = createRef<HTMLElement>()
    show(name, { ref, className: 'mine', 'data-testid': 'part', title: 'Mine' })
    await scenes[name]?.act?.()
    const [element] = await screen.findAllByTestId('part')
    expect(element).toHaveClass('mine')
    expect(element).toHaveAttribute('title', 'Mine')
    expect(element).toHaveAttribute('data-part')
    if (!isRowPart(name)) expect(ref.current).toBe(element)
    else expect(ref.current).toBeInstanceOf(HTMLElement)
  })

  it.each(names)('%s renders another element, and a function', async (name) => {
    show(name, {
      render: (props: object, state: object) => {
        expect(state).toBeDefined()
        return <b {...props} data-testid="part" />
      },
    })
    await scenes[name]?.act?.()
    const [element] = await screen.findAllByTestId('part')
    expect(element!.tagName).toBe('B')
    expect(element).toHaveAttribute('data-part')
  })

  it('Root renders another element, and gives its ref', async () => {
    const ref = createRef<HTMLElement>()
    render(<Root ref={ref} render={<main id="mine" />} />, { wrapper: createWorld().wrapper })
    await waitFor(() => expect(ref.current).toBe(document.querySelector('main#mine')))
  })

  it('Items makes a table as well', async () => {
    const Name = parts[component === 'FlowList' ? 'Name' : 'Title']!
    const Row = ({ children }: { children?: ReactNode }) => <td>{children}</td>
    render(
      <Root pageSize={3}>
        <table>
          <Items render={<tbody />} renderItem={<tr />}>
            <Row>
              <Name />
            </Row>
          </Items>
        </table>
      </Root>,
      { wrapper: createWorld().wrapper },
    )
    await waitFor(() => expect(document.querySelectorAll('tbody > tr > td')).toHaveLength(3))
  })
})

const rowParts = new Set([
  ...['Checkbox', 'Notice', 'ItemError', 'Retry', 'Dismiss', 'Open'].flatMap((name) => [
    `FlowList.${name}`,
    `TaskInbox.${name}`,
  ]),
  ...['Thumbnail', 'Name', 'NameInput', 'Save', 'StageLabel', 'Changed', 'ViewOnly'].map(
    (name) => `FlowList.${name}`,
  ),
  ...['Toggle', 'Start', 'Stop', 'Rename', 'Remove', 'Errors', 'Clone', 'Edit', 'Share'].map(
    (name) => `FlowList.${name}`,
  ),
  ...['Title', 'Description', 'Requester', 'Due', 'Status', 'Approve', 'Reject'].map(
    (name) => `TaskInbox.${name}`,
  ),
  ...['Outcome', 'UndoDecision'].map((name) => `TaskInbox.${name}`),
])
