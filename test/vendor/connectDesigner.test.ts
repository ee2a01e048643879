import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import {
  connectDesigner,
  createAppmixerClient,
  endSession,
  flowsQueryOptions,
  getUser,
  updateFlow,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'
import { until } from '../until.ts'

type Listener = (event: { data?: unknown; next: () => unknown }) => void

/** Events as the vendor's script has them: what it does by itself, it does only where nothing listens. */
function createEvents() {
  const listeners = new Map<string, Set<Listener>>()
  return {
    on: (event: string, listener: Listener) =>
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    off: (event: string, listener: Listener) => listeners.get(event)?.delete(listener),
    emit(event: string, next: () => unknown): void {
      const bound = [...(listeners.get(event) ?? [])]
      if (bound.length === 0) next()
      for (const listener of bound) listener({ data: {}, next })
    },
    count: () => [...listeners.values()].reduce((sum, { size }) => sum + size, 0),
  }
}

function createScript() {
  let token: string | undefined
  const resets: string[] = []
  return {
    set(_: 'accessToken', next: string | null) {
      if (next === null || next === token) return
      token = next
      resets.push(next)
    },
    api: { ...createEvents(), unsetAccessToken: () => (token = undefined) },
    token: () => token,
    resets,
  }
}

async function createScene() {
  const sandbox = createSandbox()
  const client = createAppmixerClient({
    baseUrl,
    fetch: sandbox.fetch,
    userKey: ada,
    getToken: () => sandbox.tokenFor(ada),
  })
  const queryClient = new QueryClient()
  const appmixer = createScript()
  const designer = createEvents()
  const disconnect = connectDesigner(client, queryClient, { appmixer, designer })
  await until(() => appmixer.token() !== undefined)
  return { sandbox, client, queryClient, appmixer, designer, disconnect }
}

test('the script has the token of the client, and each renewed one, whichever of them was refused', async () => {
  const { sandbox, client, appmixer, disconnect } = await createScene()
  sandbox.expireTokens()
  await getUser(client, undefined)
  await until(() => appmixer.resets.length === 2)

  sandbox.expireTokens()
  let isRepeated = false
  appmixer.api.emit('authenticationFailed', () => {
    // The script has the new token before it goes on.
    expect(appmixer.resets).toHaveLength(3)
    isRepeated = true
  })
  await until(() => isRepeated)
  disconnect()
  sandbox.expireTokens()
  await getUser(client, undefined)
  expect(appmixer.resets).toHaveLength(3)
  expect(appmixer.api.count()).toBe(0)
})

test('what the Designer saves is read again, after the script has done it, and at the end', async () => {
  const { sandbox, client, queryClient, appmixer, designer, disconnect } = await createScene()
  const theirs = createAppmixerClient({ baseUrl, fetch: sandbox.fetch, token: appmixer.token() })
  const query = flowsQueryOptions(client, { filter: 'stage:stopped', sort: 'btime:1' })
  const [{ flowId } = { flowId: '' }] = await queryClient.fetchQuery(query)
  const isStale = () => queryClient.getQueryState(query.queryKey)!.isInvalidated
  let hasSaved = false
  designer.emit('flow:rename', async () => {
    await updateFlow(theirs, { flowId, name: 'Renamed in the Designer' })
    expect(isStale()).toBe(false)
    hasSaved = true
  })
  await until(isStale)
  expect(hasSaved).toBe(true)
  expect((await queryClient.fetchQuery(query))[0]!.name).toBe('Renamed in the Designer')
  expect(isStale()).toBe(false)
  disconnect()
  expect(isStale()).toBe(true)
  expect(designer.count()).toBe(0)
})

test('nothing that the script refuses is lost or waits for ever; after signing out it has no token', async () => {
  const { client, queryClient, appmixer, designer } = await createScene()
  designer.emit('flow:start', () => Promise.reject(new Error('It shows this itself.')))
  endSession(client, queryClient)
  await until(() => appmixer.token() === undefined)
  await new Promise<void>((resolve) => appmixer.api.emit('authenticationFailed', resolve))
})
