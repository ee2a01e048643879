/** In plain Node: a client reads the sandbox, and a hook renders on a server. */
import assert from 'node:assert/strict'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  AppmixerProvider,
  createAppmixerClient,
  flowQueryOptions,
  flowsInfiniteQueryOptions,
  flowsQueryOptions,
  useFlows,
} from 'appmixer-react'
import { createSandbox } from 'appmixer-react/sandbox'
import { createTestAppmixer } from 'appmixer-react/testing'
import { createElement as h } from 'react'
import { renderToString } from 'react-dom/server'

const sandbox = createSandbox()
const session = {
  baseUrl: 'https://appmixer.test',
  token: sandbox.tokenFor('ada@acme.test'),
  fetch: sandbox.fetch,
}
const queryClient = new QueryClient()

const flows = await queryClient.fetchQuery(flowsQueryOptions(createAppmixerClient(session)))
assert.ok(flows.length > 0)

function Names() {
  return useFlows()
    .data?.map((flow) => flow.name)
    .join()
}
const html = renderToString(
  h(QueryClientProvider, { client: queryClient }, h(AppmixerProvider, session, h(Names))),
)
assert.ok(html.includes(flows[0].name))

// The oldest TanStack Query that is supported throws at such fields when it shares the data of two polls.
let polls = 0
const odd = createAppmixerClient({
  ...session,
  fetch: async (input, init) => {
    const { url } = new Request(input, init)
    const customFields = {
      constructor: null,
      prototype: { constructor: { prototype: { hasOwnProperty: 1 } } },
      poll: ++polls,
    }
    const flow = { flowId: 'odd', constructor: null, customFields }
    return Response.json(new URL(url).pathname === '/flows' ? [flow] : flow)
  },
})
const reads = [
  flowQueryOptions(odd, { flowId: 'odd' }),
  flowsQueryOptions(odd, { limit: 7 }),
  flowsInfiniteQueryOptions(odd, {}),
]
for (const [index, options] of reads.entries()) {
  const read = () =>
    index === 2 ? queryClient.fetchInfiniteQuery(options) : queryClient.fetchQuery(options)
  const first = await read()
  const second = await read()
  assert.notDeepEqual(first, second)
  assert.ok(JSON.stringify(second).includes(`"poll":${polls}`))
}

// A test needs no DOM to prepare an app.
const app = createTestAppmixer()
app.addFlow({ name: 'Invoices' })
await app.queryClient.fetchQuery(flowsQueryOptions(app.client))
assert.equal(renderToString(h(app.wrapper, null, h(Names))), 'Invoices')
assert.equal(app.lastRequest('getFlows').status, 200)
