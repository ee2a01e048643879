import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppmixerProvider, useFlows, type Flow } from 'appmixer-react'
import { createSandbox } from 'appmixer-react/sandbox'
import { createRoot } from 'react-dom/client'

declare module 'appmixer-react' {
  interface AppmixerRegister {
    customFields: { team: string }
  }
}

const sandbox = createSandbox()

function Flows() {
  const { data } = useFlows()
  return (
    <ul>
      {data?.map((flow: Flow) => (
        <li key={flow.flowId}>
          {flow.name} {flow.customFields?.team.toUpperCase()}
          {/* @ts-expect-error -- the declared custom fields are the only ones */}
          {flow.customFields?.colour}
        </li>
      ))}
    </ul>
  )
}

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <AppmixerProvider
      baseUrl="https://appmixer.test"
      token={sandbox.tokenFor('ada@acme.test')}
      fetch={sandbox.fetch}
    >
      <Flows />
    </AppmixerProvider>
  </QueryClientProvider>,
)
