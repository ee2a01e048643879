import { unlessAborted } from './abort.ts'
import type { Call } from './call.ts'
import type { AppmixerClientOptions } from './client.ts'
import { AppmixerError } from './errors.ts'
import { lostConnection, refused, timedOut, tooLong, unreadable } from './failures.ts'
import type { Job } from './jobs.ts'
import { parseJson } from './json.ts'
import { longestRetryAfter } from './retryAfter.ts'
import { textOf } from './textOf.ts'
import { wait } from './wait.ts'

/** Sends a request, a read again where that may help, and resolves to the parsed answer. */
export type Transport = (call: Call, to: Destination) => Promise<unknown>

interface Destination {
  path: string
  bearer: string | undefined
  job: Job
}

type TransportOptions = Pick<
  AppmixerClientOptions,
  'baseUrl' | 'fetch' | 'timeout' | 'retries' | 'maxResponseSize'
>

/** The longest pause before the second attempt, in milliseconds; it doubles with each one after it. */
const firstPause = 300

export function createTransport({
  baseUrl,
  fetch,
  timeout = 30_000,
  retries = 2,
  maxResponseSize = 64 * 2 ** 20,
}: TransportOptions): Transport {
  return async function send(call, { path, bearer, job }) {
    // Waiting once before anything is sent gives StrictMode's second mount the time to abort the first.
    await Promise.resolve()
    const query = call.search.toString()
    const url = `${baseUrl}${path}${query && `?${query}`}`
    const init = initOf(call, bearer, job.signal)
    for (let attempts = 1; ; attempts++) {
      try {
        return await attempt(call, url, init, job)
      } catch (error) {
        if (call.method !== 'GET' || attempts > retries || !mayPass(error)) throw error
        const pause = Math.random() * firstPause * 2 ** (attempts - 1)
        await wait(error.retryAfter ?? pause, job.signal)
      }
    }
  }

  async function attempt(call: Call, url: string, init: RequestInit, job: Job): Promise<unknown> {
    let onTimeout = () => job.abort(timedOut(call))
    const timer = setTimeout(() => onTimeout(), timeout)
    try {
      return await unlessAborted(job.signal, async () => {
        const answer = await (fetch ?? globalThis.fetch)(url, init)
        const reader = answer.body?.getReader()
        const body = reader ? textOf(reader, answer, maxResponseSize) : answer.text()
        if (!answer.ok) {
          // It counts as it is: a body that stalls or breaks off costs only its sentence.
          onTimeout = () => void reader?.cancel().catch(() => {})
          throw refused(call, answer, await body.catch(() => undefined))
        }
        const text = await body
        if (text === undefined) throw tooLong(call)
        return read(call, answer, text)
      })
    } catch (error) {
      throw job.signal.aborted || error instanceof AppmixerError
        ? error
        : lostConnection(call, baseUrl, error)
    } finally {
      clearTimeout(timer)
    }
  }
}

function initOf(
  { answers, body, keepalive, method }: Call,
  bearer: string | undefined,
  signal: AbortSignal,
): RequestInit {
  return {
    method,
    headers: {
      accept: answers === 'text' ? '*/*' : 'application/json',
      ...(body && { 'content-type': body.type }),
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    },
    ...(body && { body: body.text }),
    ...(keepalive && { keepalive }),
    credentials: 'omit',
    // The address of the page may hold a secret; its origin does not.
    referrerPolicy: 'strict-origin',
    signal,
  }
}

function mayPass(error: unknown): error is AppmixerError {
  if (!(error instanceof AppmixerError) || error.code === 'timeout') return false
  return error.retryable && (error.retryAfter ?? 0) <= longestRetryAfter
}

function read(call: Call, { headers }: Response, text: string): unknown {
  const known = call.recall(text)
  if (known !== undefined) return known
  const type = headers.get('content-type')?.split(';')[0] ?? 'no content type'
  if (call.answers === 'text') {
    // A page is a proxy's, never the server's.
    if (type !== 'text/html') return text
  } else if (text.trim() === '') {
    return undefined
  } else {
    try {
      return parseJson(text)
    } catch {
      // The parser's own words would quote the body.
    }
  }
  throw unreadable(call, type)
}
