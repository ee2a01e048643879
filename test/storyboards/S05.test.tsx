import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { isAppmixerError } from '../../src/index.ts'
import type { Fault } from '../../src/sandbox/index.ts'
import { serveSandbox, type SandboxServer } from '../../src/sandbox/server.ts'
import { ben } from '../support.tsx'
import { ApprovalPage } from './ApprovalPage.tsx'
import { sentTo, tasks } from './requests.ts'

let server: SandboxServer
let queryClient: QueryClient
let secret: string

beforeAll(async () => {
  server = await serveSandbox({ port: 0 })
  secret = server.sandbox.secretOf(ben)
})

afterAll(() => server.close())

beforeEach(() => {
  queryClient = new QueryClient()
  server.sandbox.requests.clear()
  server.sandbox.faults.clear()
})

afterEach(cleanup)

describe('S05: an approver from outside opens the link in an e-mail', () => {
  test('sees the task, decides by a click only, and sees the decision when the link is opened again', async () => {
    const log = watchConsole()
    const { taskId, title, description, decisionBy } = pendingTask()
    const task = `${tasks}/${taskId}`
    open(taskId)
    await screen.findByRole('heading', { name: title })
    expect(screen.getByText(description!)).toBeVisible()
    expect(screen.getByText(`Decide by ${decisionBy}`)).toBeVisible()
    expect(sentTo(server.sandbox)).toEqual([`GET ${task}?secret=${secret}`])

    await userEvent.click(screen.getByRole('button', { name: 'Approve' }))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('approved'))
    expect(screen.queryByRole('button')).toBeNull()
    await waitFor(() =>
      expect(sentTo(server.sandbox)).toEqual([
        `GET ${task}?secret=${secret}`,
        `PUT ${task}/approve`,
        `GET ${task}?secret=${secret}`,
      ]),
    )
    expect(server.sandbox.requests.of('PUT')[0]!.body).toEqual({ secret })

    cleanup()
    queryClient = new QueryClient()
    open(taskId)
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('approved'))
    expect(screen.queryByRole('button')).toBeNull()
    expect(sentTo(server.sandbox).slice(3)).toEqual([`GET ${task}?secret=${secret}`])
    expect(server.sandbox.requests.entries.filter(({ authorized }) => authorized)).toEqual([])
    expect(log()).toBe('')
  })

  test('opening it decides nothing, however often and whoever does it', async () => {
    const { taskId, title } = pendingTask()
    for (let reader = 0; reader < 3; reader++) {
      queryClient = new QueryClient()
      open(taskId)
      await screen.findByRole('heading', { name: title })
      cleanup()
    }
    expect(server.sandbox.requests.entries.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(statusOf(taskId)).toBe('pending')
  })

  test('the secret leaves the address at once, and is in no cache, error, log or storage when things go wrong', async () => {
    const log = watchConsole()
    const { taskId, title } = pendingTask()
    open(taskId)
    expect(location.href).toMatch(/\/approve$/)
    await screen.findByRole('heading', { name: title })
    const faults: Fault[] = [{ status: 500 }, { network: 'lost' }, { body: '<!doctype html>' }]
    const decisions = () => queryClient.getMutationCache().getAll()
    for (const [index, fault] of faults.entries()) {
      server.sandbox.faults.add({ on: `PUT ${tasks}/:taskId/reject`, times: 1, ...fault })
      await userEvent.click(screen.getByRole('button', { name: 'Reject' }))
      await waitFor(() => expect(decisions()[index]?.state.status).toBe('error'))
      expect(everythingIn(decisions()[index]!.state.error)).not.toContain(secret)
    }
    expect(screen.getByRole('alert')).toBeVisible()
    const cached = JSON.stringify([
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ queryKey, queryHash, state }) => [queryKey, queryHash, state]),
      decisions().map(({ options, state }) => [options.mutationKey, state]),
    ])
    for (const place of [cached, document.documentElement.outerHTML, location.href, log()]) {
      expect(place).not.toContain(secret)
    }
    expect([localStorage.length, sessionStorage.length]).toEqual([0, 0])
  })

  test('somebody else’s secret opens nothing', async () => {
    const { taskId } = pendingTask()
    open(taskId, server.sandbox.secretOf('ada@acme.test'))
    expect(await screen.findByRole('alert')).toHaveTextContent('403')
    expect(screen.queryByRole('button')).toBeNull()
  })
})

function open(taskId: string, given = secret): void {
  history.replaceState(null, '', `/approve#${new URLSearchParams({ taskId, secret: given })}`)
  render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <ApprovalPage baseUrl={server.url} />
      </QueryClientProvider>
    </StrictMode>,
  )
}

function pendingTask() {
  const { tasks } = server.sandbox.database
  return tasks.find(
    ({ approver, status, description }) => approver === ben && status === 'pending' && description,
  )!
}

function statusOf(taskId: string): string {
  return server.sandbox.database.tasks.find((task) => task.taskId === taskId)!.status
}

/** What was written to the console since. */
function watchConsole(): () => string {
  const spies = (['debug', 'error', 'info', 'log', 'warn'] as const).map((method) =>
    vi.spyOn(console, method).mockReturnValue(),
  )
  return () => {
    const lines = spies.flatMap(({ mock }) => mock.calls)
    spies.forEach((spy) => spy.mockRestore())
    return lines.map(String).join('\n')
  }
}

/** An error as every logger may see it: its text, its stack, all of its properties and its causes. */
function everythingIn(error: unknown): string {
  expect(isAppmixerError(error)).toBe(true)
  const texts: string[] = []
  for (let part = error; part instanceof Error; part = part.cause) {
    const properties = Object.getOwnPropertyNames(part).map((name) => Reflect.get(part, name))
    texts.push(String(part), JSON.stringify(part), ...properties.map(String))
  }
  return texts.join('\n')
}
