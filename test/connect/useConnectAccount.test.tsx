import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppmixerProvider, useAccounts, useConnectAccount } from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, ben } from '../support.tsx'

interface Opened {
  name: string
  closed: boolean
  isInFront: boolean
  location: { replace(): void }
  close(): void
  focus(): void
}

let sandbox: Sandbox
let opened: Opened[]
let isBlocked: boolean

beforeEach(() => {
  sandbox = createSandbox()
  opened = []
  isBlocked = false
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  vi.spyOn(window, 'open').mockImplementation(() => {
    if (isBlocked) return null
    const next: Opened = {
      name: '',
      closed: false,
      isInFront: false,
      location: { replace() {} },
      close: () => void (next.closed = true),
      focus: () => void (next.isInFront = true),
    }
    opened.push(next)
    return next as unknown as Window
  })
})

afterEach(() => {
  vi.restoreAllMocks()
})

function Connections() {
  const { data: accounts = [] } = useAccounts()
  const { connect, reconnect, resume, cancel, isConnecting, outcome, error } = useConnectAccount({
    pollInterval: 5,
  })
  const [first] = accounts
  return (
    <>
      <button onClick={() => void connect({ service: 'appmixer:jira' })}>Jira</button>
      <button onClick={() => void connect({ service: 'appmixer:github' })}>GitHub</button>
      {first && <button onClick={() => void reconnect(first)}>Again</button>}
      <button onClick={cancel}>Cancel</button>
      {outcome?.status === 'blocked' && (
        <a href={outcome.url} target="_blank" rel="noreferrer" onClick={() => void resume()}>
          By hand
        </a>
      )}
      <output>{isConnecting ? 'connecting' : (error?.code ?? outcome?.status ?? 'idle')}</output>
      <ul>
        {accounts.map(({ accountId, name }) => (
          <li key={accountId}>{name}</li>
        ))}
      </ul>
    </>
  )
}

function App({ username, isShown = true }: { username: string; isShown?: boolean }) {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider
          baseUrl={baseUrl}
          userKey={username}
          token={sandbox.tokenFor(username)}
          fetch={sandbox.fetch}
        >
          {isShown && <Connections />}
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>
  )
}

let queryClient: QueryClient

async function start() {
  queryClient = new QueryClient()
  const user = userEvent.setup()
  const view = render(<App username={ada} />)
  await screen.findByText('acme.test')
  return { user, view }
}

const state = () => screen.getByRole('status').textContent
const ticketOf = async (service: string) => {
  await waitFor(() =>
    expect(sandbox.consents.waiting().map((each) => each.service)).toContain(service),
  )
  return sandbox.consents.waiting().find((each) => each.service === service)!.ticket
}

test('a click opens the window before anything is sent, and the account shows when it is there', async () => {
  const { user } = await start()
  sandbox.requests.clear()
  vi.mocked(window.open).mockImplementationOnce((...args) => {
    expect(sandbox.requests.count()).toBe(0)
    return window.open(...args)
  })
  await user.click(screen.getByRole('button', { name: 'Jira' }))
  expect(state()).toBe('connecting')
  sandbox.consents.allow(await ticketOf('appmixer:jira'), { name: 'acme.atlassian.net' })
  expect(await screen.findByText('acme.atlassian.net')).toBeVisible()
  expect(state()).toBe('connected')
  expect(opened.map(({ closed }) => closed)).toEqual([true])
})

test('a second click shows the window again, and asks for no second ticket', async () => {
  const { user } = await start()
  await user.dblClick(screen.getByRole('button', { name: 'Jira' }))
  const ticket = await ticketOf('appmixer:jira')
  expect(opened).toHaveLength(1)
  expect(opened[0]!.isInFront).toBe(true)
  expect(sandbox.requests.count('POST /auth/ticket')).toBe(1)
  sandbox.consents.deny(ticket)
  await waitFor(() => expect(state()).toBe('refused'))
})

test('a click on another app takes its place', async () => {
  const { user } = await start()
  await user.click(screen.getByRole('button', { name: 'Jira' }))
  await ticketOf('appmixer:jira')
  await user.click(screen.getByRole('button', { name: 'GitHub' }))
  const ticket = await ticketOf('appmixer:github')
  expect(opened.map(({ closed }) => closed)).toEqual([true, false])
  sandbox.consents.allow(ticket)
  await waitFor(() => expect(state()).toBe('connected'))
  expect(opened.map(({ closed }) => closed)).toEqual([true, true])
})

test('it can be cancelled, and begun again', async () => {
  const { user } = await start()
  await user.click(screen.getByRole('button', { name: 'Jira' }))
  await ticketOf('appmixer:jira')
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(state()).toBe('cancelled'))
  expect(opened[0]!.closed).toBe(true)
  await user.click(screen.getByRole('button', { name: 'Jira' }))
  expect(opened).toHaveLength(2)
  expect(state()).toBe('connecting')
})

test('where the browser opens no window, a link does, and the account is waited for', async () => {
  isBlocked = true
  const { user } = await start()
  await user.click(screen.getByRole('button', { name: 'Jira' }))
  const link = await screen.findByRole('link', { name: 'By hand' })
  expect(link).toHaveAttribute('href', expect.stringMatching(/\/auth\/consent\?ticket=/))
  await user.click(link)
  await waitFor(() => expect(state()).toBe('connecting'))
  sandbox.consents.allow(await ticketOf('appmixer:jira'))
  await waitFor(() => expect(state()).toBe('connected'))
})

test('an account that does not work is connected again, and stays the same one', async () => {
  const { user } = await start()
  const account = sandbox.database.accounts[0]!
  account.valid = false
  await user.click(screen.getByRole('button', { name: 'Again' }))
  const ticket = await ticketOf(account.service)
  const { accountId } = sandbox.consents.allow(ticket, { name: account.name })
  await waitFor(() => expect(state()).toBe('connected'))
  expect(accountId).toBe(account.accountId)
  const again = sandbox.database.accounts.find((each) => each.accountId === accountId)!
  expect(again.valid).toBe(true)
})

test('a component that is unmounted leaves no window and sends no more', async () => {
  const { user, view } = await start()
  await user.click(screen.getByRole('button', { name: 'Jira' }))
  await ticketOf('appmixer:jira')
  view.rerender(<App username={ada} isShown={false} />)
  expect(opened[0]!.closed).toBe(true)
  await waitFor(() => expect(queryClient.isMutating()).toBe(0))
  const sent = sandbox.requests.count()
  await act(async () => window.dispatchEvent(new Event('focus')))
  expect(sandbox.requests.count()).toBe(sent)
})

test('another user sees nothing of it, and its window is closed', async () => {
  const { user, view } = await start()
  await user.click(screen.getByRole('button', { name: 'Jira' }))
  const ticket = await ticketOf('appmixer:jira')
  view.rerender(<App username={ben} />)
  expect(opened[0]!.closed).toBe(true)
  await waitFor(() => expect(state()).toBe('idle'))
  sandbox.consents.allow(ticket, { name: 'Of Ada' })
  await screen.findByText('ben-acme')
  expect(state()).toBe('idle')
  expect(screen.queryByText('Of Ada')).toBeNull()
})

test('a server that cannot begin it is an error, and not an unhandled one', async () => {
  const { user } = await start()
  sandbox.faults.add({ on: 'POST /auth/ticket', status: 403 })
  await user.click(screen.getByRole('button', { name: 'Jira' }))
  await waitFor(() => expect(state()).toBe('http'))
  expect(opened[0]!.closed).toBe(true)
})
