import { expect, test } from 'vitest'
import { AppmixerError, errorMessage, type ErrorMessages } from '../../src/index.ts'

type Options = ConstructorParameters<typeof AppmixerError>[0]

const read = 'GET /flows'
const write = 'POST /flows'

function told(options: Partial<Options>, messages?: Partial<ErrorMessages>): string {
  return errorMessage(
    new AppmixerError({ code: 'http', message: 'for programmers', ...options }),
    messages,
  )
}

test.each<[expected: string, Partial<Options>]>([
  [
    'Cannot approve task, already approved',
    { status: 400, serverMessage: 'Cannot approve task, already approved' },
  ],
  ['The server refused it.', { status: 400 }],
  ['The flow is running. Stop it first.', { reason: 'flow-running', serverMessage: 'No' }],
  ['This name is taken.', { reason: 'name-taken', serverMessage: 'E11000 duplicate key' }],
  ['There is a record with this key already.', { reason: 'duplicate-key' }],
  ['It is not there any more.', { reason: 'gone', serverMessage: 'Flow not found.' }],
  ['Missing account', { reason: 'flow-invalid', serverMessage: 'Missing account' }],
  ['You are not allowed to do this.', { status: 403, serverMessage: 'Forbidden' }],
  ['It is not there any more.', { status: 404, serverMessage: 'Not Found' }],
  ['Task not found.', { status: 404, serverMessage: 'Task not found.' }],
  ['Too many requests. Try again in 3 s.', { status: 429, retryAfter: 2_001 }],
  ['Too many requests. Try again in a moment.', { status: 429 }],
  [
    'The server failed. Try again in a moment.',
    { status: 500, serverMessage: 'An internal server error occurred' },
  ],
  ['There is no connection to the server.', { code: 'network', endpoint: read }],
  [
    'There is no connection to the server. It may have been done all the same.',
    { code: 'network', endpoint: write },
  ],
  [
    'The server took too long. It may have been done all the same.',
    { code: 'timeout', endpoint: write },
  ],
  [
    'The server has taken it, and is not done yet. Look again later, or try again.',
    { code: 'timeout', reason: 'unconfirmed', endpoint: write },
  ],
  ['The server answered something unexpected.', { code: 'schema', endpoint: read }],
  ['You are not signed in any more.', { code: 'auth', status: 401, serverMessage: 'expired' }],
  ['You are not signed in any more.', { code: 'session' }],
  ['for programmers', { code: 'input' }],
])('%s', (expected, error) => {
  expect(told(error)).toBe(expected)
})

test('is in your words where you have some', () => {
  const messages: Partial<ErrorMessages> = {
    network: 'Keine Verbindung.',
    outcomeUnknown: 'Vielleicht wurde es trotzdem ausgeführt.',
    rateLimited: (seconds) => `Noch ${seconds} Sekunden.`,
  }
  expect(told({ code: 'network', endpoint: write }, messages)).toBe(
    'Keine Verbindung. Vielleicht wurde es trotzdem ausgeführt.',
  )
  expect(told({ status: 429, retryAfter: 5_000 }, messages)).toBe('Noch 5 Sekunden.')
  expect(told({ code: 'timeout', endpoint: read }, messages)).toBe('The server took too long.')
})

test.each([new TypeError('x is undefined'), 'text', undefined, null])(
  'of anything else gives nothing away: %s',
  (error) => {
    expect(errorMessage(error)).toBe('Something went wrong.')
  },
)
