import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { compare, timeOfAsync } from '../harness/compare.mjs'
import { records } from '../harness/data.mjs'
import { ratio, skipped } from '../harness/line.mjs'
import { appmixer, clientAnswering } from '../harness/package.mjs'

const pageSize = 100

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  if (!appmixer.storeRecordsInfiniteQueryOptions) {
    return [skipped('fetchNextPage', 'The package has no endless records.')]
  }
  if (!full) return [skipped('fetchNextPage', 'only in bench:full: a thousand pages take minutes')]
  const early = table()
  const late = table()
  await early.reach(10)
  await late.reach(1_000)
  const comparison = await compare({
    ruler: () => early.next(10),
    subjects: { late: () => late.next(1_000) },
    target: targets['ratio'] ?? 0,
    rounds: full ? 101 : 31,
  })
  const { ruler, late: milliseconds } = comparison.milliseconds
  const note = `page 10 ${ruler?.toFixed(3)} ms, page 1,000 ${milliseconds?.toFixed(3)} ms`
  return [ratio({ what: 'fetchNextPage', target: targets['ratio'], note }, comparison)]
}

/** The records of a store, as somebody scrolls through them. */
function table() {
  let asked = 0
  const client = clientAnswering(() => JSON.stringify(records(pageSize, asked++ * pageSize)))
  const queryClient = new QueryClient()
  const options = appmixer.storeRecordsInfiniteQueryOptions(client, {
    storeId: 's',
    limit: pageSize,
  })
  const observer = new InfiniteQueryObserver(queryClient, { ...options, staleTime: Infinity })
  observer.subscribe(() => {})
  const pages = () => {
    /** @type {{ pages: unknown[] } | undefined} */
    const data = queryClient.getQueryData(options.queryKey)
    return data?.pages.length ?? 0
  }

  /** @param {number} count */
  async function reach(count) {
    while (pages() < count) await observer.fetchNextPage()
  }

  return {
    reach,
    /**
     * Milliseconds for the page after `count` pages, which is taken away again.
     *
     * @param {number} count
     */
    async next(count) {
      await reach(count)
      const time = await timeOfAsync(() => observer.fetchNextPage())
      if (pages() !== count + 1) throw new Error(`There are ${pages()} pages, not ${count + 1}.`)
      queryClient.setQueryData(options.queryKey, (/** @type {any} */ data) => ({
        pages: data.pages.slice(0, count),
        pageParams: data.pageParams.slice(0, count),
      }))
      return time
    },
  }
}
