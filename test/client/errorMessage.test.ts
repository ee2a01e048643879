import { describe, expect, test } from 'vitest'
import {
  AppmixerError,
  authenticateUser,
  createAppmixerClient,
  errorMessage,
  getFlows,
  type AppmixerErrorCode,
  type AppmixerErrorReason,
  type ErrorMessages,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import * as accounts from '../../src/accounts/endpoints.ts'
import * as logs from '../../src/logs/endpoints.ts'
import * as users from '../../src/users/endpoints.ts'
import { ada, baseUrl, clientOf } from '../support.tsx'

type Options = ConstructorParameters<typeof AppmixerError>[0]

const forDevelopers = 'FOR DEVELOPERS: pass `baseUrl`'
const read = 'GET /flows'
const write = 'POST /flows'
const signIn = 'POST /user/auth'
const doubt = 'It may have been done all the same.'

function shown(options: Partial<Options>, messages?: Partial<ErrorMessages>): string {
  const error = new AppmixerError({ code: 'http', message: forDevelopers, ...options })
  return errorMessage(error, messages)
}

test.each<[expected: string, Partial<Options>]>([
  [
    'Cannot approve task, already approved',
    { status: 400, serverMessage: 'Cannot approve task, already approved' },
  ],
  ['The server refused it.', { status: 400 }],
  ['The server refused it.', { status: 400, serverMessage: 'Bad Request' }],
  ['The flow is running. Stop it first.', { reason: 'flow-running', serverMessage: 'No' }],
  ['This name is taken.', { reason: 'name-taken', serverMessage: 'E11000 duplicate key' }],
  ['There is a record with this key already.', { reason: 'duplicate-key' }],
  [
    'This asks for more than 10,000 groups. A shorter range, a longer interval or a filter helps.',
    { reason: 'too-many-buckets' },
  ],
  ['It is not there any more.', { reason: 'not-found', serverMessage: 'Flow not found.' }],
  ['Missing account', { reason: 'flow-invalid', serverMessage: 'Missing account' }],
  ['The flow cannot run as it is. Check its settings.', { reason: 'flow-invalid', status: 400 }],
  ['This user exists already, with another password.', { reason: 'user-exists', status: 400 }],
  ['You are not allowed to do this.', { status: 403, serverMessage: 'Forbidden' }],
  ['It is not there any more.', { status: 404, serverMessage: 'Not Found' }],
  ['Task not found.', { status: 404, serverMessage: 'Task not found.' }],
  ['Too many requests. Try again in 3 s.', { status: 429, retryAfter: 2_001 }],
  ['Too many requests. Try again in a moment.', { status: 429 }],
  [
    'The server failed. Try again in a moment.',
    { status: 500, endpoint: write, serverMessage: 'An internal server error occurred' },
  ],
  ['There is no connection to the server.', { code: 'network', endpoint: read }],
  [`There is no connection to the server. ${doubt}`, { code: 'network', endpoint: write }],
  [`The server took too long. ${doubt}`, { code: 'timeout', endpoint: write }],
  [`The server answered something unexpected. ${doubt}`, { code: 'schema', endpoint: write }],
  [
    'The server accepted it and is not done yet. Look again later, or try again.',
    { code: 'timeout', reason: 'unconfirmed', endpoint: write },
  ],
  ['The server answered something unexpected.', { code: 'schema', endpoint: read }],
  ['Quota exceeded', { code: 'failed', serverMessage: 'Quota exceeded', endpoint: write }],
  ['The server tried, and could not do it.', { code: 'failed', endpoint: write }],
  ['You are not signed in any more.', { code: 'auth', status: 401, serverMessage: 'expired' }],
  ['You are not signed in any more.', { code: 'auth' }],
  ['You are not signed in any more.', { code: 'session' }],
  [
    'Your sign-in could not be renewed just now. Try again.',
    { code: 'auth', reason: 'token-unavailable' },
  ],
  ['This cannot be sent as it is. Check what you entered.', { code: 'input' }],
  ['This part of the app is not set up correctly.', { code: 'config' }],
  ['A newer change replaced this one.', { code: 'superseded' }],
])('%s (%j)', (expected, error) => {
  expect(shown(error)).toBe(expected)
})

describe('a refused sign-in says that the user name or the password is wrong', () => {
  test.each<Partial<Options>>([
    { code: 'auth', status: 401, serverMessage: 'Unauthorized' },
    { code: 'http', status: 403, serverMessage: 'Forbidden' },
    { code: 'http', status: 403, serverMessage: 'User not found' },
  ])('%j', (error) => {
    const refused: Partial<Options> = { ...error, endpoint: signIn, reason: 'wrong-credentials' }
    expect(shown(refused)).toBe('The user name or the password is wrong.')
  })
})

test('on the wire: a wrong password, and a getToken that fails', async () => {
  const sandbox = createSandbox()
  const wrong = { username: ada, password: 'wrong' }
  const refused = authenticateUser(clientOf(sandbox), wrong).catch(errorMessage)
  expect(await refused).toBe('The user name or the password is wrong.')
  sandbox.faults.add({ on: signIn, network: 'lost', times: 1 })
  const lost = authenticateUser(clientOf(sandbox), wrong).catch(errorMessage)
  expect(await lost).toBe('There is no connection to the server.')
  const getToken = () => Promise.reject(new Error(forDevelopers))
  const client = createAppmixerClient({ baseUrl, getToken, fetch: sandbox.fetch })
  const unavailable = getFlows(client, {}).catch(errorMessage)
  expect(await unavailable).toBe('Your sign-in could not be renewed just now. Try again.')
})

describe('the outcome is unknown', () => {
  test.each([502, 503, 504])('of a write that a gateway answered with %i', (status) => {
    const error = { status, endpoint: write, serverMessage: 'Service Unavailable' }
    expect(shown(error)).toBe(`The server failed. Try again in a moment. ${doubt}`)
    const explained = { ...error, serverMessage: 'We are moving house' }
    expect(shown(explained)).toBe(`We are moving house. ${doubt}`)
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'of a %s that was lost on client.ky',
    (endpoint) => {
      expect(shown({ code: 'network', endpoint })).toContain(doubt)
    },
  )

  // A read, a sign-in and a trial change nothing that people would look for.
  const harmless = [
    read,
    'GET',
    'HEAD',
    users.authenticateUser.route,
    users.refreshAccessToken.route,
    logs.getLogAggregations.route,
    accounts.testAccount.route,
  ]
  test.each(harmless)('never of %s', (endpoint) => {
    for (const code of ['network', 'timeout', 'schema'] as const) {
      expect(shown({ code, endpoint })).not.toContain(doubt)
    }
    for (const status of [502, 503, 504]) expect(shown({ status, endpoint })).not.toContain(doubt)
  })
})

const codes = Object.keys({
  http: 0,
  network: 0,
  timeout: 0,
  schema: 0,
  auth: 0,
  superseded: 0,
  failed: 0,
  session: 0,
  input: 0,
  config: 0,
} satisfies Record<AppmixerErrorCode, 0>) as AppmixerErrorCode[]

const reasons = [
  undefined,
  ...(Object.keys({
    'task-decided': 0,
    'not-found': 0,
    'flow-running': 0,
    'flow-invalid': 0,
    'name-taken': 0,
    'duplicate-key': 0,
    'too-many-buckets': 0,
    unconfirmed: 0,
    'user-exists': 0,
    'wrong-credentials': 0,
    'token-unavailable': 0,
  } satisfies Record<AppmixerErrorReason, 0>) as AppmixerErrorReason[]),
]

const statuses = [undefined, 400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504]
const endpoints = [undefined, read, write, signIn, 'POST']

describe.each(codes)('code %s, with every reason, status and endpoint,', (code) => {
  const all = reasons.flatMap((reason) =>
    statuses.flatMap((status) =>
      endpoints.map((endpoint): Partial<Options> => ({ code, reason, status, endpoint })),
    ),
  )

  test('is a whole sentence, and never one for developers', () => {
    for (const error of all) {
      expect(shown(error), JSON.stringify(error)).toMatch(/^[A-Z][^`]+\.$/)
      expect(shown(error), JSON.stringify(error)).not.toContain('DEVELOPERS')
    }
  })

  test('is in the words that were passed, and in no others', () => {
    for (const error of all) {
      expect(shown(error, german), JSON.stringify(error)).toMatch(/^(«[^»]+» ?)+$/)
    }
  })
})

/** Complete: the compiler misses what is left out. */
const german: ErrorMessages = {
  refused: '«Abgelehnt.»',
  forbidden: '«Nicht erlaubt.»',
  notFound: '«Nicht mehr da.»',
  taskDecided: (status) => `«Schon ${status}.»`,
  flowRunning: '«Der Flow läuft.»',
  flowInvalid: '«Der Flow ist unvollständig.»',
  nameTaken: '«Name vergeben.»',
  duplicateKey: '«Schlüssel vergeben.»',
  tooManyBuckets: '«Zu viele Gruppen.»',
  wrongCredentials: '«Name oder Passwort falsch.»',
  userExists: '«Den Benutzer gibt es schon.»',
  rateLimited: (seconds) => `«Noch ${seconds} Sekunden.»`,
  serverFailed: '«Serverfehler.»',
  network: '«Keine Verbindung.»',
  timeout: '«Zu langsam.»',
  unconfirmed: '«Noch nicht fertig.»',
  failed: '«Nicht gelungen.»',
  schema: '«Unerwartete Antwort.»',
  input: '«So nicht.»',
  config: '«Falsch eingerichtet.»',
  superseded: '«Überholt.»',
  signedOut: '«Abgemeldet.»',
  tokenUnavailable: '«Anmeldung nicht erneuert.»',
  outcomeUnknown: '«Vielleicht doch.»',
  unknown: '«Etwas ging schief.»',
}

test('is in your words where you have some, and English where you pass none or undefined', () => {
  const messages: Partial<ErrorMessages> = {
    network: 'Keine Verbindung.',
    outcomeUnknown: 'Vielleicht wurde es trotzdem ausgeführt.',
    rateLimited: (seconds) => `Noch ${seconds} Sekunden.`,
  }
  expect(shown({ code: 'network', endpoint: write }, messages)).toBe(
    'Keine Verbindung. Vielleicht wurde es trotzdem ausgeführt.',
  )
  expect(shown({ status: 429, retryAfter: 5_000 }, messages)).toBe('Noch 5 Sekunden.')
  expect(shown({ code: 'timeout', endpoint: read }, messages)).toBe('The server took too long.')
  const unset = { timeout: undefined } as unknown as Partial<ErrorMessages>
  expect(shown({ code: 'timeout', endpoint: read }, unset)).toBe('The server took too long.')
})

test.each([new TypeError('x is undefined'), 'text', undefined, null])(
  'of anything else gives nothing away: %s',
  (error) => {
    expect(errorMessage(error)).toBe('Something went wrong.')
  },
)
