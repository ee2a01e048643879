import type { Input, KyInstance, Options, ResponsePromise } from 'ky'
import type { Jobs } from './jobs.ts'
import { settle, unreadable } from './kyErrors.ts'
import type { Exchange, TenantFetch } from './tenantFetch.ts'

interface OpenKyOptions {
  jobs: Jobs
  /** Sends, and reads the answer whole. */
  fetch: TenantFetch
}

type Send = (input: Input, options?: Options) => ResponsePromise
type Shortcut = 'json' | 'text' | 'arrayBuffer' | 'blob' | 'formData' | 'bytes'

const shortcuts: Shortcut[] = ['json', 'text', 'arrayBuffer', 'blob', 'formData', 'bytes']

/** The app's view of a ky: its requests end with the session, and fail with errors of this package. */
export function openKy(instance: KyInstance, options: OpenKyOptions): KyInstance {
  const { create, extend, stop, retry, ...methods } = instance
  const opened: Record<string, Send> = {}
  for (const [name, send] of Object.entries(methods)) opened[name] = sendOpen(send, options, name)
  return Object.assign(sendOpen(instance, options), opened, {
    create,
    stop,
    retry,
    extend: (more: Options) => openKy(extend(more), options),
  }) as unknown as KyInstance
}

function sendOpen(send: Send, { jobs, fetch }: OpenKyOptions, name?: string): Send {
  return (input, options = {}) => {
    const exchange = exchangeFor(input, options, name)
    const { endpoint } = exchange
    const signal = options.signal ?? (input instanceof Request ? input.signal : undefined)
    let sent: ResponsePromise | undefined
    const result = jobs.run({ endpoint, signal }, (job) =>
      settle({ exchange, job, body: options.json ?? options.body }, () => {
        sent = send(input, {
          ...options,
          signal: job.signal,
          fetch: (request, init = {}) => fetch(request as Request, init, exchange),
        })
        return sent
      }),
    )
    return withShortcuts(result, sent, exchange)
  }
}

function exchangeFor(input: Input, { method, context }: Options, name?: string): Exchange {
  const verb = name ?? method ?? (input instanceof Request ? input.method : 'get')
  const endpoint = context?.['endpoint']
  return {
    method: verb.toUpperCase(),
    endpoint: typeof endpoint === 'string' ? endpoint : verb.toUpperCase(),
    secrets: new Set(),
    isSent: false,
  }
}

/** `.json()` and the like, as ky has them on its promise. */
function withShortcuts(
  result: Promise<Response>,
  sent: ResponsePromise | undefined,
  exchange: Exchange,
): ResponsePromise {
  const read = (name: Shortcut) => async (schema?: never) => {
    // Called at once, because ky still sets the header `accept` by it.
    const content: Promise<unknown> | undefined = sent?.[name](schema as never)
    content?.catch(() => {})
    await result
    return content?.catch((error: unknown) => {
      throw unreadable(error, exchange)
    })
  }
  const readers = Object.fromEntries(shortcuts.map((name) => [name, read(name)]))
  return Object.assign(result, readers) as unknown as ResponsePromise
}
