import { realpath } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createSandbox, type Sandbox, type SandboxOptions } from './createSandbox.ts'
import { readState } from './stateFile.ts'
import { keepState, type StateKeeper } from './stateKeeper.ts'
import { lockState } from './stateLock.ts'

export interface ServeOptions extends SandboxOptions {
  /**
   * 0 picks a free one.
   *
   * @default 2200, as the vendor's own
   */
  port?: number | undefined
  /**
   * The address to listen on. Its users and passwords are public: name another address in a network that you trust.
   *
   * @default '127.0.0.1', this machine only
   */
  host?: string | undefined
  /** Keeps the state between runs, for one sandbox at a time. What is in the file wins over `data` and `seed`. */
  dataFile?: string | undefined
  /** Called with one line for each request that was answered: `GET /flows?limit=20 200 12 ms`. */
  onAnswer?: ((line: string) => void) | undefined
}

export interface SandboxServer {
  /** For `baseUrl`. */
  readonly url: string
  readonly sandbox: Sandbox
  /** Stops at once, also with open connections, and saves the state when there is a file for it. */
  close(): Promise<void>
}

/** Something else listens on the port. */
export class PortTaken extends Error {
  constructor(port: number, host: string) {
    super(`Port ${port} of ${host} is taken.`)
  }
}

/**
 * Serves a sandbox over HTTP, to any origin.
 *
 * @throws when the port is in use, the host is empty, or the file is in use, is not a state or cannot be written
 */
export async function serveSandbox(options: ServeOptions = {}): Promise<SandboxServer> {
  // Node would listen on every address.
  if (options.host?.trim() === '')
    throw new TypeError('"host" is empty. Name an address or leave it out.')
  if (options.dataFile === undefined) return serve(createSandbox(options), options)
  const dataFile = await realPathOf(options.dataFile)
  const unlock = await lockState(dataFile)
  try {
    return await serveWithFile(dataFile, options, unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

async function serveWithFile(
  dataFile: string,
  options: ServeOptions,
  unlock: () => Promise<void>,
): Promise<SandboxServer> {
  const data = (await readState(dataFile)) ?? options.data
  const sandbox = createSandbox({ ...options, data })
  let keeper: StateKeeper | undefined
  const server = await serve(sandbox, options, () => keeper?.soon())
  try {
    keeper = await keepState(dataFile, sandbox.snapshot)
  } catch (error) {
    await server.close()
    throw error
  }
  return {
    ...server,
    close: once(async () => {
      await server.close()
      await keeper?.close()
      await unlock()
    }),
  }
}

async function serve(
  sandbox: Sandbox,
  { port = 2200, host = '127.0.0.1', onAnswer }: ServeOptions,
  onChange?: () => void,
): Promise<SandboxServer> {
  async function answer(request: Request, { outgoing }: HttpBindings | Http2Bindings) {
    const started = performance.now()
    const report = (outcome: string | number) =>
      onAnswer?.(lineOf(request, outcome, performance.now() - started))
    try {
      const response = await sandbox.handle(copied(request))
      report(response.status)
      return response
    } catch {
      // A connection that a fault breaks, or that the caller has left.
      report('no answer')
      outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    } finally {
      if (request.method !== 'GET') onChange?.()
    }
  }

  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }))
  await listen(server, port, host)
  const { port: actualPort } = server.address() as AddressInfo
  return {
    url: `http://${nameOf(host)}:${actualPort}`,
    sandbox,
    close: once(async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    }),
  }
}

/**
 * A body that comes in pieces, without a length, is read by hono's limit, which then copies the request. That wants one of
 * the platform: @hono/node-server's only looks like one.
 */
function copied(request: Request): Request {
  if (!request.headers.has('transfer-encoding')) return request
  const { url, method, headers, body, signal } = request
  // TypeScript does not know `duplex`, and Node wants it.
  const init = { method, headers, body, signal, duplex: 'half' }
  return new Request(url, init)
}

/** However often it is called, it runs once. */
function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= run())
}

/** One file has one lock, by whatever path it is named. */
async function realPathOf(file: string): Promise<string> {
  if (file.trim() === '') throw new TypeError('The name of the data file is empty.')
  try {
    return await realpath(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return join(await realpath(dirname(file)), basename(file))
  }
}

/** One line about a request. A secret in the query is not shown. */
function lineOf({ method, url }: Request, outcome: string | number, ms: number): string {
  const { pathname, search } = new URL(url)
  const shown = search.replace(/([?&]secret=)[^&]*/gi, '$1***')
  return `${method} ${pathname}${shown} ${outcome} ${Math.round(ms)} ms`
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port, host) : error)
    })
    server.listen(port, host, resolve)
  })
}

/** How to write a host in a URL; one that means "every address" is reached as `localhost`. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
