import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  rowsOf,
  useCategories,
  useCloneFlow,
  useConnectIntegration,
  useDeleteIntegration,
  useErrorMessage,
  useInfiniteIntegrations,
  useInfiniteIntegrationTemplates,
  useIntegrations,
  useIntegrationsCount,
  useIntegrationSetup,
  useIntegrationTemplates,
  useIntegrationTemplatesCount,
  usePublishDraft,
  useSuspenseCategories,
  useSuspenseIntegrations,
  useSuspenseIntegrationsCount,
  useSuspenseIntegrationTemplates,
  useSuspenseIntegrationTemplatesCount,
} from 'appmixer-react'
import { Suspense, useMemo, useState } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Integrations.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Integrations',
  tags: ['autodocs'],
  parameters: pageOf(
    'What a tenant offers to its users: templates, and what they have activated of them. Both are flows.',
  ),
}

export default meta

type Story = StoryObj

/** Six templates, as a tenant would have them. */
const appmixer = { sandbox: { data: 'integrations' as const } }

function Templates() {
  const [category, setCategory] = useState<string>()
  const { data: categories = [] } = useCategories({ staleTime: 600_000 })
  const { data: templates = [] } = useIntegrationTemplates({ category, projection: '-flow' })
  const { data: count } = useIntegrationTemplatesCount({ category })
  return (
    <>
      <select
        aria-label="Category"
        value={category ?? ''}
        onChange={({ target }) => setCategory(target.value || undefined)}
      >
        <option value="">All</option>
        {categories.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <p role="status">{count} templates</p>
      <ul>
        {templates.map(({ flowId, name }) => (
          <li key={flowId}>{name}</li>
        ))}
      </ul>
    </>
  )
}

/** What there is to activate, by category. */
export const Default: Story = {
  name: 'useIntegrationTemplates, useCategories',
  ...shows({ Templates }, source, {
    hooks: [
      'useIntegrationTemplates',
      'useSuspenseIntegrationTemplates',
      'useIntegrationTemplatesCount',
      'useSuspenseIntegrationTemplatesCount',
      'useCategories',
      'useSuspenseCategories',
    ],
    appmixer,
  }),
  async play({ canvas }) {
    await expect(await canvas.findByText('6 templates')).toBeVisible()
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(6))
  },
}

function Activated() {
  const { data: templates = [] } = useIntegrationTemplates({ projection: '-flow', limit: 2 })
  const { data: integrations = [] } = useIntegrations({ projection: '-flow' })
  const { data: count } = useIntegrationsCount()
  const cloneFlow = useCloneFlow()
  const deleteIntegration = useDeleteIntegration()
  const errorMessage = useErrorMessage()
  const error = cloneFlow.error ?? deleteIntegration.error
  const activate = (flowId: string) =>
    cloneFlow.mutate({
      flowId,
      projection: '-sharedWith',
      isTemplateInstance: true,
      setOriginFlowId: true,
      additional: { type: 'integration-instance' },
    })
  return (
    <>
      {error && <p role="alert">{errorMessage(error)}</p>}
      <div className="row">
        {templates.map(({ flowId, name }) => (
          <button key={flowId} onClick={() => activate(flowId)}>
            Activate “{name}”
          </button>
        ))}
      </div>
      <p role="status">{count} activated</p>
      <ul>
        {integrations.map(({ flowId, name }) => (
          <li key={flowId}>
            <span>{name}</span>
            <button
              aria-label={`Remove ${name}`}
              onClick={() => deleteIntegration.mutate({ flowId })}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** A template is activated by a clone, and an instance is deleted on a path of its own, which stops it first. */
export const Instances: Story = {
  name: 'useIntegrations, useDeleteIntegration',
  ...shows({ Activated }, source, {
    hooks: [
      'useIntegrations',
      'useSuspenseIntegrations',
      'useIntegrationsCount',
      'useSuspenseIntegrationsCount',
      'useDeleteIntegration',
    ],
    appmixer,
  }),
  async play({ canvas, userEvent }) {
    await userEvent.click((await canvas.findAllByRole('button', { name: /^Activate/ }))[0]!)
    await expect(await canvas.findByText('1 activated')).toBeVisible()
    await userEvent.click(await canvas.findByRole('button', { name: /^Remove/ }))
    await waitFor(() => expect(canvas.queryByRole('listitem')).toBeNull())
  },
}

function EndlessIntegrations() {
  const templates = useInfiniteIntegrationTemplates({ limit: 2, projection: '-flow' })
  const activated = useInfiniteIntegrations({ limit: 2, projection: '-flow' })
  const rows = useMemo(() => rowsOf(templates.data), [templates.data])
  return (
    <>
      <ul>
        {Array.from({ length: rows.length }, (_, index) => (
          <li key={rows.at(index)!.flowId}>{rows.at(index)!.name}</li>
        ))}
      </ul>
      <button disabled={!templates.hasNextPage} onClick={() => templates.fetchNextPage()}>
        More templates
      </button>
      <p role="status">{rowsOf(activated.data).length} activated</p>
    </>
  )
}

/** Page after page. */
export const Infinite: Story = {
  name: 'useInfiniteIntegrationTemplates, useInfiniteIntegrations',
  ...shows({ EndlessIntegrations }, source, {
    hooks: ['useInfiniteIntegrationTemplates', 'useInfiniteIntegrations'],
    appmixer,
  }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getByRole('button')).toBeEnabled())
    await userEvent.click(canvas.getByRole('button'))
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(4))
  },
}

function Draft() {
  const { data: templates = [] } = useIntegrationTemplates({ projection: '-flow', limit: 1 })
  const cloneFlow = useCloneFlow()
  const publishDraft = usePublishDraft()
  const errorMessage = useErrorMessage()
  const error = cloneFlow.error ?? publishDraft.error

  async function edit(templateId: string) {
    const { flowId } = await cloneFlow.mutateAsync({
      flowId: templateId,
      isTemplateInstance: true,
      additional: { type: 'integration-instance' },
    })
    const draft = await cloneFlow.mutateAsync({
      flowId,
      setOriginFlowId: true,
      additional: { type: 'integration-instance-draft' },
    })
    // Here your user changes the draft with `useUpdateFlow`.
    publishDraft.mutate({ flowId: draft.flowId, forceUpdate: true })
  }

  return (
    <>
      <button disabled={!templates[0]} onClick={() => edit(templates[0]!.flowId)}>
        Activate, change and publish
      </button>
      {publishDraft.isSuccess && <p role="status">Published.</p>}
      {error && <p role="alert">{errorMessage(error)}</p>}
    </>
  )
}

/** A running integration is edited in a draft, which takes its place in the end. */
export const PublishDraft: Story = {
  name: 'usePublishDraft',
  ...shows({ Draft }, source, { hooks: ['usePublishDraft'], appmixer }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getByRole('button')).toBeEnabled())
    await userEvent.click(canvas.getByRole('button'))
    await expect(await canvas.findByText('Published.')).toBeVisible()
  },
}

function SetUp() {
  const { data: templates = [] } = useIntegrationTemplates({ limit: 1 })
  const [template] = templates
  return template && <Wizard templateId={template.flowId} />
}

function Wizard({ templateId }: { templateId: string }) {
  const { fields, missing, status, problems, error, finish, cancel, outcome } = useIntegrationSetup(
    {
      templateId,
    },
  )
  const errorMessage = useErrorMessage()
  if (outcome) return <p role="status">Ended: {outcome.status}</p>
  return (
    <>
      <ul>
        {fields.map((field) => (
          <li key={field.key}>
            <span>{field.label}</span>
            {missing.some(({ key }) => key === field.key) && <em>missing</em>}
          </li>
        ))}
      </ul>
      {problems.length > 0 && <p role="alert">{problems.join(' ')}</p>}
      {error && <p role="alert">{errorMessage(error)}</p>}
      <div className="row">
        <button disabled={status !== 'editing'} onClick={finish}>
          Start
        </button>
        <button onClick={cancel}>Cancel</button>
      </div>
    </>
  )
}

/** The wizard without a look. Opening it makes nothing at the server, and nothing stays behind when it is cancelled. */
export const IntegrationSetup: Story = {
  name: 'useIntegrationSetup',
  ...shows({ SetUp }, source, { hooks: ['useIntegrationSetup'], appmixer }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem').length).toBeGreaterThan(0))
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }))
    await expect(await canvas.findByText(/^Ended:/)).toBeVisible()
  },
}

function ConnectInOneClick() {
  const { data: templates = [] } = useIntegrationTemplates({ limit: 3 })
  const { connectIntegration, steps, missing, isAsking, cancel, template } = useConnectIntegration()
  return (
    <>
      <ul>
        {templates.map((each) => (
          <li key={each.flowId}>
            <span>{each.name}</span>
            <button aria-label={`Connect ${each.name}`} onClick={() => connectIntegration(each)}>
              Connect
            </button>
          </li>
        ))}
      </ul>
      {template && (
        <div className="row" role="status">
          {steps.map(({ kind, label, status }) => (
            <span key={kind + label}>
              {label || kind} <em>{status}</em>
            </span>
          ))}
          {isAsking && <span>Missing: {missing.map(({ label }) => label).join(', ')}</span>}
          <button onClick={cancel}>Cancel</button>
        </div>
      )}
    </>
  )
}

/** One click: accounts that are missing, the copy, the suggested values, the start. It asks only for what is missing. */
export const ConnectIntegration: Story = {
  name: 'useConnectIntegration',
  ...shows({ ConnectInOneClick }, source, { hooks: ['useConnectIntegration'], appmixer }),
  async play({ canvas, userEvent }) {
    await userEvent.click((await canvas.findAllByRole('button', { name: /^Connect / }))[0]!)
    await expect(await canvas.findByRole('button', { name: 'Cancel' })).toBeVisible()
  },
}

function SuspendedTemplates() {
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <Numbers />
    </Suspense>
  )
}

function Numbers() {
  const { data: templates } = useSuspenseIntegrationTemplates({ limit: 3 })
  const { data: count } = useSuspenseIntegrationTemplatesCount()
  const { data: integrations } = useSuspenseIntegrations({ limit: 3 })
  const { data: activated } = useSuspenseIntegrationsCount()
  const { data: categories } = useSuspenseCategories()
  return (
    <p>
      {templates.length} of {count} templates in {categories.length} categories,{' '}
      {integrations.length} of {activated} activated
    </p>
  )
}

/** `data` is always there. */
export const Suspending: Story = {
  name: 'The same with Suspense',
  ...shows({ SuspendedTemplates }, source, { appmixer }),
  async play({ canvas }) {
    await expect(await canvas.findByText(/^3 of 6 templates in/)).toBeVisible()
  },
}
