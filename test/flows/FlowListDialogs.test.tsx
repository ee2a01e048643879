import { act, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { FlowList, type FlowListOptions } from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

function Flows(props: FlowListOptions) {
  return (
    <FlowList.Root sharedWithPermissions="" {...props}>
      <FlowList.Create />
      <FlowList.CreateError />
      <FlowList.Items>
        <FlowList.Name />
        <FlowList.Clone />
        <FlowList.Edit />
        <FlowList.Share />
        <FlowList.ItemError />
        <FlowList.Retry />
      </FlowList.Items>
      <FlowList.EditDialog>
        <FlowList.DescriptionInput />
        <FlowList.PicturePreview />
        <FlowList.PictureInput />
        <FlowList.PictureRemove />
        <FlowList.PictureProblem />
        <FlowList.EditSave />
        <FlowList.EditCancel />
      </FlowList.EditDialog>
      <FlowList.ShareDialog>
        <FlowList.ShareType />
        <FlowList.ShareInput />
        <FlowList.ShareAdd />
        <FlowList.ShareProblem />
        <FlowList.Shares />
        <FlowList.NotShared />
        <FlowList.ShareSave />
        <FlowList.ShareCancel />
      </FlowList.ShareDialog>
      <FlowList.Announcer />
    </FlowList.Root>
  )
}

const name = 'Lost deal follow-up after 90 days'

/** The list with this one flow only. */
async function show(props: FlowListOptions = {}, sandbox: Sandbox = createSandbox()) {
  const flow = sandbox.database.flows.find((each) => each.name === name)!
  const filter = `customFields.category:${String(flow.customFields!['category'])}`
  const { wrapper } = createWorld(sandbox)
  render(<Flows defaultView={{ search: name }} filter={filter} {...props} />, { wrapper })
  await screen.findByRole('button', { name: `Duplicate ${name}` })
  return { sandbox, flow }
}

const press = (label: string | RegExp) =>
  userEvent.click(screen.getByRole('button', { name: label }))
const heard = () => screen.getByRole('status').textContent
const field = () => screen.getByRole('textbox')
const written = ({ requests }: Sandbox) => requests.of('PUT /flows/:flowId').map(({ body }) => body)

describe('a new flow (FL-02, FL-15)', () => {
  it('is in the list with its name once the server has it, and the button says that it is on its way', async () => {
    const { wrapper, sandbox } = createWorld(createSandbox({ data: 'empty' }))
    render(<Flows />, { wrapper })
    await press('New flow')
    expect(await screen.findByRole('listitem', { name: 'New flow' })).toBeVisible()
    expect(heard()).toBe('Created New flow')
    expect(sandbox.requests.of('POST /flows')[0]!.body).toMatchObject({
      name: 'New flow',
      type: 'automation',
    })
  })

  it('that was refused is said, and the app hears of it', async () => {
    const faults = [{ on: 'POST /flows', status: 403, message: 'Not on your plan.' }] as const
    const onError = vi.fn()
    const { wrapper } = createWorld(createSandbox({ data: 'empty', faults }))
    render(<Flows onError={onError} />, { wrapper })
    await press('New flow')
    expect(await screen.findByRole('alert')).toHaveTextContent('Not on your plan.')
    expect(onError.mock.calls[0]![1]).toEqual({ action: 'createFlow', keys: [] })
  })
})

describe('a copy of a flow (FL-19)', () => {
  it('has a name of its own, keeps the accounts, and is shown where the filter has it', async () => {
    const { sandbox } = await show()
    await press(`Duplicate ${name}`)
    expect(await screen.findByRole('listitem', { name: `Copy of ${name}` })).toBeVisible()
    expect(heard()).toBe(`Duplicated ${name}`)
    expect(sandbox.requests.of('POST /flows/:flowId/clone')[0]!.body).toEqual({
      prefix: 'Copy of ',
      connectAccounts: true,
    })
  })

  it('is not shown where the filter does not have it', async () => {
    const { sandbox } = await show(
      { filter: 'stage:running', defaultView: { search: name } },
      running(),
    )
    await press(`Duplicate ${name}`)
    await waitFor(() => expect(heard()).toBe(`Duplicated ${name}`))
    await waitFor(() => expect(sandbox.requests.of('GET /flows').length).toBeGreaterThan(1))
    expect(screen.getAllByRole('listitem')).toHaveLength(1)
  })
})

/** The flow runs. */
function running(): Sandbox {
  const sandbox = createSandbox()
  sandbox.database.flows.find((each) => each.name === name)!.stage = 'running'
  return sandbox
}

it('a dialog that is another element of the app closes by its button (FL-17)', async () => {
  const { wrapper } = createWorld()
  const asWindow = <div role="dialog" aria-modal="true" />
  render(
    <FlowList.Root sharedWithPermissions="" pageSize={1}>
      <FlowList.Items>
        <FlowList.Edit />
        <FlowList.Remove />
      </FlowList.Items>
      <FlowList.EditDialog render={asWindow}>
        <FlowList.EditCancel />
      </FlowList.EditDialog>
      <FlowList.Dialog render={asWindow}>
        <FlowList.Cancel />
      </FlowList.Dialog>
    </FlowList.Root>,
    { wrapper },
  )
  for (const opener of [/^Edit /, /^Delete /]) {
    await userEvent.click(await screen.findByRole('button', { name: opener }))
    await screen.findByRole('dialog')
    await press('Cancel')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  }
})

describe('description and picture of a flow (FL-17)', () => {
  const label = `Edit ${name}`

  it('are changed together, also while it runs, and only what was changed is sent', async () => {
    const { sandbox, flow } = await show({}, running())
    flow.description = 'Old'
    await press(label)
    await userEvent.clear(field())
    await userEvent.type(field(), 'Writes to those who did not buy.')
    await press('Save')
    await waitFor(() =>
      expect(written(sandbox)).toEqual([{ description: 'Writes to those who did not buy.' }]),
    )
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(heard()).toBe(`Saved ${name}`))
    expect(flow.description).toBe('Writes to those who did not buy.')
  })

  it('take a picture from a file, show it first, and refuse what is none', async () => {
    const { sandbox } = await show()
    await press(label)
    const choose = (file: File) =>
      userEvent.upload(screen.getByLabelText('Picture'), file, { applyAccept: false })
    await choose(new File(['hello'], 'notes.txt', { type: 'text/plain' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('This file is not a picture.')
    await choose(new File([new Uint8Array(600_000)], 'large.png', { type: 'image/png' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('at most 500 kB')
    await choose(new File(['x'], 'small.png', { type: 'image/png' }))
    const picture = 'data:image/png;base64,eA=='
    await waitFor(() =>
      expect(document.querySelector('dialog img')).toHaveAttribute('src', picture),
    )
    expect(screen.queryByRole('alert')).toBeNull()
    await press('Save')
    await waitFor(() => expect(written(sandbox)).toEqual([{ thumbnail: picture }]))
  })

  it('can be without a picture, and send nothing when nothing was changed', async () => {
    const { sandbox } = await show()
    await press(label)
    await press('Save')
    expect(screen.queryByRole('dialog')).toBeNull()
    await press(label)
    await waitFor(() => expect(document.querySelector('dialog img')).not.toBeNull())
    await press('Remove the picture')
    expect(document.querySelector('dialog img')).toBeNull()
    await press('Save')
    await waitFor(() => expect(written(sandbox)).toEqual([{ thumbnail: '' }]))
  })

  it('go back when the server refuses, and can be sent again', async () => {
    const { sandbox } = await show()
    sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 403, message: 'No.', times: 1 })
    await press(label)
    await userEvent.type(field(), 'Mine')
    await press('Save')
    await screen.findByText('No.')
    await press(`Try again: ${name}`)
    await waitFor(() => expect(written(sandbox)).toHaveLength(2))
    await press(label)
    await waitFor(() => expect(field()).toHaveValue('Mine'))
  })
})

describe('who has access to a flow (FL-22)', () => {
  const label = `Share ${name}`
  const may = (permission: string, who: string) =>
    screen.getByRole('checkbox', { name: `${who}: ${permission}` })

  it('is told apart by person and permission, and written as a whole', async () => {
    const { sandbox } = await show()
    await press(label)
    expect(screen.getByText('Only you have access.')).toBeVisible()
    await userEvent.type(field(), ' ben@acme.test {Enter}')
    expect(field()).toHaveValue('')
    expect(may('View', 'ben@acme.test')).toBeChecked()
    expect(may('View', 'ben@acme.test')).toHaveAttribute('aria-disabled', 'true')
    await userEvent.click(may('Start', 'ben@acme.test'))
    await press('Save')
    await waitFor(() =>
      expect(written(sandbox)).toEqual([
        { sharedWith: [{ email: 'ben@acme.test', permissions: ['read', 'start'] }] },
      ]),
    )
    expect(screen.queryByRole('dialog')).toBeNull()

    await press(label)
    await press('Remove ben@acme.test')
    await press('Save')
    await waitFor(() => expect(written(sandbox).at(-1)).toEqual({ sharedWith: [] }))
  })

  it.each([
    ['ben', 'Enter an e-mail address, for example ben@acme.com.'],
    ['', 'Enter an e-mail address, for example ben@acme.com.'],
    ['BEN@acme.test', 'BEN@acme.test has access already.'],
    ['ada@acme.test', 'This is you: your own flows are yours anyway.'],
  ])('takes no %j', async (typed, sentence) => {
    const sandbox = createSandbox()
    sandbox.database.flows.find((each) => each.name === name)!.sharedWith = [
      { email: 'ben@acme.test', permissions: ['read'] },
    ]
    await show({}, sandbox)
    await press(label)
    await waitFor(() => expect(sandbox.requests.count('GET /user')).toBe(1))
    await act(async () => {})
    if (typed) await userEvent.type(field(), typed)
    await press('Add')
    expect(await screen.findByRole('alert')).toHaveTextContent(sentence)
    expect(field()).toBeInvalid()
    expect(screen.getAllByRole('listitem', { hidden: true })).toHaveLength(2)
  })

  it('takes what was typed and not added, and stays open when that is wrong', async () => {
    const { sandbox } = await show()
    await press(label)
    await userEvent.type(field(), 'ben')
    await press('Save')
    expect(await screen.findByRole('alert')).toBeVisible()
    expect(field()).toHaveValue('ben')
    await userEvent.type(field(), '@acme.test')
    await press('Save')
    await waitFor(() =>
      expect(written(sandbox)).toEqual([
        { sharedWith: [{ email: 'ben@acme.test', permissions: ['read'] }] },
      ]),
    )
  })

  it('can be a domain or a scope; whoever may edit may start and stop', async () => {
    const { sandbox } = await show({
      shareTypes: ['email', 'domain', 'scope'],
      sharePermissions: ['read', 'start', 'stop', 'edit'],
    })
    await press(label)
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Share with' }), 'Domain')
    await userEvent.type(field(), 'acme{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('Enter a domain')
    await userEvent.type(field(), '.com{Enter}')
    await userEvent.click(may('Edit', 'acme.com'))
    for (const each of ['View', 'Start', 'Stop', 'Edit'])
      expect(may(each, 'acme.com')).toBeChecked()
    await userEvent.click(may('Stop', 'acme.com'))
    expect(may('Edit', 'acme.com')).not.toBeChecked()
    await userEvent.click(may('Edit', 'acme.com'))
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Share with' }), 'Scope')
    await userEvent.type(field(), 'testers{Enter}')
    await press('Save')
    await waitFor(() =>
      expect(written(sandbox)).toEqual([
        {
          sharedWith: [
            { domain: 'acme.com', permissions: ['read', 'start', 'stop', 'edit'] },
            { scope: 'testers', permissions: ['read'] },
          ],
        },
      ]),
    )
  })

  it('cannot be changed by those whom it is shared with', async () => {
    const sandbox = createSandbox()
    const flow = sandbox.database.flows.find(({ sharedWith }) => sharedWith?.length)!
    const isAdas =
      flow.userId ===
      sandbox.database.users.find(({ username }) => username === 'ada@acme.test')!.id
    const { wrapper } = createWorld(sandbox, isAdas ? 'ben@acme.test' : 'ada@acme.test')
    render(<Flows sharedWithPermissions="read" defaultView={{ search: flow.name }} />, { wrapper })
    await userEvent.click(await screen.findByRole('button', { name: `Share ${flow.name}` }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).queryByRole('textbox')).toBeNull()
    expect(within(dialog).queryByRole('button', { name: 'Save' })).toBeNull()
    for (const box of within(dialog).getAllByRole('checkbox')) {
      expect(box).toHaveAttribute('aria-disabled', 'true')
    }
  })

  it('Escape closes the dialog only when nothing would be lost', async () => {
    await show()
    await press(label)
    await userEvent.type(field(), 'ben')
    const escape = () =>
      field().dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
      )
    expect(escape()).toBe(false)
    await userEvent.clear(field())
    expect(escape()).toBe(true)
  })
})
