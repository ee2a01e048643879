import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import './base.css'
import 'appmixer-react/starter.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { App } from './App.tsx'
import { LanguageProvider } from './language.tsx'
import { applyTheme } from './shell/theme.ts'
import './styles.css'

applyTheme()

const queryClient = new QueryClient()

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <BrowserRouter>
        <LanguageProvider>
          <App />
        </LanguageProvider>
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
)
