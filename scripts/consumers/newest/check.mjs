/**
 * The newest of everything that runs on Node 20. One install for five applications; those with a router, and the tests,
 * are the examples of the documentation.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { build, preview } from 'vite'

const vite = {
  asserts: 'in Chromium a list of parts starts a flow: the sandbox has the request',
  async check({ run, serve, open, ...tools }) {
    run('npx', 'tsc', '-p', 'tsconfig.json')
    const { url, sandbox } = await serve({ data: 'empty' })
    sandbox.addFlow({ name: 'Invoices' })
    const page = await open(await built(tools, 'vite', url))
    const answer = page.waitForResponse(/\/coordinator$/)
    await page.getByRole('switch', { name: /Invoices/ }).click()
    assert.equal((await answer).status(), 200)
    await page.getByRole('switch', { name: /Invoices/, checked: true }).waitFor()
    assert.equal(sandbox.requests.count('startFlow'), 1)
  },
}

const reactRouter = {
  asserts: 'loader and hook of a page are one request; a link loads the next page',
  async check({ serve, open, ...tools }) {
    const { url, sandbox } = await serve()
    const page = await open(await built(tools, 'react-router', url))
    await page.getByRole('link', { name: /^Lost deal/ }).click()
    await page.getByRole('heading', { name: /^Lost deal/ }).waitFor()
    assert.equal(sandbox.requests.count('getFlows'), 1)
    assert.equal(sandbox.requests.count('getFlow'), 1)
  },
}

const tanstackRouter = {
  asserts: 'loader and Suspense hook of a page are one request',
  async check({ serve, open, ...tools }) {
    const { url, sandbox } = await serve()
    const page = await open(await built(tools, 'tanstack-router', url))
    await page.getByText(/^Lost deal/).waitFor()
    assert.equal(sandbox.requests.count('getFlows'), 1)
  },
}

const testing = {
  asserts: 'the tests of docs/testing.md pass: /testing, and /msw between an app and its fetch',
  check({ run }) {
    run('npx', 'vitest', 'run', '--reporter=dot')
  },
}

export const examples = {
  'react-router': ['docs/frameworks.md', /^src\/router\.tsx$/],
  'tanstack-router': ['docs/frameworks.md', /^src\/tanstackRouter\.tsx$/],
  testing: ['docs/testing.md', /^(src|test)\//],
}

export const consumers = {
  'Vite, React 19': vite,
  'React Router': reactRouter,
  'TanStack Router': tanstackRouter,
  'Vitest, MSW': testing,
}

/** Builds one of the applications against a tenant. Resolves to its address. */
async function built({ folder, onEnd }, app, tenant) {
  process.env.VITE_APPMIXER_URL = tenant
  const config = { root: join(folder, app), configFile: false, logLevel: 'error' }
  await build(config)
  const server = await preview({ ...config, preview: { port: 0, host: '127.0.0.1' } })
  onEnd(() => server.close())
  return server.resolvedUrls.local[0]
}
