/** `JSON.parse` whose result never carries a `__proto__` key: merging such an object would change its prototype. */
export function parseJson(text: string): unknown {
  return isSuspicious(text) ? JSON.parse(text, withoutProto) : JSON.parse(text)
}

/** Has such a key, maybe written with escapes. Any other text with the like of it costs only the slower parse. */
function isSuspicious(text: string): boolean {
  // Searching for plain text first is faster than the expression alone: an image in an answer may have megabytes.
  return text.includes('"__proto__"') || (text.includes('\\u00') && /\\u00[567]/.test(text))
}

function withoutProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}
