import type { Meta, StoryObj } from '@storybook/react-vite'
import { keepPreviousData, skipToken } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  rowsOf,
  StoreBrowser,
  useErrorMessage,
  useFlows,
  useFlowsCount,
  useInfiniteStoreRecords,
  useStores,
} from 'appmixer-react'
import { VirtualItems } from 'appmixer-react/virtual'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Lists.stories.tsx?raw'

const meta: Meta = {
  title: 'Recipes/Lists',
  tags: ['autodocs'],
  parameters: pageOf(
    'Lists with search and pages in the address, endless ones, and very long ones.',
  ),
}

export default meta

type Story = StoryObj

const pageSize = 5

function FlowsPage() {
  const [params, setParams] = useSearchParams()
  const search = params.get('search') ?? ''
  const page = Number(params.get('page') ?? 0)
  // `escapePattern`: what users type is text, not a regular expression.
  const criteria = search === '' ? {} : { pattern: search, escapePattern: true }
  const flows = useFlows(
    { ...criteria, sort: 'name:1', limit: pageSize, offset: page * pageSize, projection: '-flow' },
    { placeholderData: keepPreviousData },
  )
  const { data: total = 0 } = useFlowsCount(criteria, { placeholderData: keepPreviousData })
  const errorMessage = useErrorMessage()
  const isLast = (page + 1) * pageSize >= total
  return (
    <>
      <input
        type="search"
        aria-label="Search flows"
        value={search}
        onChange={({ target }) => setParams({ search: target.value })}
      />
      {flows.error && <p role="alert">{errorMessage(flows.error)}</p>}
      <ul aria-busy={flows.isPlaceholderData}>
        {flows.data?.map(({ flowId, name, stage }) => (
          <li key={flowId}>
            <span>{name}</span> <em>{stage}</em>
          </li>
        ))}
      </ul>
      <div className="row">
        <button disabled={page === 0} onClick={() => setParams({ search, page: `${page - 1}` })}>
          Previous
        </button>
        <button disabled={isLast} onClick={() => setParams({ search, page: `${page + 1}` })}>
          Next
        </button>
        <span role="status">{total} flows</span>
      </div>
    </>
  )
}

/** Your router has this already: `useSearchParams` of React Router, `useSearch` of TanStack Router. */
function useSearchParams() {
  const hash = useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed)
      return () => window.removeEventListener('hashchange', changed)
    },
    () => location.hash,
  )
  const setParams = (params: Record<string, string>) => {
    location.hash = String(new URLSearchParams(params))
  }
  return [new URLSearchParams(hash.slice(1)), setParams] as const
}

/** A reload and a shared link show the same page. The rows stay on screen until the next ones are there. */
export const SearchAndPages: Story = {
  name: 'Search and pages in the address',
  ...shows({ FlowsPage }, source),
  beforeEach() {
    location.hash = ''
    return () => {
      location.hash = ''
    }
  },
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Next' })).toBeEnabled())
    await userEvent.click(canvas.getByRole('button', { name: 'Next' }))
    await waitFor(() => expect(location.hash).toContain('page=1'))
    await userEvent.type(canvas.getByRole('searchbox'), 'slack')
    await waitFor(() => expect(location.hash).toContain('search=slack'))
    await waitFor(() => expect(canvas.getAllByText(/slack/i)[0]).toBeVisible())
  },
}

function EndlessOrders() {
  const { data: stores = [] } = useStores()
  const storeId = stores.find(({ name }) => name === 'Orders')?.storeId
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteStoreRecords(
    storeId ? { storeId, limit: 20, sort: 'key:1' } : skipToken,
  )
  const records = useMemo(() => rowsOf(data), [data])

  const end = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (!hasNextPage || isFetchingNextPage) return undefined
    // Reads on when the end comes into view.
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void fetchNextPage()
    })
    observer.observe(end.current!)
    return () => observer.disconnect()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])

  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Orders">
      <ul>
        {Array.from({ length: records.length }, (_, index) => (
          <li key={records.at(index)!.key}>{records.at(index)!.key}</li>
        ))}
      </ul>
      <p ref={end} role="status">
        {hasNextPage ? 'Loading …' : `${records.length} orders`}
      </p>
    </div>
  )
}

/** It reads on where you scroll. No row comes twice, and none is skipped, when rows come and go meanwhile. */
export const EndlessList: Story = {
  name: 'An endless list',
  ...shows({ EndlessOrders }, source),
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem').length).toBeGreaterThanOrEqual(20))
    const list = canvas.getByRole('region', { name: 'Orders' })
    list.scrollTop = list.scrollHeight
    await waitFor(() => expect(canvas.getAllByRole('listitem').length).toBeGreaterThanOrEqual(40))
  },
}

function AllOrders() {
  return (
    <StoreBrowser.Root paging="scroll">
      <StoreBrowser.Stores>
        <StoreBrowser.Store />
      </StoreBrowser.Stores>
      <div className="row">
        <StoreBrowser.Search />
        <StoreBrowser.Range />
      </div>
      <VirtualItems style={{ height: 320 }} placeholder="…">
        {({ record }) => (
          <>
            <strong>{record.key}</strong> <StoreBrowser.Value />
          </>
        )}
      </VirtualItems>
    </StoreBrowser.Root>
  )
}

/** 100,000 records: only the rows in sight are in the document, and only their pages are read. */
export const HundredThousand: Story = {
  name: '100,000 records with VirtualItems',
  tags: ['!autodocs'],
  ...shows({ AllOrders }, source, { appmixer: { sandbox: { data: 'large' } } }),
  async play({ canvas, canvasElement, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Orders' }))
    await expect(await canvas.findByText(/of 100,000/)).toBeVisible()
    await waitFor(() => expect(canvasElement.querySelector('[data-index]')).not.toBeNull())
    await expect(canvasElement.querySelectorAll('[data-index]').length).toBeLessThanOrEqual(40)
  },
}

function VirtualOrders() {
  const { data: stores = [] } = useStores()
  const storeId = stores.find(({ name }) => name === 'Orders')?.storeId
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteStoreRecords(
    storeId ? { storeId, limit: 100, sort: 'key:1' } : skipToken,
  )
  const records = useMemo(() => rowsOf(data), [data])
  const scroll = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 44,
    onChange({ range }) {
      const isNearEnd = range !== null && range.endIndex > records.length - 20
      if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
  })
  return (
    <div ref={scroll} className="scroll" tabIndex={0} role="region" aria-label="Orders">
      <ul style={{ position: 'relative', margin: 0, height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, size }) => (
          <li
            key={index}
            style={{ position: 'absolute', insetInline: 0, top: start, height: size }}
          >
            {records.at(index)?.key}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** `rowsOf` finds a row by its index and copies nothing: `length` and `at` are what a virtual list wants. */
export const OwnVirtualList: Story = {
  name: 'A virtual list of your own',
  ...shows({ VirtualOrders }, source),
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem').length).toBeGreaterThan(5))
    const list = canvas.getByRole('region', { name: 'Orders' })
    list.scrollTop = list.scrollHeight
    await waitFor(() => expect(list.scrollHeight).toBeGreaterThan(5_000))
    await expect(canvas.getAllByRole('listitem').length).toBeLessThan(40)
  },
}
