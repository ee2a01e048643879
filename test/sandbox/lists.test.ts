import { expect, it } from 'vitest'
import { createFlow, getFlow, getFlows, getFlowsCount, type FlowsQuery } from '../../src/index.ts'
import { ask, createWorld } from './support.ts'

/** Three flows of Ada's, and the names that a query finds. */
async function createThree() {
  const world = createWorld({ data: 'empty' })
  const { ada, clock } = world
  const rows = [
    { name: 'Zebra (alerts)', customFields: { team: 'ops', tags: ['a', 'b'], budget: 10 } },
    {
      name: 'apple',
      customFields: { team: 'sales' },
      sharedWith: [{ email: 'ben@acme.test', permissions: ['read'] }],
    },
    { name: 'Mango', customFields: { team: 'people', budget: 9 }, wizard: { fields: [1] } },
  ]
  for (const row of rows) {
    clock.advance(1_000)
    await createFlow(ada, row)
  }
  const names = async (query: FlowsQuery) => (await getFlows(ada, query)).map(({ name }) => name)
  return { ...world, names }
}

it('answers 100 rows unless told otherwise, and pages of them', async () => {
  const { ada } = createWorld({ data: 'large' })
  expect(await getFlowsCount(ada, {})).toBe(1_000)
  const first = await getFlows(ada, {})
  expect(first).toHaveLength(100)
  expect(await getFlows(ada, { offset: 98, limit: 5 })).toHaveLength(5)
  expect((await getFlows(ada, { offset: 98, limit: 2 }))[0]).toEqual(first[98])
  expect(await getFlows(ada, { offset: 999, limit: 5 })).toHaveLength(1)
})

it('sorts by text, by number and by several fields', async () => {
  const { names } = await createThree()
  expect(await names({ sort: 'name:1' })).toEqual(['Mango', 'Zebra (alerts)', 'apple'])
  expect(await names({ sort: 'mtime:-1' })).toEqual(['Mango', 'apple', 'Zebra (alerts)'])
  expect(await names({ sort: 'customFields.budget:-1' })).toEqual([
    'Zebra (alerts)',
    'Mango',
    'apple',
  ])
  expect(await names({ sort: 'stage:1,name:-1' })).toEqual(['apple', 'Zebra (alerts)', 'Mango'])
})

it('sends the wanted fields, and always the id', async () => {
  const { ada } = await createThree()
  const [left] = await getFlows(ada, { projection: '-flow,-customFields' })
  expect(left).toHaveProperty('name')
  expect(left).not.toHaveProperty('flow')
  const [only] = await getFlows(ada, { projection: 'name,stage' })
  expect(Object.keys(only!).toSorted()).toEqual(['flowId', 'name', 'stage'])
  const one = await getFlow(ada, { flowId: only!.flowId, projection: 'name' })
  expect(Object.keys(one).toSorted()).toEqual(['flowId', 'name'])
})

it('finds names and ids by a regular expression in any case', async () => {
  const { names, sandbox } = await createThree()
  expect(await names({ pattern: 'APP' })).toEqual(['apple'])
  expect(await names({ pattern: '^m.*o$' })).toEqual(['Mango'])
  expect(await names({ pattern: sandbox.database.flows[2]!.flowId })).toEqual(['Mango'])
  const invalid = { status: 400, body: { message: 'Regular expression is invalid: (' } }
  expect(await ask(sandbox, 'GET /flows?pattern=(', { as: 'ada@acme.test' })).toMatchObject(invalid)
})

it('finds a part of the text with escapePattern=true', async () => {
  const { sandbox } = await createThree()
  const found = async (pattern: string) => {
    const query = `pattern=${encodeURIComponent(pattern)}&escapePattern=true`
    const { body: flows } = await ask(sandbox, `GET /flows?${query}`, { as: 'ada@acme.test' })
    const { body } = await ask(sandbox, `GET /flows/count?${query}`, { as: 'ada@acme.test' })
    expect(body).toEqual({ count: flows.length })
    return flows.map(({ name }: { name: string }) => name)
  }
  expect(await found('(alerts)')).toEqual(['Zebra (alerts)'])
  expect(await found('(ALERTS')).toEqual(['Zebra (alerts)'])
  expect(await found('.*')).toEqual([])
})

it.each<[FlowsQuery['filter'], string[]]>([
  ['name:apple', ['apple']],
  ['customFields.team:ops', ['Zebra (alerts)']],
  ['customFields.budget:9', ['Mango']],
  ['customFields.tags:b', ['Zebra (alerts)']],
  ['customFields.team:!ops', ['apple', 'Mango']],
  ['sharedWith:![]', ['apple']],
  ['sharedWith:[]', ['Zebra (alerts)', 'Mango']],
  ['sharedWith.0.email:ben@acme.test', ['apple']],
  ['sharedWith.email:ben@acme.test', ['apple']],
  ['wizard.fields:!', ['Zebra (alerts)', 'apple']],
  ['name:~an', ['Mango']],
  ['name:!~an', ['Zebra (alerts)', 'apple']],
  [
    ['customFields.team:ops', 'customFields.team:sales'],
    ['Zebra (alerts)', 'apple'],
  ],
  [['customFields.team:!ops', 'customFields.team:!sales'], ['Mango']],
  [['stage:stopped', 'name:apple'], ['apple']],
  [['stage:running', 'name:apple'], []],
  ['constructor:x', []],
  ['wizard', ['Mango']],
  ['customFields.tags', ['Zebra (alerts)']],
  ['constructor', []],
  [['sharedWith', 'sharedWith:![]'], ['apple']],
  [['customFields.budget', 'customFields.budget:!9'], ['Zebra (alerts)']],
])('filters by %s', async (filter, expected) => {
  const { ada, names } = await createThree()
  expect(await names({ filter })).toEqual(expected)
  expect(await getFlowsCount(ada, { filter })).toBe(expected.length)
})

it('takes arrays in both spellings', async () => {
  const { sandbox } = await createThree()
  const as = 'ada@acme.test'
  for (const name of ['filter', 'filter[]']) {
    const query = `${name}=customFields.team:ops&${name}=customFields.team:sales`
    expect((await ask(sandbox, `GET /flows?${query}`, { as })).body).toHaveLength(2)
  }
  expect((await ask(sandbox, 'GET /flows?filter[]=name:apple', { as })).body).toHaveLength(1)
})

it.each(['limit=x', 'limit=-1', 'offset=-1', 'sort=name', 'filter=:name', 'filter='])(
  'refuses ?%s',
  async (query) => {
    const { sandbox } = createWorld()
    const answer = await ask(sandbox, `GET /flows?${query}`, { as: 'ada@acme.test' })
    expect(answer).toMatchObject({ status: 400, body: { statusCode: 400, error: 'Bad Request' } })
  },
)
