import type { Meta, StoryObj } from '@storybook/react-vite'
import { skipToken } from '@tanstack/react-query'
import {
  ndjsonFormat,
  rowsOf,
  saveFile,
  useBulkDeleteStoreItems,
  useCreateStore,
  useCreateStoreItem,
  useDeleteStore,
  useDeleteStoreItems,
  useErrorMessage,
  useInfiniteStoreRecords,
  useRenameStore,
  useStore,
  useStoreExport,
  useStoreImport,
  useStoreRecords,
  useStoreRecordsCount,
  useStores,
  useSuspenseStore,
  useSuspenseStoreRecords,
  useSuspenseStoreRecordsCount,
  useSuspenseStores,
  useUpdateStoreItem,
} from 'appmixer-react'
import { Suspense, useMemo } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Stores.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Stores and records',
  tags: ['autodocs'],
  parameters: pageOf(
    'Data that flows and people share. A value is read back as what it was: a number stays a number.',
  ),
}

export default meta

type Story = StoryObj

function Stores() {
  const { data: stores = [] } = useStores()
  const createStore = useCreateStore()
  const renameStore = useRenameStore()
  const deleteStore = useDeleteStore()
  const errorMessage = useErrorMessage()
  const error = createStore.error ?? renameStore.error ?? deleteStore.error
  return (
    <>
      <button onClick={() => createStore.mutate({ name: 'Leads' })}>New store “Leads”</button>
      {error && <p role="alert">{errorMessage(error)}</p>}
      <ul>
        {stores.map(({ storeId, name, default: isDefault }) => (
          <li key={storeId}>
            <span>{name}</span>
            {!isDefault && (
              <>
                <button
                  aria-label={`Rename ${name}`}
                  onClick={() => renameStore.mutate({ storeId, name: `${name} (old)` })}
                >
                  Rename
                </button>
                <button
                  aria-label={`Delete ${name}`}
                  onClick={() => deleteStore.mutate({ storeId })}
                >
                  Delete
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** No two stores of a user have the same name: a second “Leads” is refused, and says so. */
export const Default: Story = {
  name: 'useStores, useCreateStore, useRenameStore, useDeleteStore',
  ...shows({ Stores }, source, {
    hooks: ['useStores', 'useSuspenseStores', 'useCreateStore', 'useRenameStore', 'useDeleteStore'],
  }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Rename Orders' }))
    await expect(await canvas.findByText('Orders (old)')).toBeVisible()
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete Customers' }))
    await waitFor(() => expect(canvas.queryByText('Customers')).toBeNull())
    await userEvent.click(canvas.getByRole('button', { name: /New store/ }))
    await canvas.findByText('Leads')
    await userEvent.click(canvas.getByRole('button', { name: /New store/ }))
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
}

function Records() {
  const { data: stores = [] } = useStores()
  const storeId = stores.find(({ name }) => name === 'Customers')?.storeId
  const { data: store } = useStore(storeId ?? skipToken)
  const { data: records = [] } = useStoreRecords(
    storeId ? { storeId, limit: 4, sort: 'key:1' } : skipToken,
  )
  const { data: count } = useStoreRecordsCount(storeId ? { storeId } : skipToken)
  return (
    <>
      <p>
        {store?.name}: {count} records
      </p>
      <ul>
        {records.map(({ key, value }) => (
          <li key={key}>
            <strong>{key}</strong> <code>{JSON.stringify(value).slice(0, 60)}</code>
          </li>
        ))}
      </ul>
    </>
  )
}

/** One page, and how many there are. Until the store is known, nothing is asked for. */
export const StoreRecords: Story = {
  name: 'useStore, useStoreRecords, useStoreRecordsCount',
  ...shows({ Records }, source, {
    hooks: [
      'useStore',
      'useSuspenseStore',
      'useStoreRecords',
      'useSuspenseStoreRecords',
      'useStoreRecordsCount',
      'useSuspenseStoreRecordsCount',
    ],
  }),
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(4))
    await expect(await canvas.findByText('Customers: 60 records')).toBeVisible()
  },
}

function EndlessRecords() {
  const { data: stores = [] } = useStores()
  const storeId = stores.find(({ name }) => name === 'Orders')?.storeId
  const { data, fetchNextPage, hasNextPage } = useInfiniteStoreRecords(
    storeId ? { storeId, limit: 5, sort: 'key:1' } : skipToken,
  )
  const records = useMemo(() => rowsOf(data), [data])
  return (
    <>
      <ul>
        {Array.from({ length: records.length }, (_, index) => (
          <li key={records.at(index)!.key}>{records.at(index)!.key}</li>
        ))}
      </ul>
      <button disabled={!hasNextPage} onClick={() => fetchNextPage()}>
        More
      </button>
    </>
  )
}

/** Page after page. */
export const InfiniteStoreRecords: Story = {
  name: 'useInfiniteStoreRecords',
  ...shows({ EndlessRecords }, source, { hooks: ['useInfiniteStoreRecords'] }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getByRole('button', { name: 'More' })).toBeEnabled())
    await userEvent.click(canvas.getByRole('button', { name: 'More' }))
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(10))
  },
}

function Settings() {
  const { data: stores = [] } = useStores()
  const storeId = stores.find(({ name }) => name === 'Settings')?.storeId
  return storeId && <SettingsOf storeId={storeId} />
}

function SettingsOf({ storeId }: { storeId: string }) {
  const { data: records = [] } = useStoreRecords({ storeId, limit: 5, sort: 'key:1' })
  const createStoreItem = useCreateStoreItem()
  const updateStoreItem = useUpdateStoreItem()
  const deleteStoreItems = useDeleteStoreItems()
  const errorMessage = useErrorMessage()
  const error = createStoreItem.error ?? updateStoreItem.error ?? deleteStoreItems.error
  return (
    <>
      <button
        onClick={() => createStoreItem.mutate({ storeId, key: 'banner', value: { text: 'Hello' } })}
      >
        New record “banner”
      </button>
      {error && <p role="alert">{errorMessage(error)}</p>}
      <ul>
        {records.map(({ key, value }) => (
          <li key={key}>
            <strong>{key}</strong> <code>{JSON.stringify(value)}</code>
            <button
              aria-label={`Set ${key} to 0.3`}
              onClick={() => updateStoreItem.mutate({ storeId, key, value: 0.3 })}
            >
              0.3
            </button>
            <button
              aria-label={`Delete ${key}`}
              onClick={() => deleteStoreItems.mutate({ items: [{ storeId, key }] })}
            >
              Delete
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** A key may have slashes in it. Every change shows at once. */
export const Writing: Story = {
  name: 'useCreateStoreItem, useUpdateStoreItem, useDeleteStoreItems',
  ...shows({ Settings }, source, {
    hooks: ['useCreateStoreItem', 'useUpdateStoreItem', 'useDeleteStoreItems'],
  }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'New record “banner”' }))
    await expect(await canvas.findByText('{"text":"Hello"}')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Set discount/max to 0.3' }))
    await expect(await canvas.findByText('0.3', { selector: 'code' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Delete banner' }))
    await waitFor(() => expect(canvas.queryByText('banner')).toBeNull())
  },
}

/** Servers that refuse to overwrite a record say so with `error.reason`. */
export const DuplicateKey: Story = {
  name: 'useCreateStoreItem: the key is taken',
  ...shows({ Settings }, source, { appmixer: { sandbox: { refuseDuplicateKeys: true } } }),
  async play({ canvas, userEvent }) {
    const create = await canvas.findByRole('button', { name: 'New record “banner”' })
    await userEvent.click(create)
    await canvas.findByText('{"text":"Hello"}')
    await userEvent.click(create)
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
}

function ClearStore() {
  const { data: stores = [] } = useStores()
  const storeId = stores.find(({ name }) => name === 'Orders')?.storeId
  const { data: records = [] } = useStoreRecords(
    storeId ? { storeId, limit: 500, sort: 'key:1' } : skipToken,
  )
  const { run, isRunning, done, total } = useBulkDeleteStoreItems()
  const items = records.map(({ key }) => ({ storeId: storeId!, key }))
  return (
    <>
      <button disabled={isRunning || items.length === 0} onClick={() => run(items)}>
        Delete {items.length} records
      </button>
      <progress aria-label="Deleted" max={total || 1} value={done} />
      <p role="status">{done} deleted</p>
    </>
  )
}

/** Any number of records, 100 in each request. */
export const BulkDelete: Story = {
  name: 'useBulkDeleteStoreItems',
  ...shows({ ClearStore }, source, { hooks: ['useBulkDeleteStoreItems'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete 500 records' }))
    await expect(await canvas.findByText('500 deleted')).toBeVisible()
  },
}

function TransferRecords() {
  const { data: stores = [] } = useStores()
  const store = stores.find(({ name }) => name === 'Settings')
  return store && <Transfer storeId={store.storeId} />
}

function Transfer({ storeId }: { storeId: string }) {
  const storeExport = useStoreExport()
  const { plan, dryRun, run, done, total } = useStoreImport()
  const errorMessage = useErrorMessage()
  const error = storeExport.error ?? dryRun.error

  async function download() {
    const file = await storeExport.run({ storeId, name: 'settings', format: ndjsonFormat })
    if (file) saveFile(file)
  }

  return (
    <>
      <div className="row">
        <button disabled={storeExport.isRunning} onClick={download}>
          Download
        </button>
        <input
          type="file"
          aria-label="Upload"
          accept=".ndjson"
          onChange={({ target: { files } }) => {
            if (files?.[0]) void dryRun.run({ storeId, file: files[0], format: ndjsonFormat })
          }}
        />
      </div>
      {error && <p role="alert">{errorMessage(error)}</p>}
      {plan && (
        <button onClick={() => run()}>
          Add {plan.counts.new}, change {plan.counts.changed}
        </button>
      )}
      {total > 0 && <p role="status">{`${done} of ${total} written`}</p>}
    </>
  )
}

/** A file of a whole store, and back: first a dry run, which writes nothing. */
export const ExportAndImport: Story = {
  name: 'useStoreExport, useStoreImport',
  ...shows({ TransferRecords }, source, { hooks: ['useStoreExport', 'useStoreImport'] }),
  async play({ canvas, userEvent }) {
    const text = '{"key":"hello","value":"Hello"}\n{"key":"discount/max","value":0.3}\n'
    const file = new File([text], 'settings.ndjson')
    await userEvent.upload(await canvas.findByLabelText('Upload'), file)
    await userEvent.click(await canvas.findByRole('button', { name: 'Add 1, change 1' }))
    await expect(await canvas.findByText('2 of 2 written')).toBeVisible()
  },
}

function SuspendedStore() {
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <FirstStore />
    </Suspense>
  )
}

function FirstStore() {
  const { data: stores } = useSuspenseStores()
  return stores[0] ? <StoreFacts storeId={stores[0].storeId} /> : <p>No stores yet.</p>
}

function StoreFacts({ storeId }: { storeId: string }) {
  const { data: store } = useSuspenseStore(storeId)
  const { data: count } = useSuspenseStoreRecordsCount({ storeId })
  const { data: records } = useSuspenseStoreRecords({ storeId, limit: 3, sort: 'key:1' })
  return (
    <>
      <p>
        {store.name}: {count} records
      </p>
      <ul>
        {records.map(({ key }) => (
          <li key={key}>{key}</li>
        ))}
      </ul>
    </>
  )
}

/** `data` is always there. */
export const Suspending: Story = {
  name: 'The same with Suspense',
  ...shows({ SuspendedStore }, source),
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(3))
  },
}
