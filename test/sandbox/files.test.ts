import { expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from './support.ts'

const as = 'ada@acme.test'
const bytes = new Uint8Array([0xff, 0, 0x80, 0x0d, 0x0a, 0xc3, 0x28, 0x0d, 0x0a])

async function upload(
  sandbox: Sandbox,
  content: BlobPart,
  { name = 'invoice 2041 ž.pdf', type = 'application/pdf', headers = {}, user = as } = {},
) {
  const body = new FormData()
  body.append('file', new Blob([content], { type }), name)
  const authorization = `Bearer ${sandbox.tokenFor(user)}`
  const response = await sandbox.fetch('http://sandbox.test/files', {
    method: 'POST',
    headers: { authorization, ...headers },
    body,
  })
  return { status: response.status, body: await response.json() }
}

async function download(sandbox: Sandbox, fileId: string) {
  const headers = { authorization: `Bearer ${sandbox.tokenFor(as)}` }
  const response = await sandbox.fetch(`http://sandbox.test/files/${fileId}`, { headers })
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
}

it('keeps a file byte for byte, also in a snapshot', async () => {
  const first = createSandbox({ data: 'empty' })
  const { body: file } = await upload(first, bytes)
  expect(file).toEqual({
    fileId: expect.any(String),
    filename: 'invoice 2041 ž.pdf',
    contentType: 'application/pdf',
    length: bytes.length,
    chunkSize: bytes.length,
    uploadDate: first.database.files[0]!.uploadDate,
    metadata: { userId: first.database.users[0]!.id },
  })
  for (const sandbox of [first, createSandbox({ data: first.snapshot() })]) {
    const got = await download(sandbox, file.fileId)
    expect(got.bytes).toEqual(bytes)
    expect(got.response.headers.get('content-type')).toBe('application/pdf')
    const path = `GET /files/metadata/${file.fileId}`
    expect((await ask(sandbox, path, { as })).body).toEqual(file)
  }
})

it.each([
  ['from 0', [0, 1, 2]],
  ['from 1', [1, 2, 3]],
  ['in any order', [2, 0, 1]],
])('puts chunks together that are counted %s', async (_, numbers) => {
  const sandbox = createSandbox({ data: 'empty' })
  const least = Math.min(...numbers)
  const answers = []
  for (const number of numbers) {
    const headers = {
      'uploader-file-id': 'my-file',
      'uploader-file-name': encodeURIComponent('ž.bin'),
      'uploader-chunk-size': '3',
      'uploader-chunk-number': `${number}`,
      'uploader-chunks-total': '3',
    }
    expect((await ask(sandbox, 'GET /files/count', { as })).body).toEqual({ count: 0 })
    const start = (number - least) * 3
    answers.push((await upload(sandbox, bytes.slice(start, start + 3), { headers })).body)
  }
  expect(answers[0]).toEqual({ fileId: 'my-file' })
  expect(answers[2]).toMatchObject({ filename: 'ž.bin', length: 9, chunkSize: 3 })
  expect((await download(sandbox, 'my-file')).bytes).toEqual(bytes)
})

it('lists, finds, sorts, counts and deletes', async () => {
  const sandbox = createSandbox({ data: 'empty' })
  for (const name of ['b.csv', 'a.csv', 'Invoice.pdf']) await upload(sandbox, bytes, { name })
  const names = async (query: string) =>
    (await ask(sandbox, `GET /files?${query}`, { as })).body.map(
      ({ filename }: { filename: string }) => filename,
    )
  expect(await names('sort=filename:1')).toEqual(['Invoice.pdf', 'a.csv', 'b.csv'])
  expect(await names('filter=filename:~invoice')).toEqual(['Invoice.pdf'])
  expect(await names('limit=1&offset=1')).toEqual(['a.csv'])
  expect((await ask(sandbox, 'GET /files/count?filter=filename:~csv', { as })).body).toEqual({
    count: 2,
  })
  const [file] = sandbox.database.files
  expect((await ask(sandbox, `DELETE /files/${file!.fileId}`, { as })).status).toBe(200)
  expect(await names('')).toEqual(['a.csv', 'Invoice.pdf'])
  const path = 'DELETE /files?filter=filename:~csv'
  expect((await ask(sandbox, path, { as })).body).toEqual({ deletedCount: 1 })
  await ask(sandbox, 'DELETE /files', { as })
  expect(await names('')).toEqual([])
})

it('shows a file to its owner only, and never as a page', async () => {
  const sandbox = createSandbox({ data: 'empty' })
  const { body } = await upload(sandbox, '<script>', { name: 'x.html', type: 'text/html' })
  const { headers } = (await download(sandbox, body.fileId)).response
  expect(headers.get('content-disposition')).toMatch(/^attachment/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  const bens = { as: 'ben@acme.test' }
  for (const line of ['GET /files/:id', 'GET /files/metadata/:id', 'DELETE /files/:id']) {
    expect((await ask(sandbox, line.replace(':id', body.fileId), bens)).status).toBe(404)
  }
  const headersOfBen = { 'uploader-file-id': body.fileId as string }
  const stolen = await upload(sandbox, 'x', { headers: headersOfBen, user: bens.as })
  expect(stolen.status).toBe(403)
})

it.each([
  [{ 'uploader-chunk-number': 'x' }],
  [{ 'uploader-chunks-total': '0' }],
  [{ 'uploader-chunk-size': '-1' }],
])('refuses %j', async (headers) => {
  expect((await upload(createSandbox(), bytes, { headers })).status).toBe(400)
})

it('refuses a form without a file, and what is no form', async () => {
  const sandbox = createSandbox()
  expect((await ask(sandbox, 'POST /files', { as, body: '{}' })).status).toBe(400)
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  expect((await ask(sandbox, 'POST /files', { as, body: 'no form', headers })).status).toBe(400)
})

it('has files for a start', async () => {
  const { body } = await ask(createSandbox(), 'GET /files?sort=uploadDate:-1', { as })
  expect(body.length).toBeGreaterThan(1)
})
