import { describe, expect, it } from 'vitest'
import { can, type Flow, type FlowAction } from '../../src/index.ts'

const me = { id: 'me', email: 'me@acme.test', scope: ['user'] }
const actions: FlowAction[] = ['read', 'start', 'stop', 'update', 'delete', 'share']
const allowed = (flow: Flow, user: Parameters<typeof can>[2] = me) =>
  actions.filter((action) => can(flow, action, user))

function sharedWith(...sharedWith: NonNullable<Flow['sharedWith']>): Flow {
  return { flowId: '1', userId: 'other', sharedWith }
}

describe('what a user may do with a flow (X-17)', () => {
  it('everything with their own, shared or not, and where the server names no owner', () => {
    const share = { email: 'other@acme.test', permissions: ['read' as const] }
    expect(allowed({ flowId: '1', userId: 'me', sharedWith: [share] })).toEqual(actions)
    expect(allowed({ flowId: '1' })).toEqual(actions)
  })

  it('everything as an admin', () => {
    expect(allowed(sharedWith(), { id: 'me', scope: ['user', 'admin'] })).toEqual(actions)
  })

  it.each([
    ['an e-mail address', { email: 'Me@acme.test' }],
    ['a domain', { domain: 'acme.test' }],
    ['a scope', { scope: 'user' }],
    ['an id', { userId: 'me' }],
  ])('what it is shared for with %s', (_, who) => {
    expect(allowed(sharedWith({ ...who, permissions: ['read', 'start'] }))).toEqual([
      'read',
      'start',
    ])
  })

  it('nothing that it is shared for with others', () => {
    expect(allowed(sharedWith({ domain: 'cme.test', permissions: ['start'] }))).toEqual([])
  })

  it('start and stop come with edit; deleting and sharing never do', () => {
    const flow = sharedWith({ userId: 'me', permissions: ['edit'] })
    expect(allowed(flow)).toEqual(['read', 'start', 'stop', 'update'])
  })

  it('with a user who is only an id, all shares count: the server shows only theirs', () => {
    expect(allowed(sharedWith({ email: 'x', permissions: ['stop'] }), { id: 'me' })).toEqual([
      'stop',
    ])
  })

  it('before the user is known, a shared flow is treated as another user’s', () => {
    expect(allowed(sharedWith({ email: 'x', permissions: ['read'] }), null)).toEqual(['read'])
    expect(allowed({ flowId: '1', userId: 'me', sharedWith: [] }, null)).toEqual(actions)
  })
})
