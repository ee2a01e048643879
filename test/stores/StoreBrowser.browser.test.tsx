import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { jsonFormat, StoreBrowser, type StoreBrowserOptions } from '../../src/index.ts'
import { csvFormat } from '../../src/csv.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { createWorld, type World } from '../support.tsx'

let world: World
let settings: string
let customers: string
const user = userEvent.setup()

beforeEach(() => {
  world = createWorld(createSandbox({ data: 'demo' }))
  settings = storeNamed('Settings')
  customers = storeNamed('Customers')
})

function storeNamed(name: string): string {
  return world.sandbox.database.stores.find((store) => store.name === name)!.storeId
}

const recordsIn = (storeId: string) => world.sandbox.database.records[storeId]!
const recordAt = (storeId: string, key: string) =>
  recordsIn(storeId).find((record) => record.key === key)

function Browser(options: StoreBrowserOptions) {
  return (
    <StoreBrowser.Root {...options}>
      <StoreBrowser.StoreSearch />
      <StoreBrowser.Stores />
      <StoreBrowser.StoresStatus />
      <StoreBrowser.NewStore />
      <StoreBrowser.RenameStore />
      <StoreBrowser.RemoveStore />
      <StoreBrowser.StoreForm>
        <StoreBrowser.StoreName />
        <StoreBrowser.StoreNameError />
        <StoreBrowser.SaveStore />
        <StoreBrowser.CancelStore />
      </StoreBrowser.StoreForm>
      <StoreBrowser.Search />
      <StoreBrowser.NewRecord />
      {(options.formats ?? [jsonFormat, csvFormat]).map((format) => (
        <StoreBrowser.Export key={format.name} value={format} />
      ))}
      <StoreBrowser.ExportStatus />
      <StoreBrowser.ImportFile />
      <StoreBrowser.Editor>
        <StoreBrowser.KeyInput />
        <StoreBrowser.KeyError />
        <StoreBrowser.OpenExisting />
        <StoreBrowser.TypeInput />
        <StoreBrowser.ValueInput />
        <StoreBrowser.ValueError />
        <StoreBrowser.EditorError />
        <StoreBrowser.Save />
        <StoreBrowser.CancelEdit />
      </StoreBrowser.Editor>
      <StoreBrowser.SortBy value="key">Key</StoreBrowser.SortBy>
      <StoreBrowser.Loading />
      <StoreBrowser.Failure />
      <StoreBrowser.Empty />
      <StoreBrowser.Clear />
      <StoreBrowser.Items>
        <StoreBrowser.Checkbox />
        <StoreBrowser.Name />
        <StoreBrowser.Value />
        <StoreBrowser.Type />
        <StoreBrowser.Changed />
        <StoreBrowser.Edit />
        <StoreBrowser.Remove />
        <StoreBrowser.ItemError />
        <StoreBrowser.Retry />
        <StoreBrowser.Dismiss />
      </StoreBrowser.Items>
      <StoreBrowser.Previous />
      <StoreBrowser.Range />
      <StoreBrowser.Next />
      <StoreBrowser.BulkBar>
        <StoreBrowser.BulkStatus />
        <StoreBrowser.BulkAction value="deleteStoreItems" />
        <StoreBrowser.BulkRetry />
        <StoreBrowser.BulkClear />
      </StoreBrowser.BulkBar>
      <StoreBrowser.Dialog>
        <StoreBrowser.Question />
        <StoreBrowser.Cancel />
        <StoreBrowser.Confirm />
      </StoreBrowser.Dialog>
      <StoreBrowser.ImportDialog>
        <StoreBrowser.ImportStatus />
        <StoreBrowser.ImportProblems />
        <StoreBrowser.Existing value="replace" />
        <StoreBrowser.Existing value="skip" />
        <StoreBrowser.StartImport />
        <StoreBrowser.CancelImport />
        <StoreBrowser.ResumeImport />
        <StoreBrowser.CloseImport />
      </StoreBrowser.ImportDialog>
      <StoreBrowser.Announcer />
    </StoreBrowser.Root>
  )
}

async function shown(options: StoreBrowserOptions = {}) {
  const view = render(<Browser {...options} />, { wrapper: world.wrapper })
  await screen.findAllByRole('listitem', { name: /./ })
  return view
}

const rowOf = (key: string) => screen.getByRole('listitem', { name: key })
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const rowKeys = () =>
  [...document.querySelectorAll('[data-part="item"]')].map((row) => row.getAttribute('aria-label'))
const announced = () => document.querySelector('[data-part="announcer"]')!.textContent

describe('stores', () => {
  test('are listed and searched; the first is shown, and a click shows another (ST-01, ST-03)', async () => {
    await shown()
    const stores = within(screen.getByRole('navigation', { name: 'Stores' }))
    expect(stores.getAllByRole('button').map((each) => each.textContent)).toEqual([
      'Settings',
      'Customers',
      'Orders',
    ])
    expect(stores.getByRole('button', { current: true })).toHaveTextContent('Settings')
    expect(world.sandbox.requests.count('GET /store')).toBe(1)
    expect(world.sandbox.requests.count('GET /store/count')).toBe(1)
    await user.type(screen.getByLabelText('Search stores'), 'cust')
    expect(stores.getAllByRole('button')).toHaveLength(1)
    await user.click(button('Customers'))
    await waitFor(() => expect(rowKeys()).toHaveLength(60))
  })

  test('a new one is created and shown; a name that is missing or taken is said at the field (ST-02)', async () => {
    await shown()
    await user.click(button('New store'))
    const field = screen.getByLabelText('Name of the store')
    expect(field).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(field).toHaveAccessibleDescription('A name is needed.')
    await user.type(field, 'Orders{Enter}')
    expect(field).toHaveAccessibleDescription('Another store has this name.')
    expect(world.sandbox.requests.count('POST')).toBe(0)
    await user.clear(field)
    await user.type(field, 'Leads{Enter}')
    await waitFor(() => expect(button('Leads')).toHaveAttribute('aria-current', 'true'))
    expect(await screen.findByText('No records yet.')).toBeVisible()
    await waitFor(() => expect(announced()).toBe('Created Leads'))
  })

  test('the default store can neither be renamed nor deleted, and says so (ST-02)', async () => {
    await shown()
    const remove = button('Delete Settings')
    expect(remove).toHaveAttribute('aria-disabled', 'true')
    expect(remove).toHaveAccessibleDescription(/default store/)
    await user.click(remove)
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(button('Rename Settings')).toHaveAttribute('aria-disabled', 'true')
  })

  test('one is deleted after a question, and another is shown (ST-02)', async () => {
    await shown({ defaultView: { storeId: customers } })
    await user.click(button('Delete Customers'))
    const dialog = screen.getByRole('alertdialog')
    expect(within(dialog).getByRole('button', { name: 'Cancel' })).toHaveFocus()
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Customers' })).toBeNull())
    await waitFor(() => expect(button('Settings')).toHaveAttribute('aria-current', 'true'))
    await waitFor(() => expect(announced()).toBe('Deleted Customers'))
    expect(world.sandbox.database.records[customers]).toBeUndefined()
  })
})

describe('records', () => {
  test('show key, value, type and time; search is text and keeps one request (ST-04, ST-05)', async () => {
    recordsIn(settings).push({
      ...recordsIn(settings)[0]!,
      key: 'Invoice (May) C++',
      value: { a: ['b'] },
    })
    await shown()
    const row = within(rowOf('Invoice (May) C++'))
    expect(row.getByText('{"a":["b"]}')).toBeVisible()
    expect(row.getByText('Object')).toBeVisible()
    world.sandbox.requests.clear()
    await user.type(screen.getByLabelText('Search keys and values'), '(may) c++')
    await waitFor(() => expect(rowKeys()).toEqual(['Invoice (May) C++']))
    expect(world.sandbox.requests.count('GET /store')).toBe(1)
    expect(world.sandbox.requests.of('GET /store')[0]!.search.get('escapePattern')).toBe('true')
  })

  test('are sorted by key, and the order is the caller’s state too (ST-07)', async () => {
    const onViewChange = vi.fn()
    await shown({ onViewChange })
    await user.click(button('Key'))
    const sorted = recordsIn(settings)
      .map(({ key }) => key)
      .toSorted((one, other) => (one < other ? -1 : 1))
    await waitFor(() => expect(rowKeys()).toEqual(sorted))
    expect(onViewChange).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ sort: 'key:1', page: 0 }),
      { sort: 'key:1', page: 0 },
    )
  })

  test('a page that is shorter than the count said is counted again (ST-15)', async () => {
    world.sandbox.faults.add({ on: 'GET /store/count', times: 1, body: { count: 90 } })
    await shown({ defaultView: { storeId: customers } })
    const range = document.querySelector('[data-part="range"]')
    await waitFor(() => expect(range).toHaveTextContent('1–60 of 60'))
    expect(world.sandbox.requests.count('GET /store/count')).toBe(2)
    expect(world.sandbox.requests.count('GET /store')).toBe(1)
  })

  test('a new one keeps the type that was chosen; its key may have any character (ST-09)', async () => {
    await shown()
    await user.click(button('New record'))
    await user.type(screen.getByLabelText('Key'), 'a/b 50% ž')
    await user.selectOptions(screen.getByLabelText('Type'), 'Number')
    await user.type(screen.getByLabelText('Value'), '1.240,00')
    await user.click(button('Save'))
    expect(screen.getByLabelText('Value')).toHaveAccessibleDescription(/cannot be read as “Number”/)
    expect(world.sandbox.requests.count('POST')).toBe(0)
    await user.clear(screen.getByLabelText('Value'))
    await user.type(screen.getByLabelText('Value'), '1240')
    await user.click(button('Save'))
    await waitFor(() => expect(recordAt(settings, 'a/b 50% ž')?.value).toBe(1240))
    await waitFor(() => expect(screen.queryByLabelText('Value')).toBeNull())
    await waitFor(() => expect(announced()).toBe('Created a/b 50% ž'))
  })

  test.each([false, true])(
    'a key that is taken is said at the field, and nothing is overwritten (ST-10, S09; the server refuses: %s)',
    async (refuseDuplicateKeys) => {
      world = createWorld(createSandbox({ refuseDuplicateKeys }))
      settings = storeNamed('Settings')
      const { key, value } = recordsIn(settings)[0]!
      await shown()
      await user.click(button('New record'))
      await user.type(screen.getByLabelText('Key'), key)
      await user.type(screen.getByLabelText('Value'), 'typed')
      await user.click(button('Save'))
      const field = screen.getByLabelText('Key')
      await waitFor(() => expect(field).toHaveAccessibleDescription('Another record has this key.'))
      expect(screen.getByLabelText('Value')).toHaveValue('typed')
      expect(recordAt(settings, key)?.value).toEqual(value)
      await user.click(button('Edit that record'))
      expect(screen.getByLabelText('Value')).toHaveValue(
        typeof value === 'string' ? value : JSON.stringify(value, null, 2),
      )
    },
  )

  test('an object stays an object when it is edited, and a key gets another name (ST-11)', async () => {
    const key = recordsIn(customers)[0]!.key
    await shown({ defaultView: { storeId: customers } })
    await user.click(button(`Edit ${key}`))
    const value = screen.getByLabelText('Value')
    await user.clear(value)
    await user.paste('{"plan": "gold"}')
    await user.clear(screen.getByLabelText('Key'))
    await user.paste('renamed')
    await user.click(button('Save'))
    await waitFor(() => expect(recordAt(customers, 'renamed')?.value).toEqual({ plan: 'gold' }))
    expect(recordAt(customers, key)).toBeUndefined()
    await waitFor(() => expect(rowKeys()).toContain('renamed'))
  })

  test('what was typed stays when the server refuses it', async () => {
    await shown()
    const { key } = recordsIn(settings)[0]!
    world.sandbox.faults.add({
      on: 'PATCH /store/:storeId/:key',
      times: 1,
      status: 403,
      message: 'Not today',
    })
    await user.click(button(`Edit ${key}`))
    await user.selectOptions(screen.getByLabelText('Type'), 'Text')
    await user.clear(screen.getByLabelText('Value'))
    await user.type(screen.getByLabelText('Value'), 'kept')
    await user.click(button('Save'))
    expect(await screen.findByText(/Not today/)).toBeVisible()
    expect(screen.getByLabelText('Value')).toHaveValue('kept')
  })

  test('one is deleted after a question; the focus goes to the next row (ST-12)', async () => {
    await shown()
    const [first, second] = rowKeys()
    await user.click(button(`Delete ${first}`))
    await user.click(
      within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Delete' }),
    )
    await waitFor(() => expect(rowKeys()).not.toContain(first))
    expect(rowOf(second!)).toHaveFocus()
    await waitFor(() => expect(announced()).toBe(`Deleted ${first}`))
    expect(recordAt(settings, first!)).toBeUndefined()
  })

  test('one whose deletion is refused comes back and says why', async () => {
    await shown()
    const [first] = rowKeys()
    world.sandbox.faults.add({ on: 'DELETE /store', times: 1, status: 403, message: 'Not today' })
    await user.click(button(`Delete ${first}`))
    await user.click(
      within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Delete' }),
    )
    await waitFor(() => expect(within(rowOf(first!)).getByText(/Not today/)).toBeVisible())
    await user.click(await screen.findByRole('button', { name: `Try again: ${first}` }))
    await waitFor(() => expect(recordAt(settings, first!)).toBeUndefined())
  })

  test('selected ones are deleted by a hundred at a time; the last page is never empty (ST-12, ST-13, S08)', async () => {
    const one = recordsIn(customers)[0]!
    world.sandbox.database.records[customers] = Array.from({ length: 250 }, (_, index) => ({
      ...one,
      key: `k${String(index).padStart(3, '0')}`,
    }))
    const keys = recordsIn(customers).map(({ key }) => `${customers}/${key}`)
    await shown({
      defaultView: { storeId: customers, sort: 'key:1', page: 2 },
      defaultSelection: keys.slice(30),
    })
    await waitFor(() => expect(rowKeys()[0]).toBe('k200'))
    expect(screen.getByText('220 selected')).toBeVisible()
    const bar = within(screen.getByRole('region', { name: 'Selected rows' }))
    world.sandbox.requests.clear()
    await user.click(bar.getByRole('button', { name: 'Delete' }))
    const dialog = within(screen.getByRole('alertdialog'))
    expect(dialog.getByText('Delete 220 records for good?')).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(rowKeys()).toHaveLength(30))
    expect(world.sandbox.requests.count('DELETE /store')).toBe(3)
    expect(document.querySelector('[data-part="range"]')).toHaveTextContent('1–30 of 30')
    expect(bar.getByText('220 done')).toBeVisible()
  })

  test('what was selected in one store cannot be deleted in another', async () => {
    await shown()
    await user.click(screen.getByLabelText(`Select ${rowKeys()[0]}`))
    expect(screen.getByText('1 selected')).toBeVisible()
    await user.click(button('Customers'))
    await waitFor(() => expect(screen.queryByText('1 selected')).toBeNull())
  })
})

describe('files', () => {
  test('what is shown is exported, in each format (ST-14)', async () => {
    const onExport = vi.fn<(file: File) => void>()
    await shown({ formats: [jsonFormat, csvFormat], onExport })
    await user.type(screen.getByLabelText('Search keys and values'), 'discount')
    await waitFor(() => expect(rowKeys()).toHaveLength(2))
    await user.click(button('Export as CSV'))
    await waitFor(() => expect(onExport).toHaveBeenCalledOnce())
    const [file] = onExport.mock.calls[0]!
    expect(file.name).toBe('Settings.csv')
    const rows = csvFormat.read(await file.text())
    expect(rows.map(({ key }) => key)).toEqual(['discount/approver', 'discount/max'])
    await waitFor(() => expect(announced()).toBe('Exported Settings.csv'))
  })

  test('a file is compared first, and written when it is confirmed (ST-14, S10)', async () => {
    await shown({ formats: [jsonFormat, csvFormat] })
    const text = 'key,value,type\nnew,1,number\ndiscount/max,0.3,number\nbad,x,number\n'
    const input = screen.getByLabelText('Import a file')
    await user.upload(input, new File([text], 'in.csv'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Import into “Settings”' }))
    expect(await dialog.findByText(/1 new, 1 will change, 0 are the same, 1 cannot/)).toBeVisible()
    expect(dialog.getByText(/Line 4, bad: The value is not of the type/)).toBeVisible()
    expect(world.sandbox.requests.count('POST')).toBe(0)
    await user.click(dialog.getByRole('button', { name: 'Skip' }))
    expect(dialog.getByRole('button', { name: 'Import 1' })).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Replace' }))
    await user.click(dialog.getByRole('button', { name: 'Import 2' }))
    expect(await dialog.findByText('2 imported')).toBeVisible()
    expect(recordAt(settings, 'new')?.value).toBe(1)
    expect(recordAt(settings, 'discount/max')?.value).toBe(0.3)
    await user.click(dialog.getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(rowKeys()).toContain('new'))
  })
})

describe('what is true is said', () => {
  test('no stores, stores that could not be read, a store that is gone', async () => {
    world.sandbox.database.stores = []
    const { unmount } = render(<Browser />, { wrapper: world.wrapper })
    expect(await screen.findByText('No stores yet.')).toBeVisible()
    unmount()
    world = createWorld()
    world.sandbox.faults.add({ on: 'GET /stores', status: 403 })
    const next = render(<Browser />, { wrapper: world.wrapper })
    expect(await screen.findByText(/The stores could not be loaded/)).toBeVisible()
    next.unmount()
    world = createWorld()
    const gone = { storeId: '0'.repeat(24) }
    render(<Browser defaultView={gone} />, { wrapper: world.wrapper })
    expect(await screen.findByText(/The records could not be loaded/)).toBeVisible()
  })
})
