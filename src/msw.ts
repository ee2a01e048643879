import { http, HttpResponse, type HttpHandler } from 'msw'
import type { Sandbox } from './sandbox/createSandbox.ts'

export interface AppmixerHandlersOptions {
  /**
   * The address of the tenant, as the app has it.
   *
   * @default 'https://sandbox.test'
   */
  baseUrl?: string | undefined
}

/**
 * The handlers of Mock Service Worker that answer an app's requests to its tenant from a sandbox. Requests to any other
 * address are not theirs: MSW passes them on, or does what its `onUnhandledRequest` says.
 *
 * @throws TypeError when `baseUrl` is not absolute, or has another path than the sandbox
 * @example
 * const sandbox = createSandbox()
 * const server = setupServer(...appmixerHandlers(sandbox, { baseUrl: 'https://api.acme.appmixer.cloud' }))
 */
export function appmixerHandlers(
  sandbox: Sandbox,
  { baseUrl = 'https://sandbox.test' }: AppmixerHandlersOptions = {},
): HttpHandler[] {
  const { origin, pathname } = new URL(baseUrl)
  const path = pathname.replace(/\/+$/, '')
  if (path !== sandbox.basePath) {
    throw new TypeError(
      `The path of "baseUrl" is "${path}", and that of the sandbox is "${sandbox.basePath}". Say createSandbox({ basePath: '${path}' }).`,
    )
  }

  const answer = ({ request }: { request: Request }): Promise<Response> =>
    sandbox.handle(request).catch((error: unknown) => {
      if (request.signal.aborted) throw error
      // A connection that a fault breaks.
      return HttpResponse.error()
    })

  return [origin + path, `${origin}${path}/*`].map((url) => http.all(url, answer))
}
