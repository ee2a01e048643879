import { QueryClient } from '@tanstack/react-query'
import ky from 'ky'
import { compare, timeOfAsync } from '../harness/compare.mjs'
import { flows } from '../harness/data.mjs'
import { ratio } from '../harness/line.mjs'
import { appmixer } from '../harness/package.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const lines = []
  for (const count of [1_000, 10_000]) {
    const text = JSON.stringify(flows(count))
    const bytes = new TextEncoder().encode(text)
    const options = {
      fetch: async () => new Response(bytes, { headers: { 'content-type': 'application/json' } }),
    }
    const queryClient = new QueryClient()
    const ours = appmixer.flowsQueryOptions(
      appmixer.createAppmixerClient({ baseUrl: 'http://bench.test', token: 'token', ...options }),
    )
    const bare = ky.create({ prefix: 'http://bench.test', ...options })
    const request = {
      queryKey: ['request'],
      queryFn: () => bare.get('flows').arrayBuffer(),
      structuralSharing: false,
    }
    const read = {
      queryKey: ['read'],
      queryFn: async () => JSON.parse(new TextDecoder().decode(bytes)),
    }
    const times = count === 1_000 ? 4 : 1
    const poll = (/** @type {any} */ query) =>
      timeOfAsync(() => queryClient.fetchQuery({ ...query, staleTime: 0 }), times)

    await queryClient.fetchQuery(ours)
    const before = queryClient.getQueryData(ours.queryKey)
    const comparison = await compare({
      ruler: () => poll(read),
      subjects: {
        // What is left when a bare request for the same bytes is taken off; decoding them is in it, as in the ruler.
        ours: async () => (await poll(ours)) - (await poll(request)),
        whole: () => poll(ours),
      },
      target: targets['ratio'] ?? 0,
      rounds: (full ? 201 : 41) / (count / 1_000) ** 0.5,
      warmUp: 10,
    })
    const note = `request included ${comparison.ratios['whole']?.median.toFixed(2)} ×`
    lines.push(ratio({ what: `${count} flows`, target: targets['ratio'], note }, comparison))
    if (queryClient.getQueryData(ours.queryKey) !== before) {
      throw new Error('An unchanged answer must stay the same object.')
    }
  }
  return lines
}
