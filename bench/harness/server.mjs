/**
 * A server in a process of its own: the page under a strict CSP, and the API with answers made in advance, so that its
 * own work is the same for every stack. `node bench/harness/server.mjs FOLDER` sends its parent the port, and then what
 * the page reports.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { flows, records } from './data.mjs'

const [folder = ''] = process.argv.slice(2)
const script = readFileSync(`${folder}/page.js`)
const html =
  '<!doctype html><html lang="en"><title>bench</title><div id="root"></div><script type="module" src="/page.js"></script></html>'

/** Nothing of the page may run from text; precise clocks want the other two. */
const headers = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; require-trusted-types-for 'script'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

/** @type {Map<string, Buffer>} */
const made = new Map()
let asked = 0

/**
 * @param {string} key
 * @param {() => unknown} make
 */
function answer(key, make) {
  const known = made.get(key) ?? Buffer.from(JSON.stringify(make()))
  made.set(key, known)
  return known
}

/** @param {URLSearchParams} search */
function flowsFor(search) {
  const limit = Number(search.get('limit') ?? 100)
  if (search.get('pattern') !== 'changing') return answer(`flows ${limit}`, () => flows(limit))
  const turn = asked++ % 2
  return answer(`flows ${limit} ${turn}`, () =>
    flows(limit).map((flow, index) =>
      turn === 1 && index % 100 === 0 ? { ...flow, stage: 'starting' } : flow,
    ),
  )
}

/** @param {URLSearchParams} search */
function recordsFor(search) {
  const [limit, offset] = [Number(search.get('limit') ?? 100), Number(search.get('offset') ?? 0)]
  return answer(`records ${limit} ${offset}`, () => records(limit, offset))
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench.test')
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const json = (/** @type {Buffer | string} */ data) =>
    response
      .writeHead(200, {
        ...headers,
        'content-type': 'application/json',
        'cache-control': 'no-store',
      })
      .end(data)

  if (pathname === '/page.js')
    response.writeHead(200, { ...headers, 'content-type': 'text/javascript' }).end(script)
  else if (pathname === '/report')
    process.send?.(JSON.parse(body), () => response.writeHead(204).end())
  else if (pathname.endsWith('/flows')) json(flowsFor(searchParams))
  else if (pathname.endsWith('/store')) json(recordsFor(searchParams))
  else if (pathname.endsWith('/coordinator')) json('{"flowId":"started","ticket":"t"}')
  else if (pathname === '/')
    response.writeHead(200, { ...headers, 'content-type': 'text/html' }).end(html)
  else response.writeHead(404, headers).end()
})

server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: /** @type {any} */ (server.address()).port }),
)
