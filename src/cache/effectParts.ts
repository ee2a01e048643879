import type { QueryKey } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import { keyOf } from './keys.ts'

export const deletion = { slot: 'existence', to: 'deleted' }

/** Each given field replaces the stored one, so an update is moot once a newer one gives the same fields. */
export function fieldsOf(update: object): { slot: string; to: unknown } {
  return { slot: Object.keys(update).toSorted().join(), to: update }
}

export function flowLists(client: AppmixerClient): QueryKey[] {
  return [keyOf(client, 'getFlows'), keyOf(client, 'getFlowsCount')]
}

/** An entry once written never changes, so `getLog` stays as it is. */
export function logReads(client: AppmixerClient): QueryKey[] {
  return [keyOf(client, 'getLogs'), keyOf(client, 'getLogAggregations')]
}

/** Without the fields that are `undefined`: JSON does not send them either. */
export function given<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>
}
