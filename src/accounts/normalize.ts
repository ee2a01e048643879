/** The variants that servers answer about accounts, brought into one form. */
import { isRecord } from '../client/checks.ts'
import { fieldOf, listed } from '../client/shapes.ts'

/** `{ auth: { accounts: { id: account } } }`; `accounts` or `auth` may be the list itself, or be missing. */
export function componentAccounts(body: unknown): unknown {
  const auth = fieldOf(body, 'auth') ?? body
  if (isRecord(auth)) return listed('accountId')(auth['accounts'] ?? [])
  return auth
}

/** `{ ok }`, `{ revoked }`, or the state of each token by its id: `{ '65c4…': 'valid' }`. */
export function accountTested(body: unknown): unknown {
  if (!isRecord(body) || typeof body['ok'] === 'boolean') return body
  if (typeof body['revoked'] === 'boolean') return { ...body, ok: !body['revoked'] }
  const states = Object.values(body)
  return states.length === 0 ? body : { ...body, ok: states.every((state) => state === 'valid') }
}

/** Servers before 5.0 answer the map of components itself. */
export function flowAuthentication(body: unknown): unknown {
  if (!isRecord(body) || 'components' in body || 'services' in body) return body
  return { components: body }
}
