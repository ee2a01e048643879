/** An answer that is longer than the client takes; the rest was not read. */
export class AnswerTooLong extends Error {}

/**
 * The answer once all of it is there, so that a body that stalls, breaks off or never ends fails like an answer that
 * never came: within the same time, by the same rules. Other encodings than UTF-8 are brought into it.
 */
export async function wholeAnswer(answer: Response, limit: number): Promise<Response> {
  // The body of a refusal only brings a sentence; ky reads it, in bounds of its own.
  if (!answer.ok || !answer.body) return answer
  const bytes = await bytesOf(answer.body, limit)
  return new Response(bytes.length > 0 ? inUtf8(bytes, answer) : null, answer)
}

async function bytesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(chunks, length)
    chunks.push(value)
    length += value.length
    if (length > limit) {
      void reader.cancel().catch(() => {})
      throw new AnswerTooLong()
    }
  }
}

function joined(chunks: Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
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
function inUtf8(bytes: Uint8Array<ArrayBuffer>, { headers }: Response): BodyInit {
  const charset = /charset="?([\w-]+)/i.exec(headers.get('content-type') ?? '')?.[1] ?? 'utf-8'
  if (/^utf-?8$/i.test(charset)) return bytes
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes
  }
}
