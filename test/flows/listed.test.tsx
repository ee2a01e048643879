import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FlowList, type FlowListOptions, type FlowListView } from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

function Flows(options: FlowListOptions) {
  return (
    <FlowList.Root pageSize={100} {...options}>
      <FlowList.Items>
        <FlowList.Name />
      </FlowList.Items>
      <FlowList.Range />
    </FlowList.Root>
  )
}

async function listed(options: FlowListOptions = {}) {
  const sandbox = createSandbox({ data: 'integrations' })
  const { wrapper } = createWorld(sandbox)
  const { container } = render(<Flows {...options} />, { wrapper })
  const names = () =>
    [...container.querySelectorAll('[data-part="name"]')].map(({ textContent }) => textContent)
  await waitFor(() => {
    expect(names().length).toBeGreaterThan(0)
    screen.getByText(`1–${names().length} of ${names().length}`)
  })
  return { sandbox, names: names() }
}

describe('which flows a list shows', () => {
  it('shows and counts automations, and no integration', async () => {
    const { sandbox, names } = await listed()
    const { flows } = sandbox.database
    const template = flows.find(({ type }) => type === 'integration-template')!
    expect(names).not.toContain(template.name)
    expect(names).toContain(flows.find(({ type }) => type === 'automation')!.name)
  })

  it('shows those that a filter of the app on the type asks for', async () => {
    const { sandbox, names } = await listed({ filter: 'type:integration-template' })
    const templates = sandbox.database.flows.filter(({ type }) => type === 'integration-template')
    expect(names.toSorted()).toEqual(templates.map(({ name }) => name).toSorted())
  })

  it('has each flow in one stage: what runs, what is stopped and what is paused is all', async () => {
    const among = async (stage: FlowListView['stage']) => {
      const { names } = await listed({ defaultView: { stage } })
      cleanup()
      return names.length
    }
    const all = await among('all')
    expect((await among('running')) + (await among('stopped')) + (await among('paused'))).toBe(all)
  })
})
