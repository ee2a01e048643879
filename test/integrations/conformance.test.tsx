/** The rules for parts, over the gallery of integrations and the setup. */
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { createElement, createRef, type ComponentType, type ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { IntegrationGallery, IntegrationSetup, type SetupField } from '../../src/index.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'
import { activate, templateNamed } from './scene.ts'

type Parts = Record<string, ComponentType<any>>

/** How a part comes to be on screen. */
interface Scene {
  props?: Record<string, unknown>
  sandbox?: SandboxOptions
  root?: Record<string, unknown>
  /** What is at the server before. */
  arrange?: (sandbox: Sandbox) => void
  /** The label of the button that brings it there. */
  press?: string
}

const name = 'New leads to Slack'
const integrations = { data: 'integrations' } as const
const failing: Scene = { sandbox: { ...integrations, faults: [{ status: 503, message: 'Busy' }] } }
const silent: Scene = { sandbox: { ...integrations, faults: [{ network: 'silent' }] } }
const searching: Scene = { root: { defaultView: { search: 'nosuchthing' }, searchDelay: 0 } }
const activated: Scene = {
  root: { defaultView: { tab: 'activated' } },
  arrange: (sandbox) => void activate(sandbox, name),
}
const running: Scene = {
  ...activated,
  arrange: (sandbox) => (activate(sandbox, name).stage = 'running'),
}
const refusedStart: Scene = {
  ...activated,
  sandbox: {
    ...integrations,
    faults: [{ on: 'POST /flows/:flowId/coordinator', status: 503, message: 'Busy' }],
  },
  press: `Start ${name}`,
}
const removing: Scene = { ...activated, press: `Remove ${name}` }
const connecting: Scene = { press: `Connect ${name}` }

const galleryScenes: Record<string, Scene> = {
  Clear: searching,
  Empty: searching,
  Failure: failing,
  Reload: failing,
  Loading: silent,
  Tab: { props: { value: 'all' } },
  Steps: connecting,
  CancelConnect: connecting,
  Setup: connecting,
  Settings: activated,
  Start: activated,
  Stop: running,
  Remove: activated,
  Dialog: removing,
  Question: removing,
  Notice: refusedStart,
  ItemError: refusedStart,
  Retry: refusedStart,
  Dismiss: refusedStart,
}

const refusedCheck: SandboxOptions = {
  ...integrations,
  faults: [
    {
      on: 'GET /flows/:flowId/validate',
      change: () => ({ result: false, errors: [{ errors: [{ message: 'No plan.' }] }] }),
    },
  ],
}
const consenting: Scene = { press: 'Connect: Jira account' }

const setupScenes: Record<string, Scene> = {
  Loading: silent,
  Failure: failing,
  Retry: failing,
  Hint: {
    arrange(sandbox) {
      const fields = templateNamed(sandbox, name).wizard!['fields'] as { tooltip?: string }[]
      fields[2]!.tooltip = 'Where your team reads it.'
    },
  },
  FieldError: { press: 'Start' },
  Consent: consenting,
  ConsentLink: consenting,
  Problems: { sandbox: refusedCheck },
}

const galleryControls = (
  <>
    <IntegrationGallery.Connect />
    <IntegrationGallery.Start />
    <IntegrationGallery.Remove />
  </>
)

const ofRow: Record<string, string[]> = {
  IntegrationGallery: [
    'Apps',
    'Name',
    'Description',
    'Status',
    'Steps',
    'Connect',
    'CancelConnect',
    'Settings',
    'Start',
    'Stop',
    'Remove',
    'Notice',
    'ItemError',
    'Retry',
    'Dismiss',
  ],
  IntegrationSetup: ['Label', 'Hint', 'FieldError', 'Connect', 'Consent', 'ConsentLink'],
}

/** They take no props of an element: what they show is in the test below. */
const withoutElement = ['Control']

let opened: { closed: boolean } | null

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  vi.spyOn(window, 'open').mockImplementation(() => opened as Window | null)
})
afterEach(() => vi.restoreAllMocks())

describe.each([
  ['IntegrationGallery', IntegrationGallery as unknown as Parts, galleryScenes],
  ['IntegrationSetup', IntegrationSetup as unknown as Parts, setupScenes],
])('%s', (component, parts, scenes) => {
  const { Root } = parts as { Root: Parts[string] }
  const isGallery = component === 'IntegrationGallery'
  const names = Object.keys(parts).filter((part) => !['Root', 'Item'].includes(part))
  const drawn = names.filter((part) => !withoutElement.includes(part))

  /** The part, once with each of these props. */
  function show(part: string, variants: Record<string, unknown>[]): void {
    const { sandbox: options = integrations, ...scene } = scenes[part] ?? {}
    const sandbox = createSandbox(options)
    scene.arrange?.(sandbox)
    const field = { close() {}, focus() {}, location: { replace() {} }, closed: false }
    opened = part === 'ConsentLink' ? null : field
    const drawnWith = (more?: object) =>
      variants.map((props, index) =>
        createElement(parts[part]!, { ...scene.props, ...props, ...more, key: index }),
      )
    const element = drawnWith()
    const isOfRow = ofRow[component]!.includes(part)
    const root = isGallery ? scene.root : { target: targetIn(sandbox, part), saveDelay: 0 }
    render(
      <Root {...root}>
        {isGallery ? (
          <>
            {part !== 'Items' && (
              <IntegrationGallery.Items>
                {galleryControls}
                {isOfRow && element}
              </IntegrationGallery.Items>
            )}
            {!isOfRow && element}
          </>
        ) : (
          (model: { fields: readonly SetupField[] }) => (
            <>
              {part === 'Field' ? (
                model.fields.slice(0, 1).map((field) => drawnWith({ field }))
              ) : (
                <SetupAround part={part} isOfRow={isOfRow} element={element} />
              )}
              <IntegrationSetup.Finish />
            </>
          )
        )}
      </Root>,
      { wrapper: createWorld(sandbox).wrapper },
    )
  }

  /** Ada has no account at Jira; the other template lacks the channel alone. */
  function targetIn(sandbox: Sandbox, part: string) {
    const wanted = part.startsWith('Consent') ? 'Failed builds to Jira' : name
    return { templateId: templateNamed(sandbox, wanted).flowId }
  }

  async function bring(part: string): Promise<void> {
    const { press } = scenes[part] ?? {}
    if (part === 'Problems') {
      const channel = await screen.findByLabelText('Channel')
      fireEvent.change(channel, { target: { value: '#sales' } })
    }
    if (press === undefined) return
    await waitFor(() => {
      const button = screen.getByRole('button', { name: press })
      expect(button).not.toHaveAttribute('aria-disabled')
      act(() => button.click())
    })
  }

  it.each([...names, 'Root', ...(isGallery ? ['Item'] : [])])('%s has its display name', (part) => {
    expect(parts[part]!.displayName).toBe(`${component}.${part}`)
  })

  it.each(names)('%s says what is missing around it', (part) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const element = createElement(parts[part]!, { value: 'x', field: {} })
    expect(() => render(element, { wrapper: createWorld().wrapper })).toThrow(
      `<${component}.${part}> is outside of <${component}.Root>`,
    )
  })

  it.each(drawn)(
    '%s spreads props, gives its ref, renders another element, and a function',
    async (part) => {
      const ref = createRef<HTMLElement>()
      show(part, [
        { ref, className: 'mine', 'data-testid': 'part', title: 'Mine' },
        {
          render(props: object, state: object) {
            expect(state).toBeDefined()
            // An element that may hold the steps, too.
            return <menu {...props} data-testid="other" />
          },
        },
      ])
      await bring(part)
      const [element] = await screen.findAllByTestId('part')
      expect(element).toHaveClass('mine')
      expect(element).toHaveAttribute('title', 'Mine')
      expect(element).toHaveAttribute('data-part')
      expect(ref.current).toBeInstanceOf(HTMLElement)
      const [other] = await screen.findAllByTestId('other')
      expect(other!.tagName).toBe('MENU')
      expect(other).toHaveAttribute('data-part')
    },
  )

  it('Root renders another element, and gives its ref', async () => {
    const ref = createRef<HTMLElement>()
    render(<Root ref={ref} render={<main id="mine" />} />, {
      wrapper: createWorld(createSandbox(integrations)).wrapper,
    })
    await waitFor(() => expect(ref.current).toBe(document.querySelector('main#mine')))
  })
})

it('every kind of field has a control of its own with a name; one of a newer server is shown', async () => {
  const sandbox = createSandbox(integrations)
  const templates = sandbox.database.flows.filter(({ type }) => type === 'integration-template')
  for (const { wizard } of templates) {
    const fields = wizard!['fields'] as object[]
    wizard!['fields'] = [...fields, { type: 'hologram', label: 'Hologram' }]
  }
  const { wrapper } = createWorld(sandbox)
  const seen: Record<string, string | undefined> = {}
  for (const { flowId } of templates) {
    const { container, unmount } = render(
      <IntegrationSetup.Root target={{ templateId: flowId }} />,
      { wrapper },
    )
    await screen.findByText('This setting cannot be changed here. It stays as it is.')
    for (const field of container.querySelectorAll<HTMLElement>('[data-part="field"]')) {
      const controls = field.querySelectorAll<HTMLInputElement>('input, select, textarea, button')
      expect(screen.getByRole('button', { name: 'Start' })).toBeVisible()
      for (const control of controls) expect(control).toHaveAccessibleName()
      seen[field.dataset['kind']!] ??= controls[0]?.type
    }
    unmount()
  }
  expect(seen).toEqual({
    account: 'select-one',
    text: 'text',
    textarea: 'textarea',
    number: 'number',
    toggle: 'checkbox',
    color: 'color',
    'date-time': 'datetime-local',
    select: 'select-one',
    multiselect: 'checkbox',
    buttons: 'radio',
    fieldset: 'text',
    note: undefined,
    image: undefined,
    unknown: undefined,
  })
})

function SetupAround({
  part,
  isOfRow,
  element,
}: {
  part: string
  isOfRow: boolean
  element: ReactNode
}) {
  if (part === 'Fields') return element
  return (
    <>
      <IntegrationSetup.Fields>
        <IntegrationSetup.Label />
        <IntegrationSetup.Control />
        {isOfRow && element}
      </IntegrationSetup.Fields>
      {!isOfRow && element}
    </>
  )
}
