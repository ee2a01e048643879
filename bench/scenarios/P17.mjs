import { QueryClient } from '@tanstack/react-query'
import { records } from '../harness/data.mjs'
import { exact } from '../harness/line.mjs'
import { appmixer, clientAnswering } from '../harness/package.mjs'

const count = 100_000
const pageSize = 100

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets }) {
  let page = 0
  const text = () => JSON.stringify(records(pageSize, page++ * pageSize))
  const held = await heldBy(async (queryClient) => {
    const client = clientAnswering(text)
    for (let offset = 0; offset < count; offset += pageSize) {
      const query = { storeId: '5f1b0000000000000000c0c0', limit: pageSize, offset }
      await queryClient.fetchQuery(appmixer.storeRecordsQueryOptions(client, query))
    }
  })
  page = 0
  const limit = await heldBy(async (queryClient) => {
    for (let offset = 0; offset < count; offset += pageSize) {
      const queryKey = ['records', offset]
      await queryClient.fetchQuery({ queryKey, queryFn: () => JSON.parse(text()) })
    }
  })
  return [
    exact({
      what: '1,000 pages of 100 in the cache, Node',
      measured: held / count,
      target: targets['bytesPerRecord'],
      unit: 'bytes a record',
      limit: limit / count,
    }),
  ]
}

/** @param {(queryClient: QueryClient) => Promise<void>} fill */
async function heldBy(fill) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
  const before = await heap()
  await fill(queryClient)
  const held = (await heap()) - before
  if (queryClient.getQueryCache().getAll().length === 0) throw new Error('Nothing was held.')
  queryClient.clear()
  return held
}

async function heap() {
  for (let turn = 0; turn < 4; turn++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return process.memoryUsage().heapUsed
}
