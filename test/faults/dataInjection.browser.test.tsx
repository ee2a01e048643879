import { fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AccountList, StoreBrowser } from '../../src/index.ts'
import { createWorld } from '../support.tsx'
import { payloads } from './xss.ts'

declare global {
  interface Window {
    pwned: () => void
  }
}

let ran: number
beforeEach(() => {
  ran = 0
  window.pwned = () => void ran++
})
afterEach(() => vi.restoreAllMocks())

const { sandbox, wrapper } = createWorld()
const { database } = sandbox
const ours = new Set(
  'section ul li nav button input span p code img time dialog h2 div form label'.split(' '),
)

test('of the payloads in keys, values, names of stores and accounts, icons and flows none runs (I5)', async () => {
  const { storeId } = database.stores[0]!
  const [record] = database.records[storeId]!
  const keys = payloads.filter((payload) => !/^\.{0,2}$/.test(payload))
  database.records[storeId] = keys.map((key) => ({ ...record!, key, value: { [key]: key } }))
  database.stores = payloads.map((name, index) => ({
    ...database.stores[0]!,
    name,
    storeId: index === 0 ? storeId : `${index}`.padStart(24, '0'),
  }))
  const account = database.accounts[0]!
  database.accounts = payloads.map((name, index) => ({
    ...account,
    accountId: `${index}`.padStart(24, 'a'),
    name,
    displayName: name,
    service: name,
    profileInfo: { name },
  }))
  for (const [index, flow] of database.flows.entries()) flow.name = payloads[index]!
  const { container } = render(
    <>
      <StoreBrowser.Root pageSize={payloads.length}>
        <StoreBrowser.Stores />
        <StoreBrowser.Items>
          <StoreBrowser.Name />
          <StoreBrowser.Value />
          <StoreBrowser.Remove />
          <StoreBrowser.Edit />
        </StoreBrowser.Items>
        <StoreBrowser.Editor>
          <StoreBrowser.KeyInput />
        </StoreBrowser.Editor>
      </StoreBrowser.Root>
      <AccountList.Root pageSize={payloads.length}>
        <AccountList.Items>
          <AccountList.Icon />
          <AccountList.Name />
          <AccountList.Service />
          <AccountList.Revoke />
        </AccountList.Items>
        <AccountList.Dialog>
          <AccountList.Question />
          <AccountList.Affected />
        </AccountList.Dialog>
      </AccountList.Root>
    </>,
    { wrapper },
  )
  await vi.waitFor(
    () =>
      expect(container.querySelectorAll('[data-part="item"]')).toHaveLength(
        keys.length + payloads.length,
      ),
    { timeout: 10_000 },
  )
  fireEvent.click(container.querySelector('[data-action="edit"]')!)
  fireEvent.click(container.querySelector('[data-action="revoke"]')!)
  await screen.findByRole('list', { name: /^Automations that use/ })

  // Text stayed text: no element but our own, no handler, no address but of pictures that cannot run anything.
  const elements = [...container.querySelectorAll('*')]
  expect(elements.filter(({ localName }) => !ours.has(localName))).toEqual([])
  for (const { name, value } of elements.flatMap(({ attributes }) => [...attributes])) {
    expect(name).not.toMatch(/^on|^href$|^srcdoc$|^action$/)
    if (name === 'src') expect(value).toMatch(/^data:image\//)
  }
  expect(ran).toBe(0)
})
