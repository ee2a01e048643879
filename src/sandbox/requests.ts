import { knownName, type EndpointName, type RequestName } from './routes.ts'

/** One request as the sandbox received it. The token is never kept. */
export interface RequestEntry {
  method: string
  /** `/flows/26544d8c-…/coordinator` */
  path: string
  search: URLSearchParams
  /** The endpoint that it is for: `POST /flows/:flowId/coordinator`. */
  route: string
  /** The name of the call: `startFlow`. Missing when the sandbox has no such endpoint. */
  endpoint?: EndpointName
  /** Whether it carried an `Authorization` header. */
  authorized: boolean
  /** The JSON body; as text when it is not JSON. */
  body: unknown
  /** What was answered; missing while it is under way, and for ever when the answer got lost. */
  status?: number
}

/** What was asked of a sandbox: the last 1,000 requests, oldest first. */
export interface RequestLog {
  readonly entries: readonly RequestEntry[]
  /**
   * Those of a call, `startFlow`, for a route, `GET /flows`, for one path, `GET /flows/26544d8c-…`, or of a method,
   * `PUT`.
   *
   * @throws TypeError when the sandbox has no call of this name
   */
  of(what: RequestName): RequestEntry[]
  /** How many there were of {@link of these}; without an argument, of all. */
  count(what?: RequestName): number
  /** Forgets what was so far. */
  clear(): void
}

/** The log, as the server writes it. */
export interface WritableRequestLog extends RequestLog {
  add(request: RequestEntry): void
}

const longest = 1_000

export function createRequestLog(): WritableRequestLog {
  const entries: RequestEntry[] = []
  const of = (what: RequestName) => {
    knownName(what)
    return entries.filter((entry) => isFor(entry, what))
  }
  return {
    entries,
    of,
    count: (what) => (what === undefined ? entries.length : of(what).length),
    clear: () => entries.splice(0),
    add(request) {
      entries.push(request)
      if (entries.length > longest) entries.shift()
    },
  }
}

/** Whether a request is of this call, for this route, for this path, or of this method. */
export function isFor({ method, path, route, endpoint }: RequestEntry, what: string): boolean {
  return [endpoint, route, `${method} ${path}`, method].includes(what)
}
