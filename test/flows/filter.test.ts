import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flowFilter, flowSort, getFlows, type FlowConditions } from '../../src/api.ts'
import { filtered } from '../../src/sandbox/filter.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { runs } from '../runs.ts'
import { clientOf } from '../support.tsx'

test('conditions become what the server reads', () => {
  expect(
    flowFilter({
      stage: 'running',
      userId: { not: 'u1' },
      templateId: { isSet: false },
      customFields: { team: ['sales', 'support'], note: { contains: 'a:b' }, size: 3 },
      isShared: true,
    }),
  ).toEqual([
    'stage:running',
    'userId:!u1',
    'templateId:!',
    'customFields.team:sales',
    'customFields.team:support',
    'customFields.note:~a:b',
    'customFields.size:3',
    'sharedWith:![]',
  ])
  expect(flowSort('mtime', 'descending')).toBe('mtime:-1')
})

test.each(['!x', '~x', '', '[]'])('a value that would be an operator is refused: %j', (value) => {
  expect(() => flowFilter({ stage: value })).toThrow(/reads it as an operator/)
  expect(() => flowFilter({ customFields: { team: { not: value } } })).toThrow(
    /reads it as an operator/,
  )
})

test('the server finds what they mean', async () => {
  const client = clientOf(createSandbox())
  const flows = await getFlows(client, {
    filter: flowFilter({ stage: 'running', customFields: { team: ['Sales', 'Support'] } }),
    sort: flowSort('name'),
  })
  expect(flows.length).toBeGreaterThan(3)
  for (const { stage, customFields } of flows) {
    expect(stage).toBe('running')
    expect(['Sales', 'Support']).toContain(customFields!['team'])
  }
  const names = flows.map(({ name }) => name!)
  expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)))
})

test.each(['a.b', 'a:b', '.', ':', '', 'customFields.team', '\ud83d'])(
  'a custom field is refused whose name the server would read as something else: %j',
  (name) => {
    expect(() => flowFilter({ customFields: { [name]: 'x' } })).toThrow(refusal)
  },
)

test.each<[string, unknown]>([
  ['no conditions', null],
  ['text', 'stage:running'],
  ['a list', [{ stage: 'running' }]],
  ['null', { stage: null }],
  ['NaN', { customFields: { size: NaN } }],
  ['null in a list', { stage: ['running', null] }],
  ['an object in a list', { stage: [{ not: 'running' }] }],
  ['a date', { customFields: { since: new Date(0) } }],
  ['half a character', { customFields: { team: '\ud83d' } }],
  ['an object without an operator', { stage: {} }],
  ['an unknown operator', { stage: { in: ['running'] } }],
  ['two operators', { stage: { not: 'running', contains: 'ing' } }],
  ['a list that must not be', { stage: { not: ['running', 'stopped'] } }],
  ['isSet: true', { templateId: { isSet: true } }],
  ['custom fields that are none', { customFields: null }],
  ['isShared: false', { isShared: false }],
  ['a field with a colon', { 'stage:running': 'x' }],
])('%s is refused', (_, conditions) => {
  expect(() => flowFilter(conditions as FlowConditions)).toThrow(refusal)
})

test.each([
  ['name', 'desc'],
  ['name', -1],
  ['name', null],
  ['a:b', 'ascending'],
  ['', 'ascending'],
  [undefined, 'ascending'],
])('flowSort refuses the field %j in the order %j', (field, order) => {
  expect(() => flowSort(field as 'name', order as 'ascending')).toThrow(refusal)
})

test('the server finds what was meant, whatever it is called, or it is refused', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('.', ':', '!', '~', '[', ']', ',', ' ', 'a') }),
  )
  fc.assert(
    fc.property(text, fc.oneof(text, fc.integer(), fc.boolean()), (name, value) => {
      const rows = [value, `${value}x`, undefined].map((own) => ({
        customFields: { [name]: own, 'another field': value },
      }))
      const found = (condition: unknown) => {
        const filter = filterOrRefusal({ customFields: { [name]: condition as never } })
        return filter === 'refused' ? filter : filtered(rows, filter)
      }
      expect(found([value])).toBeOneOf([[rows[0]], 'refused'])
      expect(found({ not: value })).toBeOneOf([[rows[1], rows[2]], 'refused'])
    }),
    runs(1_000),
  )
})

const refusal = expect.objectContaining({ name: 'AppmixerError', code: 'input' }) as Error

function filterOrRefusal(conditions: FlowConditions): string[] | 'refused' {
  try {
    return flowFilter(conditions)
  } catch (error) {
    expect(error).toMatchObject({ code: 'input' })
    return 'refused'
  }
}
