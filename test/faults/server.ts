import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server does with a request; `count` is how many of this route came so far. */
export type Behaviour = (response: ServerResponse, count: number) => void

/** One request as it arrived. */
export interface Arrived {
  method: string
  path: string
  headers: IncomingMessage['headers']
  /** Resolves when the connection closes before the answer is complete. */
  cutOff: Promise<void>
}

export interface FaultServer {
  url: string
  /** What came since the last `forget`, oldest first. */
  readonly arrived: Arrived[]
  /** Resolves as soon as one more request has come. */
  arrival(): Promise<Arrived>
  /** From now on requests of this path are treated so. */
  on(path: string, behaviour: Behaviour): void
  forget(): void
  close(): Promise<void>
}

/** A server with real sockets, for what an injected `fetch` cannot show. */
export async function startFaultServer(): Promise<FaultServer> {
  const behaviours = new Map<string, Behaviour>()
  const arrived: Arrived[] = []
  let waiting: ((request: Arrived) => void)[] = []

  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!
    const cutOff = new Promise<void>((resolve) => {
      response.once('close', () => response.writableFinished || resolve())
    })
    const entry = { method: request.method!, path, headers: request.headers, cutOff }
    arrived.push(entry)
    waiting.splice(0).forEach((tell) => tell(entry))
    const behave = behaviours.get(path) ?? ((answer: ServerResponse) => answer.writeHead(404).end())
    behave(response, arrived.filter((other) => other.path === path).length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    arrival: () => new Promise((resolve) => waiting.push(resolve)),
    on: (path, behaviour) => void behaviours.set(path, behaviour),
    forget() {
      arrived.length = 0
      behaviours.clear()
      waiting = []
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
