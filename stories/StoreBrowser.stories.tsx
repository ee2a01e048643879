import type { Meta, StoryObj } from '@storybook/react-vite'
import { jsonFormat, ndjsonFormat, StoreBrowser, type StoreBrowserOptions } from 'appmixer-react'
import { csvFormat } from 'appmixer-react/csv'
import type { SandboxOptions } from 'appmixer-react/sandbox'
import { VirtualItems } from 'appmixer-react/virtual'
import { expect, within } from 'storybook/test'
import './look.css'
import { OnSandbox } from './support.tsx'

const formats = [csvFormat, jsonFormat, ndjsonFormat]

type Args = SandboxOptions & Pick<StoreBrowserOptions, 'paging' | 'pageSize'>

function Stores({ paging, pageSize, ...options }: Args) {
  return (
    <OnSandbox {...options}>
      <StoreBrowser.Root paging={paging} pageSize={pageSize} formats={formats}>
        <StoreBrowser.StoreSearch />
        <StoreBrowser.StoresStatus />
        <StoreBrowser.ReloadStores />
        <StoreBrowser.Stores />
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
        <StoreBrowser.Sort>
          <option value="updatedAt:-1">Last changed</option>
          <option value="createdAt:-1">Created</option>
          <option value="key:1">Key</option>
        </StoreBrowser.Sort>
        <StoreBrowser.NewRecord />
        {formats.map((format) => (
          <StoreBrowser.Export key={format.name} value={format} />
        ))}
        <StoreBrowser.ExportStatus />
        <StoreBrowser.CancelExport />
        <StoreBrowser.ImportFile />
        <StoreBrowser.Editor>
          <StoreBrowser.KeyInput />
          <StoreBrowser.KeyError />
          <StoreBrowser.OpenExisting />
          <StoreBrowser.TypeInput />
          <StoreBrowser.ValueInput rows={5} />
          <StoreBrowser.ValueError />
          <StoreBrowser.EditorError />
          <StoreBrowser.Save />
          <StoreBrowser.CancelEdit />
        </StoreBrowser.Editor>
        <StoreBrowser.Loading />
        <StoreBrowser.Failure />
        <StoreBrowser.Reload />
        <StoreBrowser.Empty />
        <StoreBrowser.Clear />
        {paging === 'scroll' ? (
          <VirtualItems style={{ blockSize: 400 }} placeholder="…">
            {() => <Row />}
          </VirtualItems>
        ) : (
          <StoreBrowser.Items>
            <Row />
          </StoreBrowser.Items>
        )}
        {paging !== 'scroll' && <StoreBrowser.Previous />}
        <StoreBrowser.Range />
        {paging !== 'scroll' && <StoreBrowser.Next />}
        <StoreBrowser.BulkBar>
          <StoreBrowser.BulkStatus />
          <StoreBrowser.BulkAction value="deleteStoreItems" />
          <StoreBrowser.BulkCancel />
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
    </OnSandbox>
  )
}

function Row() {
  return (
    <>
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
    </>
  )
}

const meta: Meta<typeof Stores> = {
  title: 'Stores/StoreBrowser',
  component: Stores,
  args: { latency: 50 },
}

export default meta

type Story = StoryObj<typeof Stores>

/** The stores of the demo company. Edit a record: a number stays a number, an object an object. */
export const Default: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Edit discount/max' }))
    const value = canvas.getByRole('textbox', { name: 'Value' })
    await userEvent.clear(value)
    await userEvent.type(value, '0,3')
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }))
    await expect(await canvas.findByText(/cannot be read as “Number”/)).toBeVisible()
    await userEvent.clear(value)
    await userEvent.type(value, '0.3')
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }))
    await expect(await canvas.findByText('Saved discount/max')).toBeInTheDocument()
  },
}

/** A key that another record has: the form says so, keeps the text and offers that record. */
export const DuplicateKey: Story = {
  args: { refuseDuplicateKeys: true },
  async play({ canvas, userEvent }) {
    await canvas.findByText('discount/max')
    await userEvent.click(canvas.getByRole('button', { name: 'New record' }))
    await userEvent.type(canvas.getByRole('textbox', { name: 'Key' }), 'discount/max')
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }))
    await expect(await canvas.findByText('Another record has this key.')).toBeVisible()
  },
}

/** A hundred thousand records in one list: at most forty rows are in the document. */
export const HundredThousand: Story = {
  args: { data: 'large', paging: 'scroll' },
  async play({ canvas, canvasElement, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Orders' }))
    await expect(await canvas.findByText(/of 100,000/)).toBeVisible()
    await expect(canvasElement.querySelectorAll('[data-index]').length).toBeLessThanOrEqual(40)
  },
}

/** A file is compared with the store before anything is written. */
export const Import: Story = {
  async play({ canvas, userEvent }) {
    await canvas.findByText('discount/max')
    const text = 'key,value,type\nnew,1,number\ndiscount/max,0.3,number\nbad,"1.240,00",number\n'
    await userEvent.upload(canvas.getByLabelText('Import a file'), new File([text], 'in.csv'))
    const dialog = within(await canvas.findByRole('dialog'))
    await expect(await dialog.findByText(/1 new, 1 will change/)).toBeVisible()
  },
}

/** The records never come. */
export const Loading: Story = {
  args: { faults: [{ on: 'GET /store', network: 'silent' }] },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading records')).toBeVisible()
  },
}

/** A user without a store. */
export const Empty: Story = {
  args: { data: 'empty' },
  async play({ canvas }) {
    await expect(await canvas.findByText('No stores yet.')).toBeVisible()
  },
}

/** The server refuses to delete a record: it comes back, says why and can try again. */
export const Refused: Story = {
  args: { faults: [{ on: 'DELETE /store', status: 403, message: 'The store is read only.' }] },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete discount/max' }))
    const dialog = within(canvas.getByRole('alertdialog'))
    await userEvent.click(dialog.getByRole('button', { name: 'Delete' }))
    await expect(await canvas.findByText('The store is read only.')).toBeVisible()
  },
}
