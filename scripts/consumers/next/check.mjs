/** Next.js with the app router: the files are those of docs/frameworks.md. */
import assert from 'node:assert/strict'
import { virtualUser } from 'appmixer-react/api'

export const examples = { '.': ['docs/frameworks.md', /^(app|lib)\//] }

const appRouter = {
  asserts:
    'HTML of the server has the flow, hydrated without a request; parts in a server component start it',
  async check({ run, serve, start, open }) {
    const { url: baseUrl, sandbox } = await serve({ data: 'empty' })
    const env = { APPMIXER_BASE_URL: baseUrl, NEXT_TELEMETRY_DISABLED: '1' }
    Object.assign(process.env, env)
    run('npx', 'next', 'build')
    const url = await start('node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1')

    const username = '42@virtual.your-product.example'
    const getToken = virtualUser({ baseUrl, username, password: 'made once, kept encrypted' })
    await getToken({ reason: 'initial', signal: AbortSignal.timeout(60_000) })
    sandbox.addFlow({ name: 'Leads to CRM', owner: username })

    const response = await fetch(`${url}/flows`, { headers: { cookie: 'session=demo' } })
    const html = await response.text()
    assert.ok(html.includes('<li>Leads to CRM</li>'), 'the HTML of the server lacks the flow')
    assert.equal(sandbox.requests.count('getFlows'), 1)

    const page = await open(`${url}/flows`, { name: 'session', value: 'demo', url })
    await page.getByText('Leads to CRM').waitFor()
    await page.waitForLoadState('networkidle')
    // The server's, once for each page. The browser sends none.
    assert.equal(sandbox.requests.count('getFlows'), 2)

    await page.goto(`${url}/automations`)
    const answer = page.waitForResponse(/\/coordinator$/)
    await page.getByRole('switch', { name: /Leads to CRM/ }).click()
    assert.equal((await answer).status(), 200)
    await page.getByRole('switch', { name: /Leads to CRM/, checked: true }).waitFor()
  },
}

export const consumers = { 'Next.js, app router': appRouter }
