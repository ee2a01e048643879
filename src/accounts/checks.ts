// Emitted from schema.ts by `npm run checks`. Change that one.
import { isBoolean, isRecord, isText, isTexts, listOf, optionalText } from '../client/checks.ts'
import type {
  Account,
  AccountFlow,
  AccountTest,
  ComponentAccount,
  FlowAuthStatus,
  FlowAuthTicket,
  FlowAuthentication,
} from './types.ts'

export function isAccount(value: unknown): value is Account {
  return (
    isRecord(value) &&
    isText(value.accountId) &&
    (value.name === undefined || value.name === null || isText(value.name)) &&
    (value.displayName === undefined || value.displayName === null || isText(value.displayName)) &&
    optionalText(value.service) &&
    optionalText(value.userId) &&
    (value.profileInfo === undefined ||
      value.profileInfo === null ||
      isRecord(value.profileInfo)) &&
    (value.icon === undefined || value.icon === null || isText(value.icon)) &&
    (value.label === undefined || value.label === null || isText(value.label)) &&
    (value.revoked === undefined || isBoolean(value.revoked))
  )
}

export function isAccounts(value: unknown): value is Account[] {
  return listOf(value, isAccount)
}

export function isComponentAccounts(value: unknown): value is ComponentAccount[] {
  return listOf(value, isComponentAccount)
}

function isComponentAccount(value: unknown): value is ComponentAccount {
  return (
    isRecord(value) &&
    isText(value.accountId) &&
    optionalText(value.tokenId) &&
    (value.name === undefined || value.name === null || isText(value.name)) &&
    (value.displayName === undefined || value.displayName === null || isText(value.displayName)) &&
    (value.accessTokenValid === undefined || isBoolean(value.accessTokenValid)) &&
    (value.scopeValid === undefined || isBoolean(value.scopeValid)) &&
    (value.authorizedScope === undefined || isTexts(value.authorizedScope)) &&
    (value.missingScope === undefined || isTexts(value.missingScope)) &&
    (value.componentAssigned === undefined || isBoolean(value.componentAssigned)) &&
    optionalText(value.componentId) &&
    (value.components === undefined || listOf(value.components, isComponentAccountComponentsItem))
  )
}

function isComponentAccountComponentsItem(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value.componentId) &&
    (value.assigned === undefined || isBoolean(value.assigned))
  )
}

export function isAccountFlows(value: unknown): value is AccountFlow[] {
  return listOf(value, isAccountFlow)
}

function isAccountFlow(value: unknown): value is AccountFlow {
  return isRecord(value) && isText(value.flowId) && optionalText(value.name)
}

export function isAccountTest(value: unknown): value is AccountTest {
  return isRecord(value) && isBoolean(value.ok)
}

export function isFlowAuthTicket(value: unknown): value is FlowAuthTicket {
  return isRecord(value) && isText(value.ticket)
}

export function isFlowAuthentication(value: unknown): value is FlowAuthentication {
  return (
    isRecord(value) &&
    (value.components === undefined || isRecord(value.components)) &&
    (value.services === undefined || isRecord(value.services))
  )
}

export function isFlowAuthStatus(value: unknown): value is FlowAuthStatus {
  return (
    isRecord(value) &&
    (value.components === undefined || isRecord(value.components)) &&
    (value.services === undefined || isRecord(value.services)) &&
    optionalText(value.status)
  )
}
