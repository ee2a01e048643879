import type { ChangeEvent, FormEvent } from 'react'
import type { Getter, RowGetter } from '../../headless/createPart.ts'
import { button, flag, propsOf } from '../../headless/elements.ts'
import type { ElementProps } from '../../headless/mergeProps.ts'
import type {
  AccountSetupField,
  FieldChoice,
  FieldProblem,
  SetupField,
  ShownSetupField,
  ValueSetupField,
} from './fields.ts'
import type { IntegrationSetupState } from './model.ts'

/** The getter of one element per choice of a field. */
export type ChoiceGetter = (
  field: ValueSetupField,
  choice: FieldChoice,
  props?: ElementProps<'input'>,
) => ElementProps<'input'>

/** The getters of an integration setup. */
export interface IntegrationSetupGetters {
  /** `<form>` around everything; Enter finishes. */
  getRootProps: Getter<'form'>
  /** `<h2>` */
  getNameProps: Getter<'h2'>
  /** `<p>` while it is read. */
  getLoadingProps: Getter<'p'>
  /** `<p>`: what did not work. */
  getFailureProps: Getter<'p'>
  /** `<button>` that repeats it. */
  getRetryProps: Getter<'button'>
  /** `<div>` around the fields. */
  getFieldsProps: Getter<'div'>
  /** `<div>` around one field; a `group` where it has several controls. */
  getFieldProps: RowGetter<SetupField, 'div'>
  /** `<label>` of a field with one control, or its name. */
  getLabelProps: RowGetter<SetupField, 'label'>
  /** `<p>`: more about a field. */
  getHintProps: RowGetter<SetupField, 'p'>
  /** `<p>`: what is wrong with a field. */
  getErrorProps: RowGetter<SetupField, 'p'>
  /** `<input>` for `text`, `number`, `toggle`, `color` and `date-time`. */
  getInputProps: RowGetter<ValueSetupField, 'input'>
  /** `<textarea>` */
  getTextareaProps: RowGetter<ValueSetupField, 'textarea'>
  /** `<select>`; its options are those of the field. */
  getSelectProps: RowGetter<ValueSetupField, 'select'>
  /** `<input>` per choice: a checkbox of a `multiselect`, a radio button of `buttons`. */
  getChoiceProps: ChoiceGetter
  /** `<select>` with the accounts to choose from. */
  getAccountProps: RowGetter<AccountSetupField, 'select'>
  /** `<button>` that connects another account; while that is under way it stops it. */
  getConnectProps: RowGetter<AccountSetupField, 'button'>
  /** `<p>`: how the consent for a field stands. */
  getConsentProps: RowGetter<AccountSetupField, 'p'>
  /** `<a>` to the page that the browser did not open. */
  getConsentLinkProps: RowGetter<AccountSetupField, 'a'>
  /** `<img>` */
  getImageProps: RowGetter<ShownSetupField, 'img'>
  /** `<div>`: what the server says that belongs to no field; announced. */
  getProblemsProps: Getter<'div'>
  /** `<p>`: what is missing. */
  getMissingProps: Getter<'p'>
  /** `<p>`: what is under way; announced. */
  getStatusProps: Getter<'p'>
  /** `<button type="submit">` that starts or saves. */
  getFinishProps: Getter<'button'>
  /** `<button>` that ends it; what was set up is removed. */
  getCancelProps: Getter<'button'>
}

export function integrationSetupGetters(setup: IntegrationSetupState): IntegrationSetupGetters {
  const { messages, id, consent, connecting } = setup
  const isBusy = setup.status === 'finishing'
  const idOf = ({ key }: SetupField) => `${id}-${key}`
  const described = (field: SetupField) =>
    [field.hint && `${idOf(field)}-hint`, field.shownProblem && `${idOf(field)}-error`]
      .filter(Boolean)
      .join(' ') || undefined
  const control = (field: SetupField) => ({
    id: idOf(field),
    'aria-describedby': described(field),
    'aria-invalid': field.shownProblem ? true : undefined,
    'aria-required': field.isRequired || undefined,
    onBlur: () => setup.touch(field.key),
  })
  const write =
    (field: ValueSetupField) =>
    ({ target }: ChangeEvent<{ value: string }>) =>
      setup.setValue(field.key, target.value)
  const isIts = ({ key }: AccountSetupField) => connecting === key
  const isConnecting = (field: AccountSetupField) => isIts(field) && consent.isConnecting

  return {
    getRootProps: (props) =>
      propsOf<'form'>(
        {
          'data-part': 'setup',
          'data-status': setup.status,
          noValidate: true,
          'aria-label': messages.setup(setup.name),
          'aria-busy': isBusy || undefined,
          onSubmit: (event: FormEvent<HTMLFormElement>) => {
            event.preventDefault()
            setup.finish()
            const [first] = setup.missing
            if (first) document.getElementById(idOf(first))?.focus()
          },
        },
        props,
      ),
    getNameProps: (props) => propsOf<'h2'>({ 'data-part': 'title', children: setup.name }, props),
    getLoadingProps: (props) =>
      propsOf<'p'>({ 'data-part': 'loading', role: 'status', children: messages.loading }, props),
    getFailureProps: (props) => {
      const reason = setup.error ? messages.reason(setup.error) : ''
      const isUnreadable = setup.status === 'unreadable'
      return propsOf<'p'>(
        {
          'data-part': 'failure',
          role: 'alert',
          children: isUnreadable ? messages.unreadable(reason) : messages.failed(reason),
        },
        props,
      )
    },
    getRetryProps: (props) =>
      button({ action: 'retry', onPress: setup.retry }, { children: messages.retry }, props),
    getFieldsProps: (props) => propsOf<'div'>({ 'data-part': 'fields' }, props),
    getFieldProps: (field, props) =>
      propsOf<'div'>(
        {
          'data-part': 'field',
          'data-kind': field.kind,
          'data-invalid': flag(field.shownProblem !== undefined),
          ...(isGroup(field) && {
            role: field.kind === 'buttons' ? 'radiogroup' : 'group',
            'aria-labelledby': `${idOf(field)}-label`,
          }),
          ...(isGroup(field) &&
            field.kind !== 'fieldset' && {
              id: idOf(field),
              tabIndex: -1,
              'aria-describedby': described(field),
            }),
        },
        props,
      ),
    getLabelProps: (field, props) =>
      propsOf<'label'>(
        {
          'data-part': 'label',
          id: `${idOf(field)}-label`,
          htmlFor: hasOneControl(field) ? idOf(field) : undefined,
          children: field.label,
        },
        props,
      ),
    getHintProps: (field, props) =>
      propsOf<'p'>({ 'data-part': 'hint', id: `${idOf(field)}-hint`, children: field.hint }, props),
    getErrorProps: (field, props) =>
      propsOf<'p'>(
        {
          'data-part': 'field-error',
          id: `${idOf(field)}-error`,
          children: field.shownProblem && problemText(field.shownProblem, setup),
        },
        props,
      ),
    getInputProps: (field, props) =>
      propsOf<'input'>(
        {
          'data-part': field.kind === 'toggle' ? 'toggle' : 'input',
          ...control(field),
          placeholder: field.placeholder,
          ...inputProps(field, setup, write(field)),
        },
        props,
      ),
    getTextareaProps: (field, props) =>
      propsOf<'textarea'>(
        {
          'data-part': 'input',
          rows: 3,
          ...control(field),
          placeholder: field.placeholder,
          value: textOf(field.value),
          onChange: write(field),
        },
        props,
      ),
    getSelectProps: (field, props) =>
      propsOf<'select'>(
        {
          'data-part': 'select',
          ...control(field),
          value: textOf(field.value),
          onChange: write(field),
        },
        props,
      ),
    getChoiceProps: (field, { value }, props) => {
      const isMany = field.kind === 'multiselect'
      const chosen = Array.isArray(field.value) ? field.value.map(String) : []
      return propsOf<'input'>(
        {
          'data-part': 'choice',
          type: isMany ? 'checkbox' : 'radio',
          name: isMany ? undefined : idOf(field),
          checked: isMany ? chosen.includes(value) : field.value === value,
          onBlur: () => setup.touch(field.key),
          onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
            if (!isMany) return setup.setValue(field.key, value)
            const others = chosen.filter((other) => other !== value)
            // In the order of the choices, whatever was ticked first.
            const next = target.checked ? [...others, value] : others
            const order = field.choices.map((choice) => choice.value)
            setup.setValue(
              field.key,
              next.toSorted((one, other) => order.indexOf(one) - order.indexOf(other)),
            )
          },
        },
        props,
      )
    },
    getAccountProps: (field, props) =>
      propsOf<'select'>(
        {
          'data-part': 'select',
          ...control(field),
          value: field.account?.accountId ?? '',
          onChange: ({ target }: ChangeEvent<HTMLSelectElement>) =>
            setup.setAccount(field.key, target.value),
        },
        props,
      ),
    getConnectProps: (field, props) => {
      const isWaiting = isConnecting(field)
      const label = field.accounts.length > 0 ? messages.connectAnother : messages.connect
      return button(
        {
          action: 'connect',
          onPress: isWaiting
            ? consent.cancel
            : isBusy
              ? undefined
              : () => void setup.connect(field).catch(() => {}),
        },
        {
          // A button has no value: what is required, or wrong, is said by its description alone.
          ...(field.accounts.length === 0 && {
            ...control(field),
            'aria-required': undefined,
            'aria-invalid': undefined,
          }),
          'data-kind': field.isMissing && !isWaiting ? 'primary' : undefined,
          'data-busy': flag(isWaiting),
          'aria-label': isWaiting ? undefined : messages.connectFor(field.label, label),
          children: isWaiting ? messages.stopConnecting : label,
        },
        props,
      )
    },
    getConsentProps: (field, props) =>
      propsOf<'p'>(
        { 'data-part': 'consent', role: 'status', children: consentText(field, setup) },
        props,
      ),
    getConsentLinkProps: (_, props) =>
      propsOf<'a'>(
        {
          'data-part': 'link',
          href: consent.outcome?.status === 'blocked' ? consent.outcome.url : undefined,
          target: '_blank',
          rel: 'noreferrer',
          onClick: () => void consent.resume(),
          children: messages.blocked,
        },
        props,
      ),
    getImageProps: ({ src, label }, props) =>
      propsOf<'img'>({ 'data-part': 'picture', src, alt: label }, props),
    getProblemsProps: (props) => propsOf<'div'>({ 'data-part': 'problems', role: 'alert' }, props),
    getMissingProps: (props) =>
      propsOf<'p'>(
        {
          'data-part': 'missing',
          children: messages.missing(setup.missing.map(({ label }) => label)),
        },
        props,
      ),
    getStatusProps: (props) =>
      propsOf<'p'>(
        {
          'data-part': 'setup-status',
          role: 'status',
          children: setup.step ? messages.step(setup.step) : '',
        },
        props,
      ),
    getFinishProps: (props) =>
      propsOf<'button'>(
        {
          ...button(
            { action: 'finish', onPress: undefined },
            {
              'data-kind': 'primary',
              'data-busy': flag(isBusy),
              children: setup.isNew ? messages.start : messages.save,
            },
            undefined,
          ),
          type: 'submit',
          'aria-disabled': setup.status !== 'editing' || undefined,
        },
        props,
      ),
    getCancelProps: (props) =>
      button({ action: 'cancel', onPress: setup.cancel }, { children: messages.cancel }, props),
  }
}

/** How the consent of a field stands; empty when there is nothing to say. */
export function consentText(
  field: AccountSetupField,
  { consent, connecting, messages }: IntegrationSetupState,
): string {
  if (connecting !== field.key) return ''
  if (consent.isConnecting) return messages.connecting
  if (consent.error) return messages.failed(messages.reason(consent.error))
  const status = consent.outcome?.status
  if (status === 'refused') return messages.refused
  return status === 'timed-out' ? messages.timedOut : ''
}

function isGroup({ kind }: SetupField): boolean {
  return kind === 'fieldset' || kind === 'buttons' || kind === 'multiselect'
}

function hasOneControl(field: SetupField): boolean {
  return ('value' in field && !isGroup(field)) || field.kind === 'account'
}

function inputProps(
  field: ValueSetupField,
  { setValue }: IntegrationSetupState,
  onChange: (event: ChangeEvent<HTMLInputElement>) => void,
): ElementProps<'input'> {
  const { kind, key, value } = field
  if (kind === 'toggle') {
    return {
      type: 'checkbox',
      role: 'switch',
      checked: value === true,
      onChange: ({ target }) => setValue(key, target.checked),
    }
  }
  if (kind === 'number') {
    const { min, max, step } = field
    return {
      type: 'number',
      inputMode: 'decimal',
      min,
      max,
      step: step ?? 'any',
      value: textOf(value),
      onChange,
    }
  }
  if (kind === 'color') {
    return {
      type: 'color',
      value: /^#[\da-f]{6}$/i.test(textOf(value)) ? textOf(value) : '#000000',
      onChange,
    }
  }
  if (kind === 'date-time') {
    return {
      type: 'datetime-local',
      value: localOf(value),
      onChange: ({ target }) => setValue(key, isoOf(target.value)),
    }
  }
  return { type: 'text', value: textOf(value), onChange }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** `2026-01-02T03:04` in the time zone of the browser, as `datetime-local` wants it. */
function localOf(value: unknown): string {
  const at = typeof value === 'string' ? new Date(value) : undefined
  if (!at || Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function isoOf(local: string): string {
  const at = new Date(local)
  return Number.isNaN(at.getTime()) ? '' : at.toISOString()
}

function problemText(problem: FieldProblem, { messages }: IntegrationSetupState): string {
  switch (problem.code) {
    case 'required':
      return messages.required
    case 'number':
      return messages.noNumber
    case 'min':
      return messages.tooSmall(problem.limit)
    case 'max':
      return messages.tooLarge(problem.limit)
    default:
      return problem.message
  }
}
