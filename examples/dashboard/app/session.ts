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

export function readSession(): Promise<Session> {
  return ask('GET', '/session') as Promise<Session>
}

export function signIn(credentials: SignIn): Promise<Session> {
  return ask('POST', '/session', credentials) as Promise<Session>
}

export function signOut(): Promise<Session> {
  return ask('DELETE', '/session') as Promise<Session>
}

/** E-mail or password is wrong. */
export class SignInRefused extends Error {}

/** The product's own session is over. */
export class SignedOut extends Error {}

/** For `<AppmixerProvider getToken>`. */
export async function getToken({ signal }: { signal: AbortSignal }): Promise<string> {
  const { token } = (await ask('GET', '/session/token', undefined, signal)) as { token: string }
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
