import type { Page, Route } from 'playwright'
import type { Sandbox } from '../../src/sandbox/index.ts'

/** Lets a sandbox answer what a page sends to this origin. */
export async function serveSandbox(page: Page, origin: string, sandbox: Sandbox): Promise<void> {
  await page.route(`${origin}/**`, (route) => passOn(route, sandbox.fetch))
}

async function passOn(route: Route, fetch: typeof globalThis.fetch): Promise<void> {
  const request = route.request()
  const body = request.postData()
  const answer = await fetch(request.url(), {
    method: request.method(),
    headers: await request.allHeaders(),
    ...(body !== null && { body }),
  })
  await route.fulfill({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: await answer.text(),
  })
}
