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

/** Conditions by field; all must hold. */
export type FlowConditions = {
  [Field in 'stage' | 'type' | 'userId' | 'templateId']?: FlowCondition | undefined
} & {
  customFields?: { [Field in keyof CustomFields]?: FlowCondition | undefined }
  /** Shared with anybody. */
  isShared?: true | undefined
}

/**
 * The `filter` of `useFlows` from typed conditions. Values are taken as they are, colons and all; the server reads
 * only the first one of a condition as a separator. A plain string or list of strings does as well.
 *
 * @throws AppmixerError `input` for a value that the server would read as an operator: there is no way to quote it
 * @example
 * useFlows({ filter: flowFilter({ stage: 'running', customFields: { team: ['sales', 'support'] } }) })
 * // filter=stage:running&filter=customFields.team:sales&filter=customFields.team:support
 */
export function flowFilter({ customFields = {}, isShared, ...fields }: FlowConditions): string[] {
  const custom = Object.entries(customFields as Record<string, FlowCondition | undefined>)
  return [
    ...Object.entries(fields).flatMap(([name, condition]) => clausesOn(name, condition)),
    ...custom.flatMap(([name, condition]) => clausesOn(`customFields.${name}`, condition)),
    ...(isShared ? ['sharedWith:![]'] : []),
  ]
}

function clausesOn(name: string, condition: FlowCondition | undefined): string[] {
  if (condition === undefined) return []
  if (typeof condition !== 'object') return [`${name}:${plain(condition)}`]
  if (Array.isArray(condition)) return condition.map((value: Value) => `${name}:${plain(value)}`)
  if ('not' in condition) return [`${name}:!${plain(condition.not)}`]
  if ('contains' in condition) return [`${name}:~${plain(condition.contains)}`]
  return [`${name}:!`]
}

function plain(value: Value): string {
  const text = String(value)
  if (text !== '' && text !== '[]' && !/^[!~]/.test(text)) return text
  throw new AppmixerError({
    code: 'input',
    message: `flowFilter cannot ask for the value "${text}": the server reads it as an operator, and nothing quotes it. Use { not }, { contains } or { isSet: false }, or filter the rows yourself.`,
  })
}

/**
 * The `sort` of `useFlows`.
 *
 * @example
 * useFlows({ sort: flowSort('mtime', 'descending') }) // sort=mtime:-1
 */
export function flowSort(
  field: keyof Pick<Flow, 'name' | 'stage' | 'btime' | 'mtime' | 'started' | 'stopped'>,
  order: 'ascending' | 'descending' = 'ascending',
): string {
  return `${field}:${order === 'ascending' ? 1 : -1}`
}
