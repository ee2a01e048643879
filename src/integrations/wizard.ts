import { fieldOf, isRecord, isText } from '../client/checks.ts'
import type { Flow } from '../flows/types.ts'

/** What one field of a wizard is, with what all of them may have. */
interface Field {
  /** The place of the field in the wizard, from 0. */
  index: number
  label?: string
  tooltip?: string
  placeholder?: string
  /** Where in the flow its value is, in the words of the server. */
  source?: string
  /** Everything else that the server says about it. */
  attrs: Record<string, unknown>
}

/** A field that asks for an account. */
export interface AccountWizardField extends Field {
  kind: 'account'
  /** `vendor:service`, for example `appmixer:slack`. */
  service?: string
  /** The ids of the components that will work with the account. */
  components: string[]
}

/** A field that asks for a value, or shows something. */
export interface ValueWizardField extends Field {
  kind: 'inspectorField' | 'inspectorFieldset' | 'customField' | 'text' | 'image'
}

/** A field of a newer server. Show its label, and do not drop it. */
export interface UnknownWizardField extends Field {
  kind: 'unknown'
  /** What the server calls it. */
  type: string
}

/** One thing that the user of an integration is asked for, or shown. */
export type WizardField = AccountWizardField | ValueWizardField | UnknownWizardField

const valueKinds = ['inspectorField', 'inspectorFieldset', 'customField', 'text', 'image'] as const

/**
 * What the user of an integration is asked for, in the order of its wizard. A field that this package does not know is
 * `unknown`; none is left out. Sends nothing.
 *
 * @example
 * for (const field of wizardFields(template)) {
 *   if (field.kind === 'account') needed.push(field.service)
 * }
 */
export function wizardFields({ wizard }: Pick<Flow, 'wizard'>): WizardField[] {
  const fields = fieldOf(wizard, 'fields')
  return Array.isArray(fields) ? fields.map(wizardField) : []
}

/** The services that the wizard of an integration asks accounts for, each once. For the icons of a tile, for example. */
export function wizardServices(flow: Pick<Flow, 'wizard'>): string[] {
  const services = wizardFields(flow).flatMap((field) =>
    field.kind === 'account' && field.service !== undefined ? field.service : [],
  )
  return [...new Set(services)]
}

function wizardField(given: unknown, index: number): WizardField {
  const { type, attrs: more, ...rest } = isRecord(given) ? given : {}
  const attrs = isRecord(more) ? more : {}
  const field: Field = { index, ...textsOf(rest), attrs }
  if (type === 'account') {
    const { service, components } = attrs
    return {
      ...field,
      kind: type,
      ...(isText(service) && { service }),
      components: Array.isArray(components) ? components.filter(isText) : [],
    }
  }
  const kind = valueKinds.find((known) => known === type)
  return kind ? { ...field, kind } : { ...field, kind: 'unknown', type: isText(type) ? type : '' }
}

function textsOf(given: Record<string, unknown>): Partial<Field> {
  const names = ['label', 'tooltip', 'placeholder', 'source'] as const
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name]
      return isText(value) ? [[name, value]] : []
    }),
  )
}
