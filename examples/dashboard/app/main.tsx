import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import './base.css'
import 'appmixer-react/starter.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { App } from './App.tsx'
import { LanguageProvider } from './language.tsx'
import { screens } from './Pages.tsx'
import { applyTheme } from './shell/theme.ts'
import './styles.css'

applyTheme()

const queryClient = new QueryClient()

// A data router, because only that one asks before a page with unsaved text is left.
const router = createBrowserRouter([
  {
    element: (
      <LanguageProvider>
        <App />
      </LanguageProvider>
    ),
    children: screens,
  },
])

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
