/** P5, P6: from mounting to committed data, and one poll that brings nothing new. */
import { compare } from '../harness/compare.mjs'
import { report, taskOf } from './report.ts'
import { mount, unmount, type Mounted, type Stack } from './stacks.tsx'

const { count, rounds, target } = taskOf<{
  count: number
  rounds: number
  target: { cold: number; poll: number }
}>()

async function cold(stack: Stack): Promise<number> {
  const start = performance.now()
  const mounted = await mount(stack, count)
  const time = performance.now() - start
  unmount(mounted)
  return time
}

async function poll({ queryClient }: Mounted): Promise<number> {
  const start = performance.now()
  await queryClient.refetchQueries()
  return performance.now() - start
}

await report(async () => {
  const mounted = {
    raw: await mount('raw', count),
    ours: await mount('ours', count),
    naive: await mount('naive', count),
    generated: await mount('generated', count),
  }
  return {
    cold: await compare({
      ruler: () => cold('raw'),
      subjects: {
        ours: () => cold('ours'),
        naive: () => cold('naive'),
        generated: () => cold('generated'),
      },
      target: target.cold,
      rounds,
    }),
    poll: await compare({
      ruler: () => poll(mounted.raw),
      subjects: {
        ours: () => poll(mounted.ours),
        naive: () => poll(mounted.naive),
        generated: () => poll(mounted.generated),
      },
      target: target.poll,
      rounds,
    }),
  }
})
