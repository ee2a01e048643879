import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import * as z from 'zod/mini'
import {
  createFlow,
  getAccounts,
  getCharts,
  getFlow,
  getFlows,
  getLogs,
  getPeopleTasks,
  getStoreRecords,
  getStores,
  getUsage,
  getUser,
  type Flow,
} from '../src/index.ts'
import { createSandbox } from '../src/sandbox/index.ts'
import * as schemas from '../src/schemas.ts'
import { connect, json } from './client/wire.ts'
import { clientOf } from './support.tsx'

it('there is a schema for every type of an answer or input', () => {
  const source = join(import.meta.dirname, '../src')
  const entries = ['index.ts', 'api.ts'].map((file) => readFileSync(join(source, file), 'utf8'))
  const lists = [
    ...entries.join('\n').matchAll(/^export type \{([^}]*)\} from '\.\/[\w-]+\/types\.ts'/gm),
  ]
  const types = lists.flatMap(([, names]) => names!.match(/\w+/g) ?? [])
  expect(types.length).toBeGreaterThan(50)
  const named = types.map((type) => `${type.charAt(0).toLowerCase()}${type.slice(1)}Schema`)
  const own = named.concat('customFieldsSchema')
  expect(Object.keys(schemas).toSorted()).toEqual(own.toSorted())
})

test('the schemas parse what the server answers, and keep what they do not know', async () => {
  const client = clientOf(createSandbox())
  const [store] = await getStores(client)
  const { storeId } = store!
  const answers: [z.ZodMiniType, unknown][] = [
    [z.array(schemas.flowSchema), await getFlows(client, {})],
    [z.array(schemas.peopleTaskSchema), await getPeopleTasks(client, {})],
    [schemas.storeSchema, store],
    [z.array(schemas.storeRecordSchema), await getStoreRecords(client, { storeId })],
    [z.array(schemas.accountSchema), await getAccounts(client, {})],
    [z.array(schemas.chartSchema), await getCharts(client, {})],
    [schemas.logsPageSchema, await getLogs(client, {})],
    [schemas.usageSchema, await getUsage(client, {})],
    [schemas.userSchema, await getUser(client)],
  ]
  for (const [schema, answer] of answers) expect(schema.parse(answer)).toEqual(answer)
})

test('a field of a newer server is read with a schema that extends ours', async () => {
  const { client } = connect(() => json({ flowId: 'a', description: null, runs: 7 }))
  const flow: Flow = await getFlow(client, { flowId: 'a' })
  const ownSchema = z.extend(schemas.flowSchema, { runs: z.optional(z.number()) })
  expect(ownSchema.parse(flow).runs).toBe(7)
  expect((flow as Flow & { runs?: number }).runs).toBe(7)
})

describe('a form', () => {
  const formSchema = z.extend(schemas.createFlowInputSchema, {
    name: z.string().check(z.minLength(3, 'Three letters at least')),
  })

  test('names the fields that do not fit', () => {
    const { error } = formSchema.safeParse({ name: 'ab', description: 7 })
    expect(z.flattenError(error!).fieldErrors).toEqual({
      name: ['Three letters at least'],
      description: [expect.any(String)],
    })
  })

  test('is checked through Standard Schema, as form libraries do it', async () => {
    const result = await formSchema['~standard'].validate({ name: 'ab' })
    expect(result.issues).toMatchObject([{ path: ['name'], message: 'Three letters at least' }])
  })

  test('sends what was parsed', async () => {
    const client = clientOf(createSandbox())
    const input = formSchema.parse({ name: 'From a form', customFields: { team: 'sales' } })
    const { flowId } = await createFlow(client, input)
    expect(await getFlow(client, { flowId })).toMatchObject(input)
  })
})
