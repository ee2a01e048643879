import type { AppmixerClient } from '../client/client.ts'
import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { getUser } from './endpoints.ts'
import { userKeys } from './keys.ts'
import type { User } from './types.ts'

/** The user behind the token: `GET /user`. */
export function userQueryOptions(client: AppmixerClient): AppmixerQuery<User> {
  return queryOptions(client, {
    key: userKeys(client).current(),
    endpoint: getUser,
    input: undefined,
  })
}
