export type Bytes = Uint8Array<ArrayBuffer>

export type BodyReader = ReadableStreamDefaultReader<Bytes>

/**
 * All of a body as text, in the encoding that the server names; `undefined` when it is longer than `limit` bytes, and
 * then the rest is not read.
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
    // A body of one chunk, as Node mostly has it, is decoded whole: chunks take Node twice the time.
    if (done) return text + decoder.decode(last)
    // A browser has the time while the rest is on its way.
    if (last) text += decoder.decode(last, { stream: true })
    last = value
    length += value.length
    if (length > limit) return undefined
  }
}

/** All of a body as bytes; `undefined` when there are more than `limit`, and then the rest is not read. */
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

/** `fetch` reads every text as UTF-8, whatever the server says about it. */
function decoderFor(headers: Headers): TextDecoder {
  const charset = /charset="?([\w-]+)/i.exec(headers.get('content-type') ?? '')?.[1]
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}

/** `JSON.parse` whose result never carries a `__proto__` key: merging such an object would change its prototype. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (isSuspicious(text)) removeProto(value)
  return value
}

/** Has such a key, maybe written with escapes. Any other text that looks like it costs only the search. */
function isSuspicious(text: string): boolean {
  // Most texts have neither, and looking for them takes a sixth of the time that the expression takes.
  if (!text.includes('__proto__') && !text.includes('\\u00')) return false
  return /"__proto__"|\\u00[567]/.test(text)
}

/** With a list, not with recursion or a reviver: a server may nest deeper than the stack. */
function removeProto(root: unknown): void {
  const left = [root]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value !== 'object' || value === null) continue
    if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__')
    for (const inner of Object.values(value)) left.push(inner)
  }
}

/** What an answer was read from. */
export interface Origin {
  route: string
  text: string
}

/**
 * From which text an answer was read, as long as the answer lives. The same text again is the same answer: it is not
 * parsed, checked or compared, and the screen keeps the same object.
 */
export class Memory {
  readonly #origins = new WeakMap<object, Origin>()

  knows(answer: unknown, { route, text }: Origin): boolean {
    const origin = isObject(answer) ? this.#origins.get(answer) : undefined
    return origin?.route === route && origin.text === text
  }

  keep(answer: unknown, origin: Origin | undefined): void {
    if (origin && isObject(answer)) this.#origins.set(answer, origin)
  }

  /** Says that `shared` equals `answer`, and returns it. */
  carry(answer: unknown, shared: unknown): unknown {
    if (isObject(answer)) this.keep(shared, this.#origins.get(answer))
    return shared
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
