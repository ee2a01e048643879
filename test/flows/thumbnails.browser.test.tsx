import { render, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FlowList } from '../../src/index.ts'
import { createWorld } from '../support.tsx'

it('thumbnails are read for the rows on screen only (FL-05)', async () => {
  const { wrapper, sandbox } = createWorld()
  render(
    <FlowList.Root pageSize={28} sharedWithPermissions="">
      <FlowList.Items
        style={{ height: 300, overflow: 'auto' }}
        renderItem={<li style={{ height: 100 }} />}
      >
        <FlowList.Thumbnail style={{ display: 'block', height: 50, width: 90 }} />
      </FlowList.Items>
    </FlowList.Root>,
    { wrapper },
  )
  const ready = () => document.querySelectorAll('[data-state="ready"]').length
  await waitFor(() => expect(ready()).toBeGreaterThan(2))
  expect(sandbox.requests.of('GET /flows/:flowId').length).toBeLessThan(8)
  screen.getByRole('list').scrollTop = 10_000
  await waitFor(() =>
    expect(document.querySelectorAll('li')[27]!.querySelector('img')).toHaveAttribute('src'),
  )
  expect(ready()).toBeLessThan(14)
})
