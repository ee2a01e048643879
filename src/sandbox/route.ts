import { repair } from '../client/checks.ts'
import type { Endpoint, Route as WireRoute } from '../client/endpoint.ts'
import { parseJson } from '../client/answer.ts'
import { Boom } from './boom.ts'
import type { Database, StoredUser } from './database.ts'
import { refuseTooDeep } from './depth.ts'

/** How the server behaves where real ones differ. */
export interface Settings {
  /** Milliseconds that a flow is `starting`. */
  startDuration: number
  /** Milliseconds that a flow is `stopping`. */
  stopDuration: number
  /** Milliseconds that the accounts of a flow take to be collected. */
  collectDuration: number
  /** The status that refuses the update of a running flow. */
  runningUpdateStatus: number
  /** Whether a record whose key is there already is refused. */
  refuseDuplicateKeys: boolean
  /** Whether the default store cannot be deleted. */
  keepDefaultStore: boolean
  /** The most bytes that the body of a request may have. */
  maxBodySize: number
}

/** A file that came in a form. */
export interface Upload {
  name: string
  type: string
  bytes: Uint8Array
}

/** What a handler has at hand. */
export interface Exchange {
  readonly database: Database
  readonly settings: Settings
  /** The body as it came, for what is not a field. */
  readonly body: unknown
  /** The file of a `multipart/form-data` body. */
  readonly upload: Upload | undefined
  /** Who asks. No token, or an invalid one, ends the exchange with 401. */
  user(): StoredUser
  /** The address of this server, as the caller wrote it, with the path under which it lives. */
  readonly address: string
  /** A header of the request. */
  header(name: string): string | undefined
}

/** The part of a zod schema that is needed here; narrow on purpose, it keeps compile time low. */
export interface Schema<T> {
  safeParse(value: unknown): {
    success: boolean
    data?: T
    error?: { issues: readonly { path: readonly PropertyKey[] }[] } | undefined
  }
}

/** For calls that say nothing. */
export const noInput: Schema<void> = {
  safeParse: () => ({ success: true, data: undefined }),
}

/** What a request says, before it is checked. */
export interface RawInput {
  params: Record<string, string>
  query: Record<string, string | string[]>
  /** The value of a JSON body; `undefined` without one. */
  body: unknown
  /** The body as text, where it came as `text/plain`. */
  text: string | undefined
  upload: Upload | undefined
}

/** One answered call of the wire. */
export interface Route {
  readonly route: WireRoute
  /** Body fields that tell it from another call on the same path. */
  readonly fixed: Record<string, string | boolean> | undefined
  answer(exchange: Exchange, input: RawInput): Promise<Response>
}

/**
 * Answers an endpoint. The handler gets the endpoint's input, checked by `input`, and returns what the server
 * sends; that is checked like every answer to the endpoint.
 *
 * @example
 * route(getFlow, flowQuerySchema, ({ database, user }, { flowId }) => …)
 */
export function route<Input, Output, Wire>(
  endpoint: Endpoint<Input, Output, Wire>,
  input: Schema<NoInfer<Input>>,
  handle: (exchange: Exchange, input: NoInfer<Input>) => NoInfer<Wire>,
): Route {
  return {
    route: endpoint.route,
    fixed: endpoint.spec.fixed,
    async answer(exchange, raw) {
      // Like the real server, ask who it is before looking at what they want.
      if (endpoint.spec.anonymous !== true && !hasSecret(raw)) exchange.user()
      const text = textOf(endpoint, handle(exchange, read(input, raw, endpoint.spec.content)))
      return endpoint.spec.answers === 'text' ? download(text) : json(text, 200)
    },
  }
}

/**
 * Answers a call for which the package has no endpoint. The handler returns the JSON, or a `Response` as it is.
 *
 * @example
 * serve('GET /categories', noInput, ({ database }) => database.categories)
 */
export function serve<Input>(
  wireRoute: WireRoute,
  input: Schema<Input>,
  handle: (exchange: Exchange, input: NoInfer<Input>) => unknown,
  { anonymous = false }: { anonymous?: boolean } = {},
): Route {
  return {
    route: wireRoute,
    fixed: undefined,
    async answer(exchange, raw) {
      if (!anonymous) exchange.user()
      const answer = handle(exchange, read(input, raw, undefined))
      return answer instanceof Response ? answer : json(JSON.stringify(answer) ?? '', 200)
    },
  }
}

export function json(text: string, status: number): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' },
  })
}

function download(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'application/octet-stream' } })
}

function hasSecret({ query, body }: RawInput): boolean {
  return query.secret !== undefined || fieldsOf(body).secret !== undefined
}

/** The fields of a body that has any. */
export function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {}
}

/** One object of path parameters, query and body, checked. `content` names the field that is the whole body. */
function read<Input>(
  schema: Schema<Input>,
  { params, query, body, text }: RawInput,
  content: string | undefined,
): Input {
  const sent = content === undefined ? body : (text ?? body)
  refuseTooDeep(sent)
  const fields = content === undefined ? fieldsOf(sent) : { [content]: sent }
  const input: Record<string, unknown> = { ...query, ...fields, ...params }
  const asSent = schema.safeParse(input)
  if (asSent.success) return asSent.data as Input
  // A query carries text only. What the schema refuses as text may be a number or a boolean.
  for (const name of namesOf(asSent)) {
    if (name in query) input[name] = valueOf(query[name])
  }
  const asRead = schema.safeParse(input)
  if (asRead.success) return asRead.data as Input
  const [name = ''] = namesOf(asRead)
  const place = name in query ? 'query' : 'payload'
  throw new Boom(400, `Invalid request ${place} input: "${name}"`)
}

function namesOf({ error }: ReturnType<Schema<unknown>['safeParse']>): string[] {
  return (error?.issues ?? []).map(({ path }) => String(path[0] ?? ''))
}

function valueOf(text: unknown): unknown {
  if (text === 'true' || text === 'false') return text === 'true'
  return typeof text === 'string' && /^-?\d+$/.test(text) ? Number(text) : text
}

/** The answer as text. One that the endpoint would refuse is a bug of the sandbox, and says so. */
function textOf<Input, Output, Wire>(
  endpoint: Endpoint<Input, Output, Wire>,
  answer: Wire,
): string {
  const { normalize, response, answers } = endpoint.spec
  const isText = answers === 'text'
  const text = isText ? String(answer) : (JSON.stringify(answer) ?? '')
  const copy: unknown = isText || text === '' ? answer : parseJson(text)
  const normalized = normalize ? normalize(copy) : copy
  if (response(normalized)) return text
  const places = repair(normalized, response).paths.join(', ')
  throw new Error(
    `The sandbox's answer to ${endpoint.route} does not fit the endpoint, at: ${places}`,
  )
}
