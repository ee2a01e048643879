/** The dashboard's German is complete: the compiler says so, and nothing that one reads is the same in English. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { germanMessages } from '../../examples/dashboard/app/german.ts'
import {
  AccountList,
  AppmixerProvider,
  ChartGallery,
  createFormat,
  FlowList,
  LogViewer,
  StoreBrowser,
  TaskInbox,
  type AppmixerMessages,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

const components: Record<string, ReactNode> = {
  flowList: (
    <FlowList.Root>
      <FlowList.StageFilter>
        <FlowList.StageOption value="all" />
        <FlowList.StageOption value="running" />
      </FlowList.StageFilter>
      <FlowList.Items>
        <FlowList.StageLabel />
        <FlowList.Toggle />
        <FlowList.Rename />
        <FlowList.Remove />
      </FlowList.Items>
      <FlowList.Range />
    </FlowList.Root>
  ),
  taskInbox: (
    <TaskInbox.Root>
      <TaskInbox.Tabs>
        <TaskInbox.Tab value="pending" />
        <TaskInbox.Tab value="rejected" />
      </TaskInbox.Tabs>
      <TaskInbox.Items>
        <TaskInbox.Due />
        <TaskInbox.Requester />
        <TaskInbox.Approve />
        <TaskInbox.Reject />
      </TaskInbox.Items>
      <TaskInbox.Range />
    </TaskInbox.Root>
  ),
  storeBrowser: (
    <StoreBrowser.Root>
      <StoreBrowser.NewRecord />
      <StoreBrowser.Items>
        <StoreBrowser.Type />
        <StoreBrowser.Changed />
        <StoreBrowser.Edit />
      </StoreBrowser.Items>
      <StoreBrowser.Range />
    </StoreBrowser.Root>
  ),
  accountList: (
    <AccountList.Root>
      <AccountList.TestAll />
      <AccountList.Items>
        <AccountList.Status />
        <AccountList.Tested />
        <AccountList.Usage />
        <AccountList.Revoke />
      </AccountList.Items>
      <AccountList.Range />
    </AccountList.Root>
  ),
  logViewer: (
    <LogViewer.Root pageSize={3}>
      <LogViewer.Mode />
      <LogViewer.Ranges>
        <LogViewer.RangeOption value="lastHour" />
        <LogViewer.RangeOption value="yesterday" />
      </LogViewer.Ranges>
      <LogViewer.Items>
        <LogViewer.Severity />
      </LogViewer.Items>
      <LogViewer.Range />
      <LogViewer.Older />
    </LogViewer.Root>
  ),
  chartGallery: (
    <ChartGallery.Root>
      <ChartGallery.RefreshAll />
      <ChartGallery.Items>
        <ChartGallery.Refresh />
        <ChartGallery.MoveOn />
        <ChartGallery.Remove />
      </ChartGallery.Items>
      <ChartGallery.Range />
    </ChartGallery.Root>
  ),
}

function show(ui: ReactNode, messages: AppmixerMessages | undefined, locale: string) {
  const sandbox = createSandbox()
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <AppmixerProvider
        baseUrl={baseUrl}
        token={sandbox.tokenFor(ada)}
        fetch={sandbox.fetch}
        messages={messages}
        locale={locale}
      >
        {ui}
      </AppmixerProvider>
    </QueryClientProvider>,
  )
}

/** All words that one reads or hears. */
async function wordsOf(ui: ReactNode, messages: AppmixerMessages | undefined, locale: string) {
  const { container, unmount } = show(ui, messages, locale)
  await waitFor(() => {
    expect(container.querySelector('[data-part="item"]')).not.toBeNull()
    expect(container.querySelector('[data-part="range"]')?.textContent).toMatch(/\d/)
  })
  // Rows are called what users call them.
  const found = [...container.querySelectorAll('*:not([data-part="item"])')].flatMap((element) => [
    element.getAttribute('aria-label') ?? '',
    element.children.length === 0 ? element.textContent : '',
  ])
  unmount()
  return new Set(found.filter((text) => /\p{L}/u.test(text)))
}

describe('in German nothing is as in English', () => {
  const german = germanMessages(createFormat('de'))
  test.each(Object.entries(components))('%s', async (_, ui) => {
    const english = await wordsOf(ui, undefined, 'en')
    const translated = await wordsOf(ui, german, 'de')
    const same = [...translated].filter((text) => english.has(text))
    // The type of a value, and the name of a store.
    expect(same.filter((text) => text !== 'Text' && text !== 'Settings')).toEqual([])
  })

  test('with dates, numbers and plurals of German', () => {
    const day = 86_400_000
    expect(german.taskInbox.due(0, 11 * day)).toBe('War vor 11 Tagen fällig')
    expect(german.flowList.range(1, 20, 1_284, 0)).toBe('1–20 von 1.284')
    expect(german.accountList.usedBy(1)).toBe('1 Automation')
    expect(german.chartGallery.updated(0, 2 * day)).toBe('Stand: vorgestern')
  })
})
