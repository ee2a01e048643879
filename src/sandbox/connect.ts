import * as z from 'zod/mini'
import * as endpoints from '../accounts/endpoints.ts'
import { authUrlQuerySchema } from '../accounts/inputs.ts'
import { authSessionTicketSchema } from '../accounts/schema.ts'
import { connected, type ConsentEndpoint } from './accounts.ts'
import { Boom } from './boom.ts'
import { consentPage, endPage } from './connectPages.ts'
import type { Database, StoredAccount, StoredConsent } from './database.ts'
import { noInput, route, serve, type Exchange, type Route } from './route.ts'
import { apps, appLabelOf, serviceOf } from './seeds/apps.ts'

/** Milliseconds that a ticket is good for. */
const lifetime = 15 * 60 * 1000

const decisionSchema = z.object({
  ticket: z.string(),
  decision: z.optional(z.string()),
  name: z.optional(z.string()),
  apiKey: z.optional(z.string()),
})

/**
 * How a user connects an account: a ticket, the address of a page, the page, and how far that has come. The page of the
 * provider is on this server, too. Whoever has a ticket may decide.
 */
export const connectRoutes = {
  getAuthSessionTicket: route(endpoints.getAuthSessionTicket, noInput, ({ database, user }) => {
    const { id: userId } = user()
    const now = database.clock.now()
    const ticket = `${userId}:${database.random.uuid()}`
    database.consents = database.consents.filter(({ startedAt }) => now - startedAt < lifetime)
    database.consents.push({ ticket, userId, startedAt: now, updatedAt: database.now() })
    return { ticket }
  }),

  getAuthUrl: route(endpoints.getAuthUrl, authUrlQuerySchema, (exchange, query) => {
    const { ticket, componentType, componentId } = query
    const consent = ownConsent(ticket, exchange)
    const service = serviceOf(componentType)
    if (!/^[^:]+:[^:]+/.test(service)) throw new Boom(404, 'Service not found.')
    Object.assign(consent, { service, ...(componentId !== undefined && { componentId }) })
    const page = `auth/consent?ticket=${encodeURIComponent(ticket)}`
    // An app with a form of its own is named by its path.
    return takesKey(service) ? { dataUrl: page } : { authUrl: `${exchange.address}/${page}` }
  }),

  getAuthSessionStatus: route(
    endpoints.getAuthSessionStatus,
    authSessionTicketSchema,
    (exchange, { ticket }) => {
      const { end, updatedAt } = ownConsent(ticket, exchange)
      return { finished: end !== undefined, error: null, ...end, updatedAt }
    },
  ),

  showConsent: serve(
    'GET /auth/consent',
    authSessionTicketSchema,
    ({ database }, { ticket }) => {
      const consent = consentOf(ticket, database)
      return consent.end ? endPage(ticket, consent.end) : consentPage(viewOf(consent, database))
    },
    { anonymous: true },
  ),

  decide: serve(
    'POST /auth/consent',
    decisionSchema,
    ({ database }, { ticket, decision, name, apiKey }) => {
      const consent = consentOf(ticket, database)
      // What was decided once stays so: a reload sends the form again.
      if (consent.end) return endPage(ticket, consent.end)
      if (decision === 'deny') return endPage(ticket, deny(database, consent, undefined))
      if (takesKey(consent.service) && (apiKey ?? '').trim().length < 8) {
        const problem = 'The key was not accepted. A key of the demo has 8 characters or more.'
        return consentPage({ ...viewOf(consent, database), problem })
      }
      allow(database, consent, name?.trim() ? { name: name.trim() } : {})
      return endPage(ticket, consent.end!)
    },
    { anonymous: true },
  ),

  getServiceAuthType: serve(
    'GET /auth/:service/type',
    z.object({ service: z.string() }),
    (_, { service }) => ({ type: takesKey(service) ? 'apiKey' : 'oauth2' }),
  ),
} satisfies Record<ConsentEndpoint | 'showConsent' | 'decide' | 'getServiceAuthType', Route>

/** A consent whose page waits for a decision. */
export interface WaitingConsent {
  ticket: string
  /** `vendor:service` */
  service: string
  userId: string
}

/** Who the provider says that the user is. */
export interface ConsentProfile {
  /**
   * What the provider calls the account. The same name is the same account.
   *
   * @default the user's e-mail address
   */
  name?: string | undefined
  profileInfo?: Record<string, unknown> | undefined
}

/**
 * What a user would do on the pages of providers.
 *
 * @example
 * const [{ ticket }] = sandbox.consents.waiting()
 * sandbox.consents.allow(ticket)
 */
export interface Consents {
  /** Those whose page waits for a decision, oldest first. */
  waiting(): WaitingConsent[]
  /** Allows it. Answers the id of the account. */
  allow(ticket: string, profile?: ConsentProfile): { accountId: string }
  /** Says no. */
  deny(ticket: string, reason?: string): void
}

export function createConsents(database: Database): Consents {
  return {
    waiting: () =>
      database.consents.flatMap(({ ticket, service, userId, end }) =>
        service === undefined || end ? [] : { ticket, service, userId },
      ),
    allow(ticket, profile = {}) {
      const { accountId } = allow(database, undecided(ticket, database), profile)
      return { accountId }
    },
    deny(ticket, reason) {
      deny(database, undecided(ticket, database), reason)
    },
  }
}

function undecided(ticket: string, database: Database): StoredConsent {
  const consent = consentOf(ticket, database)
  if (consent.end) throw new Error('The consent has been decided already.')
  return consent
}

function allow(
  database: Database,
  consent: StoredConsent,
  { name, profileInfo }: ConsentProfile,
): StoredAccount {
  const { service = '', userId } = consent
  const user = database.users.find(({ id }) => id === userId)
  if (!user) throw new Boom(404, 'User not found.')
  const account = connected(database, user, {
    service,
    name: name ?? user.email,
    profileInfo: profileInfo ?? { email: user.email },
  })
  const { accountId, tokenId } = account
  Object.assign(consent, { end: { accountId, tokenId }, updatedAt: database.now() })
  return account
}

function deny(
  database: Database,
  consent: StoredConsent,
  error = 'access_denied',
): { error: string } {
  const end = { error }
  Object.assign(consent, { end, updatedAt: database.now() })
  return end
}

/** Older than its lifetime, a ticket is unknown. */
function consentOf(ticket: string, { consents, clock }: Database): StoredConsent {
  const consent = consents.find((candidate) => candidate.ticket === ticket)
  if (!consent || clock.now() - consent.startedAt >= lifetime) {
    throw new Boom(404, 'Ticket not found.')
  }
  return consent
}

function ownConsent(ticket: string, { database, user }: Exchange): StoredConsent {
  const me = user()
  const consent = consentOf(ticket, database)
  if (consent.userId !== me.id) throw new Boom(404, 'Ticket not found.')
  return consent
}

function viewOf({ ticket, service = '', userId }: StoredConsent, { users }: Database) {
  const name = users.find(({ id }) => id === userId)?.email ?? ''
  const isIsolated = apps[service]?.isIsolated === true
  return { ticket, app: appLabelOf(service), name, takesKey: takesKey(service), isIsolated }
}

function takesKey(service = ''): boolean {
  return apps[service]?.takesKey === true
}
