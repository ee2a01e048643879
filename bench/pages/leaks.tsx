/** P24: what is left of 10,000 mounts and unmounts, half of them before the answer came. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppmixerProvider, FlowList, useFlow, useStartFlow } from 'appmixer-react'
import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { flows } from '../harness/data.mjs'
import { heap } from './heap.ts'
import { report, taskOf } from './report.ts'

const { mounts } = taskOf<{ mounts: number }>()

/** Listeners that were added and not removed, timers that neither fired nor were cleared. */
const live = { listeners: new Set<string>(), timers: new Set<number>() }
const numbers = new WeakMap<object, number>()
let last = 0

function numberOf(object: object): number {
  const known = numbers.get(object) ?? ++last
  numbers.set(object, known)
  return known
}

function watch(): void {
  const { addEventListener, removeEventListener } = EventTarget.prototype
  const nameOf = (target: object, type: string, listener: object) =>
    `${target.constructor.name} ${type} ${numberOf(target)} ${numberOf(listener)}`
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const passes = this instanceof AbortSignal || this === window || this === document
    if (passes && listener) live.listeners.add(nameOf(this, type, listener))
    addEventListener.call(this, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (listener) live.listeners.delete(nameOf(this, type, listener))
    removeEventListener.call(this, type, listener, options)
  }
  const { setTimeout: set, clearTimeout: clear } = window
  const started = (
    callback: (...input: unknown[]) => void,
    delay?: number,
    ...input: unknown[]
  ) => {
    const timer: number = set(() => {
      live.timers.delete(timer)
      callback(...input)
    }, delay)
    live.timers.add(timer)
    return timer
  }
  window.setTimeout = started as typeof setTimeout
  window.clearTimeout = (timer) => {
    live.timers.delete(timer as number)
    clear(timer)
  }
}

function Screen(): ReactNode {
  const { data: flow } = useFlow('one')
  const startFlow = useStartFlow()
  return (
    <FlowList.Root pageSize={5}>
      <button onClick={() => startFlow.mutate({ flowId: 'one' })}>{flow?.name}</button>
      <FlowList.Items>
        <FlowList.Name />
        <FlowList.Toggle />
      </FlowList.Items>
    </FlowList.Root>
  )
}

const answers = JSON.stringify(flows(5))

const answering: typeof fetch = async (input, init) => {
  const { url, signal } = new Request(input, init)
  await new Promise((resolve) => setTimeout(resolve))
  signal.throwIfAborted()
  if (url.includes('count')) return Response.json({ count: 5 })
  return new Response(url.includes('/one') ? '{"flowId":"one"}' : answers)
}

async function cycle(times: number): Promise<void> {
  const queryClient = new QueryClient()
  const root = createRoot(document.querySelector('#root')!)
  const app = (screen: ReactNode) => (
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider
        baseUrl="https://bench.test"
        token="token"
        userKey="bench"
        fetch={answering}
      >
        {screen}
      </AppmixerProvider>
    </QueryClientProvider>
  )
  for (let count = 0; count < times; count++) {
    flushSync(() => root.render(app(<Screen key={count} />)))
    if (count % 2 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  flushSync(() => root.render(app(null)))
  await new Promise((resolve) => setTimeout(resolve, 50))
  root.unmount()
  queryClient.clear()
  await new Promise((resolve) => setTimeout(resolve, 50))
}

await report(async () => {
  await cycle(500)
  watch()
  const before = await heap()
  await cycle(mounts)
  const grown = (await heap()) - before
  return { grown, listeners: [...live.listeners], timers: live.timers.size }
})
