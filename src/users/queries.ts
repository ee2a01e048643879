import type { AppmixerClient } from '../client/client.ts'
import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { getUser } from './endpoints.ts'
import type { User } from './types.ts'

/** The user behind the token: `GET /user`. */
export function userQueryOptions(client: AppmixerClient): AppmixerQuery<User> {
  return queryOptions(client, { name: 'getUser', endpoint: getUser, input: undefined })
}
