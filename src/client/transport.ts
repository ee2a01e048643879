import { unlessAborted } from './abort.ts'
import { contentOf, textOf } from './answer.ts'
import type { Call } from './call.ts'
import type { AppmixerClientOptions } from './client.ts'
import { AppmixerError, safeCause } from './errors.ts'
import { refused, unanswered } from './failures.ts'
import type { Job } from './jobs.ts'
import { longestRetryAfter } from './retryAfter.ts'
import { longestTimer, wait } from './wait.ts'

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
    let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined
    const leave = () => void reader?.cancel().catch(() => {})
    // It ends the job, so there is no other attempt.
    let onTimeout = () => job.abort(unanswered(call, 'timeout', 'got no complete answer in time'))
    const timer = setTimeout(() => onTimeout(), Math.min(timeout, longestTimer))
    try {
      return await unlessAborted(job.signal, async () => {
        const answer = await (fetch ?? globalThis.fetch)(url, init)
        // A `fetch` of the app's own may have none.
        reader = answer.body?.getReader?.()
        if (job.signal.aborted) return leave()
        const body = reader ? textOf(reader, answer, maxResponseSize) : answer.text()
        if (!answer.ok) {
          // It counts as it is: a body that stalls or breaks off costs only its sentence.
          if (reader) onTimeout = leave
          throw refused(call, answer, await body.catch(() => undefined))
        }
        return contentOf(call, answer, await body)
      })
    } catch (error) {
      if (job.signal.aborted || error instanceof AppmixerError) throw error
      const problem = `got no answer from ${baseUrl}: offline, refused, or this origin is not allowed (CORS)`
      throw unanswered(call, 'network', problem, safeCause(error))
    } finally {
      clearTimeout(timer)
      // Not every `fetch` does it when the signal aborts.
      leave()
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
  if (!(error instanceof AppmixerError)) return false
  return error.retryable && (error.retryAfter ?? 0) <= longestRetryAfter
}
