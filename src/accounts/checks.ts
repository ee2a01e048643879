// Emitted from schema.ts by `npm run checks`. Change that one.
import type { Shape } from '../client/shape.ts'
import { isRecord } from '../client/shapes.ts'
import type {
  Account,
  AccountFlow,
  AccountTest,
  ComponentAccount,
  FlowAuthStatus,
  FlowAuthTicket,
  FlowAuthentication,
} from './types.ts'

export const accountShape: Shape<Account> = {
  fits: isAccount,
  schema: () => import('./schema.ts').then((schemas) => schemas.accountSchema),
}

export const accountsShape: Shape<Account[]> = {
  fits: isAccounts,
  schema: () => import('./schema.ts').then((schemas) => schemas.accountsSchema),
}

export const componentAccountsShape: Shape<ComponentAccount[]> = {
  fits: isComponentAccounts,
  schema: () => import('./schema.ts').then((schemas) => schemas.componentAccountsSchema),
}

export const accountFlowsShape: Shape<AccountFlow[]> = {
  fits: isAccountFlows,
  schema: () => import('./schema.ts').then((schemas) => schemas.accountFlowsSchema),
}

export const accountTestShape: Shape<AccountTest> = {
  fits: isAccountTest,
  schema: () => import('./schema.ts').then((schemas) => schemas.accountTestSchema),
}

export const flowAuthTicketShape: Shape<FlowAuthTicket> = {
  fits: isFlowAuthTicket,
  schema: () => import('./schema.ts').then((schemas) => schemas.flowAuthTicketSchema),
}

export const flowAuthenticationShape: Shape<FlowAuthentication> = {
  fits: isFlowAuthentication,
  schema: () => import('./schema.ts').then((schemas) => schemas.flowAuthenticationSchema),
}

export const flowAuthStatusShape: Shape<FlowAuthStatus> = {
  fits: isFlowAuthStatus,
  schema: () => import('./schema.ts').then((schemas) => schemas.flowAuthStatusSchema),
}

function isAccount(value: unknown): value is Account {
  return (
    isRecord(value) &&
    typeof value.accountId === 'string' &&
    (value.name === undefined || value.name === null || typeof value.name === 'string') &&
    (value.displayName === undefined ||
      value.displayName === null ||
      typeof value.displayName === 'string') &&
    (value.service === undefined || typeof value.service === 'string') &&
    (value.userId === undefined || typeof value.userId === 'string') &&
    (value.profileInfo === undefined ||
      value.profileInfo === null ||
      isRecord(value.profileInfo)) &&
    (value.icon === undefined || value.icon === null || typeof value.icon === 'string') &&
    (value.label === undefined || value.label === null || typeof value.label === 'string') &&
    (value.revoked === undefined || typeof value.revoked === 'boolean')
  )
}

function isAccounts(value: unknown): value is Account[] {
  return Array.isArray(value) && value.every(isAccount)
}

function isComponentAccounts(value: unknown): value is ComponentAccount[] {
  return Array.isArray(value) && value.every(isComponentAccount)
}

function isComponentAccount(value: unknown): value is ComponentAccount {
  return (
    isRecord(value) &&
    typeof value.accountId === 'string' &&
    (value.tokenId === undefined || typeof value.tokenId === 'string') &&
    (value.name === undefined || value.name === null || typeof value.name === 'string') &&
    (value.displayName === undefined ||
      value.displayName === null ||
      typeof value.displayName === 'string') &&
    (value.accessTokenValid === undefined || typeof value.accessTokenValid === 'boolean') &&
    (value.scopeValid === undefined || typeof value.scopeValid === 'boolean') &&
    (value.authorizedScope === undefined ||
      (Array.isArray(value.authorizedScope) &&
        value.authorizedScope.every((item) => typeof item === 'string'))) &&
    (value.missingScope === undefined ||
      (Array.isArray(value.missingScope) &&
        value.missingScope.every((item) => typeof item === 'string'))) &&
    (value.componentAssigned === undefined || typeof value.componentAssigned === 'boolean') &&
    (value.componentId === undefined || typeof value.componentId === 'string') &&
    (value.components === undefined ||
      (Array.isArray(value.components) && value.components.every(isComponentAccountComponents)))
  )
}

function isComponentAccountComponents(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.componentId === 'string' &&
    (value.assigned === undefined || typeof value.assigned === 'boolean')
  )
}

function isAccountFlows(value: unknown): value is AccountFlow[] {
  return Array.isArray(value) && value.every(isAccountFlow)
}

function isAccountFlow(value: unknown): value is AccountFlow {
  return (
    isRecord(value) &&
    typeof value.flowId === 'string' &&
    (value.name === undefined || typeof value.name === 'string')
  )
}

function isAccountTest(value: unknown): value is AccountTest {
  return isRecord(value) && typeof value.ok === 'boolean'
}

function isFlowAuthTicket(value: unknown): value is FlowAuthTicket {
  return isRecord(value) && typeof value.ticket === 'string'
}

function isFlowAuthentication(value: unknown): value is FlowAuthentication {
  return (
    isRecord(value) &&
    (value.components === undefined || isRecord(value.components)) &&
    (value.services === undefined || isRecord(value.services))
  )
}

function isFlowAuthStatus(value: unknown): value is FlowAuthStatus {
  return (
    isRecord(value) &&
    (value.components === undefined || isRecord(value.components)) &&
    (value.services === undefined || isRecord(value.services)) &&
    (value.status === undefined || typeof value.status === 'string')
  )
}
