import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppmixerProvider, FlowList } from 'appmixer-react'
import 'appmixer-react/starter.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connection } from '../connection'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <AppmixerProvider {...connection}>
        <FlowList.Root>
          <FlowList.Failure />
          <FlowList.Items>
            <FlowList.Name />
            <FlowList.Toggle />
            <FlowList.ItemError />
          </FlowList.Items>
        </FlowList.Root>
      </AppmixerProvider>
    </QueryClientProvider>
  </StrictMode>,
)
