import { QueryClient } from '@tanstack/react-query'
import ky from 'ky'
import { compare } from '../harness/compare.mjs'
import { flows } from '../harness/data.mjs'
import { ratio } from '../harness/line.mjs'
import { appmixer } from '../harness/package.mjs'
import { median } from '../harness/statistics.mjs'

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
    const bareKy = ky.create({ fetch: options.fetch })
    const requestWithKy = {
      queryKey: ['request with ky'],
      queryFn: () => bareKy.get('http://bench.test/flows').arrayBuffer(),
      structuralSharing: false,
    }
    const read = {
      queryKey: ['read'],
      queryFn: async () => JSON.parse(new TextDecoder().decode(bytes)),
    }
    const calls = 20_000 / count
    const timeOf = async (/** @type {any} */ query) => {
      const start = performance.now()
      await queryClient.fetchQuery({ ...query, staleTime: 0 })
      return performance.now() - start
    }
    const poll = (/** @type {any} */ query) => medianOf(calls, () => timeOf(query))

    await queryClient.fetchQuery(ours)
    const before = queryClient.getQueryData(ours.queryKey)
    const comparison = await compare({
      ruler: () => poll(read),
      subjects: {
        // What is left when a bare request for the same bytes is subtracted; decoding them is in it, as in the ruler.
        ours: () => medianOf(calls, async () => (await timeOf(ours)) - (await timeOf(request))),
        beyondKy: () =>
          medianOf(calls, async () => (await timeOf(ours)) - (await timeOf(requestWithKy))),
        whole: () => poll(ours),
      },
      target: targets['ratio'] ?? 0,
      rounds: full ? 101 : 11,
      warmUp: 3,
    })
    const { beyondKy, whole } = comparison.ratios
    const note = `beyond bare ky ${beyondKy?.median.toFixed(2)} ×, request included ${whole?.median.toFixed(2)} ×`
    lines.push(ratio({ what: `${count} flows`, target: targets['ratio'], note }, comparison))
    if (queryClient.getQueryData(ours.queryKey) !== before) {
      throw new Error('An unchanged answer must stay the same object.')
    }
  }
  return lines
}

/**
 * The median of many calls: what one leaves behind is cleared away in the time of another, but seldom.
 *
 * @param {number} calls
 * @param {() => Promise<number>} measure
 */
async function medianOf(calls, measure) {
  // What the calls before left behind is theirs.
  globalThis.gc?.({ type: 'minor' })
  const times = []
  for (let call = 0; call < calls; call++) times.push(await measure())
  return median(times)
}
