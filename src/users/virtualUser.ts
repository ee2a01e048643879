import { createAppmixerClient, type AppmixerClient } from '../client/client.ts'
import { AppmixerError, isAppmixerError } from '../client/errors.ts'
import { shared } from '../client/abort.ts'
import type { GetToken } from '../client/token.ts'
import { authenticateUser, signupUser } from './endpoints.ts'
import type { SignupInput } from './types.ts'

export interface VirtualUserOptions extends SignupInput {
  /** API address of the tenant. */
  baseUrl: string
  /** The `fetch` to send with; a sandbox's, for example. */
  fetch?: typeof globalThis.fetch | undefined
}

/**
 * A `getToken` for a "virtual" user: one that your product makes for a user of its own, with a name like
 * `42@your-product.example` and a password that only you know. It signs in, `POST /user/auth`, and when the server does
 * not know the user, which it answers with 403, creates it, `POST /user`. Callers at the same time share one sign-in,
 * and of two processes that create the user at once the slower one signs in.
 *
 * **For development and back ends only.** Whoever has the password is the user; in a browser everybody can read it. In
 * production let your back end do this and hand out the token; see the README.
 *
 * Rejects with `reason` `user-exists` when the user can neither sign in nor be created: it exists with another
 * password, or sign-up is closed on this tenant.
 *
 * @example
 * const getToken = virtualUser({ baseUrl, username: '42@acme.example', password })
 * <AppmixerProvider baseUrl={baseUrl} userKey="42" getToken={getToken}>
 */
export function virtualUser({ baseUrl, fetch, ...credentials }: VirtualUserOptions): GetToken {
  const client = createAppmixerClient({ baseUrl, fetch })
  const token = shared(() => signInOrUp(client, credentials))
  return ({ signal }) => token(signal)
}

async function signInOrUp(client: AppmixerClient, credentials: SignupInput): Promise<string> {
  const known = await signIn(client, credentials)
  if (known !== undefined) return known
  try {
    return (await signupUser(client, credentials)).token
  } catch (error) {
    if (!isRefusal(error)) throw error
    // Another process may have created the user in between.
    const created = await signIn(client, credentials)
    if (created === undefined) throw conflict(error)
    return created
  }
}

/** The token, or `undefined` when the server does not know the user, or another password. */
async function signIn(client: AppmixerClient, input: SignupInput): Promise<string | undefined> {
  try {
    return (await authenticateUser(client, input)).token
  } catch (error) {
    if (isAppmixerError(error) && error.status === 403) return undefined
    throw error
  }
}

/** The server understood, and does not want to. */
function isRefusal(error: unknown): error is AppmixerError {
  if (!isAppmixerError(error) || error.status === undefined) return false
  return error.status < 500 && error.status !== 429
}

function conflict({ status, endpoint, serverMessage }: AppmixerError): AppmixerError {
  return new AppmixerError({
    code: 'http',
    reason: 'user-exists',
    status,
    endpoint,
    serverMessage,
    message: `The virtual user can neither sign in nor be created (${serverMessage ?? status}). It exists with another password, or this tenant does not let users sign up. Pass the password that it was created with, or create the user on your back end.`,
  })
}
