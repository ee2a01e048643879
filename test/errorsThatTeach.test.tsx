/** Mistakes that everybody makes once. The error says what happened, why, and what to do. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
// The build for old browsers: another copy of the same package, as a bundler finds it when it is installed twice.
import * as otherCopy from '../node_modules/@tanstack/react-query/build/legacy/index.js'
import {
  AppmixerProvider,
  createAppmixerClient,
  getFlows,
  isAppmixerError,
  startFlow,
  useFlows,
  type AppmixerClientOptions,
  type AppmixerError,
} from '../src/index.ts'
import { createSandbox } from '../src/sandbox/index.ts'
import { ada, baseUrl } from './support.tsx'

const sandbox = createSandbox()

/** The error of a list of flows, asked for with this connection. */
async function failureWith(connection: Partial<AppmixerClientOptions>): Promise<AppmixerError> {
  const token = sandbox.tokenFor(ada)
  const client = createAppmixerClient({ baseUrl, token, retries: 0, ...connection })
  const failure: unknown = await getFlows(client, {}).catch((error: unknown) => error)
  if (!isAppmixerError(failure)) throw new Error('There was no error.')
  return failure
}

describe('the set-up', () => {
  test('a hook without a provider: how to wrap the app, and how to find a second copy', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const queryClient = new QueryClient()
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    )
    function Flows() {
      return <p>{useFlows().data?.length}</p>
    }
    const use = () => render(<Flows />, { wrapper })
    expect(use).toThrow(/^No <AppmixerProvider> above this component, so it cannot know which/)
    expect(use).toThrow('Wrap your app in <AppmixerProvider baseUrl=')
    expect(use).toThrow('`npm ls appmixer-react`')
  })

  test('two copies of TanStack Query: the provider says so, and how to find them', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const app = () =>
      render(
        <otherCopy.QueryClientProvider client={new otherCopy.QueryClient()}>
          <AppmixerProvider baseUrl={baseUrl} fetch={sandbox.fetch} token={sandbox.tokenFor(ada)} />
        </otherCopy.QueryClientProvider>,
      )
    expect(app).toThrow('No QueryClient for <AppmixerProvider>, so it has no cache.')
    expect(app).toThrow('is installed twice: see `npm ls @tanstack/react-query`')
  })
})

describe('the connection', () => {
  test('the address of the user interface: its page is no answer, and baseUrl is the API', async () => {
    const page = '<!doctype html><title>Sign in</title>'
    const { code, message } = await failureWith({
      fetch: async () => new Response(page, { headers: { 'content-type': 'text/html' } }),
    })
    expect(code).toBe('schema')
    expect(message).toBe(
      'GET /flows was answered with a web page (text/html), not with JSON. baseUrl must be the API, https://api.YOUR_TENANT.appmixer.cloud, not the user interface; or a proxy or a sign-in page has answered.',
    )
  })

  test('CORS: browsers hide the reason, so all that it can be is listed, and where to look', async () => {
    const { code, message } = await failureWith({
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    })
    expect(code).toBe('network')
    expect(message).toBe(
      'GET /flows got no answer: offline, baseUrl cannot be reached, or it does not allow this origin (CORS); `cause` or the browser’s console says more.',
    )
  })

  test('an expired token: what it is, and which props renew it', async () => {
    const token = sandbox.tokenFor(ada)
    sandbox.expireTokens()
    const { code, status, message } = await failureWith({ fetch: sandbox.fetch, token })
    expect({ code, status }).toEqual({ code: 'auth', status: 401 })
    expect(message).toContain('The token has expired, or is of another tenant.')
    expect(message).toContain('Pass a fresh `token`, or `getToken` to renew it.')
  })

  test('a write that was answered with a page: it may have been done', async () => {
    const html = { headers: { 'content-type': 'text/html' } }
    const fetch = async () => new Response('<html></html>', html)
    const client = createAppmixerClient({ baseUrl, fetch, token: sandbox.tokenFor(ada) })
    await expect(startFlow(client, { flowId: '1' })).rejects.toThrow(
      'Whether it took effect is unknown; read before you repeat it.',
    )
  })
})
