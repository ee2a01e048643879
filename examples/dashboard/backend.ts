import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import { authenticateUser, createAppmixerClient, isAppmixerError } from '../../src/api.ts'
import type { Session, SignIn } from './app/session.ts'

interface Entry {
  token: string
  user: Session['user']
}

/** Answers what it knows, and leaves the rest to `next`. */
export type Backend = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => Promise<void>

const cookieName = 'northwind'

/**
 * The back end of the product, as small as it can be: it signs users in, keeps their Appmixer tokens, and hands the
 * browser a session cookie that scripts cannot read. `getToken` in the browser asks here.
 */
export function createBackend(baseUrl: string, isSandbox: boolean): Backend {
  const appmixer = createAppmixerClient({ baseUrl })
  const sessions = new Map<string, Entry>()

  async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { username, password } = (await jsonOf(request)) as SignIn
    const { token, user } = await authenticateUser(appmixer, { username, password })
    const before = sessionIdOf(request)
    if (before !== undefined) sessions.delete(before)
    const id = randomUUID()
    sessions.set(id, { token, user: { id: user?.id ?? username, name: username } })
    response.setHeader('set-cookie', `${cookieName}=${id}; HttpOnly; SameSite=Strict; Path=/`)
    answer(response, 200, describe(id))
  }

  function describe(id: string | undefined): Session {
    const entry = id === undefined ? undefined : sessions.get(id)
    return { baseUrl, isSandbox, ...(entry && { user: entry.user }) }
  }

  return async function handle(request, response, next) {
    const id = sessionIdOf(request)
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://backend')
    const place = `${request.method} ${pathname}`
    try {
      if (place === 'GET /session') return answer(response, 200, describe(id))
      if (place === 'POST /session') return await signIn(request, response)
      if (place === 'DELETE /session') {
        if (id !== undefined) sessions.delete(id)
        return answer(response, 200, describe(undefined))
      }
      if (place === 'GET /session/token') {
        const entry = id === undefined ? undefined : sessions.get(id)
        // The cookie may be of somebody else by now, signed in in another tab.
        return entry?.user && entry.user.id === searchParams.get('user')
          ? answer(response, 200, { token: entry.token })
          : answer(response, 401, { message: 'Not signed in' })
      }
      next()
    } catch (error) {
      const isRefused = isAppmixerError(error) && error.status === 403
      answer(response, isRefused ? 403 : 502, {
        message: isRefused ? 'Wrong e-mail or password.' : 'Appmixer cannot be reached.',
      })
    }
  }
}

function sessionIdOf(request: IncomingMessage): string | undefined {
  return new RegExp(`${cookieName}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1]
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return JSON.parse(text)
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
