import { fireEvent, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FlowList, lucene, useLog, useLogs, type Flow } from '../../src/index.ts'
import type { StoredFlow } from '../../src/sandbox/index.ts'
import { addFlows, createStory, type Story } from './story.tsx'

let story: Story
let flow: StoredFlow

const common = 'sharedWithPermissions=read'
const type = 'filter=type:automation'
const slice = 'sort=mtime:-1&limit=20&offset=0&projection=-flow,-thumbnail,-inspector'

beforeEach(async () => {
  story = await createStory({ data: 'empty', startDuration: 900 })
  ;[flow] = addFlows(story, { stage: 'stopped', names: ['Slack digest', 'Slack alert'] }) as [
    StoredFlow,
  ]
  addFlows(story, { stage: 'running', names: ['Other'] })
  story.sandbox.database.logs.push(error())
})

afterEach(() => story.end())

test('S01: an operator starts a flow and sees its error', async () => {
  const complaints = vi.spyOn(console, 'error')
  story.show(<Operator />)
  await story.pass(0)
  expect(story.sent().toSorted()).toEqual([
    `GET /flows/count?${type}&${common}`,
    `GET /flows?${common}&${type}&${slice}`,
  ])

  // The filter's answer is on its way when the search takes its place.
  story.sandbox.setLatency(1_000)
  fireEvent.click(screen.getByRole('button', { name: 'Stopped' }))
  await story.pass(0)
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'slack' } })
  await story.pass(300)
  const [overtaken, last] = story.sandbox.requests.of('GET /flows')
  const filter = `${type}&filter=stage:stopped`
  const stopped = [`${common}&${filter}`, `${filter}&${common}`]
  const found = [
    `${common}&pattern=slack&escapePattern=true&${filter}`,
    `pattern=slack&escapePattern=true&${filter}&${common}`,
  ]
  expect(story.sent().toSorted()).toEqual(
    [stopped, found]
      .flatMap(([list, count]) => [`GET /flows/count?${count}`, `GET /flows?${list}&${slice}`])
      .toSorted(),
  )
  await story.pass(1_000)
  await story.pass(1_000)
  expect([overtaken!.status, last!.status]).toEqual([undefined, 200])
  expect(names()).toEqual(['Slack digest', 'Slack alert'])
  expect(story.sent()).toEqual([])

  fireEvent.click(row().getByRole('switch'))
  await story.pass(0)
  expect(row().getByText('Starting')).toBeVisible()
  expect(story.sandbox.requests.entries.map(({ status }) => status)).toEqual([undefined])
  expect(story.sandbox.requests.entries[0]!.body).toEqual({ command: 'start' })
  story.sandbox.setLatency(0)
  await story.pass(1_000)
  expect(story.sent()).toEqual([`POST /flows/${flow.flowId}/coordinator`])

  const status = `GET /flows/${flow.flowId}/coordinator/status`
  const list = `GET /flows?${found[0]}&${slice}`
  // The list of the stopped ones is read again, and shows it no more. Then the coordinator is asked.
  await story.pass(400)
  expect([names(), story.sent()]).toEqual([['Slack alert'], [list, status]])
  await story.pass(600)
  const [asked, ...reads] = story.sent()
  expect([asked, reads.toSorted()]).toEqual([status, [`GET /flows/count?${found[1]}`, list]])
  expect([names(), screen.getByText('1–1 of 1')]).toEqual([['Slack alert'], expect.anything()])

  fireEvent.click(screen.getByRole('button', { name: 'Errors of Slack digest' }))
  await story.pass(0)
  fireEvent.click(screen.getByRole('button', { name: 'Token revoked' }))
  await story.pass(0)
  expect(screen.getByText('"Reconnect the account"')).toBeVisible()
  expect(story.sent()).toEqual([
    `GET /logs?flowId=${flow.flowId}&size=30&sort=gridTimestamp:desc&query=severity:error`,
    'GET /logs/appmixer-202601/log-1',
  ])
  await story.pass(3_600_000)
  expect([story.sent(), complaints.mock.calls]).toEqual([[], []])
})

function Operator() {
  const [started, setStarted] = useState<Flow>()
  return (
    <>
      <FlowList.Root>
        <FlowList.Search />
        <FlowList.StageFilter>
          <FlowList.StageOption value="stopped" />
        </FlowList.StageFilter>
        <FlowList.Items>
          {({ flow: shown }) => (
            <>
              <FlowList.Name data-testid="name" />
              <FlowList.StageLabel />
              <FlowList.Toggle onClick={() => setStarted(shown)} />
            </>
          )}
        </FlowList.Items>
        <FlowList.Range />
      </FlowList.Root>
      {started && <Errors flow={started} />}
    </>
  )
}

function Errors({ flow: { flowId, name } }: { flow: Flow }) {
  const [isOpen, setOpen] = useState(false)
  return isOpen ? (
    <ErrorList flowId={flowId} />
  ) : (
    <button onClick={() => setOpen(true)}>Errors of {name}</button>
  )
}

function ErrorList({ flowId }: { flowId: string }) {
  const [logId, setLogId] = useState<string>()
  const query = lucene({ severity: 'error' })
  const { data } = useLogs({ flowId, query, size: 30 })
  return (
    <ul>
      {data?.hits.map((hit) => (
        <li key={hit._id}>
          <button onClick={() => setLogId(hit._id)}>{String(hit.msg)}</button>
          {logId === hit._id && <Detail logId={hit._id} index={hit._index!} />}
        </li>
      ))}
    </ul>
  )
}

function Detail(ref: { logId: string; index: string }) {
  return <p>{JSON.stringify(useLog(ref).data?.err)}</p>
}

function row() {
  return within(screen.getAllByRole('listitem')[0]!)
}

function names(): (string | null)[] {
  return screen.getAllByTestId('name').map((name) => name.textContent)
}

function error() {
  return {
    _id: 'log-1',
    _index: 'appmixer-202601',
    flowId: flow.flowId,
    userId: flow.userId,
    severity: 'error',
    gridTimestamp: story.sandbox.database.now(),
    msg: 'Token revoked',
    err: 'Reconnect the account',
  }
}
