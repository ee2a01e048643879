import type { Origin } from './answer.ts'
import { jsonBody, pathOf, searchOf } from './call.ts'
import type { ArrayStyle, Body, InPlace, QueryValues } from './call.ts'
import { repair, type Check } from './checks.ts'
import { internalsOf, type AppmixerClient, type ClientInternals } from './client.ts'
import { AppmixerError } from './errors.ts'
import { notSent, unexpectedShape, type Refusal } from './failures.ts'
import { notify } from './observable.ts'
import { isUsable, unusable } from './token.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A verb and a path, with `:name` for each parameter. */
export type Route = `${Method} /${string}`

export interface EndpointSpec<Input, Output> {
  /** For endpoints that servers have at different paths. Default: the path of the route. */
  inPlace?: InPlace
  /** Required fields of the input, and their types. Path parameters are required strings anyway. */
  requires?: Requirements<Input>
  /** The query of a call with this input. */
  query?: (input: Input) => QueryValues
  /** How the query writes arrays. Default `repeat`. */
  arrays?: ArrayStyle
  /** The JSON body of a call with this input. */
  body?: (input: Input) => unknown
  /** The field of the input that is the whole body. */
  content?: keyof Input & string
  /** How the body is written. Default: as JSON. */
  write?: (value: unknown, endpoint: string) => Body | undefined
  /** A body that is always the same. It tells two endpoints on one path apart. */
  fixed?: Record<string, string | boolean>
  /** Sent without a token. */
  anonymous?: boolean
  /** A token in the input, sent in place of the client's. */
  bearer?: (input: Input) => string
  /**
   * Accepts a people-task secret: the input's, or else the client's. It is sent without the user's token, because it
   * acts for its own user. A GET has it in the query, a write in the body. It is added where the request leaves, so
   * neither `query` nor `body` includes it.
   */
  takesSecret?: boolean
  /** The refusals that mean something to a program. The first that fits counts. */
  refusals?: readonly Refusal[]
  /** How the answer is read: parsed, or as it is. Default `json`. */
  answers?: 'json' | 'text'
  /** Brings the answers of different servers into one form, before the check. May change the body in place. */
  normalize?: (body: unknown) => unknown
  /** Whether a body is the documented answer. */
  response: Check<Output>
}

type Requirements<Input> = { [Field in keyof Input]?: 'string' | 'object' | 'array' }

interface Secret {
  secret?: string | undefined
}

/**
 * What every call accepts after its input.
 *
 * @example
 * const flows = await getFlows(client, { limit: 20 }, { signal: AbortSignal.timeout(5_000) })
 */
export interface CallOptions {
  /** Aborts the request; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /**
   * Lets the request outlive the page that sends it. Browsers allow that for bodies up to 64 KiB.
   *
   * @default false
   */
  keepalive?: boolean | undefined
}

/** What the cache passes beside the options of the caller. */
export interface ReadOptions extends CallOptions {
  /** The last answer to the same call. It is the result again when the server sends the same text. */
  previous?: unknown
}

/**
 * One call of the wire, as a function. Its input is one object: path parameters, query and body by name. It rejects with
 * an {@link AppmixerError}, or with the reason of the caller's signal. `Wire` is the answer of the server, where that
 * differs from the result.
 */
export interface Endpoint<Input, Output, Wire = Output> {
  (client: AppmixerClient, input: Input, options?: CallOptions): Promise<Output>
  readonly route: Route
  readonly spec: EndpointSpec<Input, Output>
  /** Only for types: what a sandbox handler returns. */
  readonly wire?: Wire
}

/**
 * Declares one call of the wire for client and sandbox: method, path and shapes.
 *
 * @example
 * const getFlow = endpoint<FlowRef, Flow>('GET /flows/:flowId', { response: isFlow })
 */
/*#__NO_SIDE_EFFECTS__*/
export function endpoint<Input, Output, Wire = Output>(
  route: Route,
  spec: EndpointSpec<Input, Output>,
): Endpoint<Input, Output, Wire> {
  const [method, template] = route.split(' ') as [Method, string]

  async function call(client: AppmixerClient, input = {} as Input, options: ReadOptions = {}) {
    const internals = internalsOf(client)
    checkInput(input, spec.requires, route)
    const { memory } = internals
    const { previous } = options
    let origin: Origin | undefined
    const body = await internals.send({
      endpoint: route,
      method,
      path: pathOf(template, input, route),
      inPlace: spec.inPlace,
      search: searchOf(spec.query?.(input), spec.arrays, route),
      body: (spec.write ?? jsonBody)(
        spec.content ? input[spec.content] : (spec.fixed ?? spec.body?.(input)),
        route,
      ),
      anonymous: spec.anonymous,
      bearer: spec.bearer && usable(spec.bearer(input), route),
      takesSecret: spec.takesSecret,
      secret: spec.takesSecret ? (input as Secret).secret : undefined,
      answers: spec.answers,
      refusals: spec.refusals,
      signal: options.signal,
      keepalive: options.keepalive,
      recall(text) {
        // A read without an earlier answer needs no memory.
        if (previous === undefined) return undefined
        origin = { route, text }
        return memory.knows(previous, origin) ? previous : undefined
      },
    })
    if (body !== undefined && body === previous) return body as Output
    const answer = spec.normalize ? spec.normalize(body) : body
    if (spec.response(answer)) {
      memory.keep(answer, origin)
      return answer
    }
    return repaired(internals, route, spec.response, answer)
  }

  return Object.assign(call, { route, spec })
}

/** Refuses an input that is no object or lacks a required field, before anything is sent. */
export function checkInput<Input>(
  input: Input,
  requires: Requirements<Input> | undefined,
  name: string,
): void {
  const kind = kindOf(input)
  if (kind !== 'object') throw notSent(name, `its input must be an object, and is ${kind}`)
  for (const [field, wanted] of Object.entries(requires ?? {})) {
    const actual = kindOf((input as Record<string, unknown>)[field])
    if (actual !== wanted) {
      throw notSent(name, `${field} must be of type ${String(wanted)}, and is ${actual}`)
    }
  }
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}

function usable(token: unknown, name: string): string {
  if (isUsable(token)) return token
  throw notSent(name, `token ${unusable}`)
}

/** The rest of an answer that does not fit, without what did not. */
function repaired<Output>(
  { drift, onDrift }: ClientInternals,
  route: Route,
  check: Check<Output>,
  answer: unknown,
): Output {
  const { paths, fits } = repair(answer, check)
  const outcome = fits && drift === 'repair' ? 'repaired' : 'refused'
  notify(onDrift, { endpoint: route, paths, outcome })
  if (outcome === 'repaired') return answer as Output
  throw new AppmixerError({
    code: 'schema',
    endpoint: route,
    message: `${route} ${unexpectedShape(paths)}. Check that baseUrl is an Appmixer API of a supported version.`,
  })
}
