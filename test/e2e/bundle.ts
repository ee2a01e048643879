import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { BrowserContext } from 'playwright'
import { build, type Rolldown } from 'vite'

/** The server of a page. */
export interface PageServer {
  /** Whether it still has what the page loads later; default true. */
  isWhole: boolean
  /** What of that was asked for, by the names of the modules. */
  readonly asked: string[]
}

/** Serves a module of this folder, bundled, as the page of every address of this origin. Nothing listens anywhere. */
export async function servePage(
  context: BrowserContext,
  origin: string,
  file: string,
): Promise<PageServer> {
  const server: PageServer = { isWhole: true, asked: [] }
  const chunks = await bundle(file)
  const [entry] = chunks
  const html = pageOf(chunks)
  const atStart = startOf(entry, chunks)
  await context.route(`${origin}/**`, (route) => {
    const path = new URL(route.request().url()).pathname.slice(1)
    const chunk = chunks.find(({ fileName }) => fileName === path)
    if (!chunk) return route.fulfill({ contentType: 'text/html', body: html })
    if (chunk.isDynamicEntry) server.asked.push(chunk.name)
    if (!server.isWhole && !atStart.has(path)) return route.fulfill({ status: 404 })
    return route.fulfill({ contentType: 'text/javascript', body: chunk.code })
  })
  return server
}

type Chunks = [entry: Rolldown.OutputChunk, ...others: Rolldown.OutputChunk[]]

async function bundle(file: string): Promise<Chunks> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: { input: fileURLToPath(new URL(file, import.meta.url)) },
    },
  })) as Rolldown.RolldownOutput
  const [entry, ...others] = output
  return [entry, ...others.filter((part) => part.type === 'chunk')]
}

/** The files that the first one does not begin without. */
function startOf(entry: Rolldown.OutputChunk, chunks: Chunks): Set<string> {
  const found = new Set([entry.fileName])
  for (const name of found) {
    const imports = chunks.find(({ fileName }) => fileName === name)?.imports ?? []
    for (const next of imports) found.add(next)
  }
  return found
}

/** A server that really listens, on an origin of its own. */
export interface BundleServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves a module of this folder, bundled, as the page of every address of a real server: windows need one. */
export async function serveBundle(file: string): Promise<BundleServer> {
  const chunks = await bundle(file)
  const html = pageOf(chunks)
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1)
    const chunk = chunks.find(({ fileName }) => fileName === path)
    response.setHeader('content-type', chunk ? 'text/javascript' : 'text/html')
    response.end(chunk?.code ?? html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function pageOf([entry]: Chunks): string {
  return `<!doctype html><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/${entry.fileName}"></script>`
}
