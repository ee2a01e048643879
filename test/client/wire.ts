import {
  AppmixerError,
  createAppmixerClient,
  type AppmixerClient,
  type AppmixerClientOptions,
} from '../../src/index.ts'

/** What a test lets the server answer; the request is the one that would have gone out. */
export type Answer = (request: Request, count: number) => Response | Promise<Response>

export interface Wire {
  client: AppmixerClient
  /** Everything that was sent, oldest first. */
  sent: Request[]
}

export const token = 'token-canary-1'

/** A client whose server is one function. */
export function connect(answer: Answer, options: Partial<AppmixerClientOptions> = {}): Wire {
  const sent: Request[] = []
  const client = createAppmixerClient({
    baseUrl: 'http://api.test',
    token,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      sent.push(request)
      return answer(request, sent.length)
    },
    ...options,
  })
  return { client, sent }
}

/** JSON as the server would answer it. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers })
}

/** The typed error that the call ends with; anything else fails the test. */
export async function errorOf(call: Promise<unknown>): Promise<AppmixerError> {
  const error = await call.then(
    () => new Error('The call succeeded'),
    (reason: unknown) => reason,
  )
  if (error instanceof AppmixerError) return error
  throw error
}

export interface Deferred<T> {
  promise: Promise<T>
  resolve(value: T): void
  reject(reason: unknown): void
}

/** A promise that the test settles. */
export function defer<T>(): Deferred<T> {
  let settle!: Omit<Deferred<T>, 'promise'>
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject }
  })
  return { promise, ...settle }
}
