/** P14: whether the new stage is in the document before the next frame, also while the list is being asked for. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppmixerProvider, useFlows, useStartFlow, type Flow } from 'appmixer-react'
import { memo, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { report, taskOf } from './report.ts'

const { count, runs } = taskOf<{ count: number; runs: number }>()
const query = { limit: count }

function List(): ReactNode {
  const { data: flows = [] } = useFlows(query)
  return flows.map(({ flowId, stage }) => <Row key={flowId} flowId={flowId} stage={stage} />)
}

const Row = memo(function Row({ flowId, stage }: Pick<Flow, 'flowId' | 'stage'>) {
  return (
    <p>
      <span>{stage}</span>
      <Start flowId={flowId} />
    </p>
  )
})

function Start({ flowId }: { flowId: string }): ReactNode {
  const startFlow = useStartFlow()
  return <button onClick={() => startFlow.mutate({ flowId })}>Start</button>
}

const frame = () => new Promise<number>(requestAnimationFrame)

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await frame()
}

await report(async () => {
  const queryClient = new QueryClient()
  createRoot(document.querySelector('#root')!).render(
    <QueryClientProvider client={queryClient}>
      {/* Without following: only the first frame after a click is measured. */}
      <AppmixerProvider
        baseUrl={`${location.origin}/api`}
        token="token"
        userKey="bench"
        flowTimeout={0}
      >
        <List />
      </AppmixerProvider>
    </QueryClientProvider>,
  )
  await until(() => document.querySelectorAll('p').length === count)
  const late: Record<string, number> = { quiet: 0, fetching: 0 }
  const milliseconds: number[] = []
  for (let run = 0; run < runs; run++) {
    const kind = run % 2 === 0 ? 'quiet' : 'fetching'
    await until(() => queryClient.isFetching() + queryClient.isMutating() === 0)
    if (kind === 'fetching') void queryClient.refetchQueries()
    const row = document.querySelectorAll('p')[1 + ((run * 4 + 1) % (count - 2))]!
    const stage = row.querySelector('span')!
    await frame()
    const clicked = performance.now()
    // Looking at the next frame is not enough: by then the server may have answered, and the list been read again.
    let isSeen = false
    const seen = new Promise<void>((resolve) => {
      new MutationObserver((_, observer) => {
        if (stage.textContent !== 'starting') return
        observer.disconnect()
        milliseconds.push(performance.now() - clicked)
        isSeen = true
        resolve()
      }).observe(stage, { characterData: true, childList: true, subtree: true })
    })
    row.querySelector('button')!.click()
    await frame()
    if (!isSeen) late[kind]!++
    await seen
  }
  return { late, milliseconds }
})
