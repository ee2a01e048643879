import type {
  Mutation,
  MutationFunctionContext,
  MutationKey,
  MutationOptions,
  NetworkMode,
  QueryClient,
} from '@tanstack/react-query'
import { internalsOf, type AppmixerClient } from '../client/client.ts'
import type { CallOptions, Endpoint } from '../client/endpoint.ts'
import { isAppmixerError, setCurrent, type AppmixerError } from '../client/errors.ts'
import { adjusted, refetchedBy, type Effect, type EffectOf, type EffectOptions } from './effect.ts'
import { scopeKey } from './keys.ts'
import type { Known, Opened, Write, Writes } from './optimistic.ts'
import { writesOf } from './scopes.ts'

/** Options for `useMutation`: TanStack's own, no React. All four callbacks are free for the caller. */
export interface AppmixerMutation<Variables, Data> {
  mutationKey: MutationKey
  mutationFn: (variables: Variables, context: MutationContext) => Promise<Data>
  /** What it does to the cache. */
  effect: (variables: Variables, queryClient: QueryClient) => Effect
  /** A write is never repeated by itself. */
  retry: false
  /** 0 where input or answer always hold a secret: nothing of it stays in the cache once it has no observer. */
  gcTime?: number
  /** `always` where input or answer always hold a secret: offline it fails at once. */
  networkMode?: NetworkMode
  /** Whether this input, or its answer, holds a secret. The hooks conceal it before TanStack stores it. */
  isConfidential?: (variables: Variables) => boolean
}

/** TanStack's own. With `queued` the write is shown already. */
export interface MutationContext extends MutationFunctionContext {
  queued?: QueuedWrite
}

/** A write that is shown, and the way in which it is sent once it is released. */
export interface QueuedWrite extends Opened {
  writes: Writes
  effect: Effect
  sendBy: <T>(send: (options?: CallOptions) => Promise<T>) => Promise<T>
}

/** Resolves when the server is done with what it has accepted, to the time at which that was known. */
export type WaitUntilDone<Variables, Data = unknown> = (
  client: AppmixerClient,
  variables: Variables,
  queryClient: QueryClient,
  answer: Data,
) => Promise<number>

/** Makes the options of one mutation for `useMutation`, `useUndoable` and `MutationObserver`. */
export interface AppmixerMutationOptions<Variables, Data> {
  (client: AppmixerClient, options?: EffectOptions): AppmixerMutation<Variables, Data>
}

interface MutationDeclaration<Variables, Data> {
  /** The name of the endpoint; the last segment of the mutation key. */
  name: string
  endpoint: Endpoint<Variables, Data, any>
  effect: EffectOf<Variables>
  /** Waits for the end of what the server has accepted. @default the answer is the end */
  waitUntilDone?: WaitUntilDone<Variables, Data>
  /** Keeps what is secret in input and answer out of the cache: `confidential('token')`, `withSecret`. */
  conceal?: (options: AppmixerMutation<Variables, Data>) => AppmixerMutation<Variables, Data>
}

/**
 * Declares one mutation: what it calls, what it does to the cache, what it waits for.
 *
 * @example
 * export const deleteFlowMutationOptions = mutation<FlowRef, void>({
 *   name: 'deleteFlow',
 *   endpoint: deleteFlow,
 *   effect: deleteFlowEffect,
 * })
 */
/*#__NO_SIDE_EFFECTS__*/
export function mutation<Variables, Data>(
  declaration: MutationDeclaration<Variables, Data>,
): AppmixerMutationOptions<Variables, Data> {
  const { conceal } = declaration
  return (client, options = {}) => {
    const ours = mutationOptions(client, declaration, options)
    return conceal ? conceal(ours) : ours
  }
}

/**
 * The options of one mutation: show the effect, send, settle. All of it happens inside `mutationFn`, so that no
 * callback of the caller can replace it.
 */
function mutationOptions<Variables, Data>(
  client: AppmixerClient,
  { name, endpoint, effect, waitUntilDone }: MutationDeclaration<Variables, Data>,
  options: EffectOptions,
): AppmixerMutation<Variables, Data> {
  const isFollowed = waitUntilDone !== undefined && internalsOf(client).flowTimeout > 0
  const effectOf = (variables: Variables, queryClient: QueryClient) =>
    adjusted(effect(client, variables, queryClient), options)

  async function mutationFn(
    variables: Variables,
    { client: queryClient, queued }: MutationContext,
  ): Promise<Data> {
    const writes = queued?.writes ?? writesOf(client, queryClient)
    const ours = queued?.effect ?? effectOf(variables, queryClient)
    const { write, isNew } = queued ?? writes.open([ours])[0]!
    const send = (callOptions?: CallOptions) => endpoint(client, variables, callOptions)
    const data = isNew
      ? await carryOut(writes, write, () => (queued ? queued.sendBy(send) : send()), isFollowed)
      : ((await write.answer.promise) as Data)
    if (!isFollowed) return data
    let since: number | undefined
    try {
      since = await waitUntilDone(client, variables, queryClient, data)
    } finally {
      writes.refetch(refetchedBy(ours), since)
    }
    return data
  }

  return { mutationKey: [...scopeKey(client), name], mutationFn, effect: effectOf, retry: false }
}

/** Sends a write when it is its turn, and settles it with the answer. */
async function carryOut<T>(
  writes: Writes,
  write: Write,
  send: () => Promise<T>,
  isFollowed: boolean,
): Promise<T> {
  await write.turn.promise
  if (write.status === 'dropped') return write.answer.promise as Promise<T>
  let answer: T
  try {
    answer = await send()
  } catch (error) {
    writes.settle(write, await knownAfter(write, error))
    write.answer.reject(error)
    throw error
  }
  // Reads that show the transition poll until it has ended. The refetch comes after that, in `mutationFn`.
  if (isFollowed) write.effect = { ...write.effect, refetches: [] }
  writes.settle(write)
  write.answer.resolve(answer)
  return answer
}

/**
 * What is true after a refusal. On a conflict it is fetched, and handed to the caller with the error;
 * until it is known, the write stays shown.
 */
async function knownAfter({ effect }: Write, error: unknown): Promise<Known> {
  const nothing: Known = { patches: [] }
  if (!isAppmixerError(error) || !error.reason) return nothing
  try {
    const truth = await effect.conflict?.(error.reason)
    if (truth) setCurrent(error, truth.current)
    return truth ?? nothing
  } catch {
    // The outdated reads are refetched all the same.
    return nothing
  }
}

/** A mutation that is shown, and not sent before its write is released. Undo and bulk are made of these. */
export interface QueuedMutation<Data> extends Opened {
  mutation: Mutation<Data, AppmixerError, any, any>
  /** What the mutation ends with. */
  result: Promise<Data>
}

/** An Appmixer mutation, with the caller's own options laid over it. */
export type CallerMutation<Variables, Data> = Pick<
  AppmixerMutation<Variables, Data>,
  'mutationKey' | 'mutationFn' | 'effect' | 'isConfidential'
> &
  Omit<MutationOptions<Data, AppmixerError, Variables, any>, 'mutationKey' | 'mutationFn'>

export interface QueueSpec<Variables, Data> {
  writes: Writes
  queryClient: QueryClient
  options: CallerMutation<Variables, Data>
  isBatch?: boolean
  /** How each is sent once it is released. */
  sendBy: <T>(send: (options?: CallOptions) => Promise<T>, write: Write) => Promise<T>
}

/** Also the app's default. As `object`, because the type of TanStack's options has no `undefined`. */
const unscoped: object = { scope: undefined }

/** Starts one ordinary mutation for each of the variables. All are shown in one go, and none is sent. */
export function queueMutations<Variables, Data>(
  { writes, queryClient, options, isBatch = false, sendBy }: QueueSpec<Variables, Data>,
  all: readonly Variables[],
): QueuedMutation<Data>[] {
  const effects = all.map((variables) => options.effect(variables, queryClient))
  const opened = writes.open(effects, { isQueued: true, isBatch })
  try {
    return opened.map(start)
  } catch (error) {
    // A subscriber of the mutation cache threw.
    const unsent = opened.filter(({ isNew }) => isNew).map(({ write }) => write)
    writes.drop(unsent, error as AppmixerError)
    throw error
  }

  function start({ write, isNew }: Opened, index: number): QueuedMutation<Data> {
    let isBegun = false
    const effect = effects[index]!
    const queued: QueuedWrite = {
      writes,
      effect,
      write,
      isNew,
      sendBy: (send) => sendBy(send, write),
    }
    const started = queryClient
      .getMutationCache()
      .build<Data, AppmixerError, Variables, any>(queryClient, {
        ...options,
        // TanStack would wait for the first of a scope, which may be undone. The writes on one entity are in order anyway.
        ...unscoped,
        // The write is settled with the first answer.
        retry: false,
        // Offline it is shown, and can be undone or cancelled; a paused mutation could not.
        networkMode: 'always',
        mutationFn(variables, context) {
          isBegun = true
          return options.mutationFn(variables, { ...context, queued })
        },
      })
    const result = started.execute(concealed(options, all[index]!))
    result.catch((error: AppmixerError) => {
      // The caller's `onMutate` threw: it was never sent, even if it was its turn.
      if (isNew && (!isBegun || write.status !== 'sent')) writes.drop([write], error)
    })
    return { write, isNew, mutation: started, result }
  }
}

/**
 * The input as TanStack may store it: a confidential one can be read, but no field but an id is enumerable, so devtools,
 * logs and persisters do not see it.
 */
export function concealed<Variables>(
  { isConfidential }: Pick<AppmixerMutation<Variables, any>, 'isConfidential'>,
  variables: Variables,
): Variables {
  return isConfidential?.(variables) ? concealedFields(variables) : variables
}

/** No field but an id is enumerable. */
export function concealedFields<Variables>(variables: Variables): Variables {
  const fields = Object.getOwnPropertyDescriptors(variables as object)
  for (const [name, field] of Object.entries(fields)) field.enumerable = name.endsWith('Id')
  return Object.defineProperties({}, fields) as Variables
}
