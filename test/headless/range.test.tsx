import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FlowList } from '../../src/index.ts'
import { createTestAppmixer } from '../../src/testing/index.ts'

it('a list that could not be read claims no range', async () => {
  const { wrapper, fail } = createTestAppmixer()
  fail('getFlows', 403)
  const { container } = render(
    <FlowList.Root>
      <FlowList.Failure />
      <FlowList.Range />
    </FlowList.Root>,
    { wrapper },
  )
  expect(await screen.findByText(/could not be loaded/)).toBeInTheDocument()
  expect(container.querySelector('[data-part="range"]')).toBeEmptyDOMElement()
})
