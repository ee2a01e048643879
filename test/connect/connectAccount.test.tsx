import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  connectAccount,
  getAccounts,
  isAppmixerError,
  type ConnectAccountOptions,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ben, clientOf } from '../support.tsx'

const service = 'appmixer:hubspot'
const origin = 'http://sandbox.test'

afterEach(() => {
  vi.restoreAllMocks()
})

/** A window that an app has opened; no page is in it. */
function createWindow() {
  const opened = {
    name: '',
    closed: false,
    address: '',
    location: { replace: (url: string) => void (opened.address = url) },
    close: () => void (opened.closed = true),
    focus() {},
  }
  return opened as unknown as Window & { address: string }
}

interface Said {
  data: unknown
  origin?: string
  source?: unknown
}

/** A message to this page, from whichever window. */
function say({ data, origin: from = origin, source = null }: Said): void {
  const event = new MessageEvent('message', { data, origin: from })
  Object.defineProperty(event, 'source', { value: source })
  window.dispatchEvent(event)
}

async function begin(options: ConnectAccountOptions & { service?: string } = {}) {
  const sandbox = createSandbox()
  const client = clientOf(sandbox)
  const opened = createWindow()
  const outcome = connectAccount(client, { service: options.service ?? service }, opened, {
    pollInterval: 5,
    ...options,
  })
  outcome.catch(() => {})
  await vi.waitFor(() => expect(opened.address).not.toBe(''))
  const { ticket } = sandbox.consents.waiting().at(-1)!
  const asks = () =>
    sandbox.requests.of('GET').filter(({ route }) => route === 'GET /auth/status/:ticket').length
  const askedAgain = async (times: number) => {
    const before = asks()
    await vi.waitFor(() => expect(asks()).toBeGreaterThanOrEqual(before + times))
  }
  return { sandbox, client, opened, outcome, ticket, askedAgain }
}

describe('the outcome is', () => {
  it('connected, with the account, when the server says so', async () => {
    const { sandbox, client, opened, outcome, ticket } = await begin()
    expect(opened.address).toBe(`${origin}/auth/consent?ticket=${encodeURIComponent(ticket)}`)
    expect(opened.name).toBe(ticket)
    const { accountId } = sandbox.consents.allow(ticket, { name: 'Second portal' })
    const accounts = await getAccounts(client, {})
    const account = accounts.find((candidate) => candidate.accountId === accountId)
    expect(account).toMatchObject({ name: 'Second portal', service })
    expect(await outcome).toEqual({ status: 'connected', account })
    expect(opened.closed).toBe(true)
  })

  it('connected, at once when the last page says so', async () => {
    const { sandbox, opened, outcome, ticket } = await begin({ pollInterval: 3_600_000 })
    sandbox.consents.allow(ticket)
    say({ data: `appmixer.auth.success.${ticket}`, source: opened })
    expect(await outcome).toMatchObject({ status: 'connected' })
  })

  it('connected, also when the account cannot be read afterwards', async () => {
    const { sandbox, outcome, ticket } = await begin()
    sandbox.faults.add({ on: 'GET /accounts', status: 403 })
    const { accountId } = sandbox.consents.allow(ticket)
    expect(await outcome).toEqual({ status: 'connected', account: { accountId, service } })
  })

  it('cancelled when the user has closed the window', async () => {
    const { opened, outcome } = await begin()
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    opened.close()
    expect(await outcome).toEqual({ status: 'cancelled' })
  })

  it('refused when the provider or the user says no', async () => {
    const { sandbox, outcome, ticket } = await begin()
    sandbox.consents.deny(ticket, 'The administrator does not allow it.')
    const message = 'The administrator does not allow it.'
    expect(await outcome).toEqual({ status: 'refused', message })
  })

  it('refused when the last page says so and the server knows of no end', async () => {
    const { opened, outcome, ticket } = await begin()
    say({ data: `appmixer.auth.failure.${ticket}`, source: opened })
    expect(await outcome).toEqual({ status: 'refused' })
  })

  it('blocked when there is no window, and goes on with its ticket', async () => {
    const sandbox = createSandbox()
    const client = clientOf(sandbox)
    const outcome = await connectAccount(client, { service }, null)
    if (outcome.status !== 'blocked') throw new Error(outcome.status)
    const { url, ticket } = outcome
    expect(url).toBe(`${origin}/auth/consent?ticket=${encodeURIComponent(ticket)}`)
    const resumed = connectAccount(client, { service, ticket }, null, { pollInterval: 5 })
    sandbox.consents.allow(ticket)
    expect(await resumed).toMatchObject({ status: 'connected' })
  })

  it('timed-out when nobody decides in time', async () => {
    const { opened, outcome } = await begin({ timeout: 50 })
    expect(await outcome).toEqual({ status: 'timed-out' })
    expect(opened.closed).toBe(true)
  })

  it('timed-out when the server does not know the ticket any more', async () => {
    const { sandbox, outcome } = await begin()
    sandbox.database.consents = []
    expect(await outcome).toEqual({ status: 'timed-out' })
  })
})

describe('a message is ignored', () => {
  it.each<[string, (opened: Window, ticket: string) => Said]>([
    [
      'from another origin',
      (source, ticket) => ({
        data: `appmixer.auth.failure.${ticket}`,
        origin: 'https://evil.test',
        source,
      }),
    ],
    ['from another window', (_, ticket) => ({ data: `appmixer.auth.failure.${ticket}` })],
    [
      'about another ticket',
      (source, ticket) => ({ data: `appmixer.auth.failure.${ticket}0`, source }),
    ],
    ['that is no text', (source) => ({ data: { type: 'appmixer.auth.failure' }, source })],
  ])('%s', async (_, forge) => {
    const { sandbox, opened, outcome, ticket, askedAgain } = await begin()
    const isOver = vi.fn()
    outcome.then(isOver, isOver)
    say(forge(opened, ticket))
    const realNow = Date.now()
    vi.spyOn(Date, 'now').mockImplementation(() => realNow + 60_000)
    await askedAgain(3)
    expect(isOver).not.toHaveBeenCalled()
    sandbox.consents.allow(ticket)
    expect(await outcome).toMatchObject({ status: 'connected' })
  })

  it('when it says success although nobody has allowed anything', async () => {
    const { sandbox, opened, outcome, ticket, askedAgain } = await begin()
    const isOver = vi.fn()
    outcome.then(isOver, isOver)
    say({ data: `appmixer.auth.success.${ticket}`, source: opened })
    await askedAgain(2)
    expect(isOver).not.toHaveBeenCalled()
    sandbox.consents.deny(ticket)
    expect(await outcome).toMatchObject({ status: 'refused' })
  })
})

describe('a window that a provider has separated', () => {
  it('looks closed, and is waited for while the user is elsewhere', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    const { sandbox, opened, outcome, ticket, askedAgain } = await begin()
    opened.close()
    await askedAgain(5)
    sandbox.consents.allow(ticket)
    expect(await outcome).toMatchObject({ status: 'connected' })
  })
})

describe('nothing is left behind', () => {
  it('by an abort', async () => {
    const controller = new AbortController()
    const { sandbox, opened, outcome } = await begin({ signal: controller.signal })
    const reason = new Error('gone')
    controller.abort(reason)
    await expect(outcome).rejects.toBe(reason)
    expect(opened.closed).toBe(true)
    const sent = sandbox.requests.count()
    say({ data: 'anything', source: opened })
    expect(sandbox.requests.count()).toBe(sent)
  })

  it('by a session that ends', async () => {
    const { client, opened, outcome } = await begin({ pollInterval: 3_600_000 })
    client.end()
    await expect(outcome).rejects.toMatchObject({ code: 'session' })
    expect(opened.closed).toBe(true)
  })

  it('by a page that is left', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    const { opened, outcome } = await begin()
    window.dispatchEvent(new Event('pagehide'))
    expect(opened.closed).toBe(true)
    expect(await outcome).toEqual({ status: 'cancelled' })
  })

  it('by a server that cannot begin it', async () => {
    const sandbox = createSandbox()
    sandbox.faults.add({ on: 'POST /auth/ticket', status: 403 })
    const opened = createWindow()
    const outcome = connectAccount(clientOf(sandbox), { service }, opened)
    await expect(outcome).rejects.toMatchObject({ code: 'http', status: 403 })
    expect(opened.closed).toBe(true)
  })
})

it('goes on while the server cannot be reached', async () => {
  const { sandbox, outcome, ticket } = await begin()
  sandbox.faults.add({ on: 'GET /auth/status/:ticket', times: 2, status: 503 })
  sandbox.consents.allow(ticket)
  expect(await outcome).toMatchObject({ status: 'connected' })
})

it('shows the form of an app with a key, which the server names by its path', async () => {
  const { opened } = await begin({ service: 'appmixer:stripe', timeout: 50 })
  expect(opened.address).toMatch(/^http:\/\/sandbox\.test\/auth\/consent\?ticket=/)
})

it('asks for what a component needs, and finds the account of its service', async () => {
  const { sandbox, outcome, ticket } = await begin({ service: 'appmixer.hubspot.crm.NewContact' })
  sandbox.consents.allow(ticket)
  expect(await outcome).toMatchObject({ status: 'connected', account: { service } })
})

it.each(['javascript:alert(1)', 'data:text/html,x', ''])(
  'never shows %j, and says why',
  async (authUrl) => {
    const sandbox = createSandbox()
    const client = clientOf(sandbox, undefined, {
      fetch: async (input, init) =>
        new Request(input, init).url.includes('auth-url')
          ? Response.json({ authUrl })
          : sandbox.fetch(input, init),
    })
    const opened = createWindow()
    const error: unknown = await connectAccount(client, { service }, opened).catch((e) => e)
    expect(isAppmixerError(error) && error.code).toBe('schema')
    expect(opened).toMatchObject({ address: '', closed: true })
  },
)

it('is refused without a service, and nothing is sent', async () => {
  const sandbox = createSandbox()
  const opened = createWindow()
  const outcome = connectAccount(clientOf(sandbox), {} as never, opened)
  await expect(outcome).rejects.toMatchObject({ code: 'input' })
  expect(sandbox.requests.count()).toBe(0)
  expect(opened.closed).toBe(true)
})

it('is nobody else’s: another user does not see how it ended', async () => {
  const { sandbox, ticket, outcome } = await begin()
  const other = connectAccount(clientOf(sandbox, ben), { service, ticket }, null)
  expect(await other).toEqual({ status: 'timed-out' })
  sandbox.consents.allow(ticket)
  await outcome
})
