import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createSandbox, type Sandbox, type SandboxOptions } from './createSandbox.ts'
import { readState } from './stateFile.ts'
import { keepState, type StateKeeper } from './stateKeeper.ts'

export interface ServeOptions extends SandboxOptions {
  /** Default 2200, as the vendor's own; 0 takes a free one. */
  port?: number | undefined
  /** Default 127.0.0.1: this machine only. */
  host?: string | undefined
  /** Keeps the state between runs. What is in the file wins over `data` and `seed`. */
  dataFile?: string | undefined
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
 * @throws when the port is taken, or the file is not a state or cannot be written
 */
export async function serveSandbox(options: ServeOptions = {}): Promise<SandboxServer> {
  const { port = 2200, host = '127.0.0.1', dataFile } = options
  const saved = dataFile === undefined ? undefined : await readState(dataFile)
  const sandbox = createSandbox(saved ? { ...options, data: saved } : options)
  let keeper: StateKeeper | undefined

  async function answer(request: Request, { outgoing }: HttpBindings | Http2Bindings) {
    try {
      return await sandbox.handle(request)
    } catch {
      // A connection that a fault breaks, or that the caller has left.
      outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    } finally {
      if (request.method !== 'GET') keeper?.soon()
    }
  }

  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }))
  await listen(server, port, host)
  const { port: actualPort } = server.address() as AddressInfo

  async function shutDown(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
    await keeper?.close()
  }

  try {
    if (dataFile !== undefined) keeper = await keepState(dataFile, sandbox.snapshot)
  } catch (error) {
    await shutDown()
    throw error
  }

  let closing: Promise<void> | undefined
  return {
    url: `http://${nameOf(host)}:${actualPort}`,
    sandbox,
    close: () => (closing ??= shutDown()),
  }
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
