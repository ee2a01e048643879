/**
 * `npm start`: the dashboard with an Appmixer to talk to. That is the embedded sandbox, or, with
 * APPMIXER_BASE_URL=https://api.YOUR_TENANT.appmixer.cloud, a real tenant. PORT and SANDBOX_PORT choose other ports,
 * LATENCY slows the sandbox down (milliseconds), SANDBOX_DATA keeps its state in a file.
 */
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const port = Number(process.env.PORT || 5173)
const sandboxPort = Number(process.env.SANDBOX_PORT || 2200)
const tenant = process.env.APPMIXER_BASE_URL || undefined

/** @type {Array<() => Promise<unknown>>} */
const closers = []

async function start() {
  /** @type {{ handle?: import('./backend.ts').Backend }} */
  const backend = {}
  const vite = await createServer({
    configFile: `${here}vite.config.ts`,
    clearScreen: false,
    logLevel: 'warn',
    server: { port, strictPort: true, host: '127.0.0.1' },
    plugins: [
      {
        name: 'northwind-backend',
        configureServer: ({ middlewares }) => {
          middlewares.use((request, response, next) => backend.handle?.(request, response, next))
        },
      },
    ],
  })
  closers.push(() => vite.close())
  const baseUrl = tenant ?? (await startSandbox(vite))
  const { createBackend } = await vite.ssrLoadModule(`${here}backend.ts`)
  backend.handle = createBackend(baseUrl, tenant === undefined)
  await vite.listen()
  console.log(`\n  Dashboard  http://localhost:${port}\n`)
  if (tenant === undefined) {
    console.log('  Sign in as ada@acme.test or ben@acme.test. Ctrl-C stops it.\n')
  }
}

/** @param {import('vite').ViteDevServer} vite */
async function startSandbox(vite) {
  const { serveSandbox } = await vite.ssrLoadModule(`${here}../../src/sandbox/server.ts`)
  const sandbox = await serveSandbox({
    port: sandboxPort,
    data: 'integrations',
    latency: Number(process.env.LATENCY ?? 120),
    ...(process.env.SANDBOX_DATA && { dataFile: process.env.SANDBOX_DATA }),
  })
  closers.push(() => sandbox.close())
  return sandbox.url
}

async function stop() {
  await Promise.allSettled(closers.map((close) => close()))
}

/** @param {Error} error */
function explain(error) {
  if (error.message.startsWith(`Port ${sandboxPort} `)) {
    return `Port ${sandboxPort} for the sandbox is taken. Stop what listens there, or choose another: SANDBOX_PORT=2201 npm start`
  }
  if (/port .* in use/i.test(error.message)) {
    return `Port ${port} for the dashboard is taken. Stop what listens there, or choose another: PORT=5174 npm start`
  }
  // The package says what is wrong with the address, and what it should be.
  if (error.name === 'AppmixerError') return `APPMIXER_BASE_URL is "${tenant}". ${error.message}`
  if (Number.isNaN(port + sandboxPort))
    return 'PORT and SANDBOX_PORT take a number: PORT=5174 npm start'
  return error.stack ?? error.message
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void stop().then(() => process.exit(0)))
}

start().catch(async (error) => {
  console.error(`\n  ${explain(error)}\n`)
  await stop()
  process.exit(1)
})
