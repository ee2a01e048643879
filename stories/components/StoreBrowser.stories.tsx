import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { componentParameters, controlsFor } from '../house/component.tsx'
import { driftedServer, sessionExpired } from '../house/states.ts'
import { Stores } from './examples/Stores.tsx'
import example from './examples/Stores.tsx?raw'

const meta: Meta<typeof Stores> = {
  title: 'Components/StoreBrowser',
  component: Stores,
  tags: ['autodocs'],
  parameters: componentParameters('StoreBrowser', example),
  args: {
    pageSize: 50,
    onOpen: fn(),
    onAction: fn(),
    onError: fn(),
    onAnnounce: fn(),
    onViewChange: fn(),
    onSelectionChange: fn(),
  },
  argTypes: controlsFor('StoreBrowser', {
    paging: { options: ['pages', 'scroll'] },
    pageSize: 'number',
    sort: { options: ['updatedAt:-1', 'createdAt:-1', 'key:1'] },
    searchDelay: 'number',
  }),
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
  parameters: { appmixer: { sandbox: { refuseDuplicateKeys: true } } },
  async play({ canvas, userEvent }) {
    await canvas.findByText('discount/max')
    await userEvent.click(canvas.getByRole('button', { name: 'New record' }))
    await userEvent.type(canvas.getByRole('textbox', { name: 'Key' }), 'discount/max')
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }))
    await expect(await canvas.findByText('Another record has this key.')).toBeVisible()
  },
}

/** A hundred thousand records in one list: at most forty rows are in the document. */
export const ManyRows: Story = {
  args: { paging: 'scroll', pageSize: undefined },
  parameters: { appmixer: { sandbox: { data: 'large' } } },
  tags: ['!autodocs'],
  async play({ canvas, canvasElement, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Orders' }))
    // The range goes and comes back while the first pages are read.
    await waitFor(() => expect(canvas.getByText(/of 100,000/)).toBeVisible())
    await expect(canvasElement.querySelectorAll('[data-index]').length).toBeLessThanOrEqual(40)
  },
}

/** A file is compared with the store before anything is written. */
export const Import: Story = {
  tags: ['!autodocs'],
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
  parameters: { appmixer: { sandbox: { faults: [{ on: 'GET /store', network: 'silent' }] } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Loading records')).toBeVisible()
  },
}

/** A user without a store. */
export const Empty: Story = {
  parameters: { appmixer: { sandbox: { data: 'empty' } } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No stores yet.')).toBeVisible()
  },
}

/** A search that finds nothing. */
export const NoSearchResult: Story = {
  args: { defaultView: { search: 'xylophone' } },
  async play({ canvas }) {
    await expect(await canvas.findByText('No record matches the search.')).toBeVisible()
  },
}

/** The server refuses to delete a record: it comes back, says why and can try again. */
export const Refused: Story = {
  parameters: {
    appmixer: {
      sandbox: {
        faults: [{ on: 'DELETE /store', status: 403, message: 'The store is read only.' }],
      },
    },
  },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete discount/max' }))
    const dialog = within(canvas.getByRole('alertdialog'))
    await userEvent.click(dialog.getByRole('button', { name: 'Delete' }))
    await expect(await canvas.findByText('The store is read only.')).toBeVisible()
  },
}

/** The token is refused: the browser says that the session has ended. */
export const SessionExpired: Story = { ...sessionExpired }

/** A newer server: fields that are not known yet, and in one row all of another type. What can be read is shown. */
export const DriftedServer: Story = { ...driftedServer('key', 'discount/max') }

/** The connection is gone. */
export const Offline: Story = {
  tags: ['!autodocs'],
  parameters: { appmixer: { offline: true } },
}

/** In German. */
export const OtherLanguage: Story = { tags: ['!autodocs'], globals: { language: 'de' } }

/** Written from right to left. */
export const RightToLeft: Story = { tags: ['!autodocs'], globals: { direction: 'rtl' } }

export const Dark: Story = { tags: ['!autodocs'], globals: { theme: 'dark' } }

/** On a telephone. */
export const Mobile: Story = {
  tags: ['!autodocs'],
  globals: { viewport: { value: 'mobile1', isRotated: false } },
}
