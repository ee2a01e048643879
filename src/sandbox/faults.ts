import { Boom } from './boom.ts'
import { isFor, type RequestEntry } from './requests.ts'
import { knownName, type RequestName } from './routes.ts'

/** What goes wrong, for which requests, and how often. */
export interface Fault {
  /**
   * A call, `startFlow`; a route, `POST /flows/:flowId/coordinator`; the same with a certain id in it; or a method.
   * Default: every request.
   */
  on?: RequestName
  /** How many requests it hits. Default: all, until it is removed. */
  times?: number
  /** Answers this status with the server's error body. */
  status?: number
  /** The sentence in that error body. */
  message?: string
  /** The body of the answer: a text as it is, anything else as JSON. Its status is 200 unless `status` is given. */
  body?: unknown
  /** Changes the JSON that the server answers, for example into a shape that is not documented. */
  change?: (answer: any) => unknown
  /** The headers of that answer, for example `{ 'retry-after': '2' }`. A text is `text/html` unless they say otherwise. */
  headers?: Record<string, string>
  /** `lost`: the connection breaks. `silent`: no answer ever comes, only an abort ends it. */
  network?: 'lost' | 'silent'
  /** Milliseconds to wait before the request is handled, or fails. */
  delay?: number
  /** The request takes effect first; then comes the delay, and then the failure or the late answer. */
  afterwards?: boolean
}

/** Orders what goes wrong. */
export interface Faults {
  /**
   * Adds a fault; the first one that fits a request hits it. Call the result to take the fault back.
   *
   * @throws TypeError when `on` names no call of the sandbox
   * @example
   * sandbox.faults.add({ on: 'GET /flows', times: 1, status: 503, headers: { 'retry-after': '1' } })
   */
  add(fault: Fault): () => void
  /** Takes all of them back. */
  clear(): void
}

/** The faults, as the server looks at them. */
export interface FaultPlan extends Faults {
  /** The fault that hits this request, used up by one. */
  next(request: RequestEntry): Fault | undefined
}

export function createFaults(initial: readonly Fault[]): FaultPlan {
  const left = new Map<Fault, number>()

  function add(fault: Fault): () => void {
    if (fault.on !== undefined) knownName(fault.on)
    const added = { ...fault }
    left.set(added, added.times ?? Infinity)
    return () => void left.delete(added)
  }

  initial.forEach(add)
  return {
    add,
    clear: () => left.clear(),
    next(request) {
      for (const [fault, times] of left) {
        if (fault.on !== undefined && !isFor(request, fault.on)) continue
        if (times > 1) left.set(fault, times - 1)
        else left.delete(fault)
        return fault
      }
      return undefined
    },
  }
}

/** The answer that a fault gives in the server's place, if it gives one. */
export function failureOf({ status, message, body, headers }: Fault): Response | undefined {
  if (body === undefined && status === undefined) return undefined
  const isText = typeof body === 'string'
  const boom = new Boom(status ?? 500, message ?? 'Ordered by a fault of the sandbox')
  return new Response(isText ? body : JSON.stringify(body ?? boom), {
    status: status ?? 200,
    headers: { 'content-type': isText ? 'text/html' : 'application/json', ...headers },
  })
}

/** The answer of the server, changed. What is no JSON, or a refusal, stays as it is. */
export async function changed(
  answer: Response,
  change: NonNullable<Fault['change']>,
): Promise<Response> {
  const isJson = answer.headers.get('content-type')?.startsWith('application/json')
  if (!isJson || !answer.ok) return answer
  const text = JSON.stringify(change(await answer.json()))
  return new Response(text, { status: answer.status, headers: answer.headers })
}

/** How `fetch` rejects when there is no answer. */
export class ConnectionLost extends TypeError {
  constructor() {
    super('Failed to fetch')
  }
}
