import { screen, waitFor, within } from '@testing-library/react'
import { expect, vi } from 'vitest'
import { screens } from '../../examples/dashboard/app/Pages.tsx'
import { test } from './northwind.tsx'

test('another store is another entry of the history, also after a search', async ({ open }) => {
  const { user, visit } = open('/data')
  const heading = () => screen.getByRole('heading', { level: 1 })
  const stores = (await screen.findAllByText(/./, { selector: '[data-part="store"] *' })).map(
    (name) => name.textContent,
  )
  await waitFor(() => expect(stores).toContain(heading().textContent))
  const before = heading().textContent
  const other = stores.find((name) => name !== before)!
  await user.click(screen.getByRole('searchbox'))
  await user.paste('a')
  await user.click(screen.getByText(other, { selector: '[data-part="store"] *' }))
  await waitFor(() => expect(heading()).toHaveTextContent(other))
  await visit(-1)
  await waitFor(() => expect(heading()).toHaveTextContent(before))
  expect(screen.getByRole('searchbox')).toHaveValue('a')
})

test('what an address asks for and no screen offers is as at the start', async ({ open }) => {
  const { visit } = open('/approvals?sort=%00x&tab=nonsense&role=1&page=-3&pageSize=9e9&search=%00')
  await screen.findByRole('button', { name: /^Approve Release the payment run/ })
  const hostile = [
    '/automations?sort={}&stage=[]&sharing=null&layout=%00&page=9007199254740991&search={"a":1}',
    '/data?sort=%27%3B--&pageSize=-1&opened=%00',
    '/activity?conditions={"_exists_":{"to":{}}}&range={"from":"x"}&flowIds=[1]&mode=x&raw={}&layout=[]',
    '/connections?sort=__proto__',
    '/insights?range=[]&sort=',
  ]
  for (const address of hostile) {
    await visit(address)
    const name = new RegExp(/\w+/.exec(address)![0], 'i')
    if (!address.startsWith('/data')) await screen.findByRole('heading', { level: 1, name })
    await waitFor(() => expect(document.querySelector('[data-part="item"]')).not.toBeNull())
    expect(screen.queryByRole('alert')).toBeNull()
  }
})

test('a panel that the back button closes gives the focus to its row, and a bulk run to the row that had it last', async ({
  open,
}) => {
  const { user, visit } = open()
  const name = 'Archive signed contracts'
  await user.click(await screen.findByRole('button', { name }))
  await waitFor(() => expect(screen.getByRole('complementary', { name })).toHaveFocus())
  await visit(-1)
  const row = screen.getByRole('listitem', { name })
  await waitFor(() => expect(row).toHaveFocus())

  await user.click(within(row).getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Start' }))
  await waitFor(() => expect(row).toHaveFocus())
})

test('offline, a stop says what it waits for, and a page that was never read says so', async ({
  open,
}) => {
  const { user, goTo, setOnline } = open()
  const name = 'Score leads and assign an owner'
  const toggle = await screen.findByRole('switch', { name: `Run ${name}` })
  await waitFor(() => expect(toggle).toBeChecked())
  setOnline(false)
  await user.click(toggle)
  await screen.findByText('Stops when you are online')
  await goTo('Connections')
  await screen.findByText('You are offline. This has not been loaded yet.')
  expect(screen.queryByText('Loading connections')).toBeNull()
  setOnline(true)
  await waitFor(() => expect(document.querySelector('[data-part="item"]')).not.toBeNull())
  await goTo('Automations')
  const row = await screen.findByRole('listitem', { name })
  await waitFor(() => expect(within(row).getByRole('switch')).not.toBeChecked())
})

test('the list of approvals shows the words of a description, without its Markdown', async ({
  open,
}) => {
  const { sandbox } = open('/approvals')
  const task = sandbox.database.tasks.find(({ title }) =>
    title?.startsWith('Release the payment run'),
  )!
  task.description = '**Please** read [the terms](https://acme.test)\n\n- first\n- second'
  const row = await screen.findByRole('listitem', { name: task.title })
  await waitFor(() => expect(row).toHaveTextContent(/Please read the terms\s+first\s+second/))
})

test('a file that cannot be imported says what is wrong with it', async ({ open }) => {
  const { user } = open('/data')
  const field = await screen.findByLabelText('Import a file')
  await waitFor(() => expect(field).toBeEnabled())
  await user.upload(field, new File([new Uint8Array([0x89, 0x50, 0])], 'records.json'))
  await screen.findByText('The file is not text in UTF-8')
  await user.click(screen.getByRole('button', { name: 'Close' }))
  await user.upload(field, new File(['key,value\na,"1\nb,2'], 'records.csv'))
  await screen.findByText(/^Line 2: A quotation mark begins here and is not closed/)
})

test('a screen that throws says so in the frame, and works again', async ({ open }) => {
  const children = screens[0]!.children!
  const before = { ...children[3]! }
  const silence = vi.spyOn(console, 'error').mockImplementation(() => {})
  let isBroken = true
  Object.assign(children[3]!, {
    Component: function Broken() {
      if (isBroken) throw new Error('A part is missing.')
      return <h1 tabIndex={-1}>Mended</h1>
    },
  })
  const { user, goTo } = open('/connections')
  Object.assign(children[3]!, before)
  await waitFor(() =>
    expect(screen.getByRole('heading', { name: 'This page did not work' })).toHaveFocus(),
  )
  await waitFor(() => expect(document.title).toBe('This page did not work · Northwind'))
  expect(screen.getByRole('alert')).toHaveTextContent('A part is missing.')

  await goTo('Approvals')
  await screen.findByRole('heading', { name: 'Approvals' })
  await goTo('Connections')
  await screen.findByRole('heading', { name: 'This page did not work' })
  isBroken = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Mended' })).toHaveFocus())
  silence.mockRestore()
})
