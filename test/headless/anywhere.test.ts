import { QueryClient } from '@tanstack/react-query'
import { createElement, StrictMode, type ComponentType } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
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

const components = { FlowList, TaskInbox, StoreBrowser, AccountList, LogViewer, ChartGallery }

type AnyPart = ComponentType<any>

it.each(Object.entries(components as unknown as Record<string, Record<string, AnyPart>>))(
  '%s renders on a server, in StrictMode, sends nothing and warns of nothing (X-18)',
  (_, { Root, Items, Loading }) => {
    expect(typeof window).toBe('undefined')
    const warned = vi.spyOn(console, 'error')
    const sandbox = createSandbox()
    const list = createElement(
      Root!,
      null,
      createElement(Loading!),
      createElement(Items!, null, 'A row'),
    )
    const connection = {
      baseUrl: 'http://sandbox.test',
      token: sandbox.tokenFor('ada@acme.test'),
      fetch: sandbox.fetch,
      queryClient: new QueryClient(),
      locale: 'en',
    }
    const html = renderToString(
      createElement(StrictMode, null, createElement(AppmixerProvider, connection, list)),
    )
    expect(html).toContain('data-status="loading"')
    expect(html).toContain('role="status"')
    expect(html).not.toContain('A row')
    expect(sandbox.requests.entries).toEqual([])
    expect(warned).not.toHaveBeenCalled()
  },
)
