import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { BrowserContext } from 'playwright'
import { build, type InlineConfig, type Rolldown } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The files of the built dashboard. */
    dashboard: Files
  }
}

/** What a build wrote, by path: `/index.html`. */
export type Files = Record<string, string>

/** Before all tests in a browser: the dashboard is built once. */
export default async function buildDashboard(project: TestProject): Promise<void> {
  const configFile = fileURLToPath(
    new URL('../../examples/dashboard/vite.config.ts', import.meta.url),
  )
  project.provide('dashboard', await filesOf({ configFile }))
}

/** Bundles a module of this folder as a page. */
export async function bundlePage(file: string): Promise<Files> {
  const input = fileURLToPath(new URL(file, import.meta.url))
  const files = await filesOf({
    configFile: false,
    build: { rolldownOptions: { input, output: { entryFileNames: 'page.js' } } },
  })
  const html =
    '<!doctype html><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/page.js"></script>'
  return { ...files, '/index.html': html }
}

/** Serves files on an origin; every other address of it is the page. Nothing listens anywhere. */
export async function servePage(
  context: BrowserContext,
  origin: string,
  files: Files,
): Promise<void> {
  await context.route(`${origin}/**`, (route) =>
    route.fulfill(fileAt(files, new URL(route.request().url()).pathname)),
  )
}

/** The file at a path, or the page. */
export function fileAt(files: Files, path: string): { contentType: string; body: string } {
  const name = path in files ? path : '/index.html'
  return { contentType: types[name.split('.').at(-1)!] ?? 'text/html', body: files[name]! }
}

const types: Record<string, string> = { js: 'text/javascript', css: 'text/css' }

async function filesOf(config: InlineConfig): Promise<Files> {
  const { output } = (await build({
    ...config,
    logLevel: 'error',
    build: { ...config.build, write: false, minify: false, modulePreload: false },
  })) as Rolldown.RolldownOutput
  return Object.fromEntries(
    output.map((file) => [
      `/${file.fileName}`,
      file.type === 'chunk' ? file.code : String(file.source),
    ]),
  )
}

/** A server that really listens, on an origin of its own. */
export interface BundleServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves files on a real server; every other address of it is the page: windows need one. */
export async function listenWith(files: Files): Promise<BundleServer> {
  const server = createServer((request, response) => {
    const { contentType, body } = fileAt(
      files,
      new URL(request.url ?? '/', 'http://localhost').pathname,
    )
    response.setHeader('content-type', contentType)
    response.end(body)
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
