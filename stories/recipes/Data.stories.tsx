import type { Meta, StoryObj } from '@storybook/react-vite'
import { useQueryClient, type QueryFunctionContext } from '@tanstack/react-query'
import {
  appmixerKeys,
  saveFile,
  useAppmixerKeys,
  useAppmixerQuery,
  useCreateFlow,
  useErrorMessage,
  useFlows,
  useStoreExport,
  useStoreImport,
  useStores,
  type AppmixerClient,
} from 'appmixer-react'
import { csvFormat } from 'appmixer-react/csv'
import { createFlowInputSchema } from 'appmixer-react/schemas'
import { useState, type FormEvent } from 'react'
import { expect } from 'storybook/test'
import * as z from 'zod/mini'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Data.stories.tsx?raw'

const meta: Meta = {
  title: 'Recipes/Data',
  tags: ['autodocs'],
  parameters: pageOf('Forms, endpoints of your own, the cache by hand, and files.'),
}

export default meta

type Story = StoryObj

const formSchema = z.extend(createFlowInputSchema, {
  name: z.string().check(z.minLength(3, 'At least three letters')),
})

function NewFlowForm() {
  const [problem, setProblem] = useState<string>()
  const createFlow = useCreateFlow()
  const errorMessage = useErrorMessage()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = Object.fromEntries(new FormData(event.currentTarget))
    const { success, data, error } = formSchema.safeParse(fields)
    setProblem(error?.issues[0]?.message)
    if (success) createFlow.mutate({ name: data.name })
  }

  return (
    <form onSubmit={submit}>
      <label>
        Name{' '}
        <input
          name="name"
          aria-invalid={problem !== undefined}
          aria-describedby={problem && 'name-problem'}
        />
      </label>
      <button disabled={createFlow.isPending}>Create</button>
      {problem && (
        <p role="alert" id="name-problem">
          {problem}
        </p>
      )}
      {createFlow.error && <p role="alert">{errorMessage(createFlow.error)}</p>}
      {createFlow.isSuccess && <p role="status">Created.</p>}
    </form>
  )
}

/** The same schemas that the package checks answers with, extended by your own rules. */
export const FormWithSchemas: Story = {
  name: 'A form with the schemas',
  ...shows({ NewFlowForm }, source),
  async play({ canvas, userEvent }) {
    const name = canvas.getByRole('textbox', { name: 'Name' })
    await userEvent.type(name, 'A')
    await userEvent.click(canvas.getByRole('button', { name: 'Create' }))
    await expect(await canvas.findByText('At least three letters')).toBeVisible()
    await userEvent.type(name, ' new flow')
    await userEvent.click(canvas.getByRole('button', { name: 'Create' }))
    await expect(await canvas.findByText('Created.')).toBeVisible()
  },
}

const filesSchema = z.array(z.looseObject({ fileId: z.string(), filename: z.string() }))

function filesQueryOptions(client: AppmixerClient, query: { limit: number }) {
  return {
    // Begun with `all`, the data leaves the cache with the session.
    queryKey: [...appmixerKeys(client).all, 'files', query],
    queryFn: ({ signal }: QueryFunctionContext) =>
      client.ky.get('files', { searchParams: query, signal }).json(filesSchema),
  }
}

function Files() {
  const { data: files = [], error } = useAppmixerQuery(filesQueryOptions, { limit: 20 })
  const errorMessage = useErrorMessage()
  if (error) return <p role="alert">{errorMessage(error)}</p>
  return (
    <ul>
      {files.map(({ fileId, filename }) => (
        <li key={fileId}>{filename}</li>
      ))}
    </ul>
  )
}

/** An endpoint without a hook, through the same ky: with the token and its renewal. A schema checks the answer. */
export const OwnEndpoint: Story = {
  name: 'An endpoint of your own with client.ky',
  ...shows({ Files }, source),
  async play({ canvas }) {
    await expect(await canvas.findByText('invoice-2041.txt')).toBeVisible()
  },
}

/** The answer does not fit the schema: it rejects with the code `schema`, and nothing half-read is shown. */
export const OwnEndpointDrifted: Story = {
  name: 'An endpoint of your own: another shape',
  tags: ['!autodocs'],
  ...shows({ Files }, source, {
    appmixer: { sandbox: { faults: [{ on: 'GET /files', body: [{ id: 1 }] }] } },
  }),
  async play({ canvas }) {
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
}

function ByHand() {
  const query = { limit: 3, sort: 'name:1' }
  const { data: flows = [] } = useFlows(query)
  const queryClient = useQueryClient()
  const keys = useAppmixerKeys()

  /** What another source says, a WebSocket of your own for example. The key knows the type of the data. */
  function hear(flowId: string, name: string) {
    queryClient.setQueryData(keys.flows.list(query), (before) =>
      before?.map((flow) => (flow.flowId === flowId ? { ...flow, name } : flow)),
    )
  }

  return (
    <ul>
      {flows.map(({ flowId, name }) => (
        <li key={flowId}>
          <span>{name}</span>
          <button
            aria-label={`Rename elsewhere: ${name}`}
            onClick={() => hear(flowId, `${name} (renamed elsewhere)`)}
          >
            Rename elsewhere
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Pending writes stay on top of what you set, and are rolled back to it. */
export const SetQueryData: Story = {
  name: 'setQueryData with the keys',
  ...shows({ ByHand }, source),
  async play({ canvas, userEvent }) {
    await userEvent.click((await canvas.findAllByRole('button'))[0]!)
    await expect(await canvas.findByText(/renamed elsewhere/)).toBeVisible()
  },
}

function Spreadsheet() {
  const { data: stores = [] } = useStores()
  const store = stores.find(({ name }) => name === 'Settings')
  return store && <SpreadsheetOf storeId={store.storeId} />
}

function SpreadsheetOf({ storeId }: { storeId: string }) {
  const storeExport = useStoreExport()
  const { plan, dryRun, run, isRunning, total, done, failed, resume, cancel } = useStoreImport()
  const errorMessage = useErrorMessage()
  const problem = storeExport.error ?? dryRun.error

  async function download() {
    const file = await storeExport.run({ storeId, name: 'settings', format: csvFormat })
    if (file) saveFile(file)
  }

  return (
    <>
      <div className="row">
        <button onClick={download} disabled={storeExport.isRunning}>
          Download
        </button>
        <input
          type="file"
          accept=".csv"
          aria-label="Upload"
          onChange={({ target: { files } }) => {
            if (files?.[0]) void dryRun.run({ storeId, file: files[0], format: csvFormat })
          }}
        />
      </div>
      {problem && <p role="alert">{errorMessage(problem)}</p>}
      {plan && (
        <button onClick={() => run()} disabled={isRunning}>
          Add {plan.counts.new}, change {plan.counts.changed}
        </button>
      )}
      {total > 0 && <p role="status">{`${done} of ${total} written`}</p>}
      {isRunning && <button onClick={cancel}>Stop</button>}
      {!isRunning && failed > 0 && <button onClick={resume}>Send {failed} again</button>}
    </>
  )
}

/** An import is a dry run first, which compares the file with the store and writes nothing. */
export const Csv: Story = {
  name: 'CSV: import and export',
  ...shows({ Spreadsheet }, source),
  async play({ canvas, userEvent }) {
    const text = 'key,value,type\nnew,1,number\ndiscount/max,0.3,number\n'
    await userEvent.upload(await canvas.findByLabelText('Upload'), new File([text], 'in.csv'))
    await userEvent.click(await canvas.findByRole('button', { name: 'Add 1, change 1' }))
    await expect(await canvas.findByText('2 of 2 written')).toBeVisible()
  },
}
