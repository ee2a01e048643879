/** P19: scrolling through the records of a store, as a virtual list over one of the package's reads. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { AppmixerProvider, useStoreRecords } from 'appmixer-react'
import { useRef, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { report, taskOf } from './report.ts'

const { count, frames, steps } = taskOf<{ count: number; frames: number; steps: number[] }>()
const [viewport, rowHeight] = [600, 32]

function Records(): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const { data: records = [] } = useStoreRecords({ storeId: 's', limit: count })
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised
  const list = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 5,
  })
  return (
    <div id="scroller" ref={scroller} style={{ height: viewport, overflow: 'auto' }}>
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map(({ index, key, start }) => (
          <p
            key={key}
            data-start={start}
            style={{ position: 'absolute', top: start, height: rowHeight, margin: 0 }}
          >
            {records[index]?.key} {String(records[index]?.value)}
          </p>
        ))}
      </div>
    </div>
  )
}

const frame = () => new Promise<number>(requestAnimationFrame)

await report(async () => {
  createRoot(document.querySelector('#root')!).render(
    <QueryClientProvider client={new QueryClient()}>
      <AppmixerProvider baseUrl={`${location.origin}/api`} token="token" userKey="bench">
        <Records />
      </AppmixerProvider>
    </QueryClientProvider>,
  )
  while (document.querySelectorAll('p').length === 0) await frame()
  const scroller = document.querySelector('#scroller')!
  for (let warmUp = 0; warmUp < 30; warmUp++) await frame()

  const scrolled = []
  for (const step of steps) scrolled.push(await scroll(scroller, step))
  return { scrolled }
})

/** From the first row on by as many pixels a frame, and then to the last row. */
async function scroll(scroller: Element, step: number): Promise<object> {
  scroller.scrollTop = 0
  const times: number[] = []
  let [blank, rows] = [0, 0]
  let before = await frame()
  for (let index = 0; index < frames; index++) {
    scroller.scrollTop += step
    const now = await frame()
    times.push(now - before)
    before = now
    // One frame later what was scrolled to must be there, from the top of the view to its bottom.
    const starts = [...document.querySelectorAll<HTMLElement>('p')].map((row) =>
      Number(row.dataset['start']),
    )
    const { scrollTop } = scroller
    rows = Math.max(rows, starts.length)
    if (Math.min(...starts) > scrollTop || Math.max(...starts) + rowHeight < scrollTop + viewport) {
      blank++
    }
  }
  scroller.scrollTop = scroller.scrollHeight
  for (let wait = 0; wait < 10; wait++) await frame()
  const shown = [...document.querySelectorAll('p')].at(-1)?.textContent ?? ''
  return { times, blank, rows, reachesEnd: shown.startsWith(`customer/${count - 1} `) }
}
