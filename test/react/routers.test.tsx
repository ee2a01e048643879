import {
  dehydrate,
  hydrate,
  IsRestoringProvider,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  RouterProvider as TanStackRouterProvider,
} from '@tanstack/react-router'
import { act, render, screen } from '@testing-library/react'
import { StrictMode, useEffect, useState, type ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  AppmixerProvider,
  createAppmixerClient,
  flowQueryOptions,
  flowsQueryOptions,
  useFlow,
  useFlows,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

const sandbox = createSandbox()
const { flowId } = sandbox.database.flows[0]!

beforeEach(() => {
  sandbox.requests.clear()
  // jsdom has none, and routers call it.
  vi.spyOn(window, 'scrollTo').mockReturnValue()
})

/** What an app makes once, beside its router: the loaders' client has the tenant and the user of the provider. */
function createApp() {
  const connection = { baseUrl, token: sandbox.tokenFor(ada), fetch: sandbox.fetch }
  return {
    connection,
    client: createAppmixerClient(connection),
    // What a loader has just fetched is not asked for again by the page.
    queryClient: new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } }),
  }
}

type App = ReturnType<typeof createApp>

function InApp({ app, children }: { app: App; children: ReactNode }) {
  return (
    <StrictMode>
      <QueryClientProvider client={app.queryClient}>
        <AppmixerProvider {...app.connection}>{children}</AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>
  )
}

const frames: string[] = []

function FlowsPage() {
  const { data, status } = useFlows()
  frames.push(status)
  return <p>{data?.map(({ name }) => name).join()}</p>
}

function FlowPage() {
  const { data, status } = useFlow(flowId)
  frames.push(status)
  return <h1>{data?.name}</h1>
}

const loadFlows = ({ queryClient, client }: App) =>
  queryClient.ensureQueryData(flowsQueryOptions(client))

const loadFlow = ({ queryClient, client }: App, id: string) =>
  queryClient.ensureQueryData(flowQueryOptions(client, { flowId: id }))

const routers: Record<string, (app: App) => { page: ReactNode; go(path: string): unknown }> = {
  'React Router': (app) => {
    const router = createMemoryRouter([
      { path: '/', loader: () => loadFlows(app), element: <FlowsPage />, HydrateFallback },
      {
        path: '/flows/:flowId',
        loader: ({ params }) => loadFlow(app, params['flowId']!),
        element: <FlowPage />,
      },
    ])
    return { page: <RouterProvider router={router} />, go: (path) => router.navigate(path) }
  },
  'TanStack Router': (app) => {
    const rootRoute = createRootRouteWithContext<App>()()
    const flowsRoute = createRoute({
      getParentRoute: () => rootRoute,
      path: '/',
      loader: ({ context }) => loadFlows(context),
      component: FlowsPage,
    })
    const flowRoute = createRoute({
      getParentRoute: () => rootRoute,
      path: '/flows/$flowId',
      loader: ({ context, params }) => loadFlow(context, params.flowId),
      component: FlowPage,
    })
    const router = createRouter({
      routeTree: rootRoute.addChildren([flowsRoute, flowRoute]),
      history: createMemoryHistory(),
      context: app,
    })
    return {
      page: <TanStackRouterProvider router={router} />,
      go: (to) => router.navigate({ to }),
    }
  },
}

function HydrateFallback() {
  return null
}

describe.each(Object.entries(routers))('a loader of %s', (_, createRouterOf) => {
  test('and the hook of its page are one request; the page is never seen loading', async () => {
    const app = createApp()
    const { page, go } = createRouterOf(app)
    frames.length = 0
    render(<InApp app={app}>{page}</InApp>)
    await screen.findByText(/Lost deal/)
    expect(sent()).toEqual(['GET /flows'])
    await act(async () => void (await go(`/flows/${flowId}`)))
    await screen.findByRole('heading', { name: sandbox.database.flows[0]!.name })
    expect(sent()).toEqual(['GET /flows', `GET /flows/${flowId}`])
    await act(async () => void (await go('/')))
    await screen.findByText(/Lost deal/)
    expect(sent()).toHaveLength(2)
    expect(new Set(frames)).toEqual(new Set(['success']))
    expect(app.queryClient.getQueryCache().getAll()).toHaveLength(2)
  })
})

describe('L6', () => {
  test('a page that a server has rendered hydrates without a second request or a warning', async () => {
    const onServer = createApp()
    await loadFlows(onServer)
    const state = JSON.stringify(dehydrate(onServer.queryClient))
    const inBrowser = createApp()
    hydrate(inBrowser.queryClient, JSON.parse(state))
    const screen = await hydratePage(
      <InApp app={onServer}>
        <FlowsPage />
      </InApp>,
      <InApp app={inBrowser}>
        <FlowsPage />
      </InApp>,
    )
    expect(screen.html).toContain('Lost deal')
    expect(screen.container.innerHTML).toBe(screen.html)
    expect(sent()).toEqual(['GET /flows'])
  })

  test('a cache that is restored after hydration is shown without a request or a warning', async () => {
    const yesterday = createApp()
    await loadFlows(yesterday)
    const stored = JSON.stringify(dehydrate(yesterday.queryClient))
    sandbox.requests.clear()
    function Restoring({ app }: { app: App }) {
      const [isRestoring, setIsRestoring] = useState(true)
      useEffect(() => {
        const restore = async () => hydrate(app.queryClient, JSON.parse(stored))
        void restore().then(() => setIsRestoring(false))
      }, [app])
      return (
        <IsRestoringProvider value={isRestoring}>
          <InApp app={app}>
            <FlowsPage />
          </InApp>
        </IsRestoringProvider>
      )
    }
    const screen = await hydratePage(
      <Restoring app={createApp()} />,
      <Restoring app={createApp()} />,
    )
    expect(screen.html).toBe('<p></p>')
    expect(screen.container).toHaveTextContent('Lost deal')
    expect(sent()).toEqual([])
  })
})

/** Renders on the server, hydrates in the browser, and takes no warning. */
async function hydratePage(onServer: ReactNode, inBrowser: ReactNode) {
  const complaints = vi.spyOn(console, 'error')
  const recovered = vi.fn()
  const html = renderToString(onServer)
  const container = document.createElement('div')
  container.innerHTML = html
  const root = await act(async () =>
    hydrateRoot(container, inBrowser, { onRecoverableError: recovered }),
  )
  onTestFinished(() => act(() => root.unmount()))
  expect([recovered.mock.calls, complaints.mock.calls]).toEqual([[], []])
  return { html, container }
}

function sent(): string[] {
  return sandbox.requests.entries.map(({ method, path }) => `${method} ${path}`)
}
