// A picture of every story of the static story book, on a desktop, on a telephone and in the dark, in `pictures/stories`.
// `npm run build-storybook` first. A word chooses stories: `node scripts/storyPictures.mjs flowlist`; `--docs` adds the
// pages. Console errors are printed, and are a failure.
import { createServer } from 'node:http'
import { mkdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { launchOptions } from './chromium.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const built = join(root, 'storybook-static')
const pictures = join(root, 'pictures/stories')
const words = process.argv.slice(2)
const wanted = words.filter((word) => !word.startsWith('--'))

const looks = [
  { name: 'desktop', viewport: { width: 1_100, height: 800 }, globals: '' },
  { name: 'phone', viewport: { width: 390, height: 844 }, globals: '' },
  { name: 'dark', viewport: { width: 1_100, height: 800 }, globals: '&globals=theme:dark' },
]

/** Served below a path, as `https://acme.test/docs/storybook/` would be. */
const base = '/below/a/path/'
const types = /** @type {Record<string, string>} */ ({
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
})
const server = createServer(async (request, response) => {
  try {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (!pathname.startsWith(base)) throw new Error('outside of the path')
    const file = join(built, decodeURIComponent(pathname.slice(base.length)) || 'index.html')
    const body = await readFile(file)
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
const address = server.address()
const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`

/** @type {{ entries: Record<string, { id: string, type: 'story' | 'docs' }> }} */
const index = JSON.parse(await readFile(join(built, 'index.json'), 'utf8'))
const entries = Object.values(index.entries).filter(
  ({ id, type }) =>
    (type === 'story' || words.includes('--docs')) &&
    (wanted.length === 0 || wanted.some((word) => id.includes(word))),
)

const browser = await chromium.launch(await launchOptions())
/** @type {string[]} */
const complaints = []
let count = 0
for (const look of looks) {
  await mkdir(join(pictures, look.name), { recursive: true })
  const page = await browser.newPage({ viewport: look.viewport })
  let now = ''
  page.on('console', (message) => {
    if (message.type() === 'error')
      complaints.push(`${look.name} ${now}: ${message.text().split('\n')[0]}`)
  })
  page.on('pageerror', (error) => complaints.push(`${look.name} ${now}: ${error.message}`))
  for (const { id, type } of entries) {
    now = id
    const mode = type === 'docs' ? 'docs' : 'story'
    await page.goto(`${origin}${base}iframe.html?id=${id}&viewMode=${mode}${look.globals}`)
    // What play does is done. What goes on for ever, a request without an answer for example, is not waited for.
    await page
      .waitForFunction(
        () => {
          const { currentRender } = Reflect.get(window, '__STORYBOOK_PREVIEW__') ?? {}
          return ['finished', 'errored', 'aborted'].includes(currentRender?.phase)
        },
        undefined,
        { timeout: 6_000 },
      )
      .catch(() => {})
    await page.waitForTimeout(type === 'docs' ? 2_500 : 300)
    await page.screenshot({
      path: join(pictures, look.name, `${id}.png`),
      fullPage: type === 'docs',
    })
    count++
  }
  await page.close()
}
await browser.close()
server.close()
console.log(`${count} pictures of ${entries.length} entries in pictures/stories`)
if (complaints.length > 0) {
  console.error([...new Set(complaints)].join('\n'))
  process.exitCode = 1
}
