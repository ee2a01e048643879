import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { AppmixerProvider, useAccounts, useConnectAccount } from '../../src/index.ts'

const search = new URLSearchParams(location.search)
const baseUrl = search.get('baseUrl')!
const tokens = search.getAll('token')
const timeout = Number(search.get('timeout') ?? 60_000)
const queryClient = new QueryClient()

const apps = { HubSpot: 'appmixer:hubspot', Google: 'appmixer:google', Stripe: 'appmixer:stripe' }

function Connections() {
  const { data: accounts = [] } = useAccounts()
  const { connect, resume, isConnecting, outcome, error } = useConnectAccount({
    pollInterval: 100,
    timeout,
  })
  return (
    <>
      {Object.entries(apps).map(([label, service]) => (
        <button key={service} onClick={() => void connect({ service })}>
          Connect {label}
        </button>
      ))}
      {outcome?.status === 'blocked' && (
        <a href={outcome.url} target="_blank" rel="noreferrer" onClick={() => void resume()}>
          Open by hand
        </a>
      )}
      <output>{isConnecting ? 'connecting' : (error?.code ?? outcome?.status ?? 'idle')}</output>
      <ul>
        {accounts.map(({ accountId, name }) => (
          <li key={accountId}>{name}</li>
        ))}
      </ul>
    </>
  )
}

function App() {
  const [user, setUser] = useState(0)
  const [isShown, setIsShown] = useState(true)
  return (
    <AppmixerProvider baseUrl={baseUrl} userKey={`user ${user}`} token={tokens[user]}>
      <button onClick={() => setUser(1)}>Switch user</button>
      <button onClick={() => setIsShown(false)}>Leave</button>
      {isShown && <Connections />}
    </AppmixerProvider>
  )
}

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
