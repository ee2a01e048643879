import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState, type FormEvent, type ReactNode } from 'react'
import { afterEach, expect, test } from 'vitest'
import {
  errorMessage,
  useCreateStoreItem,
  useStoreRecords,
  useUpdateStoreItem,
} from '../../src/index.ts'
import { openOverHttp, type Site } from './overHttp.tsx'
import { sentTo } from './requests.ts'

let site: Site

afterEach(() => site.close())

/** The records of a store, the latest first, and a form for one more. */
function StorePage({ storeId }: { storeId: string }): ReactNode {
  const { data: records = [] } = useStoreRecords({ storeId, limit: 3, sort: 'updatedAt:-1' })
  return (
    <>
      <output>{records.map(({ key }) => key).join()}</output>
      <RecordForm storeId={storeId} />
    </>
  )
}

function RecordForm({ storeId }: { storeId: string }): ReactNode {
  const create = useCreateStoreItem()
  const update = useUpdateStoreItem()
  const [opened, setOpened] = useState<string>()
  const existing = useStoreRecords(
    { storeId, pattern: opened ?? '' },
    { enabled: opened !== undefined },
  )

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const entry = new FormData(event.currentTarget)
    const [key, value] = [entry.get('key') as string, entry.get('value') as string]
    if (existing.data) update.mutate({ storeId, key, value })
    else create.mutate({ storeId, key, value })
  }

  return (
    <form onSubmit={submit}>
      <input aria-label="Key" name="key" />
      <input aria-label="Value" name="value" />
      <button>Save</button>
      {create.error?.reason === 'duplicate-key' && (
        <p role="alert">
          {errorMessage(create.error)}
          <button type="button" onClick={() => setOpened(create.variables?.key)}>
            Open existing
          </button>
        </p>
      )}
      {existing.data && <p>Was: {String(existing.data[0]?.value)}</p>}
    </form>
  )
}

test('S09: a key that is taken is told at the form, which keeps its text; no ghost row is left', async () => {
  site = await openOverHttp({ refuseDuplicateKeys: true })
  const { clock, sandbox, wrapper } = site
  const [{ storeId }] = sandbox.database.stores as unknown as [{ storeId: string }]
  const records = sandbox.database.records[storeId]!
  const oldest = records.toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1))[0]!
  const key = 'k1'
  Object.assign(oldest, { key, value: 'old' })
  render(<StorePage storeId={storeId} />, { wrapper })
  await waitFor(() => expect(shown()).not.toBe(''))
  const before = shown()
  const list = `GET /store?storeId=${storeId}&limit=3&sort=updatedAt:-1`
  expect(sentTo(sandbox)).toEqual([list])

  await userEvent.type(screen.getByLabelText('Key'), key)
  await userEvent.type(screen.getByLabelText('Value'), 'new')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('alert')).toHaveTextContent(/^There is a record with this key/)
  expect(screen.getByLabelText('Value')).toHaveValue('new')
  await waitFor(() => expect(sentTo(sandbox)).toHaveLength(3))
  expect(shown()).toBe(before)

  await userEvent.click(screen.getByRole('button', { name: 'Open existing' }))
  await screen.findByText('Was: old')
  expect(shown()).toBe(before)

  clock.advance(1_000)
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(shown()).toBe(`k1,${before.split(',', 2).join()}`))
  await screen.findByText('Was: new')
  const existing = `GET /store?storeId=${storeId}&pattern=k1`
  await waitFor(() => expect(sentTo(sandbox)).toHaveLength(7))
  expect(sentTo(sandbox).slice(0, 5)).toEqual([
    list,
    `POST /store/${storeId}/k1`,
    list,
    existing,
    `PATCH /store/${storeId}/k1`,
  ])
  expect(sentTo(sandbox).slice(5).toSorted()).toEqual([list, existing].toSorted())
})

function shown(): string {
  return screen.getByRole('status').textContent
}
