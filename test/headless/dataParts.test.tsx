import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { createElement, createRef, type ComponentType } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { AccountList, jsonFormat, StoreBrowser } from '../../src/index.ts'
import { createSandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

type AnyPart = ComponentType<any>
type Parts = Record<string, AnyPart>

/** How a part comes to be on screen. */
interface Scene {
  props?: Record<string, unknown>
  sandbox?: SandboxOptions
  root?: Record<string, unknown>
  act?: () => Promise<void>
}

/** What is on screen only while many things are being done; the tests in Chromium show it. */
const duringRun = ['BulkCancel', 'BulkRetry', 'CancelImport', 'ResumeImport']

const press = (action: string) => async () => {
  await waitFor(() => {
    const control = document.querySelector<HTMLElement>(
      `[data-action="${action}"]:not([aria-disabled])`,
    )
    expect(control).not.toBeNull()
    fireEvent.click(control!)
  })
}

/** Presses one after the other. */
const pressAll =
  (...actions: string[]) =>
  async () => {
    for (const action of actions) await press(action)()
  }

const type = (label: string, value: string) => async () =>
  void fireEvent.change(await screen.findByLabelText(label), { target: { value } })

const chooseFile = async () => {
  const input = await screen.findByLabelText('Import a file')
  await waitFor(() => expect(input).toBeEnabled())
  const text = '[{"key":"new","value":1},{"key":""}]'
  const file = new File([text], 'in.json')
  fireEvent.change(input, { target: { files: [file] } })
  await screen.findAllByText(/1 new, 0 will change/)
}

const inOrder =
  (...steps: (() => Promise<void>)[]) =>
  async () => {
    for (const step of steps) await act(step)
  }

const searching = { root: { defaultView: { search: 'no such thing' }, searchDelay: 0 } }
const shared: Record<string, Scene> = {
  Clear: searching,
  Empty: searching,
  Loading: { sandbox: { faults: [{ network: 'silent' }] } },
  Failure: { sandbox: { faults: [{ status: 403 }] } },
  Reload: { sandbox: { faults: [{ status: 403 }] } },
  BulkBar: { act: press('select') },
  BulkAction: { props: { value: 'any' } },
  Detail: { act: press('open') },
}

const scenesOf = (names: string[], scene: Scene) =>
  Object.fromEntries(names.map((name) => [name, scene]))

const editing = { act: press('edit') }
const importing = { act: chooseFile }
const storeScenes: Record<string, Scene> = {
  ...shared,
  ...scenesOf(['StoresStatus'], { sandbox: { data: 'empty' } }),
  ...scenesOf(['ReloadStores'], { sandbox: { faults: [{ on: 'GET /stores', status: 403 }] } }),
  ...scenesOf(['StoreForm', 'StoreName', 'SaveStore', 'CancelStore'], { act: press('new-store') }),
  StoreNameError: { act: pressAll('new-store', 'save-store') },
  SortBy: { props: { value: 'key' } },
  Column: { props: { value: 'key' } },
  ...scenesOf(['Editor', 'KeyInput', 'TypeInput', 'ValueInput', 'Save', 'CancelEdit'], editing),
  KeyError: { act: pressAll('new-record', 'save') },
  OpenExisting: {
    act: inOrder(press('new-record'), type('Key', 'discount/max'), press('save')),
  },
  ValueError: {
    act: inOrder(press('edit'), type('Type', 'number'), type('Value', 'x'), press('save')),
  },
  EditorError: {
    sandbox: {
      faults: [{ on: 'PATCH /store/:storeId/:key', status: 403, message: 'Read only' }],
    },
    act: inOrder(press('edit'), type('Type', 'text'), type('Value', 'other'), press('save')),
  },
  Dialog: { act: press('remove') },
  Question: { act: press('remove') },
  Confirm: { act: press('remove') },
  Cancel: { act: press('remove') },
  Export: { props: { value: jsonFormat } },
  ...scenesOf(['ExportStatus', 'CancelExport'], {
    sandbox: { faults: [{ on: 'GET /store/count', network: 'silent' }] },
    act: press('export'),
  }),
  ...scenesOf(['ImportDialog', 'ImportStatus', 'ImportProblems', 'StartImport'], importing),
  Existing: { props: { value: 'skip' } },
  ...scenesOf(['Notice', 'ItemError', 'Retry', 'Dismiss'], {
    sandbox: { faults: [{ on: 'DELETE /store', status: 403, message: 'Read only' }] },
    act: pressAll('remove', 'confirm'),
  }),
}

const revoking = { act: press('revoke') }
const accountScenes: Record<string, Scene> = {
  ...shared,
  ...scenesOf(['NameInput', 'Save', 'CancelRename'], { act: press('rename') }),
  TestStatus: { act: press('test-all') },
  AttentionCount: { act: press('test-all') },
  ...scenesOf(['Dialog', 'Question', 'Consequence', 'Affected', 'Confirm', 'Cancel'], revoking),
  ...scenesOf(['Notice', 'ItemError', 'Retry', 'Dismiss'], {
    sandbox: { faults: [{ on: 'POST /accounts/:accountId/test', status: 403 }] },
    act: press('test'),
  }),
}

/** Controls that bring the others on screen. */
const storeControls = {
  row: (
    <>
      <StoreBrowser.Checkbox />
      <StoreBrowser.Open />
      <StoreBrowser.Edit />
      <StoreBrowser.Remove />
    </>
  ),
  list: (
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
}
const accountControls = {
  row: (
    <>
      <AccountList.Checkbox />
      <AccountList.Open />
      <AccountList.Rename />
      <AccountList.Test />
      <AccountList.Revoke />
    </>
  ),
  list: <AccountList.TestAll />,
}

const rowParts = new Set(
  [
    'Checkbox Notice ItemError Retry Dismiss Open Name Value Type Changed Created Edit Remove',
    'Icon NameInput Save CancelRename Service Status Tested Usage Test Reconnect Rename Revoke',
  ].flatMap((names) => names.split(' ')),
)

describe.each([
  ['StoreBrowser', StoreBrowser as unknown as Parts, storeScenes, storeControls],
  ['AccountList', AccountList as unknown as Parts, accountScenes, accountControls],
])('%s', (component, parts, scenes, controls) => {
  const { Root, Items } = parts as { Root: AnyPart; Items: AnyPart }
  const names = Object.keys(parts).filter(
    (name) => !['Root', 'Item', 'Store', ...duringRun].includes(name),
  )
  const isOfRow = (name: string) =>
    rowParts.has(name) && !(component === 'StoreBrowser' && name === 'Save')

  async function show(name: string, props: Record<string, unknown>): Promise<void> {
    const scene = scenes[name] ?? {}
    const part = createElement(parts[name]!, { ...scene.props, ...props })
    const { wrapper } = createWorld(createSandbox(scene.sandbox))
    render(
      <Root onReconnect={() => {}} {...scene.root}>
        {controls.list}
        {name !== 'Items' && (
          <Items>
            {controls.row}
            {isOfRow(name) && part}
          </Items>
        )}
        {!isOfRow(name) && part}
      </Root>,
      { wrapper },
    )
    await scene.act?.()
  }

  it.each([...names, ...duringRun, 'Root', 'Item'].filter((name) => parts[name]))(
    '%s has its display name',
    (name) => {
      expect(parts[name]!.displayName).toBe(`${component}.${name}`)
    },
  )

  it.each(names)('%s says what is missing around it', (name) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const part = createElement(parts[name]!, { value: 'x' })
    expect(() => render(part, { wrapper: createWorld().wrapper })).toThrow(
      `<${component}.${name}> is outside of <${component}.Root>`,
    )
  })

  it.each(names)('%s spreads props, adds a class and gives its ref', async (name) => {
    const ref = createRef<HTMLElement>()
    await show(name, { ref, className: 'mine', 'data-testid': 'part', title: 'Mine' })
    const [element] = await screen.findAllByTestId('part')
    expect(element).toHaveClass('mine')
    expect(element).toHaveAttribute('title', 'Mine')
    expect(ref.current).toBeInstanceOf(HTMLElement)
  })

  it.each(names)('%s renders another element with its state', async (name) => {
    await show(name, {
      render: (props: object, state: object) => {
        expect(state).toBeDefined()
        return <b {...props} data-testid="part" />
      },
    })
    const [element] = await screen.findAllByTestId('part')
    expect(element!.tagName).toBe('B')
  })
})
