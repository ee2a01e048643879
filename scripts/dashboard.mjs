/** The dashboard of `examples/` as it is deployed: built, behind a strict policy, with a sandbox of its own. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build, createServer as createVite } from 'vite'

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))
const configFile = here('../examples/dashboard/vite.config.ts')

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self' http://127.0.0.1:* http://localhost:*",
  "require-trusted-types-for 'script'",
].join('; ')

/** @type {Record<string, string>} */
const types = { js: 'text/javascript', css: 'text/css' }

/**
 * @param {{ latency?: number }} [options] Milliseconds that the sandbox takes for each answer.
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serveDashboard({ latency = 0 } = {}) {
  const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (
    await build({
      configFile,
      logLevel: 'error',
      build: { write: false, minify: false, modulePreload: false },
    })
  )
  // Loads TypeScript, and serves nothing.
  const loader = await createVite({
    configFile,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  })
  const { serveSandbox } = await loader.ssrLoadModule(here('../src/sandbox/server.ts'))
  const { createBackend } = await loader.ssrLoadModule(here('../examples/dashboard/backend.ts'))
  const sandbox = await serveSandbox({ port: 0, latency, data: 'integrations' })
  const backend = createBackend(sandbox.url, true)

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    void backend(request, response, () => {
      const file =
        output.find(({ fileName }) => `/${fileName}` === path) ??
        output.find(({ fileName }) => fileName === 'index.html')
      response.writeHead(200, {
        'content-type': types[path.split('.').at(-1) ?? ''] ?? 'text/html',
        'content-security-policy': policy,
      })
      response.end(file?.type === 'chunk' ? file.code : file?.source)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    address: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await Promise.all([
        new Promise((done) => server.close(done)),
        sandbox.close(),
        loader.close(),
      ])
    },
  }
}

/**
 * @param {import('playwright').BrowserContext} context
 * @param {string} address
 */
export async function signIn(context, address) {
  const data = { username: 'ada@acme.test', password: 'ada-demo-password' }
  await context.request.post(`${address}/session`, { data })
}
