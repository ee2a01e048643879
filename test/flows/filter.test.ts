import { expect, test } from 'vitest'
import { flowFilter, flowSort, getFlows } from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
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
