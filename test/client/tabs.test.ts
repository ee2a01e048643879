import { afterEach, beforeEach, expect, test, vi } from 'vitest'
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
afterEach(() => void vi.unstubAllGlobals())

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
