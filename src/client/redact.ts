/** What stands where a secret was. */
const hidden = '(hidden)'

/** Too short to look for: it would be found in every word. */
const shortest = 3

/** The text without URLs, tokens and whatever of `secrets` is in it, as it is or encoded. */
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

/** The same JSON value with no text in it that repeats one of `secrets`; `undefined` when it is nested too deep. */
export function redactAll(value: unknown, secrets: Iterable<string>): unknown {
  const list = [...secrets]
  if (list.length === 0 || value === undefined) return value
  const clean = (_: string, part: unknown) =>
    typeof part === 'string' ? withoutSecrets(part, list) : part
  try {
    return JSON.parse(JSON.stringify(value), clean)
  } catch {
    return undefined
  }
}

/**
 * An error of other code without what may be secret: runtimes word a lost connection with the whole URL, or hang the
 * request on it. The error itself where it is harmless; else a copy with its name, message, `code` and causes.
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

function isHarmless(error: Error, secrets: Iterable<string>): boolean {
  const { message, stack = '' } = error
  const usual = ['message', 'stack', 'cause', 'name', 'code']
  return (
    redact(message, secrets) === message &&
    withoutSecrets(stack, secrets) === stack &&
    Reflect.ownKeys(error).every((name) => usual.includes(String(name)))
  )
}

/** The texts of a body, JSON or an object, that are secret by the name of their field, with all that is inside it. */
export function secretsIn(body: unknown): string[] {
  try {
    return textsIn(typeof body === 'string' ? JSON.parse(body) : body, false)
  } catch {
    // No JSON, or nested deeper than the stack.
    return []
  }
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
    for (const form of formsOf(secret)) {
      if (clean.includes(form)) clean = clean.replaceAll(form, hidden)
    }
  }
  return clean
}

/** How a text looks in a sentence, in JSON, in a path and in a query, percent-encoded in either case. */
function formsOf(secret: string): Set<string> {
  const json = JSON.stringify(secret).slice(1, -1)
  const query = String(new URLSearchParams({ '': secret })).slice(1)
  const path = encodeURIComponent(toWellFormed(secret))
  const lower = (text: string) => text.replace(/%\w\w/g, (code) => code.toLowerCase())
  return new Set([secret, json, query, path, lower(query), lower(path)])
}

/** A lone surrogate cannot be percent-encoded; on the wire it is this character. */
function toWellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD')
}
