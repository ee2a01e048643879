import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import {
  AppmixerProvider,
  useFlows,
  useFlowsCount,
  useStartFlow,
  useStartFlows,
} from '../../src/index.ts'

function Flows() {
  const { data: flows } = useFlows()
  const refetchInterval = location.search === '?still' ? false : 200
  const { data: running } = useFlowsCount({ filter: 'stage:running' }, { refetchInterval })
  const startFlow = useStartFlow()
  const many = useStartFlows()
  const [first] = many.results
  return (
    <>
      <p>{running} running</p>
      <p role="status">{startFlow.status}</p>
      <output>{`${many.done} done, ${many.failed} failed, running: ${many.isRunning}`}</output>
      <pre>{first?.status === 'failed' && String(first.error.cause)}</pre>
      <button onClick={() => void many.run(flows?.slice(0, 2) ?? [])}>Start two</button>
      {flows?.map(({ flowId, name, stage }) => (
        <button key={flowId} onClick={() => startFlow.mutate({ flowId })}>
          {name} {stage}
        </button>
      ))}
    </>
  )
}

createRoot(document.querySelector('#root')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <AppmixerProvider baseUrl="https://api.test" token={location.hash.slice(1)}>
      <Flows />
    </AppmixerProvider>
  </QueryClientProvider>,
)
