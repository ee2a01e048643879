/** In plain Node: a client reads the sandbox, and a hook renders on a server. */
import assert from 'node:assert/strict'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppmixerProvider, createAppmixerClient, flowsQueryOptions, useFlows } from 'appmixer-react'
import { createSandbox } from 'appmixer-react/sandbox'
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
