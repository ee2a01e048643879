import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppmixerProvider, FlowList, type FlowRow } from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

/** The names of the rows that rendered: the function of the app, and a part in it. */
let rows: string[] = []
let parts: string[] = []
let queryClient: QueryClient
let sandbox: Sandbox

beforeEach(() => {
  queryClient = new QueryClient()
  sandbox = createSandbox()
})
afterEach(() => void vi.useRealTimers())

function content(row: FlowRow): ReactNode {
  rows.push(row.name)
  return (
    <>
      <FlowList.Checkbox />
      <FlowList.Open />
      <FlowList.StageLabel
        render={(props) => {
          parts.push(row.name)
          return <span {...props} />
        }}
      />
      <FlowList.Changed />
      <FlowList.Toggle />
      <FlowList.Remove />
    </>
  )
}

/** A page of 20 flows in an app that does not render again by itself. */
async function show(onViewChange = vi.fn()): Promise<string[]> {
  render(
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl={baseUrl} token={sandbox.tokenFor(ada)} fetch={sandbox.fetch}>
        <FlowList.Root onViewChange={onViewChange}>
          <FlowList.Search />
          <FlowList.BulkStatus />
          <FlowList.Items>{content}</FlowList.Items>
        </FlowList.Root>
      </AppmixerProvider>
    </QueryClientProvider>,
  )
  await waitFor(() => expect(screen.getAllByRole('switch')).toHaveLength(20))
  await waitFor(() => expect(queryClient.isFetching()).toBe(0))
  const names = rows.slice(-20)
  rows = []
  parts = []
  return names
}

const itemOf = (name: string) => screen.getByRole('listitem', { name })
const control = (name: string, selector: string) => itemOf(name).querySelector(selector)!

it('one of 20 flows starts: its row renders, and no other', async () => {
  const names = await show()
  const name = names.find((each) => control(each, '[aria-checked=false]:not([aria-disabled])'))!
  fireEvent.click(control(name, '[role=switch]'))
  await waitFor(() => expect(itemOf(name)).toHaveAttribute('data-stage', 'running'), {
    timeout: 5_000,
  })
  expect(new Set(rows)).toEqual(new Set([name]))
  expect(new Set(parts)).toEqual(new Set([name]))
})

it('a row that did not render again acts on the list as it is now', async () => {
  const onViewChange = vi.fn()
  const [first = '', second = '', third = ''] = await show(onViewChange)
  fireEvent.click(control(first, '[data-action=select]'))
  fireEvent.click(control(second, '[data-action=select]'))
  expect(screen.getByText('2 selected')).toBeVisible()
  expect(new Set(rows)).toEqual(new Set([first, second]))
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'e' } })
  fireEvent.click(control(third, '[data-action=open]'))
  expect(onViewChange.mock.lastCall![0]).toMatchObject({ search: 'e', opened: expect.any(String) })
})

it('how long ago is said again after a minute', async () => {
  const [name = ''] = await show()
  const before = control(name, 'time').textContent
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 400 * 86_400_000 })
  await act(() => queryClient.refetchQueries())
  expect(control(name, 'time')).not.toHaveTextContent(before)
})
