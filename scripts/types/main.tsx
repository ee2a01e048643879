/** Every entry, and the types that an application meets first. */
import { AppmixerProvider, FlowList, useAppmixerKeys, useFlows, useStartFlow } from 'appmixer-react'
import { createAppmixerApi, createAppmixerClient, type Flow, type Store } from 'appmixer-react/api'
import { csvFormat } from 'appmixer-react/csv'
import { createSandbox } from 'appmixer-react/sandbox'
import * as schemas from 'appmixer-react/schemas'
import { VirtualItems } from 'appmixer-react/virtual'
import 'appmixer-react/starter.css'
import { useQueryClient } from '@tanstack/react-query'

declare module 'appmixer-react' {
  interface AppmixerRegister {
    customFields: { team: string }
  }
}

const sandbox = createSandbox()
const connection = { baseUrl: 'https://appmixer.test', fetch: sandbox.fetch }

// What a schema parses has the declared custom fields, too.
export const parsed: Flow = schemas.flowSchema.parse({ flowId: 'f' })
export const team: string | undefined = schemas.createFlowInputSchema.parse({ name: 'New' })
  .customFields?.team

export function Names() {
  const { data: flows = [] } = useFlows({ limit: 20 }, { select: (all) => all.slice(1) })
  const startFlow = useStartFlow({ onError: (error) => console.warn(error.code, error.reason) })
  const [first] = flows
  const keys = useAppmixerKeys()
  const cached = useQueryClient().getQueryData(keys.flows.list({ limit: 20 }))
  const name: string | null | undefined = cached?.[0]?.name
  // @ts-expect-error -- the declared custom fields are the only ones
  const colour = first?.customFields?.colour
  const start = () => first && startFlow.mutate({ flowId: first.flowId })
  return (
    <button title={String(colour)} onClick={start}>
      {name} {first?.customFields?.team.toUpperCase()}
    </button>
  )
}

export const app = (
  <AppmixerProvider {...connection} token={sandbox.tokenFor('ada@acme.test')}>
    <FlowList.Root>
      <Names />
    </FlowList.Root>
  </AppmixerProvider>
)

export const store: Store = schemas.storeSchema.parse({ storeId: '1' })
export const nameOf = ({ name }: Flow): string => name ?? 'Unnamed'
export const api = createAppmixerApi(createAppmixerClient(connection))
export const others = [csvFormat, VirtualItems]
