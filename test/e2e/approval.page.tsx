import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApprovalPage } from '../storyboards/ApprovalPage.tsx'

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <ApprovalPage baseUrl="https://api.test" />
    </QueryClientProvider>
  </StrictMode>,
)
