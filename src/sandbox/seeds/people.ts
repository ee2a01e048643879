import type { StoredUser } from '../database.ts'
import type { Random } from '../random.ts'

/** The two people of every sandbox; sign in with these. They see different things. */
export const demoUsers = {
  ada: { username: 'ada@acme.test', password: 'ada-demo-password' },
  ben: { username: 'ben@acme.test', password: 'ben-demo-password' },
} as const

export function createUsers(random: Random): { ada: StoredUser; ben: StoredUser } {
  const user = (credentials: { username: string; password: string }): StoredUser => ({
    id: random.hex(24),
    ...credentials,
    email: credentials.username,
    isActive: false,
    plan: 'free',
    scope: ['user'],
    metadata: {},
  })
  return { ada: user(demoUsers.ada), ben: user(demoUsers.ben) }
}
