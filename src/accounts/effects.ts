import type { QueryKey } from '@tanstack/react-query'
import {
  deletion,
  fieldsOf,
  ifGone,
  patchRow,
  type Effect,
  type EffectOf,
  type Patch,
  type Truth,
} from '../cache/effect.ts'
import type { AppmixerClient } from '../client/client.ts'
import { flowKeys, flowLists } from '../flows/keys.ts'
import { logLists } from '../logs/keys.ts'
import { usageKeys } from '../usage/keys.ts'
import { accountKeys } from './keys.ts'
import type {
  AccountRef,
  ComponentRef,
  ConnectComponentAccountInput,
  CreateAccountInput,
  SetAccountNameInput,
} from './types.ts'

export const createAccountEffect: EffectOf<CreateAccountInput> = (client) => ({
  invalidates: accountReads(client),
})

export const setAccountNameEffect: EffectOf<SetAccountNameInput> = (
  client,
  { accountId, displayName },
) => ({
  entity: accountId,
  sets: fieldsOf({ displayName }),
  patches: patchAccount(client, accountId, (row) => ({ ...row, displayName })),
  invalidates: accountReads(client),
  conflict: ifGone(() => deletedAccount(client, accountId)),
})

/** It reports how the token is, and changes nothing. */
export const testAccountEffect: EffectOf<AccountRef> = (client, { accountId }) => ({
  invalidates: [],
  conflict: ifGone(() => deletedAccount(client, accountId)),
})

/** The server stops the flows that use the account. Only the server knows which, so all flows are invalidated. */
export const deleteAccountEffect: EffectOf<AccountRef> = (client, { accountId }) => ({
  entity: accountId,
  sets: deletion,
  ...deletedAccount(client, accountId),
  invalidates: [
    ...accountReads(client),
    ...stagesOfFlows(client),
    ...logLists(client),
    usageKeys(client).all,
  ],
  conflict: ifGone(() => deletedAccount(client, accountId)),
})

/** Every read of flows but their pictures. */
function stagesOfFlows(client: AppmixerClient): QueryKey[] {
  const { detail, validation, status } = flowKeys(client)
  return [...flowLists(client), detail(), validation(), status()]
}

/** Another account, or none, means that the flow can start or cannot. */
export const connectComponentAccountEffect: EffectOf<ConnectComponentAccountInput> = componentReads
export const disconnectComponentAccountEffect: EffectOf<ComponentRef> = componentReads

function componentReads(client: AppmixerClient, { componentId }: ComponentRef): Effect {
  const { ofComponent, flows, flowAuthentication } = accountKeys(client)
  return {
    entity: componentId,
    invalidates: [ofComponent(), flows(), flowAuthentication(), flowKeys(client).validation()],
  }
}

export function accountReads(client: AppmixerClient): QueryKey[] {
  const { list, ofComponent, flowAuthentication } = accountKeys(client)
  return [list(), ofComponent(), flowAuthentication()]
}

function patchAccount(
  client: AppmixerClient,
  accountId: string,
  change: <Row extends AccountRef>(row: Row) => Row | undefined,
): Patch[] {
  const { list, ofComponent } = accountKeys(client)
  const row = { field: 'accountId', value: accountId } as const
  return [...patchRow([list()], row, change), ...patchRow([ofComponent()], row, change)]
}

function deletedAccount(client: AppmixerClient, accountId: string): Truth {
  return {
    patches: patchAccount(client, accountId, () => undefined),
    removes: [accountKeys(client).flows(accountId)],
  }
}
