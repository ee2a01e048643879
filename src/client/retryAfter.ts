/** Milliseconds that a `Retry-After` may ask for; nobody sits through more. */
export const longestRetryAfter = 30_000

/** Milliseconds from `Retry-After`, which is seconds or an HTTP date. */
export function retryAfterOf(headers: Headers): number | undefined {
  const header = headers.get('retry-after')
  if (header === null) return undefined
  const isSeconds = /^\d+$/.test(header)
  const wait = isSeconds ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return wait >= 0 ? Math.min(wait, Number.MAX_SAFE_INTEGER) : undefined
}
