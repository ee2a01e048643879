import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { compare, timeOfAsync } from '../harness/compare.mjs'
import { records } from '../harness/data.mjs'
import { ratio } from '../harness/line.mjs'
import { appmixer, clientAnswering } from '../harness/package.mjs'

const pageSize = 100
const some = 5

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const early = table()
  const late = table()
  await early.reach(10)
  await late.reach(1_000)
  const comparison = await compare({
    ruler: () => early.next(10),
    subjects: { late: () => late.next(1_000) },
    target: targets['ratio'] ?? 0,
    rounds: full ? 101 : 21,
  })
  const { ruler, late: milliseconds } = comparison.milliseconds
  const note = `page 10 ${ruler?.toFixed(3)} ms, page 1,000 ${milliseconds?.toFixed(3)} ms`
  return [ratio({ what: 'fetchNextPage', target: targets['ratio'], note }, comparison)]
}

/** The records of a store, page by page. */
function table() {
  /** What was answered once, so that the server's work is not in the time. @type {Map<string, string>} */
  const made = new Map()
  const client = clientAnswering(({ search, searchParams }) => {
    const [limit, offset] = [Number(searchParams.get('limit')), Number(searchParams.get('offset'))]
    const text = made.get(search) ?? JSON.stringify(records(limit, offset))
    made.set(search, text)
    return text
  })
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
    for (let before = pages(); before < count; before++) {
      await observer.fetchNextPage()
      if (pages() !== before + 1) throw new Error(`The list ended after ${before} pages.`)
    }
  }

  return {
    reach,
    /**
     * Milliseconds for a page after `count` pages, as the mean of a few, which are removed again.
     *
     * @param {number} count
     */
    async next(count) {
      await reach(count)
      const time = await timeOfAsync(() => observer.fetchNextPage(), some)
      if (pages() !== count + some) throw new Error(`There are ${pages()} pages.`)
      queryClient.setQueryData(options.queryKey, (/** @type {any} */ data) => ({
        pages: data.pages.slice(0, count),
        pageParams: data.pageParams.slice(0, count),
      }))
      return time
    },
  }
}
