import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Clock } from './clock.ts'
import { changed, ConnectionLost, failureOf, type Fault, type FaultPlan } from './faults.ts'
import type { RequestEntry, WritableRequestLog } from './requests.ts'
import { endpointOf } from './routes.ts'

export interface TravelOptions {
  basePath: string
  clock: Clock
  /** Milliseconds that the next request takes. */
  latency(): number
  faults: FaultPlan
  requests: WritableRequestLog
}

/** A request's way to the server and back: the log, the latency, and what goes wrong. */
export function travel({
  basePath,
  clock,
  latency,
  faults,
  requests,
}: TravelOptions): MiddlewareHandler {
  return async (context, next) => {
    const { signal } = context.req.raw
    const request = received(context, basePath)
    requests.add(request)
    request.body = await bodyOf(context)
    const endpoint = endpointOf(request.route, request.body)
    if (endpoint) request.endpoint = endpoint
    const fault = faults.next(request) ?? {}

    await wait(latency())
    if (fault.afterwards) await next()
    await wait(fault.delay ?? 0)
    await breakDown(fault, signal)
    const failure = failureOf(fault)
    if (failure) context.res = failure
    else if (!fault.afterwards) await next()
    if (!failure && fault.change) context.res = await changed(context.res, fault.change)
    request.status = context.res.status

    async function wait(ms: number): Promise<void> {
      if (ms > 0) await clock.sleep(ms, signal)
    }
  }
}

function received(context: Context, basePath: string): RequestEntry {
  const { method, url } = context.req
  const { pathname, searchParams } = new URL(url)
  const path = inside(basePath, pathname)
  const endpoint = matchedRoutes(context).find((route) => route.method !== 'ALL')
  return {
    method,
    path,
    search: searchParams,
    route: `${method} ${endpoint ? inside(basePath, endpoint.path) : path}`,
    authorized: context.req.header('authorization') !== undefined,
    body: undefined,
  }
}

function inside(basePath: string, path: string): string {
  return path.slice(basePath.length) || '/'
}

/** What the log keeps of a body; of an upload nothing. The bytes are read first, so that nothing of them is lost. */
async function bodyOf(context: Context): Promise<unknown> {
  await context.req.arrayBuffer()
  if (context.req.header('content-type')?.startsWith('multipart/') === true) return undefined
  const text = await context.req.text()
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}

async function breakDown({ network }: Fault, signal: AbortSignal): Promise<void> {
  if (network === 'lost') throw new ConnectionLost()
  if (network === 'silent') await abortionOf(signal)
}

/** Rejects when the signal aborts; nothing happens until then. */
function abortionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
