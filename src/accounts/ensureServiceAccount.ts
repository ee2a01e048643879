import { unlessAborted } from '../client/abort.ts'
import type { AppmixerClient } from '../client/client.ts'
import { checkInput, type CallOptions } from '../client/endpoint.ts'
import { createAccount, getAccounts } from './endpoints.ts'
import type { Account, CreateAccountInput } from './types.ts'

export interface EnsureServiceAccountInput extends Omit<
  CreateAccountInput,
  'validateScope' | 'requestProfileInfo'
> {
  /** Tells the account from others at the same service, which the user may have connected. */
  name: string
}

const underWay = Symbol('appmixer service accounts')

/** Kept at the client itself, so that no module remembers anything. */
interface Client extends AppmixerClient {
  [underWay]?: Map<string, Promise<Account>>
}

/**
 * Gives a user the account of a service that your product has credentials for already, for example its own API: finds
 * the one of this service and name, `GET /accounts`, or else creates it, `POST /accounts` without asking the service
 * who it is. Call it as often as you like: there is one account in the end, also when two calls come at once.
 *
 * Meant for back ends, where the credentials are. In a browser, invalidate `accountsQueryOptions(client).queryKey`
 * after it.
 *
 * @example
 * await ensureServiceAccount(client, { service: 'acme:crm', name: 'Acme CRM', token: { apiKey } })
 */
export async function ensureServiceAccount(
  client: AppmixerClient,
  account: EnsureServiceAccountInput,
  { signal }: CallOptions = {},
): Promise<Account> {
  checkInput(account, { service: 'string', name: 'string', token: 'object' }, 'POST /accounts')
  const running = ((client as Client)[underWay] ??= new Map())
  const id = JSON.stringify([account.service, account.name])
  const ensured = running.get(id) ?? ensure(client, account).finally(() => running.delete(id))
  running.set(id, ensured)
  return signal ? unlessAborted(signal, () => ensured) : ensured
}

async function ensure(
  client: AppmixerClient,
  account: EnsureServiceAccountInput,
): Promise<Account> {
  const { service, name } = account
  const accounts = await getAccounts(client, { filter: `service:${service}` })
  // A server that does not know the filter sends all of them.
  const known = accounts.find((other) => other.service === service && other.name === name)
  return known ?? createAccount(client, { ...account, requestProfileInfo: false })
}
