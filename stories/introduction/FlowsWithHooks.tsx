import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  AppmixerProvider,
  useErrorMessage,
  useFlows,
  useStartFlow,
  useStopFlow,
} from 'appmixer-react'
import { createSandbox } from 'appmixer-react/sandbox'

const sandbox = createSandbox({ latency: 300 })
const token = sandbox.tokenFor('ada@acme.test')
const queryClient = new QueryClient()

export default function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl="https://sandbox.test" fetch={sandbox.fetch} token={token}>
        <Flows />
      </AppmixerProvider>
    </QueryClientProvider>
  )
}

function Flows() {
  const { data: flows = [], isPending, error } = useFlows({ limit: 5, sort: 'name:1' })
  const startFlow = useStartFlow()
  const stopFlow = useStopFlow()
  const errorMessage = useErrorMessage()
  const problem = error ?? startFlow.error ?? stopFlow.error

  if (isPending) return <p>Loading …</p>
  return (
    <>
      {problem && <p role="alert">{errorMessage(problem)}</p>}
      <ul>
        {flows.map(({ flowId, name, stage }) => (
          <li key={flowId}>
            {name}: {stage}{' '}
            <button onClick={() => startFlow.mutate({ flowId })} disabled={stage !== 'stopped'}>
              Start
            </button>{' '}
            <button onClick={() => stopFlow.mutate({ flowId })} disabled={stage !== 'running'}>
              Stop
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
