/** What only a real browser tells: what scrolls, what the pointer is on, and where the focus is. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from 'vitest/browser'
import { afterEach, describe, expect, test } from 'vitest'
import { AppmixerProvider, LogViewer } from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

afterEach(() => cleanup())

function write({ database }: Sandbox, count: number, msg: string): void {
  for (let index = 0; index < count; index += 1) {
    database.logs.push({
      _id: `${msg}${String(database.logs.length).padStart(4, '0')}`,
      _index: 'appmixer-202601',
      flowId: 'f',
      severity: 'info',
      msg,
      gridTimestamp: database.now(),
    })
  }
}

async function show(): Promise<Sandbox> {
  const sandbox = createSandbox({ data: 'empty' })
  const { database } = sandbox
  const now = database.now()
  database.flows = [
    {
      flowId: 'f',
      userId: database.users.find(({ email }) => email === ada)!.id,
      name: 'f',
      stage: 'stopped',
      btime: now,
      mtime: now,
      flow: {},
      sharedWith: [],
    },
  ]
  write(sandbox, 30, 'Old')
  render(
    <QueryClientProvider client={new QueryClient()}>
      <AppmixerProvider baseUrl={baseUrl} token={sandbox.tokenFor(ada)} fetch={sandbox.fetch}>
        <button>Elsewhere</button>
        <LogViewer.Root interval={50} histogram={false} defaultView={{ isLive: true }}>
          <LogViewer.NewerBar>
            <LogViewer.Newer />
          </LogViewer.NewerBar>
          <LogViewer.Items style={{ blockSize: 200, overflow: 'auto' }}>
            <LogViewer.Open />
          </LogViewer.Items>
          <LogViewer.Older />
          <LogViewer.Detail>
            <LogViewer.Close />
          </LogViewer.Detail>
        </LogViewer.Root>
      </AppmixerProvider>
    </QueryClientProvider>,
  )
  await waitFor(() => expect(rows()).toHaveLength(30))
  return sandbox
}

const rows = () => document.querySelectorAll<HTMLElement>('[data-part="item"]')
const newest = () => rows()[0]!.textContent
const list = () => screen.getByRole('list')

describe('new entries (L-08)', () => {
  test('wait while the list is scrolled, and come when it is at its start again', async () => {
    const sandbox = await show()
    // Where another test has left the pointer may be within the list.
    await userEvent.hover(screen.getByRole('button', { name: 'Elsewhere' }))
    list().scrollTop = 80
    await waitFor(() => expect(list().scrollTop).toBe(80))
    list().dispatchEvent(new Event('scroll'))
    write(sandbox, 3, 'New')
    await screen.findByRole('button', { name: '3 new entries' })
    expect(newest()).toBe('Old')
    list().scrollTop = 0
    await waitFor(() => expect(newest()).toBe('New'))
    expect(screen.queryByRole('button', { name: /new entr/ })).toBeNull()
  })

  test('never move an entry away from under the pointer', async () => {
    const sandbox = await show()
    await userEvent.hover(rows()[2]!)
    const under = rows()[2]!
    const place = under.getBoundingClientRect().top
    write(sandbox, 1, 'New')
    await screen.findByRole('button', { name: '1 new entry' })
    expect(rows()[2]).toBe(under)
    await userEvent.hover(screen.getByRole('button', { name: 'Elsewhere' }))
    await waitFor(() => expect(newest()).toBe('New'))
    expect(under.getBoundingClientRect().top).not.toBe(place)
  })
})

describe('the focus (X-14)', () => {
  test('goes from the detail back to its entry, and stays in the list when the button for new entries goes', async () => {
    const sandbox = await show()
    const open = rows()[1]!.querySelector('button')!
    open.focus()
    await userEvent.keyboard('{Enter}')
    await userEvent.click(await screen.findByRole('button', { name: 'Close' }))
    await waitFor(() => expect(document.activeElement).toBe(rows()[1]))
    write(sandbox, 1, 'New')
    const button = await screen.findByRole('button', { name: '1 new entry' })
    button.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(newest()).toBe('New'))
    expect(document.activeElement).not.toBe(document.body)
  })

  test('moves between entries by arrow keys', async () => {
    await show()
    rows()[0]!.querySelector('button')!.focus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    expect(document.activeElement).toBe(rows()[2]!.querySelector('button'))
    await userEvent.keyboard('{End}')
    expect(document.activeElement).toBe(rows()[29]!.querySelector('button'))
  })
})
