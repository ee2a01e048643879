'use client'

import type { ReactNode } from 'react'
import { createPart, partsOf, type Part } from '../../headless/createPart.ts'
import {
  createListParts,
  createListRoot,
  createQuestionParts,
  type ListRootProps,
} from '../../headless/listParts.tsx'
import type { IntegrationGalleryOptions, IntegrationGalleryView, IntegrationRow } from './model.ts'
import { useIntegrationGallery, type IntegrationGalleryModel } from './useIntegrationGallery.ts'

const parts = /*#__PURE__*/ partsOf<IntegrationGalleryModel, IntegrationRow>('IntegrationGallery')
const { list, row, listPart, rowPart, valuePart } = parts

export type RootProps = ListRootProps<IntegrationGalleryOptions, IntegrationGalleryModel>

/** Reads templates and integrations and lets the parts inside of it show them. Renders a `<section>` element. */
export const Root: (props: RootProps) => ReactNode = /*#__PURE__*/ createListRoot<
  IntegrationGalleryOptions,
  IntegrationGalleryModel
>(parts, useIntegrationGallery, {
  templateFilter: true,
  instanceFilter: true,
  pageSize: true,
  sort: true,
  timeout: true,
  pollInterval: true,
  origins: true,
  onOutcome: true,
  messages: true,
})

export const {
  Search,
  Items,
  Item,
  Notice,
  ItemError,
  Retry,
  Dismiss,
  Loading,
  Empty,
  Clear,
  Failure,
  Reload,
  Sort,
  PageSize,
  Previous,
  Next,
  Range,
  Announcer,
} = /*#__PURE__*/ createListParts<IntegrationGalleryModel, IntegrationRow>(parts)

/** Around the tabs. Renders a `<div>` element. */
export const Tabs = /*#__PURE__*/ listPart('Tabs', 'div', (model) => model.getTabsProps)

/** Shows all templates, or what is activated; says how many there are. Renders a `<button>` element. */
export const Tab = /*#__PURE__*/ valuePart<IntegrationGalleryView['tab'], 'button'>(
  'Tab',
  'button',
  (model) => model.getTabProps,
)

/** The categories of templates. Renders a `<select>` element, or nothing without any. */
export const Category: Part<'select', IntegrationGalleryModel> = /*#__PURE__*/ createPart(
  'IntegrationGallery.Category',
  'select',
  (theirs) => {
    const model = list.use('IntegrationGallery.Category')
    const { categories, messages, view } = model
    if (categories.length === 0 || view.tab === 'activated') return undefined
    const children = [
      <option key="" value="">
        {messages.allCategories}
      </option>,
      ...categories.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      )),
    ]
    return { state: model, props: model.getCategoryProps({ children, ...theirs }) }
  },
)

/** The icons of the apps. Renders a `<div>` element, or nothing without any. */
export const Apps: Part<'div', IntegrationRow> = /*#__PURE__*/ createPart(
  'IntegrationGallery.Apps',
  'div',
  (theirs) => {
    const model = list.use('IntegrationGallery.Apps')
    const state = row.use('IntegrationGallery.Apps')
    if (state.apps.length === 0) return undefined
    const children = state.apps.map((app) =>
      app.icon === undefined ? (
        <span key={app.service} data-part="app-icon" role="img" aria-label={app.label}>
          {app.monogram}
        </span>
      ) : (
        <img key={app.service} alt={app.label} {...model.getAppProps(app)} />
      ),
    )
    return { state, props: model.getAppsProps(state, { children, ...theirs }) }
  },
)

/** The name. Renders a `<span>` element. */
export const Name = /*#__PURE__*/ rowPart('Name', 'span', (model) => model.getNameProps)

/** What it is for, as text. Renders a `<p>` element, or nothing. */
export const Description = /*#__PURE__*/ rowPart(
  'Description',
  'p',
  (model) => model.getDescriptionProps,
  ({ description }) => description !== '',
)

/** Whether a template is activated, or how an integration stands. Renders a `<span>` element with `data-status`. */
export const Status = /*#__PURE__*/ rowPart('Status', 'span', (model) => model.getStatusProps)

/** What happens between the click and the integration that runs. Renders an `<ol>` element, or nothing. */
export const Steps: Part<'ol', IntegrationRow> = /*#__PURE__*/ createPart(
  'IntegrationGallery.Steps',
  'ol',
  (theirs) => {
    const model = list.use('IntegrationGallery.Steps')
    const state = row.use('IntegrationGallery.Steps')
    if (state.steps.length === 0) return undefined
    const children = state.steps.map((step) => (
      <li key={step.field?.key ?? step.kind} {...model.getStepProps(step)} />
    ))
    return { state, props: model.getStepsProps(state, { children, ...theirs }) }
  },
)

const isTemplate = ({ kind }: IntegrationRow) => kind === 'template'
const isInstance = ({ kind }: IntegrationRow) => kind === 'instance'
const canStop = ({ kind, stop, status }: IntegrationRow) =>
  kind === 'instance' && (stop !== undefined || status === 'stopping')

/**
 * Activates a template in one click. Renders a `<button>` element, or nothing for an integration, and while it is being
 * connected.
 */
export const Connect = /*#__PURE__*/ rowPart(
  'Connect',
  'button',
  (model) => model.getConnectProps,
  (state) => isTemplate(state) && state.cancelConnect === undefined,
)

/** Gives up what is being connected. Renders a `<button>` element, or nothing. */
export const CancelConnect = /*#__PURE__*/ rowPart(
  'CancelConnect',
  'button',
  (model) => model.getCancelConnectProps,
  ({ cancelConnect }) => cancelConnect !== undefined,
)

/** Opens the settings. Renders a `<button>` element, or nothing for a template. */
export const Settings = /*#__PURE__*/ rowPart(
  'Settings',
  'button',
  (model) => model.getSettingsProps,
  isInstance,
)

/** Starts an integration. Renders a `<button>` element, or nothing while it runs. */
export const Start = /*#__PURE__*/ rowPart(
  'Start',
  'button',
  (model) => model.getStartProps,
  (state) => isInstance(state) && !canStop(state),
)

/** Stops an integration. Renders a `<button>` element, or nothing while it stands. */
export const Stop = /*#__PURE__*/ rowPart('Stop', 'button', (model) => model.getStopProps, canStop)

/** Asks whether to remove an integration. Renders a `<button>` element, or nothing for a template. */
export const Remove = /*#__PURE__*/ rowPart(
  'Remove',
  'button',
  (model) => model.getRemoveProps,
  isInstance,
)

/**
 * Around what the user is asked: put `<IntegrationSetup.Root setup={gallery.setup}>` inside. Renders a modal `<dialog>`
 * element while there is something to ask.
 */
export const Setup = /*#__PURE__*/ listPart(
  'Setup',
  'dialog',
  (model) => model.getSetupProps,
  ({ setup }) => setup !== undefined,
)

export const { Dialog, Question, Confirm, Cancel } =
  /*#__PURE__*/ createQuestionParts<IntegrationGalleryModel>(
    parts,
    ({ confirming }) => confirming !== undefined,
  )
