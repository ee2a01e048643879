'use client'

import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { AppmixerClient } from '../client/client.ts'
import { AppmixerError } from '../client/errors.ts'

export interface AppmixerContextValue {
  client: AppmixerClient
  /** Only when the app passed one; otherwise TanStack finds the nearest. */
  queryClient: QueryClient | undefined
  /** Nobody is signed in: reads wait. */
  isSignedOut: boolean
  signOut(): void
  refresh(): Promise<void>
}

export const AppmixerContext = createContext<AppmixerContextValue | undefined>(undefined)

export function useAppmixerContext(): AppmixerContextValue {
  const value = useContext(AppmixerContext)
  if (value) return value
  throw new AppmixerError({
    code: 'config',
    message:
      'No <AppmixerProvider> above this component, so it cannot know which tenant and user to ask. Wrap your app in <AppmixerProvider baseUrl="https://api.YOUR_TENANT.appmixer.cloud" token={token}>. If there is one above, appmixer-react is installed twice: see `npm ls appmixer-react`.',
  })
}

/**
 * The client of the nearest `<AppmixerProvider>`, for options factories and plain calls.
 *
 * @throws AppmixerError `config` outside of a provider
 * @example
 * const client = useAppmixerClient()
 * const prefetch = () => queryClient.prefetchQuery(flowQueryOptions(client, { flowId }))
 */
export function useAppmixerClient(): AppmixerClient {
  return useAppmixerContext().client
}
