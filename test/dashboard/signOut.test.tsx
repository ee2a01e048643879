import { screen, waitFor, within } from '@testing-library/react'
import { expect } from 'vitest'
import { test } from './northwind.tsx'

const isSignedOut = () => screen.findByRole('heading', { name: 'Sign in' })

test('a sign-out asks about a record that is not saved, and about a new name', async ({ open }) => {
  const { user, goTo, signOut } = open('/data')
  await user.click(await screen.findByRole('button', { name: 'New record' }))
  await user.click(await screen.findByRole('textbox', { name: 'Key' }))
  await user.paste('half')
  await signOut()
  const question = await screen.findByRole('alertdialog', { name: 'Leave without saving?' })
  await user.click(within(question).getByRole('button', { name: 'Keep editing' }))
  expect(screen.getByRole('textbox', { name: 'Key' })).toHaveValue('half')

  await goTo('Automations')
  await user.click(await screen.findByRole('button', { name: 'Leave' }))
  const name = 'Failed card payment → support ticket'
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }))
  await user.click(screen.getByRole('menuitem', { name: 'Rename' }))
  await user.click(screen.getByRole('textbox', { name: `New name of ${name}` }))
  await user.paste(', fast')
  await signOut()
  await user.click(await screen.findByRole('button', { name: 'Leave' }))
  await isSignedOut()
})

test('a sign-out sends a deletion that could still be undone, and waits for it', async ({
  open,
}) => {
  const { user, sent, signOut } = open()
  const name = 'Ad spend above budget alert'
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }))
  await user.click(screen.getByRole('menuitem', { name: 'Delete' }))
  await screen.findByText(`Deleted “${name}”`)
  expect(sent.filter((call) => call.startsWith('DELETE'))).toEqual([])
  await signOut()
  await isSignedOut()
  expect(sent.filter((call) => call.startsWith('DELETE /flows/'))).toHaveLength(1)
})

test('a sign-out without a network says what it would lose, and sends it when there is one', async ({
  open,
}) => {
  const { user, sandbox, signOut, setOnline } = open('/approvals')
  const title = 'Release the payment run of today'
  const approve = await screen.findByRole('button', { name: `Approve ${title}` })
  setOnline(false)
  await user.click(approve)
  await signOut()
  await screen.findByText(/one change waits for the connection/)
  setOnline(true)
  await isSignedOut()
  await waitFor(() =>
    expect(sandbox.database.tasks.find((task) => task.title === title)?.status).toBe('approved'),
  )
})
