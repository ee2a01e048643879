import type { Origin } from './answer.ts'
import { jsonBody, type Body, type InPlace } from './call.ts'
import type { Check } from './checks.ts'
import { internalsOf, type AppmixerClient, type ClientInternals } from './client.ts'
import { repair } from './drift.ts'
import { AppmixerError } from './errors.ts'
import { notSent, type Refusal } from './failures.ts'
import { notify } from './observable.ts'
import { isUsable } from './token.ts'
import { pathOf, searchOf, type ArrayStyle, type QueryValues } from './url.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A verb and a path, with `:name` for each parameter. */
export type Route = `${Method} /${string}`

export interface EndpointSpec<Input, Output> {
  /** Sends to where this server has it; servers differ. Default: the path of the route. */
  inPlace?: InPlace
  /** Fields of the input that the server cannot do without. Path parameters are strings anyway. */
  requires?: Requirements<Input>
  /** What of the input goes into the query string. */
  query?: (input: Input) => QueryValues
  /** How the query writes arrays. Default `repeat`. */
  arrays?: ArrayStyle
  /** What of the input goes into the JSON body. */
  body?: (input: Input) => unknown
  /** Which field of the input is the body, whole. */
  content?: keyof Input & string
  /** How the body is written. Default: as JSON. */
  write?: (value: unknown, endpoint: string) => Body | undefined
  /** Body fields that are always the same; they tell two endpoints on one path apart. */
  fixed?: Record<string, string | boolean>
  /** Sent without a token. */
  anonymous?: boolean
  /** A token of the input's that is sent in place of the client's. */
  bearer?: (input: Input) => string
  /**
   * A people-task secret is accepted here: the input's, or else the client's. It stands for its owner, so it is sent
   * without the token of the user who is signed in. A GET has it in the query, a write in the body; both are added
   * where the request leaves, so neither `query` nor `body` has it.
   */
  takesSecret?: boolean
  /** The refusals that mean something to a program, the first that fits first. */
  refusals?: readonly Refusal[]
  /** How the answer is read. Default `json`; `text` takes it as it is. */
  answers?: 'json' | 'text'
  /** Brings the variants that servers answer into one form, before the check. May change the body in place. */
  normalize?: (body: unknown) => unknown
  /** Whether a body is the answer. */
  response: Check<Output>
}

type Requirements<Input> = { [Field in keyof Input]?: 'string' | 'object' | 'array' }

interface Secret {
  secret?: string | undefined
}

export interface CallOptions {
  /** Aborts the request; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /** Lets the request outlive the page that sends it; browsers allow that up to a body of 64 KiB. */
  keepalive?: boolean | undefined
}

/** What the cache passes beside the options of the caller. */
export interface ReadOptions extends CallOptions {
  /** The last answer to the same call, if there is one: when the server says the same again, that is the result. */
  previous?: unknown
}

/**
 * One call of the wire, as a function. Its input is one object: path parameters, query and body by name.
 * `Wire` is what the server answers, where that differs from what the caller gets.
 */
export interface Endpoint<Input, Output, Wire = Output> {
  (client: AppmixerClient, input: Input, options?: CallOptions): Promise<Output>
  readonly route: Route
  readonly spec: EndpointSpec<Input, Output>
  /** Only for types: what a sandbox handler returns. */
  readonly wire?: Wire
}

/** Declares one call of the wire: the method, the path and the shapes, once, for client and sandbox alike. */
/*#__NO_SIDE_EFFECTS__*/
export function endpoint<Input, Output, Wire = Output>(
  route: Route,
  spec: EndpointSpec<Input, Output>,
): Endpoint<Input, Output, Wire> {
  const [method, template] = route.split(' ') as [Method, string]

  async function call(client: AppmixerClient, input = {} as Input, options: ReadOptions = {}) {
    checkInput(input, spec.requires, route)
    const internals = internalsOf(client)
    const { memory } = internals
    const { previous } = options
    let origin: Origin | undefined
    const body = await internals.send({
      endpoint: route,
      method,
      path: pathOf(template, input, route),
      inPlace: spec.inPlace,
      search: searchOf(spec.query?.(input) ?? {}, spec.arrays ?? 'repeat', route),
      body: (spec.write ?? jsonBody)(
        spec.content ? input[spec.content] : (spec.fixed ?? spec.body?.(input)),
        route,
      ),
      anonymous: spec.anonymous ?? false,
      bearer: spec.bearer && usable(spec.bearer(input), route),
      takesSecret: spec.takesSecret ?? false,
      secret: spec.takesSecret ? (input as Secret).secret : undefined,
      answers: spec.answers ?? 'json',
      refusals: spec.refusals,
      signal: options.signal,
      keepalive: options.keepalive ?? false,
      recall(text) {
        // A read that is asked once needs no memory.
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

/** Refuses what is no input, or lacks what the server cannot do without, before anything is sent. */
export function checkInput<Input>(
  input: Input,
  requires: Requirements<Input> | undefined,
  name: string,
): void {
  const kind = kindOf(input)
  if (kind !== 'object') throw notSent(name, `its input is not an object but ${kind}`)
  for (const [field, wanted] of Object.entries(requires ?? {})) {
    const actual = kindOf((input as Record<string, unknown>)[field])
    if (actual !== wanted) {
      throw notSent(name, `${field} has to be of type ${String(wanted)}, and is ${actual}`)
    }
  }
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}

function usable(token: unknown, name: string): string {
  if (isUsable(token)) return token
  throw notSent(name, 'token is empty, not a string, or has characters that no header may carry')
}

/** What remains of an answer that does not fit. */
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
    message: `${route} was answered with an unexpected shape, at: ${paths.join(', ') || '(the whole body)'}. Check that baseUrl is an Appmixer API and that its version is supported.`,
  })
}
