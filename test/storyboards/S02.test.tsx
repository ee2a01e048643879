import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FlowList, useAppmixerSession } from '../../src/index.ts'
import type { Outcome, StoredFlow } from '../../src/sandbox/index.ts'
import { addFlows, createStory, type Story } from './story.tsx'

let story: Story
let flow: StoredFlow

const list =
  'GET /flows?sharedWithPermissions=read&filter=type:automation&sort=mtime:-1&limit=20&offset=0&projection=-flow,-thumbnail,-inspector'
const reads = ['GET /flows/count?filter=type:automation&sharedWithPermissions=read', list]

beforeEach(async () => {
  story = await createStory({ data: 'empty', stopDuration: 2_000 })
  ;[flow] = addFlows(story, { stage: 'running', names: ['Digest', 'Other'] }) as [StoredFlow]
  story.show(<Pages />)
  await story.pass(0)
  expect(story.sent().toSorted()).toEqual([...reads, 'GET /user'])
})

afterEach(() => story.end())

describe('S02: a stop is slow, then fails', () => {
  test.each(['failed', 'cancelled'] as const)('the coordinator says %s', async (outcome) => {
    story.sandbox.setLatency(100)
    await stop(outcome)
    expect(story.sandbox.requests.entries.map(({ status }) => status)).toEqual([undefined])
    expect([shown(), story.sent()]).toEqual(['Stopping', [post()]])
    await story.pass(100)
    story.sandbox.setLatency(0)

    await story.pass(399)
    expect(story.sent()).toEqual([])
    await story.pass(1)
    expect(story.sent()).toEqual([list])
    await story.pass(600)
    expect(story.sent()).toEqual([list])
    await story.pass(900)
    expect([shown(), story.sent()]).toEqual(['Stopping', [list]])
    expect(row('Other').getByRole('switch')).not.toHaveAttribute('aria-disabled')

    // The list shows it running again, and the coordinator says why.
    await story.pass(1_350)
    const [last, why, ...others] = story.sent()
    expect([last, why, others.toSorted()]).toEqual([list, status(), reads])
    expect(shown()).toBe('Running')
    expect(row().getByRole('alert')).toHaveTextContent('The server tried, and could not do it.')

    await story.pass(3_600_000)
    expect(story.sent()).toEqual([])
  })

  test('its own row tries again, and this time it ends well', async () => {
    await stop('failed')
    await story.pass(400)
    await story.pass(2_000)
    expect(shown()).toBe('Running')
    delete flow.outcome
    story.sent()

    fireEvent.click(row().getByRole('button', { name: 'Try again: Digest' }))
    await story.pass(0)
    expect([shown(), story.sent()]).toEqual(['Stopping', [post()]])
    expect(row().queryByRole('alert')).not.toBeInTheDocument()
    await story.pass(400)
    await story.pass(2_000)
    expect([...new Set(story.sent())].toSorted()).toEqual(reads)
    expect(shown()).toBe('Stopped')
  })

  test('it never ends: given up after a minute, the row says so and shows the stage of the server', async () => {
    await stop('never')
    story.sent()
    const polls = await passAll(59_999)
    expect([shown(), row().queryByRole('alert')]).toEqual(['Stopping', null])
    expect(new Set(polls)).toEqual(new Set([list]))
    // After 400 ms, then half as much again each time, up to 5 s.
    expect(polls.length).toBeLessThanOrEqual(16)

    await story.pass(1)
    const [last, ...others] = story.sent()
    expect([last, others.toSorted()]).toEqual([status(), reads])
    expect(row().getByRole('alert')).toHaveTextContent(
      'The server accepted it and is not done yet. Look again later, or try again.',
    )
    expect(shown()).toBe('Stopping')
    expect(row().getByRole('switch')).not.toHaveAttribute('aria-disabled')
    expect(await passAll(600_000)).toEqual([])
  })

  test('it never ends, and is asked for again by hand', async () => {
    await stop('never')
    await passAll(61_000)
    story.sent()
    fireEvent.click(row().getByRole('button', { name: 'Try again: Digest' }))
    await story.pass(0)
    await story.pass(400)
    expect(story.sent()).toEqual([post(), list])
    expect(row().queryByRole('alert')).not.toBeInTheDocument()
  })

  test.each([
    ['unmounting', cleanup],
    ['going to another page', () => screen.getByRole('button', { name: 'Leave' }).click()],
  ])(
    '%s stops the polling of the list; the command asks on, until it is given up',
    async (_, go) => {
      await stop('never')
      await story.pass(400)
      story.sandbox.setLatency(1_000)
      await story.pass(600)
      const asking = story.sandbox.requests.entries.at(-1)!
      expect(story.sent().at(-1)).toBe(list)
      expect(asking.status).toBeUndefined()

      await act(async () => go())
      expect(new Set(await passAll(80_000))).toEqual(new Set([status()]))
      expect(await passAll(600_000)).toEqual([])
    },
  )

  test.each([['signing out', () => screen.getByRole('button', { name: 'Sign out' }).click()]])(
    '%s stops the polling, also the request under way',
    async (_, leave) => {
      await stop('never')
      await story.pass(400)
      story.sandbox.setLatency(1_000)
      await story.pass(600)
      const asking = story.sandbox.requests.entries.at(-1)!
      expect(story.sent().at(-1)).toBe(list)
      expect(asking.status).toBeUndefined()

      await act(async () => leave())
      expect(await passAll(60_000)).toEqual([])
    },
  )

  test('a hidden page is silent, and its time does not count', async () => {
    await stop('never')
    await story.pass(400)
    story.sent()
    await hide(true)
    expect(await passAll(3_600_000)).toEqual([])
    await hide(false)
    expect(row().queryByRole('alert')).not.toBeInTheDocument()
    await story.pass(400)
    expect(story.sent().filter((line) => line === list)).toHaveLength(1)
    expect(row().queryByRole('alert')).not.toBeInTheDocument()
  })
})

async function stop(outcome?: Outcome): Promise<void> {
  if (outcome) flow.outcome = outcome
  fireEvent.click(row().getByRole('switch'))
  await story.pass(0)
}

/** Time in small steps, as it passes; answers what was sent in it. */
async function passAll(ms: number): Promise<string[]> {
  const step = ms > 100_000 ? ms / 10 : 1_000
  for (let left = ms; left > 0; left -= step) await story.pass(Math.min(step, left))
  return story.sent()
}

async function hide(isHidden: boolean): Promise<void> {
  const visibility = isHidden ? 'hidden' : 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility)
  window.dispatchEvent(new Event('visibilitychange'))
  await story.pass(0)
}

function Pages() {
  const [isElsewhere, setElsewhere] = useState(false)
  return isElsewhere ? null : (
    <>
      <button onClick={() => setElsewhere(true)}>Leave</button>
      <Flows />
    </>
  )
}

function Flows() {
  const { signOut } = useAppmixerSession()
  return (
    <FlowList.Root>
      <button onClick={signOut}>Sign out</button>
      <FlowList.Items>
        <FlowList.Name />
        <FlowList.StageLabel data-testid="stage" />
        <FlowList.Toggle />
        <FlowList.ItemError role="alert" />
        <FlowList.Retry />
      </FlowList.Items>
    </FlowList.Root>
  )
}

function row(name = 'Digest') {
  return within(screen.getAllByRole('listitem').find((item) => within(item).queryByText(name))!)
}

const shown = () => row().getByTestId('stage').textContent
const post = () => `POST /flows/${flow.flowId}/coordinator`
const status = () => `GET /flows/${flow.flowId}/coordinator/status`
