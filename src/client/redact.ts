/** Replaces a secret in texts. */
const hidden = '(hidden)'

/** Shorter secrets are not searched for: they are part of too many words. */
const shortest = 3

/** The text without URLs, without tokens, and without each of `secrets`, plain or encoded. */
export function redact(text: string, secrets: Iterable<string> = []): string {
  return withoutSecrets(text, secrets)
    .replace(/\b[a-z][\w+.-]*:\/\/[^\s"'<>]+/gi, '(URL)')
    .replace(/\bbearer\s+[\w.~+/-]{12,}=*/gi, `Bearer ${hidden}`)
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, hidden)
    .replace(
      /((?:token|secret|password|api_?key)[\w-]*(?:=|["']\s*[=:]\s*["']))[^\s"'&,;)}]+/gi,
      `$1${hidden}`,
    )
}

/** The same JSON value without `secrets` in any text of it; `undefined` when it is nested too deep. */
export function redactAll(value: unknown, secrets: Set<string>): unknown {
  if (secrets.size === 0 || value === undefined) return value
  const clean = (_: string, part: unknown) =>
    typeof part === 'string' ? withoutSecrets(part, secrets) : part
  try {
    return JSON.parse(JSON.stringify(value), clean)
  } catch {
    return undefined
  }
}

/**
 * An error of other code without secrets: some platforms put the whole URL into its message, or the request on it.
 * Returns the error itself when it is harmless, else a copy with its name, message, `code` and causes.
 */
export function safeCause(
  error: unknown,
  secrets: Iterable<string> = [],
  depth = 3,
): Error | undefined {
  if (!(error instanceof Error) || depth === 0) return undefined
  const cause = safeCause(error.cause, secrets, depth - 1)
  if (cause === error.cause && isHarmless(error, secrets)) return error
  const safe = new Error(redact(error.message, secrets), cause && { cause })
  safe.name = error.name
  return 'code' in error ? Object.assign(safe, { code: error.code }) : safe
}

/** The texts under names like `password` or `token` in a body that was sent. */
export function secretsIn(body: unknown): string[] {
  try {
    return textsIn(typeof body === 'string' ? JSON.parse(body) : body, false)
  } catch {
    // No JSON, or nested deeper than the stack.
    return []
  }
}

function isHarmless(error: Error, secrets: Iterable<string>): boolean {
  const { message, stack = '' } = error
  const usual = ['message', 'stack', 'cause', 'name', 'code']
  return (
    redact(message, secrets) === message &&
    withoutSecrets(stack, secrets) === stack &&
    Reflect.ownKeys(error).every((name) => usual.includes(String(name)))
  )
}

function textsIn(value: unknown, isSecret: boolean): string[] {
  if (typeof value !== 'object' || value === null) return isSecret ? [String(value)] : []
  return Object.entries(value).flatMap(([name, inner]) =>
    textsIn(inner, isSecret || /token|secret|passw|credential|api_?key|private_?key/i.test(name)),
  )
}

function withoutSecrets(text: string, secrets: Iterable<string>): string {
  let clean = text
  for (const secret of secrets) {
    if (secret.length < shortest) continue
    for (const form of formsOf(secret)) clean = clean.replaceAll(form, hidden)
  }
  return clean
}

/** A secret as it is, and as it looks in JSON, in a query and in a path, percent-encoded in either case. */
function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const query = String(new URLSearchParams({ '': secret })).slice(1)
  // On the wire a lone surrogate is this character; `encodeURIComponent` refuses it.
  const path = encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\uFFFD'))
  const encoded = [query, path].flatMap((form) => [
    form,
    form.replace(/%\w\w/g, (code) => code.toLowerCase()),
  ])
  return [secret, json, ...encoded]
}
