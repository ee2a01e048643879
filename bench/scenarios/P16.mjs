import { QueryClient } from '@tanstack/react-query'
import { compare, timeOfAsync } from '../harness/compare.mjs'
import { flows } from '../harness/data.mjs'
import { ratio } from '../harness/line.mjs'
import { appmixer, clientAnswering, json } from '../harness/package.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const lines = []
  for (const count of [1_000, 10_000]) {
    const text = JSON.stringify(flows(count))
    const queryClient = new QueryClient()
    const ours = appmixer.flowsQueryOptions(clientAnswering(() => text))
    const raw = { queryKey: ['flows'], queryFn: async () => JSON.parse(await json(text).text()) }
    const poll = (/** @type {any} */ options) =>
      timeOfAsync(
        () => queryClient.fetchQuery({ ...options, staleTime: 0 }),
        count === 1_000 ? 4 : 1,
      )
    await queryClient.fetchQuery(ours)
    const before = queryClient.getQueryData(ours.queryKey)
    lines.push(
      ratio(
        { what: `${count} flows, request included`, target: targets['ratio'] },
        await compare({
          ruler: () => poll(raw),
          subjects: { ours: () => poll(ours) },
          target: targets['ratio'] ?? 0,
          rounds: (full ? 201 : 41) / (count / 1_000) ** 0.5,
          warmUp: 10,
        }),
      ),
    )
    if (queryClient.getQueryData(ours.queryKey) !== before) {
      throw new Error('An unchanged answer must stay the same object.')
    }
  }
  return lines
}
