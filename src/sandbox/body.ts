/** How the body of a request is read, and which are refused, so that one request cannot break those that follow. */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { parseJson } from '../client/answer.ts'
import { Boom } from './boom.ts'
import type { RawInput, Upload } from './route.ts'

/**
 * Refuses a body that is too large before it is read. A request in memory has neither header and is measured when its
 * body is read.
 */
export function limited(maxSize: number): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize,
    onError() {
      throw tooLarge(maxSize)
    },
  })
  return (context, next) => {
    const { headers } = context.req.raw
    const isSent = headers.has('content-length') || headers.has('transfer-encoding')
    return isSent ? limit(context, next) : next()
  }
}

/** What a request says. */
export async function rawInput(context: Context, maxSize: number): Promise<RawInput> {
  const query: RawInput['query'] = {}
  for (const [name, values] of Object.entries(context.req.queries())) {
    const isArray = name.endsWith('[]') || values.length > 1
    query[name.replace(/\[\]$/, '')] = isArray ? values : values[0]!
  }
  return { params: context.req.param(), query, ...(await bodyOf(context, maxSize)) }
}

type RawBody = Pick<RawInput, 'body' | 'text' | 'upload'>

/** Fields are read whatever the content type says; a text is one only where the endpoint takes a value. */
async function bodyOf({ req }: Context, maxSize: number): Promise<RawBody> {
  const bytes = await req.arrayBuffer()
  if (bytes.byteLength > maxSize) throw tooLarge(maxSize)
  const type = req.header('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) {
    return { body: undefined, text: undefined, upload: await uploadOf(bytes, type) }
  }
  const text = await req.text()
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return {
      body: Object.fromEntries(new URLSearchParams(text)),
      text: undefined,
      upload: undefined,
    }
  }
  const isText = type.startsWith('text/plain')
  try {
    const body = text === '' ? undefined : parseJson(text)
    return { body, text: isText ? text : undefined, upload: undefined }
  } catch {
    if (isText) return { body: undefined, text, upload: undefined }
    throw new Boom(400, 'Invalid request payload JSON format')
  }
}

/** The one file of a form. */
async function uploadOf(bytes: ArrayBuffer, type: string): Promise<Upload | undefined> {
  const form = await new Response(bytes, { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw new Boom(400, 'Invalid multipart payload format')
    })
  const file = form.get('file')
  if (file === null || typeof file === 'string') return undefined
  return { name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }
}

function tooLarge(mostBytes: number): Boom {
  return new Boom(413, `Payload content length greater than maximum allowed: ${mostBytes}`)
}
