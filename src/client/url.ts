import { AppmixerError } from './errors.ts'

export type QueryValue = string | number | boolean | null | undefined
export type QueryValues = Record<string, QueryValue | readonly QueryValue[]>

/** How an endpoint reads arrays: `filter=a&filter=b` or `filter[]=a&filter[]=b`. */
export type ArrayStyle = 'repeat' | 'brackets'

/** The base URL without a trailing slash. Refuses what could not be a tenant's address, or would carry a secret. */
export function normalizeBaseUrl(baseUrl: string): string {
  const refuse = (problem: string): never => {
    throw new AppmixerError({
      code: 'config',
      message: `baseUrl ${problem}. Without it no request can be sent. Pass the API address of your tenant, for example https://api.YOUR_TENANT.appmixer.cloud.`,
    })
  }
  if (typeof baseUrl !== 'string' || baseUrl.trim() === '') return refuse('is empty')
  if (baseUrl.length > 2_000) return refuse('is longer than any address')
  if (!URL.canParse(baseUrl)) return refuse('is not an absolute URL')
  const url = new URL(baseUrl)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('is not http or https')
  if (url.username || url.password) return refuse('contains a user name or password')
  if (url.search || url.hash) return refuse('contains a query or a fragment')
  return url.origin + url.pathname.replace(/\/+$/, '')
}

/** `/flows/:flowId/clone` with each parameter as one encoded segment. The only place where paths are built. */
export function pathOf(template: string, input: unknown, endpoint: string): string {
  const values = (input ?? {}) as Record<string, unknown>
  return template.replace(/:(\w+)/g, (_, name: string) => segment(values[name], name, endpoint))
}

function segment(value: unknown, name: string, endpoint: string): string {
  const refuse = (problem: string): never => {
    throw new AppmixerError({
      code: 'input',
      endpoint,
      message: `${endpoint} was not sent: ${name} ${problem}, so it cannot name anything on the server. Pass the ${name} that the server gave you.`,
    })
  }
  if (typeof value !== 'string') return refuse('is not a string')
  if (value === '') return refuse('is empty')
  if (value === '.' || value === '..') return refuse(`is "${value}"`)
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
