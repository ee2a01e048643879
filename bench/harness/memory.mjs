/** P17: what a cache with the records of a store holds. The same in Node and in a page, so it imports nothing of either. */
import { QueryClient } from '@tanstack/react-query'
import { records } from './data.mjs'

const pageSize = 100
const storeId = '5f1b0000000000000000c0c0'

/**
 * Bytes for each record, by the package and by `JSON.parse` alone.
 *
 * @param {object} where
 * @param {any} where.appmixer the package
 * @param {() => Promise<number>} where.heap bytes in use, without garbage
 * @param {number} where.count of records
 * @returns {Promise<{ ours: number, limit: number }>}
 */
export async function bytesPerRecord({ appmixer, heap, count }) {
  const client = appmixer.createAppmixerClient({
    baseUrl: 'http://bench.test',
    token: 'token',
    fetch: async (/** @type {string | Request} */ request) => {
      const { searchParams } = new URL(request instanceof Request ? request.url : request)
      return new Response(textAt(Number(searchParams.get('offset'))))
    },
  })
  const ours = await heldBy(count, heap, (offset) =>
    appmixer.storeRecordsQueryOptions(client, { storeId, limit: pageSize, offset }),
  )
  const limit = await heldBy(count, heap, (offset) => ({
    queryKey: ['records', offset],
    queryFn: () => JSON.parse(textAt(offset)),
  }))
  return { ours: ours / count, limit: limit / count }
}

/**
 * What a full cache holds, without the code that is loaded and compiled to fill one: that was so with the first.
 *
 * @param {number} count
 * @param {() => Promise<number>} heap
 * @param {(offset: number) => any} optionsAt
 */
async function heldBy(count, heap, optionsAt) {
  const fill = async (/** @type {number} */ end) => {
    const queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
    for (let offset = 0; offset < end; offset += pageSize) {
      await queryClient.fetchQuery(optionsAt(offset))
    }
    return queryClient
  }
  const first = await fill(count / 2)
  first.clear()
  const before = await heap()
  const full = await fill(count)
  const held = (await heap()) - before
  const pages = full.getQueryCache().getAll().length
  if (pages !== count / pageSize) throw new Error(`${pages} pages are held.`)
  full.clear()
  return held
}

/** @param {number} offset */
function textAt(offset) {
  return JSON.stringify(records(pageSize, offset))
}
