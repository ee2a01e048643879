import { skipToken, type SkipToken } from '@tanstack/react-query'
import type { AppmixerInfiniteQuery } from '../cache/infiniteQuery.ts'
import { scopeKey } from '../cache/keys.ts'
import type { AppmixerQuery } from '../cache/query.ts'
import type { AppmixerClient } from '../client/client.ts'

/** What a read is about, or TanStack's `skipToken` while there is nothing to ask for. */
export type Skippable<Input> = Input | SkipToken

/** A reference made of ids; skipped as soon as one of them is. */
export function refTo<Ref extends object>(ref: {
  [Id in keyof Ref]: Skippable<Ref[Id]>
}): Skippable<Ref> {
  return Object.values(ref).includes(skipToken) ? skipToken : (ref as Ref)
}

/** The options of a read that is skipped. Its key is nobody else's, so nothing ever asks for it or writes to it. */
export function skipped(
  client: AppmixerClient,
): AppmixerQuery<any> & AppmixerInfiniteQuery<any, any> {
  const options = { queryKey: [...scopeKey(client), 'skipped'], queryFn: skipToken, retry: false }
  const noPages = { initialPageParam: undefined, getNextPageParam: () => undefined }
  return { ...options, ...noPages } as never
}
