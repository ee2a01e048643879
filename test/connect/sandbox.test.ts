import { describe, expect, it } from 'vitest'
import {
  getAccounts,
  getAuthSessionStatus,
  getAuthSessionTicket,
  getAuthUrl,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ask, createWorld } from '../sandbox/support.ts'

const componentType = 'appmixer.jira.issues.CreateIssue'

async function begun(type = componentType) {
  const world = createWorld()
  const { ada, sandbox } = world
  const { ticket } = await getAuthSessionTicket(ada)
  const { authUrl, dataUrl } = await getAuthUrl(ada, { componentType: type, ticket })
  const url = authUrl ?? `http://sandbox.test/${dataUrl}`
  const submit = (fields: Record<string, string>) =>
    sandbox.fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ ticket, ...fields }),
    })
  const status = () => getAuthSessionStatus(ada, { ticket })
  return { ...world, ticket, url, submit, status }
}

describe('a consent', () => {
  it('is not finished before the page is answered, and then names the account', async () => {
    const { ada, submit, status } = await begun()
    expect(await status()).toMatchObject({ finished: false, error: null })
    const page = await submit({ decision: 'allow', name: 'acme.atlassian.net' })
    expect(await page.text()).toContain('appmixer.auth.success.')
    const { finished, accountId } = await status()
    expect(finished).toBe(true)
    const accounts = await getAccounts(ada, { filter: 'service:appmixer:jira' })
    expect(accounts).toMatchObject([{ accountId, name: 'acme.atlassian.net', label: 'Jira' }])
  })

  it('is decided once: a page that is loaded again changes nothing', async () => {
    const { sandbox, submit, status } = await begun()
    await submit({ decision: 'deny' })
    const before = sandbox.database.accounts.length
    expect(await (await submit({ decision: 'allow' })).text()).toContain('appmixer.auth.failure.')
    expect(await status()).toMatchObject({ finished: true, error: 'access_denied' })
    expect(sandbox.database.accounts).toHaveLength(before)
  })

  it('with the same name renews the account, and does not make a second one', async () => {
    const { sandbox, ticket } = await begun('appmixer:hubspot')
    const known = sandbox.database.accounts.find(({ service }) => service === 'appmixer:hubspot')!
    const { accountId } = sandbox.consents.allow(ticket, { name: known.name })
    expect(accountId).toBe(known.accountId)
    const renewed = sandbox.database.accounts.find((account) => account.accountId === accountId)!
    expect(renewed.usedBy).toEqual(known.usedBy)
  })

  it('is good for a quarter of an hour, and is nobody else’s', async () => {
    const { ben, clock, ticket, status, url, sandbox } = await begun()
    await expect(getAuthSessionStatus(ben, { ticket })).rejects.toMatchObject({ status: 404 })
    clock.advance(15 * 60_000)
    await expect(status()).rejects.toMatchObject({ reason: 'not-found' })
    expect((await sandbox.fetch(url)).status).toBe(404)
  })

  it('can be scripted, once', async () => {
    const { sandbox, ticket, status } = await begun()
    expect(sandbox.consents.waiting()).toEqual([
      { ticket, service: 'appmixer:jira', userId: sandbox.database.users[0]!.id },
    ])
    sandbox.consents.deny(ticket, 'Ask your administrator.')
    expect(await status()).toMatchObject({ finished: true, error: 'Ask your administrator.' })
    expect(sandbox.consents.waiting()).toEqual([])
    expect(() => sandbox.consents.allow(ticket)).toThrow('decided already')
  })

  it('survives a snapshot', async () => {
    const { sandbox, ticket } = await begun()
    const copy = createSandbox({ data: sandbox.snapshot() })
    expect(copy.database.consents.map((consent) => consent.ticket)).toEqual([ticket])
  })
})

describe('its page', () => {
  it('allows no script, style or form but its own, and no frame around it', async () => {
    const { url, sandbox } = await begun()
    const policies = await Promise.all(
      [0, 1].map(async () => (await sandbox.fetch(url)).headers.get('content-security-policy')!),
    )
    for (const policy of policies) {
      expect(policy).toMatch(/default-src 'none'/)
      expect(policy).toMatch(/script-src 'nonce-[\w-]{36}'/)
      expect(policy).toMatch(/frame-ancestors 'none'/)
      expect(policy).not.toMatch(/unsafe|\*/)
    }
    expect(policies[0]).not.toBe(policies[1])
  })

  it.each(['"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", '</title><b>'])(
    'shows %j as text',
    async (text) => {
      const { sandbox, url, ticket } = await begun(`appmixer:${text}`)
      sandbox.database.users[0]!.email = text
      const page = await (await sandbox.fetch(url)).text()
      expect(page).not.toContain(text)
      sandbox.database.consents.find((consent) => consent.ticket === ticket)!.ticket = text
      const address = `http://sandbox.test/auth/consent?ticket=${encodeURIComponent(text)}`
      expect(await (await sandbox.fetch(address)).text()).not.toContain(text)
      sandbox.consents.deny(text)
      expect(await (await sandbox.fetch(address)).text()).not.toContain(text)
    },
  )

  it('asks for a key where the app takes one, and refuses a wrong one', async () => {
    const { submit, status, url } = await begun('appmixer:stripe')
    expect(url).toMatch(/^http:\/\/sandbox\.test\/auth\/consent\?ticket=/)
    expect(await (await submit({ decision: 'allow', apiKey: 'short' })).text()).toContain(
      'role="alert"',
    )
    expect(await status()).toMatchObject({ finished: false })
    await submit({ decision: 'allow', apiKey: 'sk_live_4711' })
    expect(await status()).toMatchObject({ finished: true, error: null })
  })

  it('says of each app how it is connected', async () => {
    const sandbox = createSandbox()
    const as = 'ada@acme.test'
    const typeOf = async (service: string) =>
      (await ask(sandbox, `GET /auth/${service}/type`, { as })).body
    expect(await typeOf('appmixer:stripe')).toEqual({ type: 'apiKey' })
    expect(await typeOf('appmixer:slack')).toEqual({ type: 'oauth2' })
  })
})
