import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createAppmixerClient,
  ensureServiceAccount,
  getAccounts,
  virtualUser,
} from '../../src/index.ts'
import { serveSandbox, type SandboxServer } from '../../src/sandbox/server.ts'
import { ada } from '../support.tsx'

let server: SandboxServer
beforeAll(async () => void (server = await serveSandbox({ port: 0 })))
afterAll(() => server.close())

describe('a new user of the product, over HTTP', () => {
  test('gets a virtual user and the service account, however often it is asked for', async () => {
    const { url: baseUrl } = server
    const getToken = virtualUser({ baseUrl, username: '45@acme.example', password: 'secret' })
    const client = createAppmixerClient({ baseUrl, getToken })
    const crm = { service: 'acme:crm', name: 'Acme CRM', token: { apiKey: 'k-1' } }

    const [one, two] = await Promise.all([
      ensureServiceAccount(client, crm),
      ensureServiceAccount(client, crm),
    ])
    expect(two).toEqual(one)
    expect(await ensureServiceAccount(client, crm)).toMatchObject({ accountId: one.accountId })
    const { sandbox } = server
    expect(sandbox.requests.count('POST /accounts')).toBe(1)
    const [creation] = sandbox.requests.of('POST /accounts')
    expect(creation!.search.get('requestProfileInfo')).toBe('false')

    const other = await ensureServiceAccount(client, { ...crm, name: 'Acme CRM, second' })
    const accounts = await getAccounts(client, {})
    expect(accounts.map(({ accountId }) => accountId)).toEqual([one.accountId, other.accountId])
    expect(await ensureServiceAccount(client, crm)).toMatchObject({ accountId: one.accountId })
  })

  test('a failed attempt is forgotten, and one that is given up goes on for the others', async () => {
    const { sandbox, url: baseUrl } = server
    const client = createAppmixerClient({ baseUrl, token: sandbox.tokenFor(ada), retries: 0 })
    const erp = { service: 'acme:erp', name: 'Acme ERP', token: { apiKey: 'k-2' } }
    sandbox.faults.add({ on: 'GET /accounts', status: 503, times: 1 })
    await expect(ensureServiceAccount(client, erp)).rejects.toMatchObject({ status: 503 })

    const impatient = new AbortController()
    const given = ensureServiceAccount(client, erp, { signal: impatient.signal })
    const waiting = ensureServiceAccount(client, erp)
    impatient.abort(new Error('enough'))
    await expect(given).rejects.toThrow('enough')
    await expect(waiting).resolves.toMatchObject({ service: 'acme:erp', name: 'Acme ERP' })
  })
})
