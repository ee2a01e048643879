/** The same screen on each stack: it reports when its flows are committed. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppmixerProvider, useFlows } from 'appmixer-react'
import { useLayoutEffect, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { useGetFlows } from '../rulers/generated/orval.ts'
import * as naive from '../rulers/naive.tsx'
import * as raw from '../rulers/raw.tsx'

const baseUrl = `${location.origin}/api`

interface ScreenProps {
  limit: number
  pattern?: string | undefined
  onCommit: (count: number) => void
}

function Screen({
  count,
  onCommit,
}: { count: number | undefined } & Pick<ScreenProps, 'onCommit'>) {
  useLayoutEffect(() => {
    if (count !== undefined) onCommit(count)
  })
  return <p>{count} flows</p>
}

const screens = {
  raw: function Flows({ limit, onCommit }: ScreenProps) {
    return <Screen count={raw.useFlows(baseUrl, limit).data?.length} onCommit={onCommit} />
  },
  ours: function Flows({ limit, pattern, onCommit }: ScreenProps) {
    const query = pattern === undefined ? { limit } : { limit, pattern }
    return <Screen count={useFlows(query).data?.length} onCommit={onCommit} />
  },
  naive: function Flows({ limit, onCommit }: ScreenProps) {
    return <Screen count={naive.useFlows(baseUrl, limit).data?.length} onCommit={onCommit} />
  },
  generated: function Flows({ limit, onCommit }: ScreenProps) {
    return <Screen count={useGetFlows({ limit }).data?.data.length} onCommit={onCommit} />
  },
}

export type Stack = keyof typeof screens

export interface Mounted {
  queryClient: QueryClient
  root: Root
}

/** Mounts the screen in an application of its own; resolves when its flows are committed. */
export function mount(stack: Stack, limit: number, pattern?: string): Promise<Mounted> {
  const queryClient = new QueryClient()
  const root = createRoot(document.createElement('div'))
  const Shown: (props: ScreenProps) => ReactNode = screens[stack]
  return new Promise((resolve) => {
    const screen = (
      <Shown limit={limit} pattern={pattern} onCommit={() => resolve({ queryClient, root })} />
    )
    root.render(
      <QueryClientProvider client={queryClient}>
        {stack === 'ours' ? (
          <AppmixerProvider baseUrl={baseUrl} token="token" userKey="bench">
            {screen}
          </AppmixerProvider>
        ) : (
          screen
        )}
      </QueryClientProvider>,
    )
  })
}

export function unmount({ root, queryClient }: Mounted): void {
  root.unmount()
  queryClient.clear()
}
