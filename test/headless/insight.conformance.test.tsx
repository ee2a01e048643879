/** The rules for parts, over the log viewer and the chart gallery. */
import { act, render, screen, waitFor } from '@testing-library/react'
import { createElement, createRef, type ComponentType } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { ChartGallery, LogViewer } from '../../src/index.ts'
import { createManualClock, createSandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

type Parts = Record<string, ComponentType<any>>

/** How a part comes to be on screen. */
interface Scene {
  props?: Record<string, unknown>
  sandbox?: SandboxOptions
  root?: Record<string, unknown>
  /** The action of the button that brings it there. */
  press?: string
}

const failing: Scene = { sandbox: { faults: [{ status: 503, message: 'Busy' }] } }
const silent: Scene = { sandbox: { faults: [{ network: 'silent' }] } }
const searching: Scene = { root: { defaultView: { search: 'nosuchthing' }, searchDelay: 0 } }
const executions: Scene = { root: { defaultView: { layout: 'executions' } } }

const logScenes: Record<string, Scene> = {
  Clear: searching,
  Empty: searching,
  Failure: failing,
  Reload: failing,
  Loading: silent,
  Chips: { root: { defaultView: { conditions: { severity: 'info' } } } },
  RemoveChip: { root: { defaultView: { conditions: { severity: 'info' } } } },
  RangeOption: { props: { value: 'lastHour' } },
  LayoutOption: { props: { value: 'entries' } },
  Close: { press: 'open' },
  Detail: { press: 'open' },
  Executions: executions,
  ExecutionToggle: executions,
  ExecutionStatus: executions,
  Duration: executions,
  ExecutionEntries: { ...executions, press: 'expand' },
  Export: { props: { value: 'json' } },
}

const refusedMove: Scene = {
  sandbox: { faults: [{ on: 'PUT /charts/:chartId', status: 503, message: 'Busy' }] },
  press: 'move-on',
}
const unreadData: Scene = {
  sandbox: { faults: [{ on: 'POST /logs', status: 400, message: 'Too many' }] },
}

const chartScenes: Record<string, Scene> = {
  Clear: searching,
  Empty: searching,
  Failure: failing,
  Reload: failing,
  Loading: silent,
  RangeOption: { props: { value: 'own' } },
  ChartLoading: { sandbox: { faults: [{ on: 'POST /logs', network: 'silent' }] } },
  NoData: { root: { range: { from: '1970-01-01', to: '1970-01-02' } } },
  Unread: unreadData,
  ItemError: refusedMove,
  Retry: refusedMove,
  Dismiss: refusedMove,
  Dialog: { press: 'remove' },
  Detail: { press: 'open' },
}

const logControls = (
  <>
    <LogViewer.Open />
  </>
)
const chartControls = (
  <>
    <ChartGallery.Open />
    <ChartGallery.MoveOn />
    <ChartGallery.Remove />
  </>
)

/** New entries that wait, a problem, test runs and a running export are shown in the tests of behaviour. */
const elsewhere = ['Newer', 'Problem', 'ExportStatus', 'ExportCancel', 'Message', 'TestRun']

const ofRow: Record<string, string[]> = {
  LogViewer: ['Time', 'Severity', 'Message', 'TestRun', 'Open', 'Flow', 'Copy'],
  ChartGallery: [
    'Name',
    'Open',
    'Figure',
    'ChartLoading',
    'NoData',
    'Problem',
    'Unread',
    'Refresh',
    'Clone',
    'MoveBack',
    'MoveOn',
    'Remove',
    'ItemError',
    'Retry',
    'Dismiss',
  ],
}
const ofExecution = ['ExecutionToggle', 'ExecutionStatus', 'Duration', 'ExecutionEntries']

describe.each([
  ['LogViewer', LogViewer as unknown as Parts, logScenes, logControls],
  ['ChartGallery', ChartGallery as unknown as Parts, chartScenes, chartControls],
])('%s', (component, parts, scenes, controls) => {
  const { Root, Items } = parts as { Root: Parts[string]; Items: Parts[string] }
  const names = Object.keys(parts).filter((name) => !['Root', 'Item', ...elsewhere].includes(name))

  function show(name: string, props: Record<string, unknown>): void {
    const scene = scenes[name] ?? {}
    const part = createElement(parts[name]!, { ...scene.props, ...props })
    const sandbox = createSandbox({ clock: createManualClock(), ...scene.sandbox })
    const isOfRow = ofRow[component]!.includes(name)
    const isOfExecution = ofExecution.includes(name)
    render(
      <Root {...(component === 'LogViewer' && { range: {} })} {...scene.root}>
        {name !== 'Items' && (
          <Items>
            {controls}
            {isOfRow && part}
          </Items>
        )}
        {isOfExecution && (
          <LogViewer.Executions>
            {name !== 'ExecutionToggle' && <LogViewer.ExecutionToggle />}
            {part}
          </LogViewer.Executions>
        )}
        {name === 'RemoveChip' && <LogViewer.Chips>{part}</LogViewer.Chips>}
        {!isOfRow && !isOfExecution && name !== 'RemoveChip' && part}
      </Root>,
      { wrapper: createWorld(sandbox).wrapper },
    )
  }

  async function bring(name: string): Promise<void> {
    const { press } = scenes[name] ?? {}
    if (!press) return
    const button = () => document.querySelector<HTMLElement>(`[data-action="${press}"]`)
    await waitFor(() => expect(button()).not.toBeNull())
    act(() => button()!.click())
  }

  it.each([...names, ...elsewhere.filter((name) => parts[name]), 'Root', 'Item'])(
    '%s has its display name',
    (name) => expect(parts[name]!.displayName).toBe(`${component}.${name}`),
  )

  it.each([...names, ...elsewhere.filter((name) => parts[name])])(
    '%s says what is missing around it',
    (name) => {
      vi.spyOn(console, 'error').mockImplementation(() => {})
      const part = createElement(parts[name]!, { value: 'x' })
      expect(() => render(part, { wrapper: createWorld().wrapper })).toThrow(
        `<${component}.${name}> is outside of <${component}.`,
      )
    },
  )

  const drawn = names.filter((name) => name !== 'Items')

  it.each(drawn)('%s spreads props, adds a class, gives its ref', async (name) => {
    const ref = createRef<HTMLElement>()
    show(name, { ref, className: 'mine', 'data-testid': 'part', id: 'mine' })
    await bring(name)
    const [element] = await screen.findAllByTestId('part')
    expect(element).toHaveClass('mine')
    expect(element).toHaveAttribute('id', 'mine')
    expect(element).toHaveAttribute('data-part')
    expect(ref.current).toBeInstanceOf(Element)
  })

  it.each(drawn)('%s renders another element, and a function', async (name) => {
    show(name, {
      render: (props: object, state: object) => {
        expect(state).toBeDefined()
        return <b {...props} data-testid="part" />
      },
    })
    await bring(name)
    const [element] = await screen.findAllByTestId('part')
    expect(element!.tagName).toBe('B')
    expect(element).toHaveAttribute('data-part')
  })
})
