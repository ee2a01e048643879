/** The six components in nothing but starter.css: axe finds nothing, in light and in dark. */
import { QueryClient } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import axe from 'axe-core'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  AccountList,
  AppmixerProvider,
  ChartGallery,
  FlowList,
  LogViewer,
  StoreBrowser,
  TaskInbox,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import '../../src/starter.css'
import { ada, baseUrl } from '../support.tsx'

const html = document.documentElement

beforeEach(() => {
  html.lang = 'en'
  // A colour on its way to another scheme is none of the sheet's.
  html.style.setProperty('--am-duration', '0s')
  document.body.style.background = 'var(--am-color-panel)'
})

afterEach(() => {
  cleanup()
  html.removeAttribute('style')
  document.body.removeAttribute('style')
})

it('a list of flows, its rows and its badges', async () => {
  show(
    <FlowList.Root errorRange="last24Hours" pageSize={5} defaultView={{ stage: 'attention' }}>
      <FlowList.Create />
      <FlowList.Search />
      <FlowList.StageFilter>
        <FlowList.StageOption value="paused" />
        <FlowList.StageOption value="attention">
          Needs attention <FlowList.AttentionCount />
        </FlowList.StageOption>
      </FlowList.StageFilter>
      <FlowList.Items>
        <FlowList.Checkbox />
        <FlowList.Thumbnail />
        <FlowList.Name />
        <FlowList.Errors />
        <FlowList.StageLabel />
        <FlowList.Toggle />
        <FlowList.Clone />
        <FlowList.Edit />
        <FlowList.Share />
      </FlowList.Items>
      <FlowList.Range />
      <EditDialog />
      <ShareDialog />
    </FlowList.Root>,
  )
  await screen.findAllByText(/^\d+ errors?$/)
  expect(await barriers()).toEqual([])
})

it('the dialog for description and picture', async () => {
  show(
    <FlowList.Root pageSize={3} filter="userId:!nobody">
      <FlowList.Items>
        <FlowList.Edit />
      </FlowList.Items>
      <EditDialog />
    </FlowList.Root>,
  )
  press('edit', await screen.findAllByRole('button', { name: /^Edit/ }))
  await screen.findByRole('dialog')
  expect(await barriers()).toEqual([])
})

it('the dialog for who has access', async () => {
  show(
    <FlowList.Root pageSize={3}>
      <FlowList.Items>
        <FlowList.Share />
      </FlowList.Items>
      <ShareDialog />
    </FlowList.Root>,
  )
  press('share', await screen.findAllByRole('button', { name: /^Share/ }))
  await screen.findByRole('dialog')
  expect(await barriers()).toEqual([])
})

it('an inbox', async () => {
  show(
    <TaskInbox.Root pageSize={5}>
      <TaskInbox.Search />
      <TaskInbox.Tabs>
        <TaskInbox.Tab value="pending" />
        <TaskInbox.Tab value="approved" />
      </TaskInbox.Tabs>
      <TaskInbox.Items>
        <TaskInbox.Checkbox />
        <TaskInbox.Open />
        <TaskInbox.Due />
        <TaskInbox.Approve />
        <TaskInbox.Reject />
      </TaskInbox.Items>
    </TaskInbox.Root>,
  )
  await screen.findAllByRole('button', { name: /^Approve/ })
  expect(await barriers()).toEqual([])
})

it('a browser of stores', async () => {
  show(
    <StoreBrowser.Root pageSize={5}>
      <StoreBrowser.Stores>
        <StoreBrowser.Store />
      </StoreBrowser.Stores>
      <StoreBrowser.Search />
      <StoreBrowser.Items>
        <StoreBrowser.Checkbox />
        <StoreBrowser.Open />
        <StoreBrowser.Value />
        <StoreBrowser.Edit />
        <StoreBrowser.Remove />
      </StoreBrowser.Items>
    </StoreBrowser.Root>,
  )
  await screen.findAllByRole('checkbox')
  expect(await barriers()).toEqual([])
})

it('a list of accounts', async () => {
  show(
    <AccountList.Root>
      <AccountList.TestAll />
      <AccountList.Items>
        <AccountList.Icon />
        <AccountList.Name />
        <AccountList.Service />
        <AccountList.Status />
        <AccountList.Test />
        <AccountList.Rename />
        <AccountList.Revoke />
      </AccountList.Items>
    </AccountList.Root>,
  )
  await screen.findAllByRole('button', { name: /^Test / })
  expect(await barriers()).toEqual([])
})

it('a log', async () => {
  show(
    <LogViewer.Root pageSize={10} defaultView={{ conditions: { severity: 'error' } }}>
      <LogViewer.Chips />
      <LogViewer.Search />
      <LogViewer.Live />
      <LogViewer.PluginLogs />
      <LogViewer.Histogram />
      <LogViewer.Items>
        <LogViewer.Time />
        <LogViewer.Severity />
        <LogViewer.TestRun />
        <LogViewer.Open />
      </LogViewer.Items>
    </LogViewer.Root>,
  )
  await screen.findAllByRole('listitem')
  expect(await barriers()).toEqual([])
})

it('a gallery of charts', async () => {
  show(
    <ChartGallery.Root>
      <ChartGallery.Ranges>
        <ChartGallery.RangeOption value="own" />
      </ChartGallery.Ranges>
      <ChartGallery.RefreshAll />
      <ChartGallery.Items>
        <ChartGallery.Name />
        <ChartGallery.Refresh />
        <ChartGallery.Remove />
      </ChartGallery.Items>
    </ChartGallery.Root>,
  )
  await screen.findAllByRole('listitem')
  expect(await barriers()).toEqual([])
})

function EditDialog() {
  return (
    <FlowList.EditDialog>
      <FlowList.DescriptionInput />
      <FlowList.PictureInput />
      <FlowList.PicturePreview />
      <FlowList.PictureRemove />
      <FlowList.EditSave />
      <FlowList.EditCancel />
    </FlowList.EditDialog>
  )
}

function ShareDialog() {
  return (
    <FlowList.ShareDialog>
      <FlowList.NotShared />
      <FlowList.Shares />
      <FlowList.ShareInput />
      <FlowList.ShareAdd />
      <FlowList.ShareProblem />
      <FlowList.ShareSave />
      <FlowList.ShareCancel />
    </FlowList.ShareDialog>
  )
}

function show(children: ReactNode): void {
  const sandbox = createSandbox()
  render(
    <AppmixerProvider
      baseUrl={baseUrl}
      token={sandbox.tokenFor(ada)}
      fetch={sandbox.fetch}
      queryClient={new QueryClient()}
    >
      {children}
    </AppmixerProvider>,
  )
}

/** Presses the first of them that may be pressed. */
function press(action: string, buttons: HTMLElement[]): void {
  const free = buttons.find((button) => button.getAttribute('aria-disabled') !== 'true')
  expect(free?.dataset['action']).toBe(action)
  free?.click()
}

/** What axe finds, in the light and in the dark. */
async function barriers(): Promise<string[]> {
  const found: string[] = []
  for (const scheme of ['light', 'dark']) {
    html.style.colorScheme = scheme
    const { violations } = await axe.run(document.body, {
      rules: { 'target-size': { enabled: true }, region: { enabled: false } },
      resultTypes: ['violations'],
    })
    found.push(
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html: where }) => `${scheme}: ${id} ${where.slice(0, 160)}`),
      ),
    )
  }
  return found
}
