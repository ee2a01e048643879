import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { FlowList } from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

/** Lists come without the components of a flow, so only the server knows that there are none. */
it('a flow without components cannot start: its row says why, in the words of the server (FL-21)', async () => {
  const { wrapper } = createWorld(createSandbox({ clock: createManualClock() }))
  render(
    <FlowList.Root>
      <FlowList.Create />
      <FlowList.Items>
        <FlowList.Name />
        <FlowList.StageLabel />
        <FlowList.Toggle />
        <FlowList.ItemError />
      </FlowList.Items>
      <FlowList.Announcer />
    </FlowList.Root>,
    { wrapper },
  )
  await userEvent.click(screen.getByRole('button', { name: 'New flow' }))
  await screen.findByText('Created New flow')
  await userEvent.click(await screen.findByRole('switch', { name: 'Run New flow' }))
  const reason = await screen.findByText('The flow has no components.')
  expect(within(reason.closest('li')!).getByText('Stopped')).toBeVisible()
  expect(screen.getByRole('status')).toHaveTextContent('The flow has no components.')
})
