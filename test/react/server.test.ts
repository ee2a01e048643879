import { QueryClient, QueryClientProvider, dehydrate } from '@tanstack/react-query'
import { createElement, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  createAppmixerClient,
  flowsQueryOptions,
  useFlows,
  useStartFlow,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'

const baseUrl = 'http://sandbox.test'

function Names(): ReactNode {
  const { data, status } = useFlows()
  const { isIdle } = useStartFlow()
  const names = data?.map(({ name }) => name).join() ?? status
  return createElement('p', null, `${names} ${isIdle}`)
}

function page(queryClient: QueryClient, token: string, fetch: typeof globalThis.fetch): ReactNode {
  const app = createElement(AppmixerProvider, { baseUrl, token, fetch }, createElement(Names))
  return createElement(QueryClientProvider, { client: queryClient }, app)
}

test('a server without window renders the loading state, sends nothing and warns of nothing', () => {
  expect(typeof window).toBe('undefined')
  const log = vi.spyOn(console, 'error')
  const sandbox = createSandbox()
  const html = renderToString(
    page(new QueryClient(), sandbox.tokenFor('ada@acme.test'), sandbox.fetch),
  )
  expect(html).toBe('<p>pending true</p>')
  expect(sandbox.requests.entries).toHaveLength(0)
  expect(log).not.toHaveBeenCalled()
  log.mockRestore()
})

test('what a loader has fetched is in the page, and each user gets their own', async () => {
  const sandbox = createSandbox()
  const pages = ['ada@acme.test', 'ben@acme.test'].map(async (username) => {
    const token = sandbox.tokenFor(username)
    const queryClient = new QueryClient()
    const client = createAppmixerClient({ baseUrl, token, fetch: sandbox.fetch })
    await queryClient.prefetchQuery(flowsQueryOptions(client))
    expect(JSON.stringify(dehydrate(queryClient))).not.toContain(token)
    return renderToString(page(queryClient, token, sandbox.fetch))
  })
  const [ofAda, ofBen] = await Promise.all(pages)
  expect(ofAda).toContain('Lost deal')
  expect(ofAda).not.toContain('Birthday wishes')
  expect(ofBen).toContain('Birthday wishes')
  expect(ofBen).not.toContain('Lost deal')
})
