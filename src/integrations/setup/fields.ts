import type { Account } from '../../accounts/types.ts'
import { isNumber, isRecord, isText } from '../../client/checks.ts'
import type { Flow } from '../../flows/types.ts'
import { wizardFields, type WizardField } from '../wizard.ts'

/** What keeps a field from being complete. */
export type FieldProblem =
  /** Nothing is there. */
  | { code: 'required' }
  /** It is no number. */
  | { code: 'number' }
  | { code: 'min'; limit: number }
  | { code: 'max'; limit: number }
  /** What the server says. */
  | { code: 'server'; message: string }

/** One of several values to choose from. */
export interface FieldChoice {
  label: string
  value: string
}

/** How a value is asked for. */
export type ValueKind =
  | 'text'
  | 'textarea'
  | 'number'
  | 'toggle'
  | 'color'
  | 'date-time'
  | 'select'
  | 'multiselect'
  | 'buttons'

/** What all fields of a setup have. */
interface SetupFieldBase {
  /** Names the field. It stays the same as long as the wizard does. */
  key: string
  label: string
  /** More about it. */
  hint: string | undefined
  isRequired: boolean
  /** It is required, and there is nothing yet. */
  isMissing: boolean
  /** What is wrong with it, also before it is shown. */
  problem: FieldProblem | undefined
  /** What to show: a problem is not shown before the user was there. */
  shownProblem: FieldProblem | undefined
}

/** Asks for an account. */
export interface AccountSetupField extends SetupFieldBase {
  kind: 'account'
  /** `vendor:service`, for example `appmixer:slack`. */
  service: string
  /** What to ask the consent for: the service, or the one component that needs the account. */
  consentFor: string
  /** The components of the wizard that will work with it. */
  components: readonly string[]
  /** Those to choose from. */
  accounts: readonly Account[]
  /** The chosen one. The only one is chosen by itself. */
  account: Account | undefined
}

/** Asks for a value. */
export interface ValueSetupField extends SetupFieldBase {
  kind: ValueKind
  /** A number is text for as long as it is none. `date-time` is ISO 8601 UTC. */
  value: unknown
  placeholder: string | undefined
  choices: readonly FieldChoice[]
  min: number | undefined
  max: number | undefined
  step: number | undefined
  /** Where in the flow it is. */
  path: readonly string[]
}

/** Fields that belong together. */
export interface FieldsetSetupField extends SetupFieldBase {
  kind: 'fieldset'
  fields: readonly (ValueSetupField | UnknownSetupField)[]
}

/** Shows something and asks for nothing. */
export interface ShownSetupField extends SetupFieldBase {
  kind: 'note' | 'image'
  /** The address of an image: a data URI or https. */
  src: string | undefined
}

/** A field that this version cannot ask for. It is shown by its label, and its value is left as it is. */
export interface UnknownSetupField extends SetupFieldBase {
  kind: 'unknown'
  /** What the server calls it. */
  type: string
}

/** One field of a setup. */
export type SetupField =
  | AccountSetupField
  | ValueSetupField
  | FieldsetSetupField
  | ShownSetupField
  | UnknownSetupField

/** What the fields are made of. */
export interface FieldsInput {
  /** The template, the integration, or the copy that is edited: the keys are the same. */
  flow: Flow
  values: Readonly<Record<string, unknown>>
  accounts: readonly Account[]
  /** Ids of accounts by field. */
  chosen: Readonly<Record<string, string>>
  /** What the server refused, by field. */
  problems: Readonly<Record<string, string>>
  /** Fields whose problems are shown. */
  touched: ReadonlySet<string>
  /** The user wanted to finish: all problems are shown. */
  isAttempted: boolean
}

/** The fields of a setup, in the order of its wizard. */
export function setupFields(input: FieldsInput): SetupField[] {
  return wizardFields(input.flow).map((field) => setupField(field, input))
}

/** All fields with a value, those of fieldsets too. */
export function valueFields(fields: readonly SetupField[]): ValueSetupField[] {
  return fields.flatMap((field) => {
    if (field.kind === 'fieldset') return valueFields(field.fields)
    return isValue(field) ? field : []
  })
}

/** Whether it asks for a value. */
export function isValue(field: SetupField): field is ValueSetupField {
  return 'value' in field
}

/** Those that keep a setup from being finished. */
export function incomplete(
  fields: readonly SetupField[],
): Exclude<SetupField, FieldsetSetupField>[] {
  return fields.flatMap((field) => {
    if (field.kind === 'fieldset') return incomplete(field.fields)
    const isOurs = field.problem !== undefined && field.problem.code !== 'server'
    return isOurs ? field : []
  })
}

/** The descriptor with the values of the fields in their places. */
export function descriptorWith(flow: Flow, fields: readonly SetupField[]): Record<string, unknown> {
  const descriptor = structuredClone(flow.flow ?? {})
  for (const { path, ...field } of valueFields(fields)) {
    if (field.value !== undefined) put(descriptor, path, wireOf(field))
  }
  return descriptor
}

function setupField(field: WizardField, input: FieldsInput): SetupField {
  const key = String(field.index)
  const { attrs, source } = field
  const base = {
    key,
    label: field.label ?? '',
    hint: field.tooltip,
    isRequired: attrs['required'] === true,
  }
  if (field.kind === 'account') return accountField(field, base, input)
  if (field.kind === 'text' || field.kind === 'image') {
    const src = field.kind === 'image' ? imageIn(attrs) : undefined
    return { ...base, ...complete, kind: field.kind === 'text' ? 'note' : 'image', src }
  }
  const path = source?.split('.') ?? []
  const isPlaced = path.length > 1 && isRecord(valueAt(input.flow.flow, path.slice(0, 1)))
  const hasDescriptor = isRecord(input.flow.flow)
  const isUsable = hasDescriptor ? isPlaced : path.length > 1
  if (field.kind === 'unknown' || !isUsable || path.some(isUnsafe)) {
    return {
      ...base,
      ...complete,
      kind: 'unknown',
      type: 'type' in field ? field.type : field.kind,
    }
  }
  if (field.kind === 'inspectorFieldset') {
    const inner = Array.isArray(attrs['fields']) ? attrs['fields'].filter(isRecord) : []
    const fields = inner.flatMap((each) => {
      const { name, label, tooltip, placeholder } = each
      if (!isText(name) || isUnsafe(name)) return []
      const own = {
        key: `${key}.${name}`,
        label: isText(label) ? label : name,
        hint: isText(tooltip) ? tooltip : undefined,
        isRequired: each['required'] === true,
      }
      const hint = isText(placeholder) ? placeholder : undefined
      return valueField(own, { attrs: each, path: [...path, name], placeholder: hint }, input)
    })
    const isMissing = fields.some((each) => each.isMissing)
    return {
      ...base,
      kind: 'fieldset',
      fields,
      isMissing,
      ...problemsOf(base.key, undefined, input),
    }
  }
  return valueField(base, { attrs, path, placeholder: field.placeholder }, input)
}

type Base = Pick<SetupFieldBase, 'key' | 'label' | 'hint' | 'isRequired'>

const complete = { isMissing: false, problem: undefined, shownProblem: undefined }

function accountField(
  field: Extract<WizardField, { kind: 'account' }>,
  base: Base,
  input: FieldsInput,
): AccountSetupField {
  const { components, service = '' } = field
  const accounts = input.accounts.filter((account) => account.service === service)
  const chosen = input.chosen[base.key]
  const account =
    accounts.find(({ accountId }) => accountId === chosen) ??
    (chosen === undefined && accounts.length === 1 ? accounts[0] : undefined)
  const [first] = components
  const type = valueAt(input.flow.flow, [first ?? '', 'type'])
  return {
    ...base,
    kind: 'account',
    isRequired: true,
    service,
    consentFor: components.length === 1 && isText(type) ? type : service,
    components,
    accounts,
    account,
    isMissing: account === undefined,
    ...problemsOf(base.key, account ? undefined : { code: 'required' }, input),
  }
}

const kinds: Record<string, ValueKind> = {
  text: 'text',
  textarea: 'textarea',
  number: 'number',
  toggle: 'toggle',
  color: 'color',
  colour: 'color',
  'color-palette': 'color',
  'date-time': 'date-time',
  datetime: 'date-time',
  select: 'select',
  multiselect: 'multiselect',
  buttons: 'buttons',
  'select-button-group': 'buttons',
}

function valueField(
  base: Base,
  {
    attrs,
    path,
    placeholder,
  }: { attrs: Record<string, unknown>; path: string[]; placeholder: string | undefined },
  input: FieldsInput,
): ValueSetupField | UnknownSetupField {
  const type = isText(attrs['type']) ? attrs['type'] : 'text'
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined
  if (!kind) return { ...base, ...complete, kind: 'unknown', type }
  const value =
    base.key in input.values
      ? input.values[base.key]
      : (valueAt(input.flow.flow, path) ?? attrs['defaultValue'])
  const [min, max, step] = ['min', 'max', 'step'].map((name) =>
    isNumber(attrs[name]) ? attrs[name] : undefined,
  )
  const limits = { min, max }
  return {
    ...base,
    kind,
    value,
    placeholder,
    choices: choicesIn(attrs['options']),
    min,
    max,
    step,
    path,
    isMissing: base.isRequired && isEmpty(value),
    ...problemsOf(
      base.key,
      problemOf({ kind, value, isRequired: base.isRequired, ...limits }),
      input,
    ),
  }
}

function problemOf({
  kind,
  value,
  isRequired,
  min,
  max,
}: {
  kind: ValueKind
  value: unknown
  isRequired: boolean
  min: number | undefined
  max: number | undefined
}): FieldProblem | undefined {
  if (isEmpty(value)) return isRequired ? { code: 'required' } : undefined
  if (kind !== 'number') return undefined
  const number = Number(value)
  if (!Number.isFinite(number)) return { code: 'number' }
  if (min !== undefined && number < min) return { code: 'min', limit: min }
  return max !== undefined && number > max ? { code: 'max', limit: max } : undefined
}

function problemsOf(
  key: string,
  own: FieldProblem | undefined,
  { problems, touched, isAttempted }: FieldsInput,
): Pick<SetupFieldBase, 'problem' | 'shownProblem'> {
  const message = problems[key]
  const said = message === undefined ? undefined : ({ code: 'server', message } as const)
  const problem = own ?? said
  // What the server said was said about what the user did.
  const isShown = isAttempted || touched.has(key)
  return { problem, shownProblem: isShown ? problem : undefined }
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}

function choicesIn(options: unknown): FieldChoice[] {
  if (!Array.isArray(options)) return []
  return options.flatMap((option: unknown) => {
    if (isText(option) || isNumber(option)) return { label: String(option), value: String(option) }
    if (!isRecord(option)) return []
    const { label, content, value } = option
    if (!isText(value) && !isNumber(value)) return []
    const name = [label, content].find(isText) ?? String(value)
    return { label: name, value: String(value) }
  })
}

/** The picture of a field. Only what cannot run a script, and is not read without protection. */
function imageIn(attrs: Record<string, unknown>): string | undefined {
  return [attrs['src'], attrs['url'], attrs['image']]
    .filter(isText)
    .find((src) => /^(data:image\/|https:\/\/)/.test(src))
}

function wireOf({ kind, value }: Pick<ValueSetupField, 'kind' | 'value'>): unknown {
  if (kind !== 'number') return value
  if (isEmpty(value)) return null
  const number = Number(value)
  return Number.isFinite(number) ? number : value
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (isRecord(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  )
}

/** Names that would change the prototype of an object. */
function isUnsafe(name: string): boolean {
  return ['__proto__', 'constructor', 'prototype'].includes(name)
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path
  if (name === undefined) return
  if (rest.length === 0) {
    target[name] = value
    return
  }
  const inner = isRecord(target[name]) ? target[name] : {}
  target[name] = inner
  put(inner, rest, value)
}
