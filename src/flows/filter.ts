import { AppmixerError } from '../client/errors.ts'
import type { CustomFields } from '../register.ts'
import type { Flow } from './types.ts'

type Value = string | number | boolean

/** One condition: this value, one of these, not this one, text that contains this, or not set at all. */
export type FlowCondition =
  | Value
  | readonly Value[]
  | { not: Value }
  | { contains: string }
  | { isSet: false }

/** Conditions by field; all must hold. One that is `undefined`, or an empty list, is left out. */
export type FlowConditions = {
  [Field in 'stage' | 'type' | 'userId' | 'templateId']?: FlowCondition | undefined
} & {
  customFields?: { [Field in keyof CustomFields]?: FlowCondition | undefined } | undefined
  /** Shared with anybody. */
  isShared?: true | undefined
}

/**
 * The `filter` of `useFlows` from typed conditions. A value may have colons: the server reads only the first colon of
 * a condition as a separator. A plain string or list of strings does as well.
 *
 * @throws AppmixerError `input` for what the server would read as something else, because nothing can be quoted: a
 *   value that begins with an operator, a custom field whose name has a `.` or `:`
 * @example
 * useFlows({ filter: flowFilter({ stage: 'running', customFields: { team: ['sales', 'support'] } }) })
 * // filter=stage:running&filter=customFields.team:sales&filter=customFields.team:support
 */
export function flowFilter(conditions: FlowConditions): string[] {
  const {
    customFields = {},
    isShared,
    ...fields
  } = objectOf(conditions, 'conditions') as FlowConditions
  const custom = objectOf(customFields, 'customFields') as Record<string, FlowCondition | undefined>
  if (![undefined, true].includes(isShared)) {
    throw inputError('flowFilter cannot ask for what is not shared: isShared is true or left out')
  }
  return [
    ...Object.entries(fields).flatMap(([name, condition]) => clausesOn('', name, condition)),
    ...Object.entries(custom).flatMap(([name, condition]) =>
      clausesOn('customFields.', name, condition),
    ),
    ...(isShared ? ['sharedWith:![]'] : []),
  ]
}

function clausesOn(prefix: string, name: string, condition: FlowCondition | undefined): string[] {
  if (condition === undefined) return []
  if (!/^[^.:\p{Surrogate}]+$/u.test(name)) {
    throw inputError(
      `flowFilter cannot ask for a field: its name "${name}" is empty, not valid Unicode, or has a "." or ":", where the server reads the end of a name. Rename the field, or filter the rows yourself`,
    )
  }
  const field = prefix + name
  if (Array.isArray(condition)) return condition.map((value: Value) => `${field}:${plain(value)}`)
  if (typeof condition !== 'object') return [`${field}:${plain(condition)}`]
  const [[operator, operand] = [], ...further] = Object.entries(objectOf(condition, field))
  if (further.length === 0) {
    if (operator === 'not') return [`${field}:!${plain(operand)}`]
    if (operator === 'contains') return [`${field}:~${plain(operand)}`]
    if (operator === 'isSet' && operand === false) return [`${field}:!`]
  }
  throw inputError(
    `flowFilter was not understood: the condition on "${field}" is not one that the server knows. Pass a value, a list of values, { not: value }, { contains: text } or { isSet: false }`,
  )
}

/**
 * The `sort` of `useFlows`.
 *
 * @throws AppmixerError `input` for another order
 * @example
 * useFlows({ sort: flowSort('mtime', 'descending') }) // sort=mtime:-1
 */
export function flowSort(
  field: keyof Pick<Flow, 'name' | 'stage' | 'btime' | 'mtime' | 'started' | 'stopped'>,
  order: 'ascending' | 'descending' = 'ascending',
): string {
  if (typeof field !== 'string' || !/^\w+$/.test(field)) {
    throw inputError('flowSort was not given the name of a field')
  }
  if (order !== 'ascending' && order !== 'descending') {
    throw inputError('flowSort takes the order "ascending" or "descending"')
  }
  return `${field}:${order === 'ascending' ? 1 : -1}`
}

function objectOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw inputError(`flowFilter takes an object for ${name}`)
}

/** The text of a value that the server reads as this value and nothing else. */
function plain(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'boolean' && !Number.isFinite(value)) {
    throw inputError('flowFilter takes text, finite numbers, true and false for values')
  }
  const text = String(value)
  if (/\p{Surrogate}/u.test(text)) {
    throw inputError('flowFilter cannot ask for half a character: the value is not valid Unicode')
  }
  if (text !== '' && text !== '[]' && !/^[!~]/.test(text)) return text
  throw inputError(
    `flowFilter cannot ask for the value "${text}": the server reads it as an operator, and nothing quotes it. Use { not }, { contains } or { isSet: false }, or filter the rows yourself`,
  )
}

function inputError(problem: string): AppmixerError {
  return new AppmixerError({ code: 'input', message: `${problem}.` })
}
