import * as z from 'zod/mini'
import { Boom } from './boom.ts'
import type { StoredFile } from './database.ts'
import { filtered } from './filter.ts'
import { page } from './list.ts'
import { serve, type Exchange, type Route } from './route.ts'

const filterSchema = z.optional(z.union([z.string(), z.array(z.string())]))

const filesQuerySchema = z.object({
  limit: z.optional(z.number()),
  offset: z.optional(z.number()),
  sort: z.optional(z.string()),
  projection: z.optional(z.string()),
  filter: filterSchema,
})

const filterQuerySchema = z.object({ filter: filterSchema })
const refSchema = z.object({ fileId: z.string() })

/** A file as the server describes it. Without `md5`, which newer databases do not keep. */
interface FileMetadata {
  fileId: string
  filename: string
  contentType: string
  length: number
  chunkSize: number
  uploadDate: string
  metadata: { userId: string }
}

export const fileRoutes = {
  getFiles: serve('GET /files', filesQuerySchema, (exchange, query) =>
    page(matching(exchange, query.filter).map(described), query, 'fileId'),
  ),

  getFilesCount: serve('GET /files/count', filterQuerySchema, (exchange, { filter }) => ({
    count: matching(exchange, filter).length,
  })),

  getFileMetadata: serve('GET /files/metadata/:fileId', refSchema, (exchange, { fileId }) =>
    described(ownFile(fileId, exchange)),
  ),

  getFile: serve('GET /files/:fileId', refSchema, (exchange, { fileId }) => {
    const file = ownFile(fileId, exchange)
    return new Response(new Blob(bytesOf(file)), {
      headers: {
        'content-type': file.contentType,
        // A page that was uploaded must not run as one of this server.
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
        'x-content-type-options': 'nosniff',
      },
    })
  }),

  /** One chunk of a file. Whether chunks are counted from 0 or 1 does not matter; the last to arrive completes it. */
  uploadFile: serve('POST /files', z.object({}), (exchange) => {
    const { database, upload } = exchange
    if (!upload) throw new Boom(400, '"file" is required')
    const { number, ...chunk } = chunkOf(exchange)
    const file = started(chunk, exchange)
    file.chunks[number] = base64(upload.bytes)
    file.uploadDate = database.now()
    return isWhole(file) ? described(file) : { fileId: file.fileId }
  }),

  deleteFile: serve('DELETE /files/:fileId', refSchema, (exchange, { fileId }) => {
    remove([ownFile(fileId, exchange)], exchange)
    return { fileId }
  }),

  deleteFiles: serve('DELETE /files', filterQuerySchema, (exchange, { filter }) => {
    const files = matching(exchange, filter)
    remove(files, exchange)
    return { deletedCount: files.length }
  }),
} satisfies Record<string, Route>

interface Chunk {
  fileId: string
  filename: string
  chunkSize: number
  chunksTotal: number
}

/** What the headers of an upload say. A file without them is one chunk. */
function chunkOf({ database, upload, header }: Exchange): Chunk & { number: number } {
  const whole = (name: string, missing: number) => {
    const text = header(name) ?? String(missing)
    if (!/^\d{1,9}$/.test(text)) throw new Boom(400, `"${name}" must be a whole number`)
    return Number(text)
  }
  const chunksTotal = whole('uploader-chunks-total', 1)
  if (chunksTotal === 0) throw new Boom(400, '"uploader-chunks-total" must be positive')
  return {
    fileId: header('uploader-file-id') ?? database.random.uuid(),
    filename: nameOf(header('uploader-file-name') ?? upload?.name ?? 'file'),
    chunkSize: whole('uploader-chunk-size', upload?.bytes.length ?? 0),
    chunksTotal,
    number: whole('uploader-chunk-number', 0),
  }
}

/** A header carries ASCII only, so names come encoded. */
function nameOf(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The file that the chunk belongs to; the first chunk starts it. */
function started(chunk: Chunk, { database, user, upload }: Exchange): StoredFile {
  const me = user()
  const known = database.files.find(({ fileId }) => fileId === chunk.fileId)
  if (known && known.userId !== me.id) throw new Boom(403, 'Forbidden')
  if (known && !isWhole(known)) return known
  if (known) throw new Boom(400, `File ${chunk.fileId} exists.`)
  const file: StoredFile = {
    ...chunk,
    userId: me.id,
    contentType: upload?.type || 'application/octet-stream',
    uploadDate: database.now(),
    chunks: {},
  }
  database.files.push(file)
  return file
}

function isWhole({ chunks, chunksTotal }: StoredFile): boolean {
  return Object.keys(chunks).length === chunksTotal
}

function ownFiles({ database, user }: Exchange): StoredFile[] {
  const me = user()
  return database.files.filter((file) => file.userId === me.id && isWhole(file))
}

function ownFile(fileId: string, exchange: Exchange): StoredFile {
  const file = ownFiles(exchange).find((candidate) => candidate.fileId === fileId)
  if (!file) throw new Boom(404, 'File not found.')
  return file
}

function matching(exchange: Exchange, filter: string | string[] | undefined): StoredFile[] {
  const files = ownFiles(exchange)
  const found = new Set(filtered(files.map(described), filter).map(({ fileId }) => fileId))
  return files.filter(({ fileId }) => found.has(fileId))
}

function remove(files: StoredFile[], { database }: Exchange): void {
  database.files = database.files.filter((file) => !files.includes(file))
}

function described(file: StoredFile): FileMetadata {
  const { fileId, filename, contentType, chunkSize, uploadDate, userId } = file
  const length = bytesOf(file).reduce((sum, bytes) => sum + bytes.length, 0)
  return { fileId, filename, contentType, length, chunkSize, uploadDate, metadata: { userId } }
}

function bytesOf({ chunks }: StoredFile): Uint8Array<ArrayBuffer>[] {
  return Object.entries(chunks)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, text]) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)))
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
