import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider as TanStackRouterProvider } from '@tanstack/react-router'
import { readFileSync, rmSync } from 'node:fs'
import { request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  createAppmixerApi,
  getFlows,
  useFlows,
  usePeopleTasks,
  validateFlow,
} from '../src/index.ts'
import { createSandbox, type Sandbox } from '../src/sandbox/index.ts'
import { run } from './runSnippet.ts'
import { snippetsOf } from './snippets.ts'
import { ada, baseUrl, clientOf } from './support.tsx'

let sandbox: Sandbox
beforeEach(() => {
  sandbox = createSandbox({ startDuration: 50, stopDuration: 50 })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** The example as Ada of this test's sandbox sees it. */
function show(ui: ReactNode): void {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <AppmixerProvider baseUrl={baseUrl} token={sandbox.tokenFor(ada)} fetch={sandbox.fetch}>
        {ui}
      </AppmixerProvider>
    </QueryClientProvider>,
  )
}

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const click = (name: string | RegExp) => userEvent.click(button(name))

describe('README.md', () => {
  test('its app starts a flow, and approves a task, on the sandbox', async () => {
    const { default: App } = run('README.md', 'src/App.tsx')
    render(<App />)
    const stopped = (await screen.findAllByRole('button', { name: 'Start' })).find(
      (start) => !start.hasAttribute('disabled'),
    )!
    const row = stopped.closest('li')!
    await userEvent.click(stopped)
    expect(row).toHaveTextContent('starting')
    await waitFor(() => expect(row).toHaveTextContent('running'))
    const heading = await screen.findByRole('heading', { name: /to approve/ })
    const before = parseInt(heading.textContent)
    await userEvent.click(screen.getAllByRole('button', { name: 'Approve' })[0]!)
    expect(heading).toHaveTextContent(`${before - 1} to approve`)
  })

  test('its getToken says that the user of the product is signed out', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 401 }))
    const { getToken } = run('README.md', 'src/getToken.ts')
    const { signal } = new AbortController()
    await expect(getToken({ reason: 'initial', signal })).rejects.toMatchObject({ code: 'auth' })
  })
})

describe('skills/appmixer-react/SKILL.md', () => {
  test('its app asks for a token, lists flows and starts one', async () => {
    const page = 'skills/appmixer-react/SKILL.md'
    const token = sandbox.tokenFor(ada)
    vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) =>
      input === '/appmixer-token' ? Response.json({ token }) : sandbox.fetch(input, init),
    )
    const { Root } = run(page, 'src/Root.tsx')
    const { Flows } = run(page, 'src/Flows.tsx')
    render(
      <Root userId="ada">
        <Flows />
      </Root>,
    )
    const starts = await screen.findAllByRole('button', { name: 'Start' })
    const stopped = starts.findIndex((start) => !start.hasAttribute('disabled'))
    await userEvent.click(starts[stopped]!)
    await waitFor(() =>
      expect(screen.getAllByRole('listitem')[stopped]).toHaveTextContent('running'),
    )
  })
})

describe('docs/authentication.md', () => {
  const page = 'docs/authentication.md'

  test('the back end hands out a token, and says when the password is another', async () => {
    vi.stubGlobal('fetch', sandbox.fetch)
    vi.stubEnv('APPMIXER_BASE_URL', baseUrl)
    const { appmixerToken } = run(page, 'server/appmixerToken.ts')
    expect((await appmixerToken(undefined)).status).toBe(401)
    const response = await appmixerToken({ id: '42', appmixerPassword: 'long enough' })
    const { token } = (await response.json()) as { token: string }
    expect(await createAppmixerApi(clientOf(sandbox, ada, { token })).getUser()).toMatchObject({
      username: '42@virtual.your-product.example',
    })
    expect((await appmixerToken({ id: '42', appmixerPassword: 'another one' })).status).toBe(409)
    vi.unstubAllEnvs()
  })

  test('plain Node answers with it', async () => {
    vi.stubGlobal('fetch', sandbox.fetch)
    vi.stubEnv('APPMIXER_BASE_URL', baseUrl)
    const { createTokenServer } = run(page, 'server/index.ts')
    const user = { id: '42', appmixerPassword: 'long enough' }
    const server: Server = createTokenServer(async () => user)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const ask = (path: string) =>
      new Promise<[number | undefined, string]>((resolve, reject) => {
        request({ port, path, method: 'POST' }, async (answer) => {
          resolve([answer.statusCode, await textOf(answer)])
        })
          .on('error', reject)
          .end()
      })
    expect(await ask('/appmixer-token')).toEqual([200, expect.stringContaining('"token"')])
    expect((await ask('/other'))[0]).toBe(404)
    server.close()
    vi.unstubAllEnvs()
  })

  test('the sign-in form says what is wrong, and shows what is behind it', async () => {
    vi.stubGlobal('fetch', sandbox.fetch)
    const { SignedIn } = run(page, 'src/SignIn.tsx')
    const { SessionButton } = run(page, 'src/SessionButton.tsx')
    render(
      <QueryClientProvider client={new QueryClient()}>
        <SignedIn baseUrl={baseUrl}>
          <p>Behind it</p>
          <SessionButton />
        </SignedIn>
      </QueryClientProvider>,
    )
    await userEvent.type(screen.getByLabelText('E-mail'), ada)
    await userEvent.type(screen.getByLabelText('Password'), 'wrong')
    await click('Sign in')
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The user name or the password is wrong.',
    )
    await userEvent.clear(screen.getByLabelText('Password'))
    await userEvent.type(screen.getByLabelText('Password'), 'ada-demo-password')
    await click('Sign in')
    expect(await screen.findByText('Behind it')).toBeVisible()

    // Signed out, the form is back; and it lets in again.
    await userEvent.click(await screen.findByText(`Sign ${ada} out`))
    await userEvent.type(await screen.findByLabelText('E-mail'), ada)
    expect(screen.queryByText('Behind it')).toBeNull()
    await userEvent.type(screen.getByLabelText('Password'), 'ada-demo-password')
    await click('Sign in')
    expect(await screen.findByText('Behind it')).toBeVisible()
  })

  test('getToken of the app says that nobody is signed in: nothing is sent, and the app hears of it', async () => {
    const asked = vi.fn(async () => new Response(null, { status: 401 }))
    vi.stubGlobal('fetch', asked)
    const onSignedOut = vi.fn()
    const { App } = run(page, 'src/App.tsx')
    const { SessionButton } = run(page, 'src/SessionButton.tsx')
    render(
      <App userId="42" onSignedOut={onSignedOut}>
        <SessionButton />
      </App>,
    )
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeVisible()
    expect(onSignedOut).toHaveBeenCalledOnce()
    expect(asked).toHaveBeenCalledOnce()
  })

  test('the button names the user and signs out', async () => {
    const { SessionButton } = run(page, 'src/SessionButton.tsx')
    show(<SessionButton />)
    await userEvent.click(await screen.findByText(`Sign ${ada} out`))
    expect(screen.getByRole('link', { name: 'Sign in' })).toBeVisible()
  })

  test('the link in a mail shows one task, and decides on a click only', async () => {
    vi.stubGlobal('fetch', sandbox.fetch)
    const task = sandbox.database.tasks.find(
      ({ approver, status }) => approver === ada && status === 'pending',
    )!
    const link = new URLSearchParams({ taskId: task.taskId, secret: sandbox.secretOf(ada) })
    window.location.hash = String(link)
    const { ApprovalPage } = run(page, 'src/ApprovalPage.tsx')
    render(
      <QueryClientProvider client={new QueryClient()}>
        <ApprovalPage baseUrl={baseUrl} />
      </QueryClientProvider>,
    )
    await userEvent.click(await screen.findByRole('button', { name: 'Approve' }))
    expect(await screen.findByText('approved')).toBeVisible()
    expect(window.location.href).not.toContain('secret')
    expect(sandbox.requests.entries.filter(({ authorized }) => authorized)).toEqual([])
  })
})

describe('docs/reading.md', () => {
  const page = 'docs/reading.md'

  test('search and page of the list are in the address', async () => {
    const { FlowsPage } = run(page, 'src/FlowsPage.tsx')
    const router = createMemoryRouter([{ path: '/', element: <FlowsPage /> }], {
      initialEntries: ['/?page=1'],
    })
    show(<RouterProvider router={router} />)
    expect(await screen.findByText(/^\d\d flows$/)).toBeVisible()
    await click('Previous')
    expect(router.state.location.search).toBe('')
    await userEvent.type(screen.getByRole('searchbox'), 'Lost deal')
    expect(await screen.findByText('1 flows')).toBeVisible()
    expect(router.state.location.search).toBe('?search=Lost+deal')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
  })

  test.each(['abc', '-1', '1.5', '99'])('page=%s is a page of the list', async (text) => {
    const { FlowsPage } = run(page, 'src/FlowsPage.tsx')
    const initialEntries = [`/?page=${text}`]
    show(
      <RouterProvider
        router={createMemoryRouter([{ path: '/', element: <FlowsPage /> }], { initialEntries })}
      />,
    )
    await waitFor(() => expect(screen.getAllByRole('listitem').length).toBeGreaterThan(0))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('the endless list reads page after page', async () => {
    const { Records } = run(page, 'src/Records.tsx')
    const { storeId } = sandbox.database.stores.find(({ name }) => name === 'Customers')!
    show(<Records storeId={storeId} />)
    await screen.findByText('More')
    expect(screen.getAllByRole('listitem')).toHaveLength(50)
    await click('More')
    expect(await screen.findByText('That is all')).toBeDisabled()
    expect(screen.getAllByRole('listitem')).toHaveLength(60)
  })

  test('a detail suspends', async () => {
    const { FlowDetail } = run(page, 'src/FlowDetail.tsx')
    const { flowId, name } = sandbox.database.flows[0]!
    show(<FlowDetail flowId={flowId} />)
    expect(screen.getByText('Loading …')).toBeVisible()
    expect(await screen.findByRole('heading')).toHaveTextContent(name)
  })

  test('the badge counts', async () => {
    const { InboxBadge } = run(page, 'src/InboxBadge.tsx')
    show(<InboxBadge />)
    expect(await screen.findByLabelText(/to decide/)).toBeVisible()
  })

  test('the log is shown, and pauses', async () => {
    const { Log } = run(page, 'src/Log.tsx')
    const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'running')!
    show(<Log flowId={flowId} />)
    expect((await screen.findAllByRole('listitem')).length).toBeGreaterThan(0)
    await click('Pause')
    expect(button('Follow')).toBeVisible()
  })

  test('a list of many rows is one request', async () => {
    const { ManyFlows } = run(page, 'src/ManyFlows.tsx')
    show(<ManyFlows />)
    expect((await screen.findAllByText(/: running/)).length).toBeGreaterThan(5)
    expect(sandbox.requests.count('GET /flows')).toBe(1)
  })
})

describe('docs/writing.md', () => {
  const page = 'docs/writing.md'

  test('the switch is on at once, and off again when the server refuses', async () => {
    const { FlowSwitch } = run(page, 'src/FlowSwitch.tsx')
    function First() {
      const { data: [flow] = [] } = useFlows({
        filter: 'stage:stopped',
        limit: 1,
        projection: 'name,stage',
      })
      const { data: [same] = [] } = useFlows(
        { limit: 100 },
        { select: (all) => all.filter(({ flowId }) => flowId === flow?.flowId) },
      )
      return same ? <FlowSwitch flow={same} /> : null
    }
    sandbox.faults.add({ on: 'POST /flows/:flowId/coordinator', status: 500, delay: 100 })
    show(<First />)
    const toggle = await screen.findByRole('switch')
    await userEvent.click(toggle)
    expect(await screen.findByRole('alert')).toHaveTextContent('Ordered by a fault')
    expect(screen.getByRole('switch')).not.toBeChecked()
  })

  test('who was faster is said in words', async () => {
    const { Decision } = run(page, 'src/Decision.tsx')
    const notify = vi.fn()
    const stored = sandbox.database.tasks.find(
      ({ approver, status }) => approver === ada && status === 'pending',
    )!
    show(<Decision task={stored} notify={notify} />)
    stored.status = 'rejected'
    await click(/Approve/)
    await waitFor(() => expect(notify).toHaveBeenCalledWith('It was already rejected.'))
  })

  test('what is undone sends nothing', async () => {
    const { Approve, UndoBar } = run(page, 'src/UndoableDecision.tsx')
    function Inbox() {
      const { data = [] } = usePeopleTasks({ role: 'approver', filter: 'status:pending' })
      return (
        <>
          <p>{data.length} wait</p>
          {data[0] && <Approve taskId={data[0].taskId} />}
        </>
      )
    }
    show(
      <>
        <Inbox />
        <UndoBar />
      </>,
    )
    const approve = await screen.findByRole('button', { name: 'Approve' })
    const count = screen.getByText(/wait/).textContent
    await userEvent.click(approve)
    expect(screen.queryByText(count)).not.toBeInTheDocument()
    await click('Undo')
    expect(screen.getByText(count)).toBeVisible()
    expect(sandbox.requests.count('PUT')).toBe(0)
  })

  test('many are started, and those that fail are sent again', async () => {
    const { BulkBar } = run(page, 'src/BulkBar.tsx')
    const client = clientOf(sandbox)
    const stopped = await getFlows(client, { filter: 'stage:stopped' })
    const selected: string[] = []
    for (const { flowId } of stopped) {
      const { errors } = await validateFlow(client, { flowId })
      if (errors.length === 0) selected.push(flowId)
    }
    sandbox.faults.add({ on: 'POST /flows/:flowId/coordinator', status: 500, times: 1 })
    show(<BulkBar selected={selected} />)
    await click(/Start/)
    await userEvent.click(await screen.findByRole('button', { name: 'Retry 1' }))
    await waitFor(() => expect(screen.queryByText('Retry 1')).not.toBeInTheDocument())
    expect(sandbox.requests.count('POST /flows/:flowId/coordinator')).toBe(selected.length + 1)
  })
})

describe('docs/query-keys.md', () => {
  test('the button refreshes', async () => {
    const { RefreshButton } = run('docs/query-keys.md', 'src/RefreshButton.tsx')
    function Count() {
      return <p>{useFlows().data?.length} flows</p>
    }
    show(
      <>
        <Count />
        <RefreshButton />
      </>,
    )
    await screen.findByText(/\d flows/)
    await click('Refresh')
    expect(sandbox.requests.count('GET /flows')).toBe(2)
  })
})

describe('docs/your-own-ky.md', () => {
  const page = 'docs/your-own-ky.md'

  test('an endpoint without a function: files are listed and deleted', async () => {
    const { Files } = run(page, 'src/Files.tsx')
    show(<Files />)
    await userEvent.click(await screen.findByRole('button', { name: 'Delete leads.csv' }))
    await waitFor(() => expect(screen.queryByText(/leads.csv/)).not.toBeInTheDocument())
    expect(screen.getByText(/invoice-2041.txt, \d+ bytes/)).toBeVisible()
  })

  test('hooks of ky go with every request', async () => {
    const sent: Headers[] = []
    vi.stubGlobal('fetch', async (input: Request, init: RequestInit) => {
      sent.push(input.headers)
      return sandbox.fetch(input, init)
    })
    vi.spyOn(console, 'debug').mockReturnValue()
    const { Connected } = run(page, 'src/Connected.tsx')
    function Count() {
      return <p>{useFlows().data?.length} flows</p>
    }
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Connected userId="ada" getToken={() => sandbox.tokenFor(ada)}>
          <Count />
        </Connected>
      </QueryClientProvider>,
    )
    expect(await screen.findByText(/\d flows/)).toBeVisible()
    expect(sent[0]!.get('x-client')).toBe('acme-dashboard')
    expect(sent[0]!.get('x-trace-id')).toMatch(/-/)
    expect(console.debug).toHaveBeenCalledWith('GET /flows', 200)
  })
})

describe('docs/schemas.md', () => {
  test('the form says what is wrong before it sends, and creates a flow', async () => {
    const onCreated = vi.fn()
    const { NewFlowForm } = run('docs/schemas.md', 'src/NewFlowForm.tsx')
    show(<NewFlowForm onCreated={onCreated} />)
    await userEvent.type(screen.getByLabelText('Name'), 'ab')
    await click('Create')
    expect(screen.getByRole('alert')).toHaveTextContent('At least three letters')
    await userEvent.type(screen.getByLabelText('Name'), 'c')
    await click('Create')
    await waitFor(() => expect(onCreated).toHaveBeenCalled())
    expect(sandbox.database.flows.find(({ name }) => name === 'abc')).toBeDefined()
  })
})

describe('docs/records.md', () => {
  const page = 'docs/records.md'
  const customers = () => sandbox.database.stores.find(({ name }) => name === 'Customers')!

  test('a spreadsheet goes down, and what is new in one comes up', async () => {
    const files: Blob[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    // jsdom lacks them.
    URL.createObjectURL ??= () => ''
    URL.revokeObjectURL ??= () => {}
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => String(files.push(file as Blob)))
    const { Spreadsheet } = run(page, 'src/Spreadsheet.tsx')
    show(<Spreadsheet storeId={customers().storeId} name="Customers" />)
    await click('Download')
    await waitFor(() => expect(files).toHaveLength(1))
    const text = await files[0]!.text()
    expect(text.trim().split('\n')).toHaveLength(61)
    const upload = new File([`${text}new-one,hello,text,,\r\n`], 'more.csv')
    await userEvent.upload(screen.getByLabelText('Upload'), upload)
    await userEvent.click(await screen.findByRole('button', { name: 'Add 1, change 0' }))
    expect(await screen.findByText('1 of 1 written')).toBeVisible()
    expect(sandbox.requests.count('POST /store/:storeId/:key')).toBe(1)
  })

  test('a server writes a store into a file', async () => {
    const { exportStore } = run(page, 'scripts/exportStore.ts')
    const path = join(tmpdir(), `records-${process.pid}.csv`)
    await exportStore(clientOf(sandbox), customers().storeId, path)
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(61)
    rmSync(path)
  })

  test('a list of any length is as long as the store, and holds what is in sight: here nothing', async () => {
    // jsdom lacks it.
    Element.prototype.scrollTo ??= () => {}
    const { AllRecords } = run(page, 'src/AllRecords.tsx')
    show(<AllRecords storeId={customers().storeId} />)
    const pixels = 60 * 40
    await waitFor(() =>
      expect(screen.getByRole('list', { name: 'Customers' })).toHaveStyle({
        blockSize: `${pixels}px`,
      }),
    )
    expect(screen.queryAllByRole('listitem')).toEqual([])
  })
})

describe('docs/errors.md', () => {
  test('what can be tried again offers it', async () => {
    sandbox.faults.add({ on: 'GET /flows', status: 500, times: 1, message: 'Down for a minute' })
    const { Flows } = run('docs/errors.md', 'src/Flows.tsx')
    render(
      <QueryClientProvider client={new QueryClient()}>
        <AppmixerProvider
          baseUrl={baseUrl}
          token={sandbox.tokenFor(ada)}
          fetch={sandbox.fetch}
          retries={0}
        >
          <Flows />
        </AppmixerProvider>
      </QueryClientProvider>,
    )
    expect(await screen.findByRole('alert')).toHaveTextContent('Down for a minute')
    await click('Try again')
    expect(await screen.findByText(/\d flows/)).toBeVisible()
  })
})

describe('docs/components.md', () => {
  const page = 'docs/components.md'

  test('the flow list, the inbox and the getters show rows', async () => {
    const { Automations } = run(page, 'src/Automations.tsx')
    const { Inbox } = run(page, 'src/Inbox.tsx')
    const { Table } = run(page, 'src/Table.tsx')
    show(
      <>
        <Automations onOpen={() => {}} />
        <Inbox />
        <Table />
      </>,
    )
    await waitFor(() => expect(screen.getAllByRole('switch')).toHaveLength(20))
    expect(screen.getAllByRole('button', { name: /^Approve/ }).length).toBeGreaterThan(0)
  })

  test('overdue tasks have a tab with its count', async () => {
    const { InboxWithOverdue } = run(page, 'src/InboxWithOverdue.tsx')
    show(<InboxWithOverdue />)
    expect(await screen.findByRole('button', { name: /^Overdue.*\d/ })).toBeVisible()
  })

  test('records are a table, which is sorted by its heads', async () => {
    const { DataTable } = run(page, 'src/DataTable.tsx')
    const { storeId } = sandbox.database.stores.find(({ name }) => name === 'Customers')!
    show(<DataTable storeId={storeId} />)
    await waitFor(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(5))
    await click('Key')
    await waitFor(() =>
      expect(screen.getByRole('columnheader', { name: 'Key' })).toHaveAttribute(
        'aria-sort',
        'ascending',
      ),
    )
  })
})

describe('docs/frameworks.md', () => {
  test('React Router: a loader and the hook of its page are one request', async () => {
    const { createApp } = run('docs/frameworks.md', 'src/router.tsx')
    vi.spyOn(window, 'scrollTo').mockReturnValue()
    window.history.replaceState(null, '', '/')
    render(createApp({ baseUrl, token: sandbox.tokenFor(ada), fetch: sandbox.fetch }))
    expect((await screen.findAllByRole('link')).length).toBeGreaterThan(5)
    expect(sandbox.requests.count('GET /flows')).toBe(1)
  })

  test('TanStack Router: a loader and the hook of its page are one request', async () => {
    const { createAppRouter } = run('docs/frameworks.md', 'src/tanstackRouter.tsx')
    vi.spyOn(window, 'scrollTo').mockReturnValue()
    window.history.replaceState(null, '', '/')
    const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } })
    const token = sandbox.tokenFor(ada)
    const client = clientOf(sandbox, ada, { token })
    render(
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token={token} fetch={sandbox.fetch}>
          <TanStackRouterProvider router={createAppRouter({ client, queryClient })} />
        </AppmixerProvider>
      </QueryClientProvider>,
    )
    expect(await screen.findByText(/^Lost deal/)).toBeVisible()
    expect(sandbox.requests.count('GET /flows')).toBe(1)
  })

  test('Next.js: what the server has read is on the page, with no request of the browser', async () => {
    vi.stubGlobal('fetch', sandbox.fetch)
    vi.stubEnv('APPMIXER_BASE_URL', baseUrl)
    const load = (file: string) =>
      run('docs/frameworks.md', file, {
        'next/headers': { cookies: async () => ({ get: () => ({ value: 'demo' }) }) },
        'next/navigation': { redirect: vi.fn() },
      })
    const { token } = await (await load('app/appmixer-token/route.ts')['POST']()).json()
    await createAppmixerApi(clientOf(sandbox, ada, { token })).createFlow('Leads to CRM')
    const content = await load('app/flows/page.tsx')['default']()
    const { Providers } = load('app/providers.tsx')
    const before = sandbox.requests.count('GET /flows')
    render(
      <Providers baseUrl={baseUrl} userId="42">
        {content}
      </Providers>,
    )
    expect(screen.getByText('Leads to CRM')).toBeVisible()
    expect(sandbox.requests.count('GET /flows')).toBe(before)

    // With Appmixer down the server still answers.
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    expect((await load('app/appmixer-token/route.ts')['POST']()).status).toBe(502)
    expect(await load('app/flows/page.tsx')['default']()).toBeDefined()
    vi.unstubAllEnvs()
  })

  test('a script starts what is stopped', async () => {
    const { startAll } = run('docs/frameworks.md', 'scripts/startAll.ts')
    const options = { baseUrl, token: sandbox.tokenFor(ada), fetch: sandbox.fetch }
    const lines = (await startAll(options)).join('\n')
    expect(lines).toMatch(/: accepted$/m)
    expect(lines).toMatch(/: Missing account for/)
  })
})

describe('docs/testing.md', () => {
  const page = 'docs/testing.md'

  // These examples are tests themselves.
  afterEach(() => onlineManager.setOnline(true))
  describe('a first test', () => void run(page, 'test/Flows.test.tsx'))
  describe('what goes wrong', () => void run(page, 'test/whatGoesWrong.test.tsx'))
  describe('clocks', () => void run(page, 'test/undo.test.tsx'))
  describe('Mock Service Worker', () => void run(page, 'test/msw.test.tsx'))

  test('the first test is twelve lines', () => {
    const { code } = snippetsOf(page).find(({ file }) => file === 'test/Flows.test.tsx')!
    // The first line names the file.
    expect(code.trimEnd().split('\n').length - 1).toBeLessThanOrEqual(12)
  })

  test('Playwright waits for a sandbox at its address', async () => {
    const { default: config } = run(page, 'playwright.config.ts', {
      '@playwright/test': { defineConfig: (options: object) => options },
    })
    const [{ command, url }] = config.webServer
    expect(command).toBe(`npx appmixer-sandbox --port ${new URL(url).port}`)
    expect((await sandbox.fetch(url)).ok).toBe(true)
  })

  test('a Playwright test breaks a list, and sees that it says so', async () => {
    const routes: string[] = []
    const steps: Promise<void>[] = []
    const seen = { toBeVisible: async () => void routes.push('seen') }
    run(page, 'e2e/flows.spec.ts', {
      '@playwright/test': {
        expect: () => seen,
        test: (_: string, body: (fixtures: object) => Promise<void>) =>
          steps.push(
            body({
              page: {
                route: async (url: string) => void routes.push(url),
                goto: async () => {},
                getByRole: () => ({}),
              },
            }),
          ),
      },
    })
    await Promise.all(steps)
    expect(routes).toEqual(['http://127.0.0.1:2200/flows*', 'seen'])
  })

  test('the decorator gives each story a sandbox', async () => {
    const { AppmixerDecorator } = run(page, '.storybook/AppmixerDecorator.tsx')
    function Story() {
      return <p>{useFlows().data?.length} flows</p>
    }
    function Decorated() {
      return AppmixerDecorator(Story, { parameters: {} })
    }
    render(<Decorated />)
    expect(await screen.findByText(/\d flows/)).toBeVisible()
  })
})

describe('docs/migration.md', () => {
  test('a refusal has the status where the vendor has it', async () => {
    const { deleteIfThere } = run('docs/migration.md', 'src/deleteFlow.ts')
    const api = createAppmixerApi(clientOf(sandbox))
    expect(await deleteIfThere(api, 'not-there')).toBe(false)
    expect(await deleteIfThere(api, await api.createFlow('Mine'))).toBe(true)
  })
})

describe('docs/offline.md', () => {
  test('the note appears offline', () => {
    const { OfflineNote } = run('docs/offline.md', 'src/OfflineNote.tsx')
    show(<OfflineNote />)
    act(() => onlineManager.setOnline(false))
    expect(screen.getByRole('status')).toHaveTextContent('You are offline.')
    act(() => onlineManager.setOnline(true))
  })
})
