/** An answer that is longer than the client takes; the rest was not read. */
export class AnswerTooLong extends Error {}

/**
 * The answer once all of it is there, so that a body that stalls, breaks off or never ends fails like an answer that
 * never came: within the same time, by the same rules. Read in the encoding that the server names.
 */
export async function wholeAnswer(answer: Response, limit: number): Promise<Response> {
  // The body of a refusal only brings a sentence; ky reads it, in bounds of its own.
  if (!answer.ok || !answer.body) return answer
  const text = await textOf(answer.body, decoderFor(answer), limit)
  // Another answer with this text as its body would be copied, and decoded once more.
  return Object.assign(answer, { text: () => Promise.resolve(text) })
}

async function textOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  decoder: TextDecoder,
  limit: number,
): Promise<string> {
  const reader = body.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    // Node decodes in one go twice as fast as bit by bit.
    if (done) return decoder.decode(joined(chunks, length))
    chunks.push(value)
    length += value.length
    if (length > limit) {
      void reader.cancel().catch(() => {})
      throw new AnswerTooLong()
    }
  }
}

function joined(chunks: readonly Uint8Array<ArrayBuffer>[], length: number): Uint8Array {
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
function decoderFor({ headers }: Response): TextDecoder {
  const charset = /charset="?([\w-]+)/i.exec(headers.get('content-type') ?? '')?.[1]
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}
