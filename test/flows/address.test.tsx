import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider as TanStackRouterProvider,
} from '@tanstack/react-router'
import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, type ComponentType, type ReactNode } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { AppmixerProvider } from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { run } from '../runSnippet.ts'
import { ada, baseUrl } from '../support.tsx'

let sandbox: Sandbox

beforeEach(() => {
  sandbox = createSandbox()
  // jsdom has none, and routers call it.
  vi.spyOn(window, 'scrollTo').mockReturnValue()
})

interface Router {
  page: ReactNode
  /** The address of the page, without what stands before the question mark. */
  search(): string
  back(): unknown
}

const routers: Record<string, (address: string) => Router> = {
  'React Router': (address) => {
    const { AutomationsPage } = run('docs/components.md', 'src/AutomationsPage.tsx')
    const Page = AutomationsPage as ComponentType
    const router = createMemoryRouter([{ path: '/', element: <Page /> }], {
      initialEntries: [address],
    })
    return {
      page: <RouterProvider router={router} />,
      search: () => router.state.location.search,
      back: () => router.navigate(-1),
    }
  },
  'TanStack Router': (address) => {
    const { AutomationsRoute } = run('docs/components.md', 'src/AutomationsRoute.tsx')
    const history = createMemoryHistory({ initialEntries: [address] })
    const router = createRouter({
      routeTree: createRootRoute({ component: AutomationsRoute as () => ReactNode }),
      history,
    })
    return {
      page: <TanStackRouterProvider router={router} />,
      search: () => router.state.location.searchStr,
      back: () => history.back(),
    }
  },
}

function show({ page }: Router): void {
  render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <AppmixerProvider baseUrl={baseUrl} token={sandbox.tokenFor(ada)} fetch={sandbox.fetch}>
          {page}
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}

const pages = () => sandbox.requests.of('GET /flows').map(({ search }) => search)
const next = () => userEvent.click(screen.getByRole('button', { name: 'Next page' }))

describe.each(Object.entries(routers))('the view in the address of %s (X-09)', (_, routerAt) => {
  test('a change is one request, and the back button finds the view before it', async () => {
    const router = routerAt('/')
    show(router)
    const [first] = await screen.findAllByText(/^1–10 of /)
    expect(pages()).toHaveLength(1)
    sandbox.requests.clear()

    await next()
    await screen.findByText(/^11–20 of /)
    // Nothing but what differs from the start.
    expect(decodeURIComponent(router.search())).toMatch(/^\?page="?1"?$/)
    expect(pages().map((search) => search.get('offset'))).toEqual(['10'])
    sandbox.requests.clear()

    await userEvent.type(screen.getByRole('searchbox'), 'contract')
    await screen.findByText('1–1 of 1')
    expect(router.search()).toBe('?search=contract')
    expect(pages().map((search) => [search.get('pattern'), search.get('offset')])).toEqual([
      ['contract', '0'],
    ])

    // The first letter added an entry and the others replaced it, so the second page is what was before.
    await act(async () => void (await router.back()))
    await screen.findByText(/^11–20 of /)
    expect(screen.getByRole('searchbox')).toHaveValue('')
    await act(async () => void (await router.back()))
    await screen.findByText(first!.textContent)
    expect(router.search()).toBe('')
  })

  test('an address with a view shows it at once', async () => {
    show(routerAt('/?search=invoice&stage=running&sort=name%3A1'))
    await screen.findAllByRole('listitem')
    expect(screen.getByRole('searchbox')).toHaveValue('invoice')
    expect(pages()).toHaveLength(1)
    expect(Object.fromEntries(pages()[0]!)).toMatchObject({
      pattern: 'invoice',
      filter: 'stage:running',
      sort: 'name:1',
    })
  })

  test('what is no value of a view does no harm', async () => {
    show(routerAt('/?page=-3&stage=__proto__&sort=drop%3A1&sharing=%22&layout=7&opened=none&x=y'))
    await screen.findByText(/^1–10 of /)
    expect(Object.fromEntries(pages()[0]!)).toEqual({
      sharedWithPermissions: 'read',
      filter: 'type:automation',
      sort: 'mtime:-1',
      limit: '10',
      offset: '0',
      projection: '-flow,-thumbnail,-inspector',
    })
  })

  test('a page behind the last one is the last one', async () => {
    show(routerAt('/?page=99'))
    await waitFor(() => expect(screen.getAllByRole('listitem').length).toBeGreaterThan(0))
    await waitFor(() => expect(screen.getByText(/^\d+–(\d+) of \1$/)).toBeVisible())
  })
})
