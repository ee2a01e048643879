import type { QueryKey } from '@tanstack/react-query'
import { keyOf, resourceKey, type AppmixerKey } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { User } from './types.ts'

/** The keys of all reads of users. */
export interface UserKeys {
  all: QueryKey
  /** `useUser()` */
  current(): AppmixerKey<User>
}

const resource = 'users'

/** @see {@link UserKeys} */
export function userKeys(client: AppmixerClient): UserKeys {
  return {
    all: resourceKey(client, resource),
    current: () => keyOf(client, resource, 'current'),
  }
}
