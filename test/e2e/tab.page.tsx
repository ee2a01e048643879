import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { AppmixerProvider, useFlows } from '../../src/index.ts'

async function getToken({ signal }: { signal: AbortSignal }): Promise<string> {
  return (await fetch('/token', { signal })).text()
}

function Flows() {
  const { data, refetch } = useFlows()
  return <button onClick={() => refetch()}>{data?.map(({ name }) => name).join()}</button>
}

createRoot(document.querySelector('#root')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <AppmixerProvider
      baseUrl="https://api.test"
      userKey="ada"
      token="token-0"
      getToken={getToken}
      tokenTimeout={60_000}
    >
      <Flows />
    </AppmixerProvider>
  </QueryClientProvider>,
)
