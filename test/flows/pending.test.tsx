import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  useApproveTask,
  useDeleteFlow,
  useFlowActivity,
  useFlows,
  useRejectTask,
  useStartFlow,
  useStartFlows,
  useStopFlow,
  useTaskActivity,
  useUpdateFlow,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

const clock = createManualClock()
const sandbox = createSandbox({ clock, latency: 100 })
const token = sandbox.tokenFor(ada)
const mine = sandbox.database.flows.filter(({ userId }) => userId === sandbox.database.users[0]!.id)
const at = (wanted: string, index: number) =>
  mine.filter(({ stage, missingAccounts }) => stage === wanted && !missingAccounts)[index]!.flowId
const [first, second, third] = [at('stopped', 0), at('stopped', 1), at('running', 0)]
const [toApprove, toReject, otherTask] = sandbox.database.tasks
  .filter(({ approver, status }) => approver === ada && status === 'pending')
  .map(({ taskId }) => taskId) as [string, string, string]

/** What each component showed, render by render. */
let shown: Record<string, (string | undefined)[]>

beforeEach(() => {
  shown = {}
})

afterEach(() => vi.useRealTimers())

test.each([
  ['starting', () => commands.start({ flowId: first })],
  ['stopping', () => commands.stop({ flowId: first })],
  ['updating', () => commands.update({ flowId: first, name: 'Other' })],
  ['deleting', () => commands.remove({ flowId: first })],
])('a flow is %s in every component that shows it, and no other renders', async (word, command) => {
  mount(
    <>
      <Flow name="row" flowId={first} />
      <Flow name="detail" flowId={first} />
      <Flow name="unrelated" flowId={second} />
    </>,
  )
  act(command)
  await waitFor(() => expect(shown.row).toEqual([undefined, word]))
  await answered()
  expect(shown).toEqual({
    row: [undefined, word, undefined],
    detail: [undefined, word, undefined],
    unrelated: [undefined],
  })
})

test('a flow that is shown is starting until it has arrived, not only until the server has answered', async () => {
  vi.useFakeTimers()
  mount(
    <>
      <Flow name="row" flowId={second} />
      <List />
    </>,
    { flowTimeout: 60_000 },
  )
  await pass(0)
  await pass(100)
  await act(async () => commands.start({ flowId: second }))
  await pass(0)
  expect(shown.row).toEqual([undefined, 'starting'])
  for (let waits = 0; waits < 5; waits++) await pass(200)
  expect(sandbox.requests.count('GET /flows')).toBeGreaterThan(1)
  expect(shown.row).toEqual([undefined, 'starting'])
  clock.advance(1_200)
  for (let waits = 0; waits < 5; waits++) await pass(200)
  expect(shown.row).toEqual([undefined, 'starting', undefined])
})

test('many at once count as well', async () => {
  mount(
    <>
      <Flow name="one" flowId={second} />
      <Flow name="two" flowId={third} />
    </>,
  )
  act(() => void commands.startMany([{ flowId: second }]))
  await waitFor(() => expect(shown).toEqual({ one: [undefined, 'starting'], two: [undefined] }))
  await answered()
  expect(shown.one).toEqual([undefined, 'starting', undefined])
})

test.each([
  ['approving', toApprove, () => commands.approve({ taskId: toApprove })],
  ['rejecting', toReject, () => commands.reject({ taskId: toReject })],
])(
  'a task is %s in every component that shows it, and no other renders',
  async (word, task, decide) => {
    mount(
      <>
        <Task name="row" taskId={task} />
        <Task name="detail" taskId={task} />
        <Task name="unrelated" taskId={otherTask} />
      </>,
    )
    act(decide)
    await waitFor(() => expect(shown.row).toEqual([undefined, word]))
    await answered()
    expect(shown).toEqual({
      row: [undefined, word, undefined],
      detail: [undefined, word, undefined],
      unrelated: [undefined],
    })
  },
)

let commands: ReturnType<typeof useCommands>

function useCommands() {
  return {
    start: useStartFlow().mutate,
    stop: useStopFlow().mutate,
    update: useUpdateFlow().mutate,
    remove: useDeleteFlow().mutate,
    approve: useApproveTask().mutate,
    reject: useRejectTask().mutate,
    startMany: useStartFlows().run,
  }
}

function Commands() {
  const current = useCommands()
  // oxlint-disable-next-line react/globals -- the test's own way to give commands
  commands = current
  return null
}

function Flow({ name, flowId }: { name: string; flowId: string }) {
  note(name, useFlowActivity(flowId))
  return null
}

function Task({ name, taskId }: { name: string; taskId: string }) {
  note(name, useTaskActivity(taskId))
  return null
}

function List() {
  useFlows()
  return null
}

function note(name: string, word: string | undefined): void {
  ;(shown[name] ??= []).push(word)
}

/** Commands end with the server's answer, unless there is time for their flows to arrive. */
function mount(children: ReactNode, { flowTimeout = 0 } = {}): void {
  const queryClient = new QueryClient()
  render(
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider
        baseUrl={baseUrl}
        token={token}
        fetch={sandbox.fetch}
        flowTimeout={flowTimeout}
      >
        <Commands />
        {children}
      </AppmixerProvider>
    </QueryClientProvider>,
  )
}

async function answered(): Promise<void> {
  await waitFor(() => expect(sandbox.requests.entries.at(-1)?.status).toBeUndefined())
  await act(async () => clock.advance(100))
  await waitFor(() =>
    expect(Object.values(shown).every((words) => words.at(-1) === undefined)).toBe(true),
  )
}

function pass(ms: number): Promise<void> {
  return act(async () => {
    clock.advance(ms)
    await vi.advanceTimersByTimeAsync(ms)
  })
}
