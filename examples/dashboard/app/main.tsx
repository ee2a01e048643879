import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import './base.css'
import 'appmixer-react/starter.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { App } from './App.tsx'
import { applyLanguage } from './parts/formats.ts'
import { applyTheme } from './shell/theme.ts'
import './styles.css'

applyTheme()
applyLanguage()

const queryClient = new QueryClient()

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <BrowserRouter>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
)
