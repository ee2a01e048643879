/** P17: the memory of a cache with the records of a store. It runs in Node and in a page, so it imports nothing of either. */
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
  const ours = await memoryOf(count, heap, (offset) =>
    appmixer.storeRecordsQueryOptions(client, { storeId, limit: pageSize, offset }),
  )
  const limit = await memoryOf(count, heap, (offset) => ({
    queryKey: ['records', offset],
    queryFn: () => JSON.parse(textAt(offset)),
  }))
  return { ours: ours / count, limit: limit / count }
}

/**
 * The memory of a full cache. A first one is filled before, so that loading and compiling code does not count.
 *
 * @param {number} count
 * @param {() => Promise<number>} heap
 * @param {(offset: number) => any} optionsAt
 */
async function memoryOf(count, heap, optionsAt) {
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
  const used = (await heap()) - before
  const pages = full.getQueryCache().getAll().length
  if (pages !== count / pageSize) throw new Error(`${pages} pages are in the cache.`)
  full.clear()
  return used
}

/** @param {number} offset */
function textAt(offset) {
  return JSON.stringify(records(pageSize, offset))
}
