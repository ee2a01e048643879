import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { FlowList } from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

test('a flow that somebody else deleted leaves the list when it is started, and the reason is said with its name', async () => {
  const sandbox = createSandbox({ clock: createManualClock() })
  render(
    <FlowList.Root pageSize={100}>
      <FlowList.Items>
        <FlowList.Name />
        <FlowList.Start />
      </FlowList.Items>
      <FlowList.Range />
      <FlowList.Announcer />
    </FlowList.Root>,
    { wrapper: createWorld(sandbox).wrapper },
  )
  await screen.findAllByRole('listitem')
  const start = document.querySelector('[data-stage="stopped"] [data-action="start"]')
  await waitFor(() => expect(range()).toMatch(/of \d+$/))
  const total = Number(range().split(' of ')[1])
  const name = start!.getAttribute('aria-label')!.replace('Start ', '')
  const { database } = sandbox
  database.flows = database.flows.filter((flow) => flow.name !== name)
  sandbox.requests.clear()

  await userEvent.click(start!)
  await screen.findByText(`${name}: It is not there any more.`)
  expect(screen.queryByText(name)).toBeNull()
  await waitFor(() => expect(range()).toBe(`1–${total - 1} of ${total - 1}`))
  await waitFor(() => expect(sandbox.requests.count('GET')).toBe(2))
  expect(sandbox.requests.count()).toBe(3)
})

function range(): string {
  return document.querySelector('[data-part="range"]')!.textContent
}
