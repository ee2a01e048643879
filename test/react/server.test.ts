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
import { createRandom } from '../../src/sandbox/random.ts'
import { jwt } from '../jwt.ts'

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

test('A13: two users whose pages one process makes 1,000 times, all at once and in any order, never mix', async () => {
  const visitors = ['ada', 'ben'].map((name) => ({
    token: jwt({ id: `id-of-${name}` }),
    canary: `canary-of-${name}`,
  }))
  const waiting: (() => void)[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const bearer = new Request(input, init).headers.get('authorization')
    const { canary } = visitors.find(({ token }) => bearer === `Bearer ${token}`)!
    await new Promise<void>((resolve) => waiting.push(resolve))
    return Response.json([{ flowId: canary, name: canary }])
  }

  async function visit(token: string): Promise<string> {
    const queryClient = new QueryClient()
    const client = createAppmixerClient({ baseUrl, token, fetch })
    await queryClient.prefetchQuery(flowsQueryOptions(client))
    const html = renderToString(page(queryClient, token, fetch))
    return html + JSON.stringify(dehydrate(queryClient))
  }

  const visits = Array.from({ length: 1_000 }, (_, index) => visit(visitors[index % 2]!.token))
  const all = Promise.all(visits)
  let isOver = false
  void all.finally(() => (isOver = true))
  const random = createRandom(13)
  while (!isOver) {
    await new Promise(setImmediate)
    waiting.splice(random.between(0, waiting.length - 1), 1)[0]?.()
  }
  const pages = await all
  for (const [index, { canary, token }] of visitors.entries()) {
    const isOwn = (_: string, visit: number) => visit % 2 === index
    const own = pages.filter(isOwn)
    const foreign = pages.filter((text, visit) => !isOwn(text, visit))
    expect(own.filter((text) => text.split(`>${canary} `).length === 2)).toHaveLength(500)
    expect(foreign.filter((text) => text.includes(canary))).toEqual([])
    expect(pages.filter((text) => text.includes(token))).toEqual([])
  }
})
