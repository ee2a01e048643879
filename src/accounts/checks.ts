// Emitted from schema.ts by `npm run checks`. Change that one.
import { isBoolean, isRecord, isText, isTexts, listOf, optionalText } from '../client/checks.ts'
import type {
  Account,
  AccountFlow,
  AccountTest,
  AuthSessionStatus,
  AuthSessionTicket,
  AuthUrl,
  ComponentAccount,
  FlowAuthStatus,
  FlowAuthTicket,
  FlowAuthentication,
} from './types.ts'

export function isAccount(value: unknown): value is Account {
  return (
    isRecord(value) &&
    isText(value.accountId) &&
    optionalText(value.name) &&
    optionalText(value.displayName) &&
    optionalText(value.service) &&
    optionalText(value.userId) &&
    (value.profileInfo == null || isRecord(value.profileInfo)) &&
    optionalText(value.icon) &&
    optionalText(value.label) &&
    (value.revoked == null || isBoolean(value.revoked))
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
    optionalText(value.name) &&
    optionalText(value.displayName) &&
    (value.accessTokenValid == null || isBoolean(value.accessTokenValid)) &&
    (value.scopeValid == null || isBoolean(value.scopeValid)) &&
    (value.authorizedScope == null || isTexts(value.authorizedScope)) &&
    (value.missingScope == null || isTexts(value.missingScope)) &&
    (value.componentAssigned == null || isBoolean(value.componentAssigned)) &&
    optionalText(value.componentId) &&
    (value.components == null || listOf(value.components, isComponentAccountComponentsItem))
  )
}

function isComponentAccountComponentsItem(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value.componentId) &&
    (value.assigned == null || isBoolean(value.assigned))
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
    (value.components == null || isRecord(value.components)) &&
    (value.services == null || isRecord(value.services))
  )
}

export function isFlowAuthStatus(value: unknown): value is FlowAuthStatus {
  return isRecord(value) && isFlowAuthentication(value) && optionalText(value.status)
}

export function isAuthSessionTicket(value: unknown): value is AuthSessionTicket {
  return isRecord(value) && isText(value.ticket)
}

export function isAuthUrl(value: unknown): value is AuthUrl {
  return isRecord(value) && optionalText(value.authUrl) && optionalText(value.dataUrl)
}

export function isAuthSessionStatus(value: unknown): value is AuthSessionStatus {
  return (
    isRecord(value) &&
    (value.finished == null || isBoolean(value.finished)) &&
    optionalText(value.accountId) &&
    optionalText(value.tokenId) &&
    optionalText(value.updatedAt)
  )
}
