import { onlineManager, useQuery } from '@tanstack/react-query'
import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  appmixerKeys,
  createAppmixerApi,
  getFlows,
  updateFlow,
  useAccounts,
  useAppmixerSession,
  useApproveTask,
  useFlows,
  useLogs,
  usePeopleTasks,
  useStartFlow,
  useStoreRecords,
  useStores,
} from '../../src/index.ts'
import { createTestAppmixer, type TestAppmixer } from '../../src/testing/index.ts'

afterEach(() => {
  onlineManager.setOnline(true)
  vi.useRealTimers()
})

function Flows() {
  const flows = useFlows()
  const startFlow = useStartFlow()
  if (flows.error) return <p role="alert">{flows.error.code}</p>
  return flows.data?.map(({ flowId, name, stage }) => (
    <button key={flowId} onClick={() => startFlow.mutate({ flowId })}>
      {name ?? 'Untitled'}: {startFlow.error ? startFlow.error.code : stage}
    </button>
  ))
}

/** The answer of a hook, as soon as there is one. */
async function read<T>({ wrapper }: TestAppmixer, useRead: () => { data: T | undefined }) {
  const { result } = renderHook(useRead, { wrapper })
  await waitFor(() => expect(result.current.data).toBeDefined())
  return result.current.data!
}

test('a flow that a test adds is started at once', async () => {
  const { wrapper, addFlow, lastRequest } = createTestAppmixer()
  const { flowId } = addFlow({ name: 'Invoices' })
  render(<Flows />, { wrapper })
  await userEvent.click(await screen.findByText('Invoices: stopped'))
  expect(await screen.findByText('Invoices: running')).toBeVisible()
  expect(lastRequest('startFlow')).toMatchObject({
    path: `/flows/${flowId}/coordinator`,
    body: { command: 'start' },
    status: 200,
  })
})

test('what is added belongs to the app’s user, and to nobody else', async () => {
  const ada = createTestAppmixer()
  const ben = ada.as('ben@acme.test')
  ada.addFlow({ name: 'Of Ada' })
  ben.addFlow({ name: 'Of Ben' })
  ben.addStore({ name: 'Incidents' })
  const names = async (app: TestAppmixer) =>
    (await read(app, () => useFlows())).map(({ name }) => name)
  expect(await names(ada)).toEqual(['Of Ada'])
  expect(await names(ben)).toEqual(['Of Ben'])
  expect(await read(ada, () => useStores())).toEqual([])
  expect(() => ada.as('eve@acme.test')).toThrow('There are: ada@acme.test, ben@acme.test')
})

test('tasks, stores with records, accounts and log entries are there as they were added', async () => {
  const app = createTestAppmixer()
  const task = app.addTask({ title: 'May I?' })
  const { storeId } = app.addStore({ name: 'Orders', records: { 'order-1': { total: 7 } } })
  app.addAccount({ service: 'appmixer:github', name: 'ada' })
  const { flowId } = app.addFlow()
  app.addLog({ flowId, msg: 'It broke.', severity: 'error' })
  expect(await read(app, () => usePeopleTasks({ role: 'approver' }))).toMatchObject([
    { taskId: task.taskId, title: 'May I?', status: 'pending', isApprover: true },
  ])
  expect(await read(app, () => useStoreRecords({ storeId }))).toMatchObject([
    { key: 'order-1', value: { total: 7 } },
  ])
  expect(await read(app, () => useAccounts())).toMatchObject([
    { name: 'ada', service: 'appmixer:github', label: 'GitHub' },
  ])
  const { hits } = await read(app, () => useLogs({ query: 'severity:error' }))
  expect(hits).toMatchObject([{ flowId, msg: 'It broke.' }])
})

test('ids are the same in every run', () => {
  const ids = () => {
    const app = createTestAppmixer()
    return [app.addFlow().flowId, app.addTask().taskId, app.addStore().storeId]
  }
  expect(ids()).toEqual(ids())
})

test('the client shares its data with the app', async () => {
  const { wrapper, client, queryClient } = createTestAppmixer()
  queryClient.setQueryData(appmixerKeys(client).flows.list(), [{ flowId: '1', name: 'Prepared' }])
  render(<Flows />, { wrapper })
  expect(screen.getByText('Prepared:')).toBeVisible()
  await waitFor(() => expect(screen.queryByText('Prepared:')).not.toBeInTheDocument())
})

test('a flow that is on its way stays so, and one that cannot start says why', async () => {
  const { wrapper, addFlow } = createTestAppmixer({ flowTimeout: 60_000 })
  addFlow({ name: 'Slow', stage: 'starting' })
  addFlow({ name: 'Broken', outcome: 'failed' })
  render(<Flows />, { wrapper })
  expect(await screen.findByText('Slow: starting')).toBeVisible()
  await userEvent.click(screen.getByText('Broken: stopped'))
  expect(await screen.findByText('Broken: failed')).toBeVisible()
})

test('an outcome that nobody would see is refused', () => {
  expect(() => createTestAppmixer().addFlow({ outcome: 'failed' })).toThrow('flowTimeout: 60_000')
})

test('time stands still until the clock is moved', async () => {
  const { wrapper, addTask, clock, queryClient } = createTestAppmixer({ now: Date.UTC(2030, 0, 1) })
  addTask({ decisionBy: '2030-01-02T00:00:00.000Z' })
  const { result } = renderHook(() => usePeopleTasks().data?.[0], { wrapper })
  await waitFor(() => expect(result.current?.status).toBe('pending'))
  expect(result.current?.created).toBe('2030-01-01T00:00:00.000Z')
  clock.advance(24 * 3_600_000)
  await act(() => queryClient.invalidateQueries())
  await waitFor(() => expect(result.current?.status).toBe('due'))
})

describe('what goes wrong', () => {
  test('a call fails until that is taken back, and no other does', async () => {
    const { client, addFlow, fail } = createTestAppmixer()
    const flow = addFlow()
    const undo = fail('updateFlow', 409, { message: 'Somebody else was faster.' })
    const update = () => updateFlow(client, { flowId: flow.flowId, name: 'Mine' })
    await expect(update()).rejects.toMatchObject({
      status: 409,
      serverMessage: 'Somebody else was faster.',
    })
    await expect(getFlows(client, {})).resolves.toHaveLength(1)
    undo()
    await expect(update()).resolves.toMatchObject({ flowId: flow.flowId })
  })

  test('a start can fail where a stop does not, though they share a path', async () => {
    const { wrapper, addFlow, fail, requests } = createTestAppmixer()
    addFlow({ name: 'Invoices' })
    fail('stopFlow')
    render(<Flows />, { wrapper })
    await userEvent.click(await screen.findByText('Invoices: stopped'))
    expect(await screen.findByText('Invoices: running')).toBeVisible()
    expect([requests.count('startFlow'), requests.count('stopFlow')]).toEqual([1, 0])
  })

  test('the rate limit answers so many requests, and says how long to wait', async () => {
    const { client, rateLimit } = createTestAppmixer()
    rateLimit(2, 30)
    const limited = { status: 429, retryAfter: 30_000 }
    await expect(getFlows(client, {})).rejects.toMatchObject(limited)
    await expect(getFlows(client, {})).rejects.toMatchObject(limited)
    await expect(getFlows(client, {})).resolves.toEqual([])
  })

  test('nothing is sent again, unless the test says how often', async () => {
    const once = createTestAppmixer()
    once.fail('getFlows', 503)
    await expect(getFlows(once.client, {})).rejects.toMatchObject({ status: 503 })
    expect(once.requests.count('getFlows')).toBe(1)
    const thrice = createTestAppmixer({ retries: 2 })
    thrice.fail('getFlows', 503, { times: 2 })
    await expect(getFlows(thrice.client, {})).resolves.toEqual([])
    expect(thrice.requests.count('getFlows')).toBe(3)
  })

  test('a query of the app’s own is repeated as seldom', async () => {
    const { wrapper } = createTestAppmixer()
    const queryFn = vi.fn(() => Promise.reject(new Error('Down')))
    const { result } = renderHook(() => useQuery({ queryKey: ['own'], queryFn }), { wrapper })
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(queryFn).toHaveBeenCalledOnce()
  })

  test('an answer that drifts loses what does not fit, or fails where drift is refused', async () => {
    const onDrift = vi.fn()
    const app = createTestAppmixer({ onDrift })
    app.addFlow({ name: 'Invoices' })
    const undo = app.drift('flow')
    const { unmount } = render(<Flows />, { wrapper: app.wrapper })
    expect(await screen.findByText('Untitled: stopped')).toBeVisible()
    expect(onDrift).toHaveBeenCalledWith(expect.objectContaining({ outcome: 'repaired' }))
    unmount()
    undo()
    render(<Flows />, { wrapper: app.wrapper })
    expect(await screen.findByText('Invoices: stopped')).toBeVisible()

    const strict = createTestAppmixer({ drift: 'strict' })
    strict.addFlow()
    strict.drift('flow')
    await expect(getFlows(strict.client, {})).rejects.toMatchObject({ code: 'schema' })
  })

  test.each(['task', 'store', 'account', 'chart', 'record', 'log'] as const)(
    'a %s drifts, too',
    async (entity) => {
      const paths: string[] = []
      const app = createTestAppmixer({
        data: 'demo',
        onDrift: (report) => paths.push(...report.paths),
      })
      app.drift(entity)
      const { storeId } = app.sandbox.database.stores[0]!
      const api = createAppmixerApi(app.client)
      await Promise.all([
        api.getPeopleTasks({}),
        api.getStores(),
        api.getAccounts(),
        api.getCharts(),
        api.getStoreRecords({ storeId }),
        api.getLogs({}),
      ])
      expect(paths.length).toBeGreaterThan(0)
    },
  )

  test('fields of an answer can be what a newer server says', async () => {
    const { wrapper, addFlow, drift } = createTestAppmixer()
    addFlow({ name: 'Invoices' })
    drift('flow', { stage: 'hibernating' })
    render(<Flows />, { wrapper })
    expect(await screen.findByText('Invoices: hibernating')).toBeVisible()
  })

  test('an expired token is renewed, and nobody notices', async () => {
    const { wrapper, addFlow, expireToken, requests } = createTestAppmixer()
    addFlow({ name: 'Invoices' })
    expireToken()
    render(<Flows />, { wrapper })
    expect(await screen.findByText('Invoices: stopped')).toBeVisible()
    expect(requests.of('getFlows').map(({ status }) => status)).toEqual([401, 200])
  })

  test('one that is not renewed ends in an error', async () => {
    const { wrapper, expireToken } = createTestAppmixer()
    expireToken({ renewable: false })
    const { result } = renderHook(() => ({ flows: useFlows(), session: useAppmixerSession() }), {
      wrapper,
    })
    await waitFor(() => expect(result.current.flows.error?.code).toBe('auth'))
    expect(result.current.session.status).toBe('error')
  })

  test('offline, a click waits; it is sent when the network is back', async () => {
    const app = createTestAppmixer()
    const { taskId } = app.addTask()
    const { result } = renderHook(() => useApproveTask(), { wrapper: app.wrapper })
    app.offline()
    act(() => result.current.mutate({ taskId }))
    await waitFor(() => expect(result.current.isPaused).toBe(true))
    expect(app.requests.count()).toBe(0)
    await expect(getFlows(app.client, {})).rejects.toMatchObject({ code: 'network' })
    expect(app.requests.count()).toBe(0)
    act(() => app.online())
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
    expect(app.lastRequest('approveTask').status).toBe(200)
  })

  test('a request that is under way when the network goes is not answered', async () => {
    const { client, sandbox, offline, slow } = createTestAppmixer()
    slow(60_000)
    const answer = getFlows(client, {})
    await vi.waitFor(() => expect(sandbox.requests.count('getFlows')).toBe(1))
    offline()
    await expect(answer).rejects.toMatchObject({ code: 'network' })
  })

  test('a slow server takes its time, of fake timers too', async () => {
    vi.useFakeTimers()
    const { client, slow } = createTestAppmixer()
    slow(60_000)
    const done = vi.fn()
    const answer = getFlows(client, {}).then(done, done)
    await vi.advanceTimersByTimeAsync(29_000)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(2_000)
    await answer
    expect(done).toHaveBeenCalledWith(expect.objectContaining({ code: 'timeout' }))
  })
})

describe('wrong names', () => {
  test('a call that does not exist is refused wherever it is named', () => {
    const { fail, lastRequest, requests } = createTestAppmixer()
    const wrong = 'strtFlow' as 'startFlow'
    for (const name of [() => fail(wrong), () => lastRequest(wrong), () => requests.count(wrong)]) {
      expect(name).toThrow(/no endpoint "strtFlow".*startFlow/)
    }
    expect(() => fail('startflow' as 'startFlow')).toThrow('(startFlow)')
  })

  test('an entity that cannot drift, and a service that is none, are refused', () => {
    const { drift, addAccount } = createTestAppmixer()
    expect(() => drift('flows' as 'flow')).toThrow('There are: flow, task')
    expect(() => addAccount({ service: 'slack' })).toThrow('"appmixer:slack"')
  })

  test('a request that did not come says which did', async () => {
    const { client, lastRequest } = createTestAppmixer()
    expect(() => lastRequest()).toThrow('There were: none')
    await getFlows(client, {})
    expect(() => lastRequest('startFlow')).toThrow(
      'No request "startFlow" came. There were: getFlows.',
    )
  })
})

test('cleaning up ends the session, empties the cache and is online again', async () => {
  const app = createTestAppmixer()
  render(<Flows />, { wrapper: app.wrapper })
  await waitFor(() => expect(app.requests.count()).toBe(1))
  app.offline()
  app.cleanup()
  await expect(getFlows(app.client, {})).rejects.toMatchObject({ code: 'session' })
  expect(app.queryClient.getQueryCache().getAll()).toEqual([])
  await expect(getFlows(createTestAppmixer().client, {})).resolves.toEqual([])
})
