import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { germanMessages } from '../../examples/dashboard/app/german.ts'
import {
  AppmixerProvider,
  createFormat,
  FlowList,
  TaskInbox,
  useErrorMessage,
  useFlows,
  type AppmixerMessages,
} from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, createWorld } from '../support.tsx'

/** The dashboard's German, each sentence in «»: what has no mark was not translated. */
const german = marked(germanMessages(createFormat('de')))

function marked<Words>(words: Words): Words {
  if (typeof words === 'string') return `«${words}»` as Words
  if (typeof words === 'function') return ((...args: unknown[]) => marked(words(...args))) as Words
  if (typeof words !== 'object' || words === null) return words
  const entries = Object.entries(words).map(([name, value]) => [name, marked(value)])
  return Object.fromEntries(entries) as Words
}

function Page(): ReactNode {
  return (
    <>
      <FlowList.Root sharedWithPermissions="">
        <FlowList.Search />
        <FlowList.StageFilter>
          <FlowList.StageOption value="all" />
          <FlowList.StageOption value="running" />
          <FlowList.StageOption value="stopped" />
        </FlowList.StageFilter>
        <FlowList.Loading />
        <FlowList.Empty />
        <FlowList.Clear />
        <FlowList.Failure />
        <FlowList.Reload />
        <FlowList.Items>
          <FlowList.Name />
          <FlowList.NameInput />
          <FlowList.StageLabel />
          <FlowList.Toggle />
          <FlowList.Start />
          <FlowList.Stop />
          <FlowList.Rename />
          <FlowList.Remove />
          <FlowList.ItemError />
          <FlowList.Retry />
          <FlowList.Dismiss />
        </FlowList.Items>
        <FlowList.Previous />
        <FlowList.Range />
        <FlowList.Next />
        <FlowList.Undo />
        <FlowList.Dialog>
          <FlowList.Question />
          <FlowList.Cancel />
          <FlowList.Confirm />
        </FlowList.Dialog>
        <FlowList.Announcer />
      </FlowList.Root>
      <TaskInbox.Root>
        <TaskInbox.Search />
        <TaskInbox.Tabs>
          <TaskInbox.Tab value="pending" />
          <TaskInbox.Tab value="approved" />
          <TaskInbox.Tab value="rejected" />
        </TaskInbox.Tabs>
        <TaskInbox.Loading />
        <TaskInbox.Empty />
        <TaskInbox.Failure />
        <TaskInbox.Reload />
        <TaskInbox.Items>
          <TaskInbox.Title />
          <TaskInbox.Requester />
          <TaskInbox.Due />
          <TaskInbox.Status />
          <TaskInbox.Approve />
          <TaskInbox.Reject />
        </TaskInbox.Items>
        <TaskInbox.Previous />
        <TaskInbox.Range />
        <TaskInbox.Next />
        <TaskInbox.Announcer />
      </TaskInbox.Root>
    </>
  )
}

/** What one row can do besides. */
function MoreOfFlows(): ReactNode {
  return (
    <FlowList.Root
      pageSize={1}
      sharedWithPermissions=""
      errorRange="last7Days"
      shareTypes={['email', 'domain', 'scope']}
    >
      <FlowList.StageOption value="attention" />
      <FlowList.AttentionCount />
      <FlowList.Create />
      <FlowList.Items>
        <FlowList.Errors />
        <FlowList.Clone />
        <FlowList.Edit />
        <FlowList.Share />
      </FlowList.Items>
      <FlowList.EditDialog>
        <FlowList.DescriptionInput />
        <FlowList.PictureInput />
        <FlowList.PictureRemove />
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
    </FlowList.Root>
  )
}

/** The app of a provider with these words; the flow and the task have names without letters. */
function renderIn(messages: AppmixerMessages | undefined, sandbox = namelessSandbox()) {
  const { queryClient } = createWorld(sandbox)
  const token = sandbox.tokenFor(ada)
  const app = (words: AppmixerMessages | undefined, children: ReactNode = <Page />) => (
    <AppmixerProvider
      baseUrl={baseUrl}
      token={token}
      fetch={sandbox.fetch}
      queryClient={queryClient}
      messages={words}
    >
      {children}
    </AppmixerProvider>
  )
  return { app, sandbox, ...render(app(messages)) }
}

function namelessSandbox(): Sandbox {
  const sandbox = createSandbox()
  const { database } = sandbox
  for (const flow of database.flows) flow.name = '1'
  for (const task of database.tasks) Object.assign(task, { title: '2', requester: '3' })
  return sandbox
}

/** All that one can read or hear on the page, but for what was translated. */
function untranslated(container: HTMLElement): string[] {
  const texts = [...container.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes]
      .filter(({ nodeType }) => nodeType === 3)
      .map((node) => node.nodeValue!),
    ...['aria-label', 'placeholder', 'title', 'alt'].map(
      (name) => element.getAttribute(name) ?? '',
    ),
  ])
  return texts.filter((text) => /\p{L}/u.test(text.replace(/«.*»/s, '')))
}

describe('a second language is one object on the provider', () => {
  test('for flows and tasks that are there, and for what one does with them', async () => {
    const { container, sandbox } = renderIn(german)
    await waitFor(() => expect(screen.getAllByText('«1–20 von 28»')).toHaveLength(1))
    await waitFor(() => expect(screen.getAllByText(/fällig/)).not.toHaveLength(0))
    expect(untranslated(container)).toEqual([])

    sandbox.faults.add({ on: 'PUT /flows/:flowId', network: 'lost' })
    await userEvent.click(screen.getAllByRole('button', { name: '«1 umbenennen»' })[0]!)
    await userEvent.keyboard('7{Enter}')
    // It runs, so it is renamed only after a question.
    expect(await screen.findByText('«„1“ läuft. Trotzdem umbenennen?»')).toBeInTheDocument()
    expect(untranslated(container)).toEqual([])
    await userEvent.click(container.querySelector('[data-action="confirm"]')!)
    await screen.findByText(`${german.errors.network} ${german.errors.outcomeUnknown}`)
    expect(untranslated(container)).toEqual([])
  })

  test('for the dialogs of a flow', async () => {
    const { app, rerender, container } = renderIn(german)
    rerender(app(german, <MoreOfFlows />))
    await userEvent.click(await screen.findByText('«Bearbeiten…»'))
    expect(container.querySelector('dialog')).toHaveAccessibleName('«1 bearbeiten»')
    await waitFor(() => expect(container.querySelector('[data-part="count"]')).not.toBeNull())
    expect(untranslated(container)).toEqual([])
    await userEvent.click(container.querySelector('dialog [data-action="cancel"]')!)
    await userEvent.click(screen.getByText('«Teilen…»'))
    expect(container.querySelector('dialog')).toHaveAccessibleName('«1 teilen»')
    const field = () => container.querySelector<HTMLInputElement>('dialog input[type="email"]')!
    await userEvent.type(field(), '4{Enter}')
    await screen.findByText(german.flowList.shareProblem('email', ''))
    expect(untranslated(container)).toEqual([])
    await userEvent.type(field(), '@4.4{Enter}')
    await screen.findByText('4@4.4')
    expect(untranslated(container)).toEqual([])
  })

  test('for lists that are empty, and for lists that cannot be read', async () => {
    const empty = renderIn(german, createSandbox({ data: 'empty' }))
    await screen.findByText(german.flowList.none)
    await screen.findByText(german.taskInbox.none)
    expect(untranslated(empty.container)).toEqual([])
    empty.unmount()

    const faults = [{ status: 403, message: 'Forbidden' }]
    const refused = renderIn(german, createSandbox({ faults }))
    await screen.findByText(german.flowList.failed(german.errors.forbidden))
    await screen.findByText(german.taskInbox.failed(german.errors.forbidden))
    expect(untranslated(refused.container)).toEqual([])
  })

  test('another language is shown at once, and asks for nothing', async () => {
    const { app, rerender, container, sandbox } = renderIn(undefined)
    await screen.findByText('1–20 of 28')
    await waitFor(() => expect(screen.getAllByText(/^Due /)).not.toHaveLength(0))
    expect(untranslated(container)).not.toEqual([])
    sandbox.requests.clear()
    rerender(app(german))
    expect(untranslated(container)).toEqual([])
    expect(sandbox.requests.entries).toEqual([])
  })
})

describe('the words of a component win over the provider’s, and these over English', () => {
  test('sentence by sentence', async () => {
    const { wrapper: Outer } = createWorld(createSandbox({ data: 'empty' }))
    const sandbox = createSandbox({ data: 'empty' })
    const messages: AppmixerMessages = { flowList: { search: 'Suchen', list: 'Abläufe' } }
    render(
      <Outer>
        <AppmixerProvider
          baseUrl={baseUrl}
          token={sandbox.tokenFor(ada)}
          fetch={sandbox.fetch}
          messages={messages}
        >
          <FlowList.Root messages={{ list: 'Meine Abläufe' }}>
            <FlowList.Search />
            <FlowList.Empty />
          </FlowList.Root>
        </AppmixerProvider>
      </Outer>,
    )
    expect(screen.getByRole('region', { name: 'Meine Abläufe' })).toBeVisible()
    expect(screen.getByRole('searchbox', { name: 'Suchen' })).toBeVisible()
    expect(await screen.findByText('No flows yet.')).toBeVisible()
  })
})

describe('useErrorMessage', () => {
  const Sentence = () => <output>{useErrorMessage()('x')}</output>
  const shown = () => screen.getByRole('status').textContent

  test('is in the words of the provider, or of the one around it, and in English outside', () => {
    const { app, rerender } = renderIn({ errors: { unknown: 'Hoppla.' } })
    rerender(app({ errors: { unknown: 'Hoppla.' } }, <Sentence />))
    expect(shown()).toBe('Hoppla.')
    rerender(app({ errors: { unknown: 'Hoppla.' } }, app(undefined, <Sentence />)))
    expect(shown()).toBe('Hoppla.')
    rerender(<Sentence />)
    expect(shown()).toBe('Something went wrong.')
  })

  test('messages that are written in the call render no component that only reads data', async () => {
    let renders = 0
    function Count(): ReactNode {
      renders++
      return <output>{useFlows().data?.length}</output>
    }
    const count = <Count />
    const { app, rerender } = renderIn(undefined)
    rerender(app({ errors: { unknown: '1' } }, count))
    await waitFor(() => expect(shown()).toBe('28'))
    const before = renders
    rerender(app({ errors: { unknown: '2' } }, count))
    expect(renders).toBe(before)
  })
})
