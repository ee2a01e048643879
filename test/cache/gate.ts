import type { Sandbox } from '../../src/sandbox/index.ts'

/** A request that waits for the test. */
export interface Held {
  readonly request: Request
  /** Lets the server do its work; the answer, made of what it knows now, still waits. */
  carryOut(): Promise<void>
  /** Lets the answer arrive, carrying out what was not before. */
  release(): Promise<void>
}

export interface Gate {
  fetch: typeof globalThis.fetch
  /** What waits, oldest first. */
  readonly held: readonly Held[]
  /** From now on requests of this method and path prefix wait. */
  hold(start: string): void
  /** From now on nothing waits that is not waiting. */
  open(): void
}

/** Stands between a client and a sandbox, so that a test decides when the server acts and when it is heard. */
export function createGate(sandbox: Pick<Sandbox, 'fetch'>): Gate {
  const held: Held[] = []
  let starts: string[] = []

  function wait(request: Request): Promise<Response> {
    return new Promise((resolve, reject) => {
      let answer: Promise<Response> | undefined
      const carryOut = () => (answer ??= sandbox.fetch(request))
      held.push({
        request,
        carryOut: async () => void (await carryOut().catch(() => {})),
        async release() {
          held.splice(0, held.length, ...held.filter((other) => other.request !== request))
          await carryOut().then(resolve, reject)
        },
      })
      request.signal.addEventListener('abort', () => reject(request.signal.reason))
    })
  }

  return {
    held,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const name = `${request.method} ${new URL(request.url).pathname}`
      return starts.some((start) => name.startsWith(start)) ? wait(request) : sandbox.fetch(request)
    },
    hold: (start) => void (starts = [...starts, start]),
    open: () => void (starts = []),
  }
}
