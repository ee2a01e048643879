import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppmixerProvider } from 'appmixer-react'
import { createSandbox } from 'appmixer-react/sandbox'
import 'appmixer-react/starter.css'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Automations } from './Automations.tsx'
import { Storage } from './Storage.tsx'
import { Tasks } from './Tasks.tsx'

const sandbox = createSandbox({ latency: 150 })
const token = sandbox.tokenFor('ada@acme.test')
const queryClient = new QueryClient()

const screens = { Automations, Tasks, Storage }

function Demo() {
  const [name, setName] = useState<keyof typeof screens>('Automations')
  const Screen = screens[name]
  return (
    <>
      <nav aria-label="Screens" data-part="tabs">
        {Object.keys(screens).map((each) => (
          <button
            key={each}
            data-part="tab"
            aria-current={each === name ? 'page' : undefined}
            onClick={() => setName(each as keyof typeof screens)}
          >
            {each}
          </button>
        ))}
      </nav>
      <main>
        <h1>{name}</h1>
        <Screen />
      </main>
    </>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl="https://sandbox.test" fetch={sandbox.fetch} token={token}>
        <Demo />
      </AppmixerProvider>
    </QueryClientProvider>
  </StrictMode>,
)
