import type { Call } from './call.ts'
import { unanswered } from './failures.ts'
import { parseJson } from './json.ts'

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
  const decoder = decoderFor(headers)
  let [text, length] = ['', 0]
  let last: Bytes | undefined
  for (;;) {
    const { done, value } = await reader.read()
    // One part, as Node mostly has it, is decoded whole: for parts Node takes twice the time.
    if (done) return text + decoder.decode(last)
    // A browser has the time while the rest is on its way.
    if (last) text += decoder.decode(last, { stream: true })
    last = value
    length += value.length
    if (length > limit) return undefined
  }
}

/** What the text says to this call: what it said before, the text as it is, or JSON; `undefined` when it is empty. */
export function contentOf(call: Call, { headers }: Response, text: string | undefined): unknown {
  if (text === undefined) {
    throw unanswered(
      call,
      'schema',
      'was answered with more than `maxResponseSize` allows. Ask for less with `limit` or `projection`, or allow more',
    )
  }
  const known = call.recall(text)
  if (known !== undefined) return known
  const type = headers.get('content-type')?.split(';')[0] ?? 'no content type'
  const isText = call.answers === 'text'
  try {
    if (!isText) return text.trim() === '' ? undefined : parseJson(text)
    // A page is a proxy's, never the server's.
    if (type !== 'text/html') return text
  } catch {
    // The parser's own words would quote the body.
  }
  throw unanswered(
    call,
    'schema',
    `was answered with something that is not ${isText ? 'plain text' : 'JSON'} (${type}). A proxy or a sign-in page may have answered; check baseUrl`,
  )
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
