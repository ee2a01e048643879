import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { AppmixerProvider, createAppmixerClient } from 'appmixer-react'
import { createRoot } from 'react-dom/client'
import { connection } from '../connection'
import { createAppRouter } from './src/tanstackRouter'

const client = createAppmixerClient(connection)
const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } })

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={queryClient}>
    <AppmixerProvider {...connection}>
      <RouterProvider router={createAppRouter({ client, queryClient })} />
    </AppmixerProvider>
  </QueryClientProvider>,
)
