import { createAppmixerClient, type AppmixerClient } from '../../src/index.ts'
import {
  createManualClock,
  createSandbox,
  type ManualClock,
  type Sandbox,
  type SandboxOptions,
} from '../../src/sandbox/index.ts'

export interface World {
  sandbox: Sandbox
  clock: ManualClock
  ada: AppmixerClient
  ben: AppmixerClient
}

/** A sandbox on a clock that stands still, and its two users. */
export function createWorld(options: SandboxOptions = {}): World {
  const clock = createManualClock()
  const sandbox = createSandbox({ clock, ...options })
  return {
    sandbox,
    clock,
    ada: clientOf(sandbox, 'ada@acme.test'),
    ben: clientOf(sandbox, 'ben@acme.test'),
  }
}

/** A client that repeats and repairs nothing. */
export function clientOf(sandbox: Sandbox, username: string): AppmixerClient {
  return createAppmixerClient({
    baseUrl: 'http://sandbox.test',
    fetch: sandbox.fetch,
    token: sandbox.tokenFor(username),
    retries: 0,
    drift: 'strict',
  })
}

export interface RawRequest {
  as?: string
  body?: unknown
  headers?: Record<string, string>
}

/** One request without the package's client: `ask(sandbox, 'GET /flows', { as: 'ada@acme.test' })`. */
export async function ask(
  sandbox: Sandbox,
  line: string,
  { as, body, headers }: RawRequest = {},
): Promise<{ status: number; body: any }> {
  const [method = '', path = ''] = line.split(' ')
  const response = await sandbox.fetch(`http://sandbox.test${path}`, {
    method,
    headers: { ...(as && { authorization: `Bearer ${sandbox.tokenFor(as)}` }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}
