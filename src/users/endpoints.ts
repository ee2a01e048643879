import { endpoint } from '../client/endpoint.ts'
import type { Refusal } from '../client/failures.ts'
import { isAuthentication, isRefreshed, isUser } from './checks.ts'
import type {
  Authentication,
  Credentials,
  Refreshed,
  RefreshInput,
  SignupInput,
  User,
} from './types.ts'

/** Servers differ in the status. */
const wrongCredentials: Refusal[] = [
  { reason: 'wrong-credentials', status: 401 },
  { reason: 'wrong-credentials', status: 403 },
]

/** Signs a user in. Refused with 403 when the user does not exist, and when the password is wrong. */
export const authenticateUser = endpoint<Credentials, Authentication>('POST /user/auth', {
  anonymous: true,
  requires: { username: 'string', password: 'string' },
  body: ({ username, password }) => ({ username, password }),
  refusals: wrongCredentials,
  response: isAuthentication,
})

/** Creates a user and signs it in. */
export const signupUser = endpoint<SignupInput, Authentication>('POST /user', {
  anonymous: true,
  requires: { username: 'string', password: 'string' },
  body: ({ username, password, email = username }) => ({ email, username, password }),
  response: isAuthentication,
})

/** The user behind the token. */
export const getUser = endpoint<void, User>('GET /user', { response: isUser })

/** Another token for a refresh token, which is used up by it. Servers since 6.5. */
export const refreshAccessToken = endpoint<RefreshInput, Refreshed>('POST /user/sso/refresh', {
  anonymous: true,
  requires: { refreshToken: 'string' },
  body: ({ refreshToken }) => ({ refreshToken }),
  response: isRefreshed,
})
