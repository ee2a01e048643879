import { fileURLToPath } from 'node:url'
import type { BrowserContext } from 'playwright'
import { build, type Rolldown } from 'vite'

/** Serves a module of this folder, bundled, as the page of every address of this origin. Nothing listens anywhere. */
export async function servePage(
  context: BrowserContext,
  origin: string,
  file: string,
): Promise<void> {
  const script = await bundle(file)
  await context.route(`${origin}/**`, (route) => {
    const isScript = new URL(route.request().url()).pathname === '/page.js'
    return route.fulfill({
      contentType: isScript ? 'text/javascript' : 'text/html',
      body: isScript
        ? script
        : '<!doctype html><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/page.js"></script>',
    })
  })
}

async function bundle(file: string): Promise<string> {
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
  return output[0].code
}
