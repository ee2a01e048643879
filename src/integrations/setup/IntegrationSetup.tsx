'use client'

import { Fragment, type ReactNode } from 'react'
import {
  createPart,
  elementOf,
  partsOf,
  type Part,
  type PartProps,
  type Render,
} from '../../headless/createPart.ts'
import type { ElementProps } from '../../headless/mergeProps.ts'
import { isValue, type AccountSetupField, type SetupField } from './fields.ts'
import { consentText } from './getters.ts'
import type { IntegrationSetupOptions } from './model.ts'
import { useIntegrationSetupForm, type IntegrationSetupModel } from './useSetupModel.ts'

const component = 'IntegrationSetup'
const { list, row, listPart, rowPart } = /*#__PURE__*/ partsOf<IntegrationSetupModel, SetupField>(
  component,
  'Fields',
)

export type RootProps = IntegrationSetupOptions &
  Omit<PartProps<'form', IntegrationSetupModel>, 'children' | 'render' | 'target'> & {
    /** What is inside; a function is called with the model. @default all parts, in the order in which they are needed */
    children?: ReactNode | ((model: IntegrationSetupModel) => ReactNode)
    render?: Render<IntegrationSetupModel> | undefined
  }

/** Reads the wizard and lets the parts inside of it show it. Renders a `<form>` element. */
export function Root({
  target,
  setup,
  initial,
  saveDelay,
  timeout,
  pollInterval,
  origins,
  onOutcome,
  messages,
  children,
  render,
  ...theirs
}: RootProps): ReactNode {
  const options = { target, setup, initial, saveDelay, timeout, pollInterval, origins, onOutcome }
  const model = useIntegrationSetupForm({ ...options, messages })
  const props = model.getRootProps({
    ...(theirs as ElementProps<'form'>),
    children: typeof children === 'function' ? children(model) : (children ?? allParts()),
  })
  return <list.Provider value={model}>{elementOf('form', props, model, render)}</list.Provider>
}
Root.displayName = `${component}.Root`

function allParts(): ReactNode {
  return (
    <Fragment>
      <Name />
      <Loading />
      <Fields />
      <Problems />
      <Failure />
      <Retry />
      <Missing />
      <Status />
      <Cancel />
      <Finish />
    </Fragment>
  )
}

const isReadable = ({ status }: IntegrationSetupModel) =>
  status !== 'loading' && status !== 'unreadable'

/** The name of what is set up. Renders an `<h2>` element. */
export const Name = /*#__PURE__*/ listPart('Name', 'h2', (model) => model.getNameProps)

/** While it is read. Renders a `<p>` element, or nothing. */
export const Loading = /*#__PURE__*/ listPart(
  'Loading',
  'p',
  (model) => model.getLoadingProps,
  ({ status }) => status === 'loading',
)

/** What did not work. Renders a `<p>` element, or nothing. */
export const Failure = /*#__PURE__*/ listPart(
  'Failure',
  'p',
  (model) => model.getFailureProps,
  ({ error }) => error !== null,
)

/** Repeats what did not work. Renders a `<button>` element, or nothing. */
export const Retry = /*#__PURE__*/ listPart(
  'Retry',
  'button',
  (model) => model.getRetryProps,
  ({ error }) => error !== null,
)

export interface FieldsProps extends Omit<PartProps<'div', IntegrationSetupModel>, 'children'> {
  /** What is inside of each field; a function is called once per field. @default the parts of a field */
  children?: ReactNode | ((field: SetupField) => ReactNode)
}

/** The fields, each in a {@link Field}. Renders a `<div>` element, or nothing before they are known. */
export function Fields({ children, render, ...theirs }: FieldsProps): ReactNode {
  const model = list.use(`${component}.Fields`)
  if (!isReadable(model)) return null
  const fields = model.fields.map((field) => (
    <Field key={field.key} field={field}>
      {typeof children === 'function' ? children(field) : children}
    </Field>
  ))
  const props = model.getFieldsProps({
    ...(theirs as ElementProps<'div'>),
    children: <Fragment>{fields}</Fragment>,
  })
  return elementOf('div', props, model, render)
}
Fields.displayName = `${component}.Fields`

export interface FieldProps extends PartProps<'div', SetupField> {
  field: SetupField
}

/** One field: label, control, hint and error, unless you put others inside. Renders a `<div>` element. */
export function Field({ field, render, children, ...theirs }: FieldProps): ReactNode {
  const model = list.use(`${component}.Field`)
  const props = model.getFieldProps(field, {
    ...(theirs as ElementProps<'div'>),
    children: children ?? (
      <Fragment>
        <Label />
        <Control />
        <Hint />
        <FieldError />
      </Fragment>
    ),
  })
  return <row.Provider value={field}>{elementOf('div', props, field, render)}</row.Provider>
}
Field.displayName = `${component}.Field`

/** The label of a field. Renders a `<label>` element, or nothing for what is only shown. */
export const Label = /*#__PURE__*/ rowPart(
  'Label',
  'label',
  (model) => model.getLabelProps,
  ({ kind }) => kind !== 'note' && kind !== 'image',
)

/** More about a field. Renders a `<p>` element, or nothing. */
export const Hint = /*#__PURE__*/ rowPart(
  'Hint',
  'p',
  (model) => model.getHintProps,
  ({ hint }) => hint !== undefined,
)

/** What is wrong with a field. Renders a `<p>` element, or nothing. */
export const FieldError = /*#__PURE__*/ rowPart(
  'FieldError',
  'p',
  (model) => model.getErrorProps,
  ({ shownProblem }) => shownProblem !== undefined,
)

/**
 * The control of a field, one per kind: the elements that {@link IntegrationSetupModel} has getters for. For a control of
 * your own, render it for the fields that you know, and this for all others. Renders an `<input>` element, or what its
 * kind has in place of one.
 */
export function Control(): ReactNode {
  const model = list.use(`${component}.Control`)
  const field = row.use(`${component}.Control`)
  const { messages } = model
  if (field.kind === 'account') return <Account />
  if (field.kind === 'fieldset') {
    return field.fields.map((inner) => <Field key={inner.key} field={inner} />)
  }
  if (field.kind === 'note') return <p data-part="note">{field.label}</p>
  if (field.kind === 'image') {
    return field.src === undefined ? (
      <p data-part="note">{field.label}</p>
    ) : (
      <img alt={field.label} {...model.getImageProps(field)} />
    )
  }
  if (!isValue(field)) {
    const type = field.kind === 'unknown' ? field.type : ''
    return <p data-part="note">{messages.unknown(type)}</p>
  }
  if (field.kind === 'textarea') return <textarea {...model.getTextareaProps(field)} />
  if (field.kind === 'select') {
    const isKnown = field.choices.some(({ value }) => value === field.value)
    return (
      <select {...model.getSelectProps(field)}>
        {!isKnown && <option value="">{messages.choose}</option>}
        {field.choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    )
  }
  if (field.kind === 'multiselect' || field.kind === 'buttons') {
    return (
      <div data-part="choices">
        {field.choices.map((choice) => (
          <label key={choice.value} data-part="choice-label">
            <input {...model.getChoiceProps(field, choice)} />
            {choice.label}
          </label>
        ))}
      </div>
    )
  }
  return <input {...model.getInputProps(field)} />
}
Control.displayName = `${component}.Control`

/** The accounts of a field, its consent, and the way to another. Renders nothing for other fields. */
function Account(): ReactNode {
  const model = list.use(`${component}.Control`)
  const field = row.use(`${component}.Control`)
  if (field.kind !== 'account') return null
  const { messages } = model
  return (
    <Fragment>
      <div data-part="account">
        {field.accounts.length > 0 && (
          <select {...model.getAccountProps(field)}>
            {!field.account && <option value="">{messages.chooseAccount}</option>}
            {field.accounts.map(({ accountId, displayName, name }) => (
              <option key={accountId} value={accountId}>
                {displayName || name || messages.unnamedAccount}
              </option>
            ))}
          </select>
        )}
        {field.accounts.length === 0 && <span data-part="note">{messages.noAccount}</span>}
        <button {...model.getConnectProps(field)} />
      </div>
      <Consent />
      <ConsentLink />
    </Fragment>
  )
}

const accountPart = <Name extends 'button' | 'p' | 'a' | 'select'>(
  name: string,
  tag: Name,
  propsFor: (
    model: IntegrationSetupModel,
    field: AccountSetupField,
    theirs: ElementProps<Name>,
  ) => ElementProps<Name> | undefined,
): Part<Name, SetupField> =>
  createPart(`${component}.${name}`, tag, (theirs) => {
    const model = list.use(`${component}.${name}`)
    const field = row.use(`${component}.${name}`)
    const props = field.kind === 'account' ? propsFor(model, field, theirs) : undefined
    return props && { state: field, props }
  }) as never

/** Connects an account for a field. Renders a `<button>` element, or nothing for other fields. */
export const Connect = /*#__PURE__*/ accountPart('Connect', 'button', (model, field, theirs) =>
  model.getConnectProps(field, theirs),
)

/** How the consent of a field stands. Renders a `<p>` element, or nothing. */
export const Consent = /*#__PURE__*/ accountPart('Consent', 'p', (model, field, theirs) =>
  consentText(field, model) === '' ? undefined : model.getConsentProps(field, theirs),
)

/** The page of the provider, where the browser blocked its window. Renders an `<a>` element, or nothing. */
export const ConsentLink = /*#__PURE__*/ accountPart('ConsentLink', 'a', (model, field, theirs) =>
  model.connecting === field.key && model.consent.outcome?.status === 'blocked'
    ? model.getConsentLinkProps(field, theirs)
    : undefined,
)

/** What the server says that belongs to no field. Renders a `<div>` element with a `<p>` each, or nothing. */
export const Problems: Part<'div', IntegrationSetupModel> = /*#__PURE__*/ createPart(
  `${component}.Problems`,
  'div',
  (theirs) => {
    const model = list.use(`${component}.Problems`)
    if (model.problems.length === 0) return undefined
    const children = model.problems.map((problem) => <p key={problem}>{problem}</p>)
    return { state: model, props: model.getProblemsProps({ children, ...theirs }) }
  },
)

/** What is missing. Renders a `<p>` element, or nothing. */
export const Missing = /*#__PURE__*/ listPart(
  'Missing',
  'p',
  (model) => model.getMissingProps,
  (model) => isReadable(model) && model.missing.length > 0,
)

/** What is under way, for screen readers too. Renders a `<p>` element. */
export const Status = /*#__PURE__*/ listPart('Status', 'p', (model) => model.getStatusProps)

/** Starts a new integration, or saves the settings of one. Renders a `<button>` element. */
export const Finish = /*#__PURE__*/ listPart('Finish', 'button', (model) => model.getFinishProps)

/** Ends it; what was set up is removed. Renders a `<button>` element. */
export const Cancel = /*#__PURE__*/ listPart('Cancel', 'button', (model) => model.getCancelProps)
