import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppmixerProvider } from 'appmixer-react'
import { createSandbox, type SandboxOptions } from 'appmixer-react/sandbox'
import { useState, type ReactNode } from 'react'

/** A story's own Appmixer: nothing that one story does is seen by another. */
export function OnSandbox({ children, ...options }: SandboxOptions & { children: ReactNode }) {
  const [sandbox] = useState(() => createSandbox(options))
  const [queryClient] = useState(() => new QueryClient())
  const [token] = useState(() => sandbox.tokenFor('ada@acme.test'))
  return (
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl="http://sandbox.test" token={token} fetch={sandbox.fetch}>
        {children}
      </AppmixerProvider>
    </QueryClientProvider>
  )
}
