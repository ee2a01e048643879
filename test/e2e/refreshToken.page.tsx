import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import {
  AppmixerProvider,
  useAppmixerSession,
  useFlows,
  withRefreshToken,
} from '../../src/index.ts'

const getToken = withRefreshToken({
  baseUrl: 'https://api.test',
  load: () => localStorage.getItem('refresh-token'),
  save: (next) => localStorage.setItem('refresh-token', next),
})

function Flows() {
  const { status } = useAppmixerSession()
  const { data, refetch } = useFlows()
  return (
    <>
      <output>{status}</output>
      <button onClick={() => refetch()}>{data?.map(({ name }) => name).join()}</button>
    </>
  )
}

createRoot(document.querySelector('#root')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <AppmixerProvider baseUrl="https://api.test" userKey="ada" getToken={getToken}>
      <Flows />
    </AppmixerProvider>
  </QueryClientProvider>,
)
