/** What the product's own back end tells the browser about who is signed in. Never the token. */
export interface Session {
  /** Where Appmixer is. */
  baseUrl: string
  isSandbox: boolean
  user?: { id: string; name: string } | undefined
}

export interface SignIn {
  username: string
  password: string
}

/** A sign-out that has not reached the server is sent first: until then the cookie still opens the session. */
export function readSession(): Promise<Session> {
  return isLeaving() ? signOut() : (ask('GET', '/session') as Promise<Session>)
}

export async function signIn(credentials: SignIn): Promise<Session> {
  const session = (await ask('POST', '/session', credentials)) as Session
  localStorage.setItem(mark, `in ${Date.now()}`)
  return session
}

export async function signOut(): Promise<Session> {
  localStorage.setItem(mark, leaving)
  const session = (await ask('DELETE', '/session')) as Session
  localStorage.setItem(mark, `out ${Date.now()}`)
  return session
}

/** Calls back when another tab signs in or out. */
export function watchSession(onChange: () => void): () => void {
  const hear = ({ key }: StorageEvent) => {
    if (key === mark) onChange()
  }
  window.addEventListener('storage', hear)
  return () => window.removeEventListener('storage', hear)
}

/** A sign-out is on its way, or failed to reach the server. */
export function isLeaving(): boolean {
  return localStorage.getItem(mark) === leaving
}

/** All tabs share it; it changes with each sign-in and sign-out. */
const mark = 'northwind.session'
const leaving = 'leaving'

/** E-mail or password is wrong. */
export class SignInRefused extends Error {}

/** The product's own session is over. */
export class SignedOut extends Error {}

/**
 * For `<AppmixerProvider getToken>`. All tabs share the cookie: when another one has signed somebody else in, the session of
 * this user is over, and the other user's token must not come here.
 */
export async function getToken(userId: string, signal: AbortSignal): Promise<string> {
  const path = `/session/token?user=${encodeURIComponent(userId)}`
  const { token } = (await ask('GET', path, undefined, signal)) as { token: string }
  return token
}

async function ask(
  method: string,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await fetch(path, {
    method,
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  const answer = (await response.json()) as { message?: string }
  if (response.status === 401) throw new SignedOut(answer.message)
  if (response.status === 403) throw new SignInRefused(answer.message)
  if (!response.ok) throw new Error(answer.message ?? 'The server is not well.')
  return answer
}
