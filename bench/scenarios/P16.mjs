import { QueryClient } from '@tanstack/react-query'
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
    const request = {
      queryKey: ['request'],
      queryFn: async () => (await options.fetch()).arrayBuffer(),
      structuralSharing: false,
    }
    const read = {
      queryKey: ['read'],
      queryFn: async () => JSON.parse(new TextDecoder().decode(bytes)),
    }
    const times = 20_000 / count
    const poll = (/** @type {any} */ query, longer = 1) => {
      // What one leaves behind must not be cleared away in the time of the next.
      globalThis.gc?.({ type: 'minor' })
      return timeOfAsync(() => queryClient.fetchQuery({ ...query, staleTime: 0 }), times * longer)
    }

    await queryClient.fetchQuery(ours)
    const before = queryClient.getQueryData(ours.queryKey)
    const comparison = await compare({
      ruler: () => poll(read),
      subjects: {
        // What is left when a bare request for the same bytes is taken off; decoding them is in it, as in the ruler.
        // Both are short, and their difference is shorter.
        ours: async () => (await poll(ours, 4)) - (await poll(request, 4)),
        whole: () => poll(ours),
      },
      target: targets['ratio'] ?? 0,
      rounds: full ? 101 : 11,
      warmUp: 3,
    })
    const note = `request included ${comparison.ratios['whole']?.median.toFixed(2)} ×`
    lines.push(ratio({ what: `${count} flows`, target: targets['ratio'], note }, comparison))
    if (queryClient.getQueryData(ours.queryKey) !== before) {
      throw new Error('An unchanged answer must stay the same object.')
    }
  }
  return lines
}
