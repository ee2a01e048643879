import * as z from 'zod/mini'
import * as endpoints from '../users/endpoints.ts'
import { credentialsSchema, refreshInputSchema, signupInputSchema } from '../users/inputs.ts'
import type { User } from '../users/types.ts'
import { Boom } from './boom.ts'
import type { StoredUser } from './database.ts'
import { noInput, route, type Route } from './route.ts'
import { issueRefreshToken, issueToken, refresherOf } from './tokens.ts'

/** Servers take an e-mail address where the username is expected, under either name. */
const signInSchema = z.union([
  credentialsSchema,
  z.pipe(
    z.object({ email: z.string(), password: z.string() }),
    z.transform(({ email, password }) => ({ username: email, password })),
  ),
])

export const userRoutes = {
  authenticateUser: route(endpoints.authenticateUser, signInSchema, ({ database }, input) => {
    const user = findUser(database.users, input.username)
    if (user?.password !== input.password) throw new Boom(403, 'Forbidden')
    return { user: shown(user), token: issueToken(database, user) }
  }),

  signupUser: route(endpoints.signupUser, signupInputSchema, ({ database }, input) => {
    const { username, password, email = username } = input
    if (username === '') throw new Boom(400, '"username" is not allowed to be empty')
    if (password.length < 5) {
      throw new Boom(400, '"password" length must be at least 5 characters long')
    }
    if (findUser(database.users, username) ?? findUser(database.users, email)) {
      throw new Boom(400, 'User already exists.')
    }
    const user: StoredUser = {
      id: database.random.hex(24),
      username,
      email,
      password,
      isActive: false,
      plan: 'free',
      scope: ['user'],
      metadata: {},
    }
    database.users.push(user)
    return { token: issueToken(database, user) }
  }),

  refreshAccessToken: route(
    endpoints.refreshAccessToken,
    refreshInputSchema,
    ({ database }, { refreshToken }) => {
      const user = refresherOf(database, refreshToken)
      user.refreshes = (user.refreshes ?? 0) + 1
      return {
        token: issueToken(database, user),
        refreshToken: issueRefreshToken(database, user),
      }
    },
  ),

  getUser: route(endpoints.getUser, noInput, ({ user }) => shown(user())),
} satisfies Record<keyof typeof endpoints, Route>

/** The user with this username or e-mail address. */
export function findUser(users: StoredUser[], name: string): StoredUser | undefined {
  return users.find(({ username, email }) => username === name || email === name)
}

function shown({ password: _, refreshes: __, ...user }: StoredUser): User {
  return user
}
