import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { getFlows } from '../../src/index.ts'
import { connect, json } from './wire.ts'

/** A channel that only counts. */
class Channel extends EventTarget {
  static readonly open = new Set<string>()
  static opened = 0
  readonly name: string

  constructor(name: string) {
    super()
    this.name = name
    Channel.opened++
    Channel.open.add(name)
  }

  postMessage(): void {}

  close(): void {
    Channel.open.delete(this.name)
  }
}

beforeEach(() => {
  Channel.opened = 0
  Channel.open.clear()
  vi.stubGlobal('document', {})
  vi.stubGlobal('navigator', { locks: {} })
  vi.stubGlobal('BroadcastChannel', Channel)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const { client } = connect(() => json([]), { userKey: 'ada', getToken: () => 'token-2' })
/** Until what the client loads for it is there. */
const loaded = () => vi.waitFor(async () => void (await import('../../src/client/tabs.ts')))

test('a tab joins the others of its scope, and leaves', async () => {
  const leave = client.joinTabs()
  await vi.waitFor(() => expect([...Channel.open]).toEqual([`appmixer|${client.scope}`]))
  leave()
  expect([...Channel.open]).toEqual([])
})

test('a tab that leaves before the code for it is there never joins; StrictMode’s second mount does, once', async () => {
  client.joinTabs()()
  await loaded()
  expect(Channel.opened).toBe(0)
  client.joinTabs()()
  const leave = client.joinTabs()
  await vi.waitFor(() => expect(Channel.open.size).toBe(1))
  await loaded()
  expect(Channel.opened).toBe(1)
  leave()
})

test('while a tab that hangs has the lock, the wait for it is not part of `tokenTimeout`', async () => {
  const request = (_: string, { signal }: LockOptions & { signal: AbortSignal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')))
    })
  vi.stubGlobal('navigator', { locks: { request } })
  const getToken = vi.fn(() => 'fresh')
  const tab = connect(
    ({ headers }) => (headers.get('authorization') === 'Bearer fresh' ? json([]) : json({}, 401)),
    { userKey: 'ada', getToken, tokenTimeout: 3_000 },
  )
  const leave = tab.client.joinTabs()
  await vi.waitFor(() => expect(Channel.open.size).toBe(1))
  vi.useFakeTimers()
  const flows = getFlows(tab.client, {})
  await vi.advanceTimersByTimeAsync(4_900)
  expect(getToken).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  await expect(flows).resolves.toEqual([])
  expect(getToken).toHaveBeenCalledOnce()
  leave()
})
