import { AppmixerError } from './errors.ts'
import { notSent } from './failures.ts'

export type QueryValue = string | number | boolean | null | undefined
export type QueryValues = Record<string, QueryValue | readonly QueryValue[]>

/** How an endpoint reads arrays: `filter=a&filter=b` or `filter[]=a&filter[]=b`. */
export type ArrayStyle = 'repeat' | 'brackets'

/** The base URL without a trailing slash. Refuses what could not be a tenant's address, or would carry a secret. */
export function normalizeBaseUrl(baseUrl: string): string {
  const url = parsed(baseUrl)
  if (
    url &&
    baseUrl.length <= 2_000 &&
    /^https?:$/.test(url.protocol) &&
    !url.username &&
    !url.password &&
    !url.search &&
    !url.hash
  )
    return url.origin + url.pathname.replace(/\/+$/, '')
  throw new AppmixerError({
    code: 'config',
    message:
      'baseUrl is not the address of a tenant, so no request can be sent. Pass an absolute http(s) URL without a password, query or fragment, for example https://api.YOUR_TENANT.appmixer.cloud.',
  })
}

/** What `URL.parse` and `URL.canParse` do in newer browsers. */
function parsed(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
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
export function searchOf(query: QueryValues, arrays: ArrayStyle): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const isArray = Array.isArray(value)
    const key = isArray && arrays === 'brackets' ? `${name}[]` : name
    for (const item of isArray ? value : [value]) {
      if (item !== undefined && item !== null) search.append(key, String(item))
    }
  }
  return search
}
