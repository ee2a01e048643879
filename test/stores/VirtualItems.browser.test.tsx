import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { StoreBrowser } from '../../src/index.ts'
import { VirtualItems } from '../../src/virtual.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { createWorld, type World } from '../support.tsx'

const longest = 40

async function shown(): Promise<World> {
  const sandbox = createSandbox({ data: 'large' })
  const world = createWorld(sandbox)
  const { storeId } = sandbox.database.stores.find(
    (store) => sandbox.database.records[store.storeId]?.length === 100_000,
  )!
  render(
    <StoreBrowser.Root paging="scroll" defaultView={{ storeId, sort: 'key:1' }}>
      <StoreBrowser.Search />
      <VirtualItems style={{ blockSize: 600 }} placeholder="…">
        {() => (
          <>
            <StoreBrowser.Checkbox />
            <StoreBrowser.Name />
          </>
        )}
      </VirtualItems>
      <StoreBrowser.Range />
    </StoreBrowser.Root>,
    { wrapper: world.wrapper },
  )
  await waitFor(() => expect(rows().length).toBeGreaterThan(10))
  return world
}

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-part="item"]')]
const inDocument = () => document.querySelectorAll('[data-index]').length
const viewport = () => document.querySelector<HTMLElement>('[data-part="viewport"]')!

test('of 100,000 records at most 40 rows are in the document; the end is read without what is before it (ST-08, S07)', async () => {
  const { sandbox } = await shown()
  expect(sandbox.requests.count('GET /store')).toBe(1)
  expect(sandbox.requests.count('GET /store/count')).toBe(1)
  await waitFor(() => expect(inDocument()).toBeGreaterThan(14))
  expect(inDocument()).toBeLessThanOrEqual(longest)
  expect(rows()[0]).toHaveAttribute('aria-setsize', '100000')
  sandbox.requests.clear()
  viewport().scrollTo(0, viewport().scrollHeight)
  await waitFor(() => expect(rows().at(-1)).toHaveAttribute('aria-posinset', '100000'), {
    timeout: 6_000,
  })
  expect(inDocument()).toBeLessThanOrEqual(longest)
  const offsets = sandbox.requests.of('GET /store').map(({ search }) => search.get('offset'))
  expect(offsets).toEqual(['99900'])
  const range = document.querySelector('[data-part="range"]')
  await waitFor(() => {
    // Rows are smaller than was thought before they were measured.
    viewport().scrollTo(0, viewport().scrollHeight)
    expect(range).toHaveTextContent(/–100,000 of 100,000$/)
  })
})

test('the row with the focus stays in the document, and arrows go on from it', async () => {
  await shown()
  const [first, second] = rows()
  first!.focus()
  fireEvent.keyDown(first!, { key: 'ArrowDown' })
  expect(second).toHaveFocus()
  viewport().scrollTo(0, 40 * 60)
  await waitFor(() => expect(rows().length).toBeGreaterThan(15))
  await waitFor(() => expect(rows().at(-1)!.getAttribute('aria-posinset')).not.toBe('16'))
  expect(second).toHaveFocus()
  expect(second).toBeInTheDocument()
  expect(inDocument()).toBeLessThanOrEqual(longest)
})

test('another search starts at the top', async () => {
  const { sandbox } = await shown()
  viewport().scrollTo(0, 40 * 50_000)
  await waitFor(
    () => expect(Number(rows()[0]?.getAttribute('aria-posinset'))).toBeGreaterThan(40_000),
    { timeout: 6_000 },
  )
  sandbox.requests.clear()
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'order-0009' } })
  const asked = () =>
    sandbox.requests
      .of('GET /store')
      .map(({ search }) => [search.get('pattern'), search.get('offset')])
  await waitFor(() => expect(asked()).toEqual([['order-0009', '0']]))
  await waitFor(() => expect(rows()[0]).toHaveAttribute('aria-posinset', '1'))
  expect(rows()[0]).toHaveAccessibleName(/order-0009/)
})
