/** What a thousand rows cost: renders are counted in the components, as a user of the package would write them. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { Fragment, memo, StrictMode, type ReactNode } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  AppmixerProvider,
  flowsQueryOptions,
  useFlows,
  useStartFlow,
  type Flow,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { createGate, type Gate } from '../cache/gate.ts'
import { ada, baseUrl, clientOf } from '../support.tsx'

/** Only what is shown: then the server's answer has nothing new to tell about a flow that starts. */
const query = { limit: 1_000, projection: 'name,stage' }
const renders = { lists: 0, rows: 0 }

function rendered(what: keyof typeof renders): void {
  renders[what]++
}

/** The usual list: memoised rows that get their flow, and the row that starts shows so itself. */
function List(): ReactNode {
  const { data: flows = [] } = useFlows(query)
  rendered('lists')
  return flows.map((flow) => <Row key={flow.flowId} flow={flow} />)
}

const Row = memo(function Row({ flow }: { flow: Flow }) {
  rendered('rows')
  return (
    <p>
      {flow.name} is {flow.stage}
      <Start flowId={flow.flowId} />
    </p>
  )
})

/** The same with a row that shows its own pending. */
function ListOfBusy(): ReactNode {
  const { data: ids = [] } = useFlows(query, {
    select: idsOf,
  })
  rendered('lists')
  return ids.map((flowId) => <BusyRow key={flowId} flowId={flowId} />)
}

const BusyRow = memo(function BusyRow({ flowId }: { flowId: string }) {
  const flow = useFlowOf(flowId)
  const startFlow = useStartFlow()
  rendered('rows')
  return (
    <p aria-busy={startFlow.isPending}>
      {flow?.name} is {flow?.stage}
      <button onClick={() => startFlow.mutate({ flowId })}>Start {flowId}</button>
    </p>
  )
})

function Start({ flowId }: { flowId: string }): ReactNode {
  const startFlow = useStartFlow()
  return <button onClick={() => startFlow.mutate({ flowId })}>Start {flowId}</button>
}

/** The list that knows ids only: each row reads its own part of the same answer. */
function ListOfIds(): ReactNode {
  const { data: ids = [] } = useFlows(query, {
    select: idsOf,
  })
  rendered('lists')
  return ids.map((flowId) => <RowById key={flowId} flowId={flowId} />)
}

const RowById = memo(function RowById({ flowId }: { flowId: string }) {
  const flow = useFlowOf(flowId)
  rendered('rows')
  return (
    <p>
      {flow?.name} is {flow?.stage}
      <Start flowId={flowId} />
    </p>
  )
})

/** One of the list's flows. The list asks; a row that mounts with its answer does not ask again. */
function useFlowOf(flowId: string): Flow | undefined {
  const select = (flows: Flow[]) => byId(flows).get(flowId)
  return useFlows(query, { refetchOnMount: false, select }).data
}

function idsOf(flows: Flow[]): string[] {
  return flows.map(({ flowId }) => flowId)
}

const maps = new WeakMap<Flow[], Map<string, Flow>>()

/** One map per answer, for all rows. */
function byId(flows: Flow[]): Map<string, Flow> {
  const known = maps.get(flows) ?? new Map(flows.map((flow) => [flow.flowId, flow]))
  maps.set(flows, known)
  return known
}

const clock = createManualClock()
const sandbox = createSandbox({ data: 'empty', clock })
const client = clientOf(sandbox)
let queryClient: QueryClient
let gate: Gate

beforeEach(() => {
  const [owner] = sandbox.database.users
  sandbox.database.flows.length = 0
  for (let index = 0; index < 1_000; index++) {
    const flowId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    const time = '2026-01-01T00:00:00.000Z'
    const stored = {
      btime: time,
      mtime: time,
      flow: { timer: { type: 'appmixer.utils.timers.Timer' } },
      sharedWith: [],
      type: 'automation',
    }
    const flow = { ...stored, flowId, name: `Flow ${index}`, stage: 'stopped', userId: owner!.id }
    sandbox.database.flows.push(flow)
  }
  queryClient = new QueryClient()
  gate = createGate(sandbox)
  asked = 0
  sandbox.requests.clear()
})

/** Calls of `fetch`: also those that an abort stops on their way. */
let asked = 0

const fetch: typeof globalThis.fetch = (input, init) => {
  asked++
  return gate.fetch(input, init)
}

/** Nobody follows a flow that starts (`flowTimeout`): that is another test's matter. */
async function show(list: ReactNode, Mode: typeof StrictMode = Fragment): Promise<void> {
  render(
    <Mode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider
          baseUrl={baseUrl}
          token={sandbox.tokenFor(ada)}
          fetch={fetch}
          flowTimeout={0}
        >
          {list}
        </AppmixerProvider>
      </QueryClientProvider>
    </Mode>,
  )
  await screen.findByText(/Flow 999 is/)
  Object.assign(renders, { lists: 0, rows: 0 })
}

function startButton(index: number): HTMLElement {
  return screen.getByText(`Start ${sandbox.database.flows[index]!.flowId}`)
}

/** Until nothing is under way any more. */
async function settled(): Promise<void> {
  await waitFor(() => expect(queryClient.isFetching() + queryClient.isMutating()).toBe(0))
}

/** The list is asked for again, as by a poll. */
async function poll(): Promise<void> {
  await queryClient.refetchQueries(flowsQueryOptions(client, query))
}

describe('P12: one of 1,000 flows starts', () => {
  it.each([
    ['the usual list renders, and that row', <List key="list" />, { lists: 1, rows: 1 }],
    ['the list of ids does not, the row does', <ListOfIds key="ids" />, { lists: 0, rows: 1 }],
    [
      'a row that shows its own pending renders twice',
      <ListOfBusy key="busy" />,
      { lists: 0, rows: 2 },
    ],
  ])('%s', async (_, list, expected) => {
    await show(list)
    gate.hold('POST')
    startButton(500).click()
    await screen.findByText(/Flow 500 is starting/)
    await nextFrame()
    await Promise.all(gate.held.map((request) => request.release()))
    await settled()
    expect(renders).toEqual(expected)
    expect(sandbox.requests.count('POST')).toBe(1)
    expect(sandbox.requests.count('GET')).toBe(2)
  })
})

describe('P13: only the rows that changed render', () => {
  it('one when a flow is new on top', async () => {
    await show(<List />)
    const [first] = sandbox.database.flows
    sandbox.database.flows.unshift({ ...first!, flowId: crypto.randomUUID(), name: 'Newest' })
    await poll()
    await screen.findByText(/Newest is/)
    expect(renders.rows).toBe(1)
  })

  it('none when a flow is gone', async () => {
    await show(<List />)
    sandbox.database.flows.splice(500, 1)
    await poll()
    await waitFor(() => expect(screen.queryByText(/Flow 500 is/)).toBeNull())
    expect(renders.rows).toBe(0)
  })

  it('none when the order is another one', async () => {
    await show(<List />)
    sandbox.database.flows.reverse()
    await poll()
    await waitFor(() => expect(screen.getAllByText(/Flow/)[0]).toHaveTextContent('Flow 999'))
    expect(renders.rows).toBe(0)
  })

  it('none, and no list, when a poll brings nothing new', async () => {
    await show(<List />)
    await poll()
    await poll()
    await nextFrame()
    expect(renders).toEqual({ lists: 0, rows: 0 })
    expect(sandbox.requests.count('GET /flows')).toBe(3)
  })
})

describe('P14: the new stage is there at once', () => {
  it('before the server has answered anything, also while the list is being asked for; and stays', async () => {
    await show(<List />)
    gate.hold('GET /flows')
    gate.hold('POST /flows')
    void poll()
    await waitFor(() => expect(gate.held).toHaveLength(1))
    const [polling] = gate.held
    await polling!.carryOut()
    const stages = stagesOf(screen.getByText(/Flow 500 is/))

    startButton(500).click()
    await screen.findByText(/Flow 500 is starting/)
    await polling!.release()
    await nextFrame()
    gate.open()
    await Promise.all(gate.held.map((request) => request.release()))
    await settled()

    expect(stages).toEqual(['starting'])
  })
})

describe('P11: StrictMode', () => {
  it('asks once per key, for eight components that use it', async () => {
    const Count = () =>
      useFlows(query, {
        select: (flows) => flows.length,
      }).data
    let started = 0
    queryClient.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'fetch') started++
    })
    const counts = Array.from({ length: 7 }, (_, index) => <Count key={index} />)
    await show([<List key="list" />, ...counts], StrictMode)
    await settled()
    expect({ started, asked }).toEqual({ started: 2, asked: 1 })
  })
})

/** Every stage that the row shows from now on. */
function stagesOf(row: HTMLElement): string[] {
  const stages: string[] = []
  const note = () => {
    const stage = / is (starting|running|stopped)/.exec(row.textContent ?? '')?.[1] ?? ''
    if (stages.at(-1) !== stage) stages.push(stage)
  }
  new MutationObserver(note).observe(row, { subtree: true, childList: true, characterData: true })
  return stages
}

function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame)
}
