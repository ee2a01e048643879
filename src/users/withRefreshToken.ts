import { createAppmixerClient } from '../client/client.ts'
import { shared } from '../client/abort.ts'
import { notify } from '../client/observable.ts'
import type { GetToken } from '../client/token.ts'
import { refreshAccessToken } from './endpoints.ts'

export interface RefreshTokenOptions {
  /** API address of the tenant. */
  baseUrl: string
  /** The refresh token to begin with. */
  refreshToken: string
  /** Called with the refresh token that takes the place of the one before: keep it, the old one is used up. */
  onRotate: (refreshToken: string) => void
  /** The `fetch` to send with; a sandbox's, for example. */
  fetch?: typeof globalThis.fetch | undefined
}

/**
 * A `getToken` for tenants that hand out refresh tokens, as servers do since 6.5: `POST /user/sso/refresh` with
 * `{ refreshToken }`. Each refresh token is good for one use; callers at the same time share it. A refresh token that
 * the server refuses is an error of code `auth`.
 *
 * @example
 * const getToken = withRefreshToken({ baseUrl, refreshToken: saved, onRotate: (next) => save(next) })
 * <AppmixerProvider baseUrl={baseUrl} userKey={userId} getToken={getToken}>
 */
export function withRefreshToken({
  baseUrl,
  fetch,
  refreshToken,
  onRotate,
}: RefreshTokenOptions): GetToken {
  const client = createAppmixerClient({ baseUrl, fetch })
  let current = refreshToken
  const next = shared(async () => {
    const { token, refreshToken: rotated } = await refreshAccessToken(client, {
      refreshToken: current,
    })
    if (rotated && rotated !== current) {
      current = rotated
      notify(onRotate, rotated)
    }
    return token
  })
  return ({ signal }) => next(signal)
}
