/**
 * How requests, renders, time and memory grow from 20 to 100,000 flows: `node --expose-gc bench/scale.mjs` measures and
 * draws bench/scale.svg. Wants a built dist/.
 */
import { writeFileSync } from 'node:fs'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { timeOfAsync } from './harness/compare.mjs'
import { flows } from './harness/data.mjs'
import { appmixer, clientAnswering, json } from './harness/package.mjs'
import { bench } from './harness/paths.mjs'
import { plot } from './harness/plot.mjs'
import { median } from './harness/statistics.mjs'

const repeats = 7
const counts = [20, 100, 1_000, 10_000, 100_000]

/** @type {Record<string, number[]>} */
const measured = {}

/**
 * @param {string} name
 * @param {number} value
 */
const note = (name, value) => (measured[name] ??= []).push(value)

await bytesPerFlow(1_000)
for (const count of counts) {
  note('memory: bytes per flow', await bytesPerFlow(count))
}

for (const count of counts) {
  const texts = [0, 1].map((turn) =>
    JSON.stringify(
      flows(count).map((flow, index) =>
        turn && index === 0 ? { ...flow, name: 'Another' } : flow,
      ),
    ),
  )
  let [requests, turn] = [0, 0]
  const answer = () => {
    requests++
    return texts[turn] ?? ''
  }
  const ours = await watch(appmixer.flowsQueryOptions(clientAnswering(answer)))
  const raw = await watch({
    queryKey: ['raw'],
    queryFn: async () => JSON.parse(await json(answer()).text()),
  })
  requests = 0
  ours.renders = 0
  note('time: unchanged poll, ms', await repeated(() => ours.poll()))
  note('renders: unchanged poll', ours.renders)
  note('requests: one poll', requests / repeats)
  note('time: unchanged poll of raw fetch, ms', await repeated(() => raw.poll()))
  const changing = async () => {
    turn = 1 - turn
    await ours.poll()
  }
  ours.renders = 0
  note('time: poll with one change, ms', await repeated(changing))
  note('renders: poll with one change', ours.renders / repeats)
}

console.log(counts.join('\t'))
for (const [name, values] of Object.entries(measured)) {
  console.log(`${name}\t${values.map((value) => Number(value.toPrecision(3))).join('\t')}`)
}
writeFileSync(`${bench}scale.svg`, plot(counts, measured))

/**
 * One short list is too little to weigh, so there are many. The first time, what is loaded and compiled is in it.
 *
 * @param {number} count
 */
async function bytesPerFlow(count) {
  const copies = Math.ceil(20_000 / count)
  const client = clientAnswering(() => JSON.stringify(flows(count)))
  const before = await heap()
  const held = []
  for (let copy = 0; copy < copies; copy++) {
    held.push(await watch(appmixer.flowsQueryOptions(client)))
  }
  return ((await heap()) - before) / (held.length * count)
}

/** @param {any} options */
async function watch(options) {
  const queryClient = new QueryClient()
  const observer = new QueryObserver(queryClient, { ...options, notifyOnChangeProps: ['data'] })
  const watched = { renders: 0, poll: () => observer.refetch() }
  observer.subscribe(() => watched.renders++)
  await observer.refetch()
  return watched
}

/** @param {() => Promise<unknown>} work */
async function repeated(work) {
  const times = []
  for (let count = 0; count < repeats; count++) times.push(await timeOfAsync(work))
  return median(times)
}

async function heap() {
  for (let count = 0; count < 3; count++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return process.memoryUsage().heapUsed
}
