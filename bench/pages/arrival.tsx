/** P20: what is ours of the work when 10,000 flows arrive: from parsed to committed. */
import { report, taskOf } from './report.ts'
import { mount, unmount, type Stack } from './stacks.tsx'

const { count, rounds } = taskOf<{ count: number; rounds: number }>()

let parsed = 0
const parse = JSON.parse
JSON.parse = (...input) => {
  const value: unknown = parse(...input)
  parsed = performance.now()
  return value
}

/** Milliseconds for the first answer, and for a second one in which every hundredth flow is another. */
async function arrive(stack: Stack): Promise<{ first: number; next: number }> {
  const mounted = await mount(stack, count, 'changing')
  const first = performance.now() - parsed
  await mounted.queryClient.refetchQueries()
  const next = performance.now() - parsed
  unmount(mounted)
  return { first, next }
}

await report(async () => {
  const arrivals = []
  await arrive('ours')
  for (let round = 0; round < rounds; round++) arrivals.push(await arrive('ours'))
  return { first: arrivals.map(({ first }) => first), next: arrivals.map(({ next }) => next) }
})
