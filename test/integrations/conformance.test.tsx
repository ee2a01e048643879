/** The rules for parts, over the gallery of integrations and the setup. */
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { IntegrationGallery, IntegrationSetup } from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { describeParts, type Scene } from '../headless/partRules.tsx'
import { createWorld } from '../support.tsx'
import { activate, templateNamed } from './scene.ts'

const leads = 'New leads to Slack'
const integrations = { data: 'integrations' } as const
const failing = { ...integrations, faults: [{ status: 403 }] }
const silent = { ...integrations, faults: [{ network: 'silent' as const }] }

/** What the browser gives for a new window. */
let opened: object | null

beforeEach(() => {
  opened = { closed: false, close() {}, focus() {}, location: { replace() {} } }
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  vi.spyOn(window, 'open').mockImplementation(() => opened as Window | null)
})
afterEach(() => vi.restoreAllMocks())

/** Presses the first control of an action. */
const press = (action: string) => () =>
  waitFor(() => {
    const control = document.querySelector(`[data-action="${action}"]:not([aria-disabled])`)
    expect(control, action).not.toBeNull()
    fireEvent.click(control!)
  })

const activated: Omit<Scene, 'show'> = {
  root: { defaultView: { tab: 'activated' } },
  arrange: (sandbox) => void activate(sandbox, leads),
}

describeParts('IntegrationGallery', IntegrationGallery, {
  sandbox: integrations,
  props: { Tab: { value: 'all' } },
  controls: {
    Items: (
      <>
        <IntegrationGallery.Connect />
        <IntegrationGallery.Start />
        <IntegrationGallery.Remove />
      </>
    ),
  },
  scenes: [
    { show: 'Clear Empty', root: { defaultView: { search: 'nosuchthing' }, searchDelay: 0 } },
    { show: 'Failure Reload', sandbox: failing },
    { show: 'Loading', sandbox: silent },
    { show: 'Settings Start Remove', ...activated },
    {
      show: 'Stop',
      ...activated,
      arrange: (sandbox) => (activate(sandbox, leads).stage = 'running'),
    },
    { show: 'Dialog Question', ...activated, act: press('remove') },
    {
      show: 'Notice ItemError Retry Dismiss',
      ...activated,
      sandbox: {
        ...integrations,
        faults: [{ on: 'POST /flows/:flowId/coordinator', status: 503 }],
      },
      act: press('start'),
    },
    {
      show: 'Steps CancelConnect Setup',
      root: { defaultView: { search: leads }, searchDelay: 0 },
      act: press('connect'),
    },
  ],
})

/** A sandbox of the same seed has the same ids. */
const { flowId: templateId } = templateNamed(createSandbox(integrations), leads)

function explainChannel(sandbox: Sandbox): void {
  const fields = templateNamed(sandbox, leads).wizard!['fields'] as { tooltip?: string }[]
  fields[2]!.tooltip = 'Where your team reads it.'
}

describeParts('IntegrationSetup', IntegrationSetup, {
  sandbox: integrations,
  root: { target: { templateId }, saveDelay: 0 },
  // It takes no props of an element: what it shows is in the test below.
  elsewhere: 'Control',
  props: { Field: { field: { key: 'note', kind: 'note', label: 'A note' } } },
  controls: {
    Fields: (
      <>
        <IntegrationSetup.Label />
        <IntegrationSetup.Control />
      </>
    ),
    Root: <IntegrationSetup.Finish />,
  },
  scenes: [
    { show: 'Loading', sandbox: silent },
    { show: 'Failure Retry', sandbox: failing },
    { show: 'Hint', arrange: explainChannel },
    { show: 'FieldError', act: press('finish') },
    { show: 'Consent', act: press('connect') },
    {
      show: 'ConsentLink',
      act() {
        opened = null
        return press('connect')()
      },
    },
    {
      // The label brings the fields along.
      show: 'Label Problems',
      sandbox: {
        ...integrations,
        faults: [
          {
            on: 'GET /flows/:flowId/validate',
            change: () => ({ result: false, errors: [{ errors: [{ message: 'No plan.' }] }] }),
          },
        ],
      },
      async act() {
        const channel = await screen.findByLabelText('Channel')
        fireEvent.change(channel, { target: { value: '#sales' } })
      },
    },
  ],
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
