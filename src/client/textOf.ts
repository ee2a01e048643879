type Bytes = Uint8Array<ArrayBuffer>

/**
 * All of a body as text, in the encoding that the server names; `undefined` when it is longer than `limit` bytes, and
 * then the rest is not read.
 */
export async function textOf(
  reader: ReadableStreamDefaultReader<Bytes>,
  { headers }: Response,
  limit: number,
): Promise<string | undefined> {
  const chunks: Bytes[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    // Node decodes in one go twice as fast as bit by bit.
    if (done) return decoderFor(headers).decode(joined(chunks, length))
    chunks.push(value)
    length += value.length
    if (length > limit) {
      void reader.cancel().catch(() => {})
      return undefined
    }
  }
}

function joined(chunks: readonly Bytes[], length: number): Bytes {
  if (chunks.length === 1) return chunks[0]!
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
