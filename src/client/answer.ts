/** A chunk of a body. Derived, because TypeScript before 5.7 knows no `Uint8Array<ArrayBuffer>`. */
export type Bytes =
  NonNullable<Response['body']> extends ReadableStream<infer Chunk> ? Chunk : never

export type BodyReader = ReadableStreamDefaultReader<Bytes>

/**
 * A whole body as text, in the encoding that the server names. `undefined` when it is longer than `limit` bytes; the
 * rest is not read.
 */
export async function textOf(
  reader: BodyReader,
  limit: number,
  headers: Headers,
): Promise<string | undefined> {
  const decoder = decoderFor(headers)
  let [text, length] = ['', 0]
  let last: Bytes | undefined
  for (;;) {
    const { done, value } = await reader.read()
    // The last chunk is decoded without `stream`: in Node most bodies are one chunk, and streaming takes twice the time.
    if (done) return text + decoder.decode(last)
    // The others are decoded while the rest is on its way.
    if (last) text += decoder.decode(last, { stream: true })
    last = value
    length += value.length
    if (length > limit) return undefined
  }
}

/** A whole body as bytes. `undefined` when there are more than `limit`; the rest is not read. */
export async function bytesOf(reader: BodyReader, limit: number): Promise<Bytes | undefined> {
  const chunks: Bytes[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(chunks, length)
    chunks.push(value)
    length += value.length
    if (length > limit) return undefined
  }
}

function joined(chunks: Bytes[], length: number): Bytes {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

/** `response.text()` ignores the charset that the server names, so it is not used. */
function decoderFor(headers: Headers): TextDecoder {
  const charset = /charset="?([\w-]+)/i.exec(headers.get('content-type') ?? '')?.[1]
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}

/** `JSON.parse` without `__proto__` keys: merging an object with such a key would change its prototype. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (isSuspicious(text)) removeProto(value)
  return value
}

/** Whether the text may have such a key, perhaps written with escapes. */
function isSuspicious(text: string): boolean {
  // Most texts have neither. These searches take a sixth of the time of the expression.
  if (!text.includes('__proto__') && !text.includes('\\u00')) return false
  return /"__proto__"|\\u00[567]/.test(text)
}

/** With a list, because an answer may be nested deeper than the stack allows recursion. */
function removeProto(root: unknown): void {
  const left = [root]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value !== 'object' || value === null) continue
    if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__')
    for (const inner of Object.values(value)) left.push(inner)
  }
}

/** The endpoint and the text that an answer was read from. */
export interface Origin {
  route: string
  text: string
}

/**
 * The text that each answer was read from, as long as the answer lives. The same text again is the same answer: it is
 * not parsed, checked or compared, and the screen keeps the same object.
 */
export class Memory {
  readonly #origins = new WeakMap<object, Origin>()

  knows(answer: unknown, { route, text }: Origin): boolean {
    const origin = this.#origins.get(answer as object)
    return origin?.route === route && origin.text === text
  }

  keep(answer: unknown, origin: Origin | undefined): void {
    const isObject = typeof answer === 'object' && answer !== null
    if (origin && isObject) this.#origins.set(answer, origin)
  }

  /** Gives `shared`, which equals `answer`, the same origin, and returns it. */
  carry(answer: unknown, shared: unknown): unknown {
    this.keep(shared, this.#origins.get(answer as object))
    return shared
  }
}
