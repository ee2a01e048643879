import type { Meta, StoryObj } from '@storybook/react-vite'
import type { Sandbox } from 'appmixer-react/sandbox'
import { expect, fn, waitFor } from 'storybook/test'
import { sandboxOf } from '../house/appmixer.tsx'
import { componentParameters, controlsFor } from '../house/component.tsx'
import { IntegrationWizard } from './examples/IntegrationWizard.tsx'
import example from './examples/IntegrationWizard.tsx?raw'
import { activateLeads, leads, templateIn } from './integrations.ts'

/** On the demo's templates; the one of this name has the id `template`. */
function on(name: string, more?: (sandbox: Sandbox) => void) {
  return {
    appmixer: {
      sandbox: { data: 'integrations', startDuration: 100 },
      setup(sandbox: Sandbox) {
        templateIn(sandbox, name).flowId = 'template'
        more?.(sandbox)
      },
    },
  }
}

const meta: Meta<typeof IntegrationWizard> = {
  title: 'Components/IntegrationSetup',
  component: IntegrationWizard,
  tags: ['autodocs'],
  parameters: { ...componentParameters('IntegrationSetup', example), ...on(leads) },
  args: { target: { templateId: 'template' }, onOutcome: fn() },
  argTypes: controlsFor('IntegrationSetup', { saveDelay: 'number', timeout: 'number' }),
}

export default meta

type Story = StoryObj<typeof IntegrationWizard>

/** Both accounts are there and chosen, so it asks for the channel, and starts the integration. */
export const Default: Story = {
  async play({ canvas, userEvent, args }) {
    await expect(await canvas.findByText('Still needed: Channel')).toBeVisible()
    await userEvent.type(canvas.getByLabelText('Channel'), '#sales')
    await userEvent.click(canvas.getByRole('button', { name: 'Start' }))
    const started = expect.objectContaining({ status: 'started' })
    await waitFor(() => expect(args.onOutcome).toHaveBeenCalledWith(started))
  },
}

/** The settings of an integration that runs are changed in a draft. Until it is saved, it runs as before. */
export const RunningIntegration: Story = {
  args: { target: { instanceId: 'activated' } },
  parameters: on(leads, (sandbox) => activateLeads(sandbox, 'running')),
  async play({ canvas, canvasElement, userEvent, args }) {
    const settings = () =>
      JSON.stringify(
        sandboxOf(canvasElement).database.flows.find(({ flowId }) => flowId === 'activated'),
      )
    await userEvent.type(await canvas.findByLabelText('Channel'), '-and-customers')
    await waitFor(() => expect(canvas.queryByText('Saving')).toBeNull())
    await expect(settings()).not.toContain('#leads-and-customers')
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }))
    const saved = { status: 'saved', flowId: 'activated' }
    await waitFor(() => expect(args.onOutcome).toHaveBeenCalledWith(saved))
    await expect(settings()).toContain('#leads-and-customers')
    await expect(settings()).toContain('"stage":"running"')
  },
}

/** What the server says stands at the field that it is about; the rest stands alone. */
export const RefusedByTheServer: Story = {
  parameters: on(leads, ({ database, faults }) => {
    faults.add({
      on: 'GET /flows/:flowId/validate',
      change() {
        const { flow } = database.flows.find(({ type }) => type === 'integration-instance')!
        const errors = [{ message: 'The channel "Channel" is archived.' }]
        return {
          result: false,
          errors: [
            { componentId: Object.keys(flow).at(-1), errors },
            { errors: [{ message: 'Your plan has three integrations.' }] },
          ],
        }
      },
    })
  }),
  async play({ canvas, userEvent }) {
    const channel = await canvas.findByLabelText('Channel')
    await userEvent.type(channel, '#old')
    await userEvent.tab()
    await expect(await canvas.findByText('Your plan has three integrations.')).toBeVisible()
    await waitFor(() =>
      expect(channel).toHaveAccessibleDescription('The channel "Channel" is archived.'),
    )
  },
}

/** A field that this version does not know is shown by its label, and keeps its value. */
export const UnknownField: Story = {
  parameters: on(leads, (sandbox) => {
    const { wizard } = templateIn(sandbox, leads)
    const fields = wizard!['fields'] as object[]
    wizard!['fields'] = [...fields, { type: 'hologram', label: 'Hologram' }]
  }),
  async play({ canvas }) {
    await expect(await canvas.findByText('Hologram')).toBeVisible()
    await expect(
      canvas.getByText('This setting cannot be changed here. It stays as it is.'),
    ).toBeVisible()
  },
}

/** Two accounts are missing. Each is connected in a window of the app. */
export const AccountMissing: Story = {
  parameters: on('Failed builds to Jira'),
  async play({ canvas }) {
    await expect(
      await canvas.findByText('Still needed: GitHub account, Jira account, Priority'),
    ).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Connect: Jira account' })).toBeEnabled()
  },
}

/** Text, an image, a colour, and buttons to choose from. */
export const OtherKinds: Story = { parameters: on('Welcome new subscribers') }

/** The wizard never comes. */
export const Loading: Story = {
  parameters: { appmixer: { sandbox: { faults: [{ network: 'silent' }] } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading the settings')).toBeVisible()
  },
}

/** The template is gone. */
export const Failed: Story = {
  args: { target: { templateId: 'gone' } },
  async play({ canvas }) {
    await expect(await canvas.findByRole('alert')).toHaveTextContent(
      /^The settings could not be loaded\./,
    )
    await expect(canvas.getByRole('button', { name: 'Try again' })).toBeVisible()
  },
}

/** In German. */
export const OtherLanguage: Story = { tags: ['!autodocs'], globals: { language: 'de' } }

/** Written from right to left. */
export const RightToLeft: Story = { tags: ['!autodocs'], globals: { direction: 'rtl' } }
