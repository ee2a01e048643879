/** With zod installed: the schemas parse what the sandbox answers, are extended, and check a form. */
import { createAppmixerClient, createFlow, getFlow, getFlows } from 'appmixer-react'
import { createFlowInputSchema, flowSchema, userSchema } from 'appmixer-react/schemas'
import { createSandbox } from 'appmixer-react/sandbox'
import { z as classic } from 'zod'
import * as z from 'zod/mini'

const sandbox = createSandbox()
const client = createAppmixerClient({
  baseUrl: 'https://appmixer.test',
  token: sandbox.tokenFor('ada@acme.test'),
  fetch: sandbox.fetch,
})

const flows = z.array(flowSchema).parse(await getFlows(client, {}))
check(flows.length > 0)

const formSchema = z.extend(createFlowInputSchema, { name: z.string().check(z.minLength(3)) })
check(!formSchema.safeParse({ name: 'ab' }).success)
const { flowId } = await createFlow(client, formSchema.parse({ name: 'From a form' }))

const ownSchema = z.extend(flowSchema, { runs: z.optional(z.number()) })
const own = ownSchema.parse({ ...(await getFlow(client, { flowId })), runs: 3, description: null })
check(own.runs === 3)

const pairSchema = classic.object({ flow: flowSchema, owner: userSchema })
const pair = pairSchema.parse({ flow: own, owner: { id: own.userId, plan: null } })
check(pair.flow.name?.toUpperCase() === 'FROM A FORM')

/** @param {boolean} holds */
function check(holds) {
  if (!holds) throw new Error('The schemas do not work with this zod.')
}
