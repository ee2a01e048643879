import { skipToken } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { FlowList, useFlowThumbnail, useUpdateFlow } from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

const picture = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='

function Pictures({ src }: { src?: string }) {
  return (
    <FlowList.Root pageSize={3} sharedWithPermissions="">
      <FlowList.Items>
        <FlowList.Name />
        <FlowList.Thumbnail {...(src && { src })} />
      </FlowList.Items>
    </FlowList.Root>
  )
}

const pictures = () => [...document.querySelectorAll<HTMLImageElement>('img')]
const reads = (sandbox: Sandbox) => sandbox.requests.of('GET /flows/:flowId')

describe('thumbnails of a flow list (FL-05, FL-13)', () => {
  it('are not in the list, and each is read on its own', async () => {
    const { wrapper, sandbox } = createWorld()
    render(<Pictures />, { wrapper })
    await waitFor(() =>
      expect(pictures().map((image) => image.dataset['state'])).toEqual(Array(3).fill('ready')),
    )
    const [list] = sandbox.requests.of('GET /flows')
    expect(list!.search.get('projection')).toBe('-flow,-thumbnail,-inspector')
    expect(reads(sandbox)).toHaveLength(3)
    expect(reads(sandbox)[0]!.search.get('projection')).toBe('flowId,thumbnail')
    for (const { src } of pictures()) expect(src).toMatch(/^data:image\/svg/)
  })

  it('say that they are on their way, that they failed, and leave no trace where there is none', async () => {
    const sandbox = createSandbox({
      faults: [{ on: 'GET /flows/:flowId', status: 403, message: 'No.', times: 1 }],
    })
    for (const flow of sandbox.database.flows.slice(1)) delete flow.thumbnail
    render(<Pictures />, { wrapper: createWorld(sandbox).wrapper })
    await screen.findAllByRole('listitem')
    expect(pictures()[0]).toHaveAttribute('data-state', 'loading')
    await waitFor(() =>
      expect(pictures().map((image) => image.dataset['state'])).toEqual(['failed']),
    )
    expect(pictures()[0]).not.toHaveAttribute('src')
  })

  it('can be the app’s own, and are not read then', async () => {
    const { wrapper, sandbox } = createWorld()
    render(<Pictures src="/automation.png" />, { wrapper })
    await screen.findAllByRole('listitem')
    expect(pictures().map((image) => image.getAttribute('src'))).toEqual(
      Array(3).fill('/automation.png'),
    )
    expect(pictures()[0]).toHaveAttribute('data-state', 'ready')
    expect(reads(sandbox)).toEqual([])
  })
})

describe('useFlowThumbnail (FL-05)', () => {
  function Picture({ flowId }: { flowId: string | typeof skipToken }) {
    const { data, status } = useFlowThumbnail(flowId)
    const { mutate } = useUpdateFlow()
    return (
      <button onClick={() => flowId !== skipToken && mutate({ flowId, thumbnail: picture })}>
        {`${status} ${data}`}
      </button>
    )
  }
  const shown = () => screen.getByRole('button').textContent

  it('reads nothing before it is wanted', async () => {
    const { wrapper, sandbox } = createWorld()
    render(<Picture flowId={skipToken} />, { wrapper })
    await act(async () => {})
    expect(shown()).toBe('pending undefined')
    expect(sandbox.requests.entries).toEqual([])
  })

  it('gives no address that the browser would call', async () => {
    const sandbox = createSandbox()
    const [flow] = sandbox.database.flows
    flow!.thumbnail = 'https://evil.test/pixel.png'
    render(<Picture flowId={flow!.flowId} />, { wrapper: createWorld(sandbox).wrapper })
    await screen.findByText('success null')
  })

  it('shows another picture at once', async () => {
    const { wrapper, sandbox } = createWorld()
    const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!
    render(<Picture flowId={flowId} />, { wrapper })
    await screen.findByText(/^success data:image\/svg/)
    sandbox.faults.add({ on: 'PUT /flows/:flowId', network: 'silent' })
    act(() => screen.getByRole('button').click())
    await screen.findByText(`success ${picture}`)
  })

  it('reads four at a time', async () => {
    const sandbox = createSandbox()
    let under = 0
    let most = 0
    const { fetch } = sandbox
    vi.spyOn(sandbox, 'fetch').mockImplementation(async (...request) => {
      const isPicture = (request[0] as Request).url.includes('thumbnail')
      under += Number(isPicture)
      most = Math.max(most, under)
      const response = await fetch(...request)
      await new Promise((resolve) => setTimeout(resolve))
      under -= Number(isPicture)
      return response
    })
    const ids = sandbox.database.flows.slice(0, 9).map(({ flowId }) => flowId)
    render(
      ids.map((id) => <Picture key={id} flowId={id} />),
      { wrapper: createWorld(sandbox).wrapper },
    )
    await waitFor(() => expect(screen.getAllByText(/^success data:/)).toHaveLength(9))
    expect(most).toBe(4)
  })
})
