import { AppmixerError } from './errors.ts'
import { notSent } from './failures.ts'

export type QueryValue = string | number | boolean | null | undefined
export type QueryValues = Record<string, QueryValue | readonly QueryValue[]>

/** How an endpoint reads arrays: `filter=a&filter=b` or `filter[]=a&filter[]=b`. */
export type ArrayStyle = 'repeat' | 'brackets'

/**
 * The base URL as an absolute one, without a trailing slash. Refuses what could not be a tenant's address, or would
 * carry a secret. A path belongs to the origin of the page, so it needs a page.
 */
export function normalizeBaseUrl(baseUrl: string): string {
  const url = /^\.{0,2}\//.test(baseUrl) ? urlOnPage(baseUrl) : parse(baseUrl)
  if (url && isTenant(url)) return url.origin + url.pathname.replace(/\/+$/, '')
  throw badBaseUrl(
    'is not the address of a tenant. Pass an http(s) URL without a password, query or fragment, like https://api.YOUR_TENANT.appmixer.cloud, or in a browser a path like /appmixer',
  )
}

function urlOnPage(path: string): URL | undefined {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href
  if (page !== undefined) {
    const url = parse(path, page)
    // Browsers read `//other` and `/\other` as another origin.
    return url?.origin === parse(page)?.origin ? url : undefined
  }
  const shown = /^[\w./~-]{1,100}$/.test(path) ? `"${path}"` : 'a path'
  throw badBaseUrl(
    `is ${shown}, which has an origin in a browser only. On a server pass the whole address, like https://app.example.com/appmixer`,
  )
}

function parse(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base)
  } catch {
    return undefined
  }
}

function isTenant({ href, protocol, username, password, search, hash }: URL): boolean {
  const extras = username + password + search + hash
  return /^https?:$/.test(protocol) && extras === '' && href.length <= 2_000
}

function badBaseUrl(problem: string): AppmixerError {
  return new AppmixerError({ code: 'config', message: `baseUrl ${problem}.` })
}

/** `/flows/:flowId/clone` with each parameter as one encoded segment. The only place where paths are built. */
export function pathOf(template: string, input: unknown, endpoint: string): string {
  const values = (input ?? {}) as Record<string, unknown>
  return template.replace(/:(\w+)/g, (_, name: string) => segment(values[name], name, endpoint))
}

function segment(value: unknown, name: string, endpoint: string): string {
  const refuse = (problem: string): never => {
    throw notSent(
      endpoint,
      `${name} ${problem}, so it cannot name anything on the server. Pass the ${name} that the server gave you`,
    )
  }
  if (typeof value !== 'string') return refuse('is not a string')
  if (['', '.', '..'].includes(value)) return refuse(`is "${value}"`)
  try {
    return encodeURIComponent(value)
  } catch {
    return refuse('is not valid Unicode')
  }
}

/** Query parameters as the endpoint reads them; `undefined` and `null` are left out. */
export function searchOf(
  query: QueryValues,
  arrays: ArrayStyle,
  endpoint: string,
): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const isArray = Array.isArray(value)
    const key = isArray && arrays === 'brackets' ? `${name}[]` : name
    for (const item of isArray ? value : [value]) {
      if (item === undefined || item === null) continue
      if (!isQueryValue(item)) {
        throw notSent(endpoint, `${name} is not text, a finite number, true or false`)
      }
      search.append(key, String(item))
    }
  }
  return search
}

function isQueryValue(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}
