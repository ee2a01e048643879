'use client'

import { skipToken } from '@tanstack/react-query'
import { useState } from 'react'
import { useApps } from '../../apps/hooks.ts'
import { useStartFlow, useStopFlow } from '../../flows/hooks.ts'
import type { Flow, FlowRef } from '../../flows/types.ts'
import {
  actionsOn,
  clampPage,
  reported,
  useListControls,
  useListState,
  withoutRepeats,
} from '../../headless/listModel.ts'
import { useAttempts, waitingIn } from '../../headless/useAttempts.ts'
import { useScopedState } from '../../headless/useControlled.ts'
import { noBulk } from '../../headless/useListBulk.ts'
import { useMessages } from '../../react/messages.ts'
import {
  useCategories,
  useDeleteIntegration,
  useIntegrations,
  useIntegrationsCount,
  useIntegrationTemplates,
  useIntegrationTemplatesCount,
} from '../hooks.ts'
import type { SetupOutcome } from '../setup/setup.ts'
import { useConnectIntegration } from '../setup/useConnectIntegration.ts'
import { useIntegrationSetup } from '../setup/useSetup.ts'
import { wizardServices } from '../wizard.ts'
import { integrationGalleryGetters, type IntegrationGalleryGetters } from './getters.ts'
import { integrationGalleryMessages } from './messages.ts'
import type {
  IntegrationApp,
  IntegrationGalleryOptions,
  IntegrationGalleryState,
  IntegrationGalleryView,
  IntegrationRow,
} from './model.ts'

/** State and actions of an integration gallery, with a prop getter for each of its elements. */
export interface IntegrationGalleryModel
  extends IntegrationGalleryState, IntegrationGalleryGetters {}

/** What a tile has no use for. */
const projection = '-flow,-thumbnail,-sharedWith'

/** Icons on a tile. */
const mostApps = 10

/**
 * Everything a gallery of integrations does, without a look: templates and what the user has activated, search,
 * categories, pages, app icons; connect in one click, settings, start, stop, remove with confirmation.
 * `<IntegrationGallery.Root>` and its parts are thin elements over it; `gallery.setup` goes into
 * `<IntegrationSetup.Root setup={gallery.setup}>`.
 *
 * @example
 * const gallery = useIntegrationGallery()
 * <section {...gallery.getRootProps()}>
 *   <ul {...gallery.getItemsProps()}>
 *     {gallery.rows.map((row) => (
 *       <li key={row.key} {...gallery.getItemProps(row)}>
 *         <span {...gallery.getNameProps(row)} /> <button {...gallery.getConnectProps(row)} />
 *       </li>
 *     ))}
 *   </ul>
 * </section>
 */
export function useIntegrationGallery(
  options: IntegrationGalleryOptions = {},
): IntegrationGalleryModel {
  const messages = useMessages('integrationGallery', integrationGalleryMessages, options)
  const controls = useListControls<Flow, IntegrationGalleryView>(
    {
      search: '',
      page: 0,
      pageSize: options.pageSize ?? 20,
      sort: options.sort ?? 'name:1',
      opened: undefined,
      tab: 'all',
      category: '',
    },
    options,
  )
  const { view, setView, pattern, announce } = controls
  const isActivated = view.tab === 'activated'
  const [askedKey, setAsked] = useScopedState<string | undefined>(() => undefined)
  const [settingsKey, setSettings] = useState<string>()

  const search = pattern === '' ? {} : { pattern, escapePattern: true }
  const ofTemplates = {
    ...search,
    ...(view.category !== '' && { category: view.category }),
    filter: options.templateFilter,
  }
  const ofInstances = { ...search, filter: options.instanceFilter }
  const templatesCount = useIntegrationTemplatesCount(ofTemplates)
  const instancesCount = useIntegrationsCount(ofInstances)
  const total = isActivated ? instancesCount.data : templatesCount.data
  const page = clampPage(controls.page, total, view.pageSize)
  const position = {
    limit: view.pageSize,
    offset: page * view.pageSize,
    sort: view.sort,
    projection,
  }
  const kept = { placeholderData: (before: Flow[] | undefined) => before }
  const templates = useIntegrationTemplates(
    isActivated ? skipToken : { ...ofTemplates, ...position },
    kept,
  )
  const instances = useIntegrations(isActivated ? { ...ofInstances, ...position } : skipToken, kept)
  // Which templates are activated, in one read for all tiles.
  const activated = useIntegrations(
    isActivated ? skipToken : { limit: 500, projection: 'flowId,templateId,stage' },
  )
  const { data: categories = [] } = useCategories()
  const { data: apps = [] } = useApps()
  const query = isActivated ? instances : templates
  const all = withoutRepeats(query.data ?? [], 'flowId')

  const nameOf = ({ flowId }: FlowRef) =>
    all.find((flow) => flow.flowId === flowId)?.name || messages.unnamed
  const keyOf = ({ flowId }: FlowRef) => flowId
  const { onError, onOutcome, timeout, pollInterval, origins } = options
  const reporter = { messages, announce, nameOf, keyOf, onError }
  const starting = useStartFlow(
    reported('startFlow', { begun: messages.starting, done: messages.started }, reporter),
  )
  const stopping = useStopFlow(
    reported('stopFlow', { begun: messages.stopping, done: messages.stopped }, reporter),
  )
  const deletion = useDeleteIntegration(
    reported('deleteIntegration', { begun: messages.removing, done: messages.removed }, reporter),
  )
  const attempts = useAttempts<FlowRef>('flowId')
  const act = actionsOn(options, all, keyOf)

  function ended(outcome: SetupOutcome, name: string): void {
    if (outcome.status === 'started') announce(messages.started(name))
    if (outcome.status === 'saved') announce(messages.saved(name))
    if (outcome.status === 'failed') {
      announce(messages.refused(name, messages.reason(outcome.error)))
    }
    onOutcome?.(outcome, name)
  }
  const consents = { timeout, pollInterval, origins }
  const connecting = useConnectIntegration({
    ...consents,
    onOutcome: (outcome) => ended(outcome, connecting.template?.name || messages.unnamed),
  })
  const settings = useIntegrationSetup(
    settingsKey === undefined ? undefined : { instanceId: settingsKey },
    {
      ...consents,
      onOutcome(outcome) {
        setSettings(undefined)
        ended(outcome, settings.flow?.name || messages.unnamed)
      },
    },
  )

  function appOf(service: string): IntegrationApp {
    const app = apps.find(({ name }) => name === service.replace(':', '.'))
    const label = app?.label || service.replace(/^.*:/, '')
    const icon = app?.icon && /^(data:image\/|https:\/\/)/.test(app.icon) ? app.icon : undefined
    return { service, label, icon, monogram: label.charAt(0).toUpperCase() }
  }

  function rowOf(flow: Flow): Omit<IntegrationRow, 'isSelected' | 'isOpen'> {
    const { flowId: key, stage } = flow
    const attempt = attempts.get(key)
    const isConnecting = connecting.template?.flowId === key
    const made = (activated.data ?? []).filter(({ templateId }) => templateId === key)
    const available = made.length > 0 ? 'activated' : 'available'
    const isStanding = stage === 'stopped' || stage == null
    const isRunning = stage === 'running' || stage === 'starting' || stage === 'paused'
    const only = (isOffered: boolean, carryOut: () => void) =>
      isActivated && isOffered ? carryOut : undefined
    const send = (action: string, mutate: (ref: FlowRef) => void) => () =>
      act(action, [key], () => mutate({ flowId: key }))
    return {
      flow,
      key,
      kind: isActivated ? 'instance' : 'template',
      name: flow.name || messages.unnamed,
      description: flow.description ?? '',
      apps: wizardServices(flow).slice(0, mostApps).map(appOf),
      status: isActivated ? (stage ?? 'stopped') : isConnecting ? 'connecting' : available,
      instances: made.length,
      steps: isConnecting ? connecting.steps : [],
      isBusy: attempt?.isPending === true || (isConnecting && !connecting.isAsking),
      waiting: waitingIn(attempt),
      error: attempt?.error ?? undefined,
      connect:
        isActivated || isConnecting
          ? undefined
          : () =>
              act('connectIntegration', [key], () => {
                setSettings(undefined)
                void connecting.connectIntegration(flow)
              }),
      cancelConnect: isConnecting ? connecting.cancel : undefined,
      settings: isActivated ? () => setSettings(key) : undefined,
      start: only(isStanding, send('startFlow', starting.mutate)),
      stop: only(isRunning, send('stopFlow', stopping.mutate)),
      remove: only(true, () => setAsked(() => key)),
      retry() {
        if (!attempt) return
        attempt.dismiss()
        if (attempt.action === 'startFlow') starting.mutate({ flowId: key })
        else if (attempt.action === 'stopFlow') stopping.mutate({ flowId: key })
        else deletion.mutate({ flowId: key })
      },
      dismiss: () => attempt?.dismiss(),
    }
  }

  const list = useListState<IntegrationRow, IntegrationGalleryView>({
    controls,
    options,
    messages,
    query,
    total,
    page,
    rows: all.map(rowOf),
    noFilter: { category: '' },
    undoable: undefined,
    refetch: () => void query.refetch(),
  })
  const confirming = list.rows.find(({ key }) => key === askedKey)
  const setup =
    settingsKey === undefined ? (connecting.isAsking ? connecting : undefined) : settings
  const state: IntegrationGalleryState = {
    ...list,
    bulk: noBulk,
    messages,
    setTab: (tab) => setView({ tab, category: '' }),
    counts: { all: templatesCount.data, activated: instancesCount.data },
    categories,
    setCategory: (category) => setView({ category }),
    setup,
    confirming,
    confirm() {
      setAsked(() => undefined)
      if (!confirming) return
      const { key: flowId } = confirming
      act('deleteIntegration', [flowId], () => deletion.mutate({ flowId }))
    },
    cancel: () => setAsked(() => undefined),
  }
  return { ...state, ...integrationGalleryGetters(state) }
}
