import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, type ReactNode } from 'react'
import {
  AppmixerProvider,
  createAppmixerClient,
  type AppmixerClient,
  type AppmixerClientOptions,
} from '../src/index.ts'
import { createSandbox, type Sandbox } from '../src/sandbox/index.ts'

export const ada = 'ada@acme.test'
export const ben = 'ben@acme.test'
export const baseUrl = 'http://sandbox.test'

/** A client of Ada's, or of somebody else's, on this sandbox. */
export function clientOf(
  sandbox: Sandbox,
  username = ada,
  options: Partial<AppmixerClientOptions> = {},
): AppmixerClient {
  const token = sandbox.tokenFor(username)
  return createAppmixerClient({ baseUrl, fetch: sandbox.fetch, token, ...options })
}

export interface World {
  sandbox: Sandbox
  queryClient: QueryClient
  /** For Testing Library's `wrapper`: an app of Ada's on the sandbox. */
  wrapper: (props: { children: ReactNode }) => ReactNode
}

/** A sandbox and an app on it, as a user of the package would have them. */
export function createWorld(sandbox: Sandbox = createSandbox(), username = ada): World {
  const queryClient = new QueryClient()
  const token = sandbox.tokenFor(username)
  return {
    sandbox,
    queryClient,
    wrapper: ({ children }) => (
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <AppmixerProvider baseUrl={baseUrl} token={token} fetch={sandbox.fetch}>
            {children}
          </AppmixerProvider>
        </QueryClientProvider>
      </StrictMode>
    ),
  }
}
