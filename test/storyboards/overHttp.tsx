import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { AppmixerProvider, createAppmixerClient, type AppmixerClient } from '../../src/index.ts'
import {
  createManualClock,
  type ManualClock,
  type SandboxOptions,
} from '../../src/sandbox/index.ts'
import { serveSandbox, type SandboxServer } from '../../src/sandbox/server.ts'
import { ada, type World } from '../support.tsx'

export interface Site extends World {
  clock: ManualClock
  /** Ada on another machine. */
  elsewhere: AppmixerClient
  close: SandboxServer['close']
}

/** A sandbox behind HTTP, in a time that stands still, and an app of Ada's on it. */
export async function openOverHttp(options: SandboxOptions = {}): Promise<Site> {
  const clock = createManualClock()
  const { url, sandbox, close } = await serveSandbox({ port: 0, clock, ...options })
  const queryClient = new QueryClient()
  const token = sandbox.tokenFor(ada)
  return {
    clock,
    sandbox,
    queryClient,
    close,
    elsewhere: createAppmixerClient({ baseUrl: url, token }),
    wrapper: ({ children }) => (
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <AppmixerProvider baseUrl={url} token={token}>
            {children}
          </AppmixerProvider>
        </QueryClientProvider>
      </StrictMode>
    ),
  }
}
