import { QueryClient } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  StoreBrowser,
  type StoreBrowserOptions,
  type StoreBrowserView,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, ben, createWorld } from '../support.tsx'

function Browser(options: StoreBrowserOptions) {
  return (
    <StoreBrowser.Root {...options}>
      <StoreBrowser.Stores />
      <StoreBrowser.Search />
      <StoreBrowser.NewRecord />
      <StoreBrowser.KeyInput />
      <table>
        <thead>
          <tr>
            <StoreBrowser.Column value="key">
              <StoreBrowser.SortBy value="key" />
            </StoreBrowser.Column>
          </tr>
        </thead>
        <StoreBrowser.Items render={<tbody />} renderItem={<tr />}>
          <td>
            <StoreBrowser.Checkbox />
            <StoreBrowser.Name />
          </td>
        </StoreBrowser.Items>
      </table>
      <StoreBrowser.BulkBar />
      <StoreBrowser.Announcer />
    </StoreBrowser.Root>
  )
}

const store = (name: string) => screen.findByRole('button', { name })
const rows = () => document.querySelectorAll('tbody > tr')

test('what is shown is the caller’s state if they want it: one change, one request for each (ST-03)', async () => {
  const world = createWorld()
  const changes: unknown[] = []
  function Controlled() {
    const [view, setView] = useState<Partial<StoreBrowserView>>({})
    return (
      <Browser
        view={view}
        onViewChange={(next, change) => {
          changes.push(change)
          setView(next)
        }}
      />
    )
  }
  render(<Controlled />, { wrapper: world.wrapper })
  await waitFor(() => expect(rows().length).toBeGreaterThan(0))
  world.sandbox.requests.clear()
  fireEvent.click(await store('Customers'))
  await waitFor(() => expect(rows()).toHaveLength(60))
  const { storeId } = world.sandbox.database.stores.find(({ name }) => name === 'Customers')!
  expect(changes).toEqual([expect.objectContaining({ storeId, search: '', page: 0 })])
  expect(world.sandbox.requests.count('GET /store')).toBe(1)
  expect(world.sandbox.requests.count('GET /store/count')).toBe(1)
})

test('a view that the caller does not change stays as it is', async () => {
  const world = createWorld()
  const { storeId } = world.sandbox.database.stores.find(({ name }) => name === 'Settings')!
  const onViewChange = vi.fn()
  render(<Browser view={{ storeId }} onViewChange={onViewChange} />, { wrapper: world.wrapper })
  fireEvent.click(await store('Customers'))
  expect(onViewChange).toHaveBeenCalledOnce()
  expect(await store('Settings')).toHaveAttribute('aria-current', 'true')
})

test('records fit into a table, and its head says how it is sorted (ST-04, ST-07)', async () => {
  render(<Browser />, { wrapper: createWorld().wrapper })
  await waitFor(() => expect(rows().length).toBeGreaterThan(0))
  const head = screen.getByRole('columnheader')
  expect(head).not.toHaveAttribute('aria-sort')
  fireEvent.click(screen.getByRole('button', { name: 'Key' }))
  expect(head).toHaveAttribute('aria-sort', 'ascending')
  fireEvent.click(screen.getByRole('button', { name: 'Key' }))
  expect(head).toHaveAttribute('aria-sort', 'descending')
})

test('another user starts anew: no store, record, selection or text of the one before', async () => {
  const sandbox = createSandbox()
  const queryClient = new QueryClient()
  const app = (username: string) => (
    <AppmixerProvider
      baseUrl={baseUrl}
      token={sandbox.tokenFor(username)}
      fetch={sandbox.fetch}
      queryClient={queryClient}
    >
      <Browser />
    </AppmixerProvider>
  )
  const { rerender } = render(app(ada))
  await waitFor(() => expect(rows().length).toBeGreaterThan(0))
  fireEvent.click(screen.getAllByRole('checkbox')[0]!)
  fireEvent.click(screen.getByRole('button', { name: 'New record' }))
  fireEvent.change(screen.getByLabelText('Key'), { target: { value: 'secret of Ada' } })
  fireEvent.click(await store('Customers'))
  rerender(app(ben))
  expect(screen.queryByDisplayValue('secret of Ada')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Customers' })).toBeNull()
  await waitFor(() => expect(rows()).toHaveLength(24))
  expect(screen.queryByRole('region', { name: 'Selected rows' })).toBeNull()
  expect(await store('Incidents')).toHaveAttribute('aria-current', 'true')
})

function Editors() {
  return (
    <StoreBrowser.Root pageSize={3}>
      {(model) => (
        <>
          <StoreBrowser.Stores />
          <StoreBrowser.NewRecord />
          {model.editor && (
            <StoreBrowser.Editor>
              <StoreBrowser.KeyInput />
              <StoreBrowser.ValueInput />
              <StoreBrowser.CancelEdit />
            </StoreBrowser.Editor>
          )}
          <StoreBrowser.Items>
            <StoreBrowser.Name />
            <StoreBrowser.Edit />
          </StoreBrowser.Items>
          <output>{model.hasUnsaved ? 'unsaved' : 'saved'}</output>
        </>
      )}
    </StoreBrowser.Root>
  )
}

test('what was typed for a record is still there after another one, or another store, was opened', async () => {
  const world = createWorld()
  render(<Editors />, { wrapper: world.wrapper })
  const valueOf = (label: string) => screen.getByRole<HTMLInputElement>('textbox', { name: label })
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
  await screen.findByRole('button', { name: 'Edit greeting' })

  press('New record')
  fireEvent.change(valueOf('Key'), { target: { value: 'half' } })
  fireEvent.change(valueOf('Value'), { target: { value: 'an hour of typing' } })
  press('Edit greeting')
  expect(valueOf('Key')).toHaveValue('greeting')
  press('Edit version')
  expect(valueOf('Key')).toHaveValue('version')
  fireEvent.change(valueOf('Value'), { target: { value: '43' } })
  press('Customers')
  await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Value' })).toBeNull())
  expect(screen.getByText('unsaved')).toBeVisible()

  press('Settings')
  await screen.findByRole('button', { name: 'Edit greeting' })
  expect(valueOf('Value')).toHaveValue('43')
  press('New record')
  expect(valueOf('Key')).toHaveValue('half')
  expect(valueOf('Value')).toHaveValue('an hour of typing')
  press('Cancel')
  press('Edit version')
  expect(valueOf('Value')).toHaveValue('43')
  press('Cancel')
  expect(screen.getByText('saved')).toBeVisible()
})

test('the focus stays in the dialog of an import when its button has left', async () => {
  const world = createWorld()
  render(
    <StoreBrowser.Root pageSize={3}>
      <StoreBrowser.ImportFile />
      <StoreBrowser.ImportDialog>
        <StoreBrowser.ImportStatus />
        <StoreBrowser.CloseImport />
        <StoreBrowser.StartImport />
      </StoreBrowser.ImportDialog>
      <StoreBrowser.Items />
    </StoreBrowser.Root>,
    { wrapper: world.wrapper },
  )
  await waitFor(() => expect(screen.getByLabelText('Import a file')).toBeEnabled())
  const file = new File(['[{"key":"new one","value":1}]'], 'records.json')
  fireEvent.change(screen.getByLabelText('Import a file'), { target: { files: [file] } })
  const start = await screen.findByRole('button', { name: 'Import 1' })
  start.focus()
  fireEvent.click(start)
  await screen.findByText('1 imported')
  expect(screen.getByRole('dialog')).toContainElement(document.activeElement as HTMLElement)
})
