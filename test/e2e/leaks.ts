import type { ConsoleMessage, Page, Request } from 'playwright'

export interface Watch {
  /** Every token that went out in an `Authorization` header. */
  readonly tokens: ReadonlySet<string>
  /** Where these secrets are, besides where they belong: `console`, `sessionStorage` … */
  leaksOf(secrets: Iterable<string>): Promise<string[]>
}

/**
 * Watches a page from its beginning for what must be nowhere but on the wire: in an `Authorization` header, in a body,
 * and, because the server wants it so, in the `secret` of a query for people tasks.
 */
export function watchForLeaks(page: Page): Watch {
  const tokens = new Set<string>()
  const seen: [place: string, text: string][] = []

  page.on('console', (message: ConsoleMessage) => seen.push(['console', message.text()]))
  page.on('pageerror', (error) => seen.push(['uncaught error', `${error.message} ${error.stack}`]))
  page.on('request', (request: Request) => {
    const url = new URL(request.url())
    if (url.pathname.includes('/tasks/')) url.searchParams.delete('secret')
    if (!request.isNavigationRequest()) seen.push(['request URL', url.href])
    const { authorization, referer } = request.headers()
    if (authorization) tokens.add(authorization.replace('Bearer ', ''))
    if (referer) seen.push(['referrer', referer])
  })

  return {
    tokens,
    async leaksOf(secrets) {
      const devtools = await page.context().newCDPSession(page)
      const { entries } = await devtools.send('Page.getNavigationHistory')
      await devtools.detach()
      const places = [
        ...seen,
        ...entries.map(({ url }) => ['history', url] as const),
        ...Object.entries(await page.evaluate(everythingInThePage)),
      ]
      const leaks = [...secrets].flatMap((secret) =>
        places.filter(([, text]) => text.includes(secret)).map(([place]) => place),
      )
      return [...new Set(leaks)]
    },
  }
}

/** Runs in the page: all that a script, an extension or a crash report could read there. */
async function everythingInThePage(): Promise<Record<string, string>> {
  const known = new Set<unknown>()
  const caches: string[] = []

  /** All strings that lead from here, through objects, lists, maps and sets. */
  function stringsIn(value: unknown, into: string[]): string[] {
    if (typeof value === 'string') into.push(value)
    if (typeof value !== 'object' || value === null || known.has(value)) return into
    known.add(value)
    if (value instanceof Node || value instanceof Window) return into
    if (value instanceof Map) [...value].forEach((entry) => stringsIn(entry, into))
    if (value instanceof Set) [...value].forEach((item) => stringsIn(item, into))
    for (const name of Object.getOwnPropertyNames(value)) {
      into.push(name)
      try {
        stringsIn(Reflect.get(value, name), into)
      } catch {
        // A getter that does not like to be asked.
      }
    }
    return into
  }

  /** React knows the `QueryClient` of the page: a prop of the provider somewhere below its root. */
  function findQueryClients(fiber: any): void {
    for (let node = fiber; node; node = node.sibling) {
      const client = node.memoizedProps?.client
      if (client?.getQueryCache) {
        caches.push(
          ...stringsIn(
            [
              client
                .getQueryCache()
                .getAll()
                .map(({ queryKey, queryHash, state, meta }: any) => [
                  queryKey,
                  queryHash,
                  state,
                  meta,
                ]),
              client
                .getMutationCache()
                .getAll()
                .map(({ options, state }: any) => [options.mutationKey, state, options.meta]),
            ],
            [],
          ),
        )
      }
      findQueryClients(node.child)
    }
  }

  const root: any = document.querySelector('#root')
  findQueryClients(root[Object.keys(root).find((name) => name.startsWith('__reactContainer'))!])
  if (caches.length === 0) throw new Error('There is no QueryClient to look into')

  async function storedIn({ name = '' }: IDBDatabaseInfo): Promise<string> {
    const open = indexedDB.open(name)
    await new Promise((resolve) => open.addEventListener('success', resolve))
    const stores = [...open.result.objectStoreNames].map((store) => {
      const all = open.result.transaction(store).objectStore(store).getAll()
      return new Promise((resolve) => all.addEventListener('success', () => resolve(all.result)))
    })
    return JSON.stringify(await Promise.all(stores))
  }

  const globals = Object.getOwnPropertyNames(window).filter((name) => !(name in Window.prototype))
  return {
    QueryClient: caches.join('\n'),
    localStorage: JSON.stringify(localStorage),
    sessionStorage: JSON.stringify(sessionStorage),
    IndexedDB: (await Promise.all((await indexedDB.databases()).map(storedIn))).join('\n'),
    cookies: document.cookie,
    DOM: document.documentElement.outerHTML,
    fields: [...document.querySelectorAll('input')].map(({ value }) => value).join('\n'),
    URL: `${location.href} ${document.referrer} ${document.title}`,
    'history state': JSON.stringify(history.state),
    window: stringsIn(
      Object.fromEntries(globals.map((name) => [name, Reflect.get(window, name)])),
      [],
    ).join('\n'),
  }
}
