import type { Mutation, MutationOptions, QueryClient } from '@tanstack/react-query'
import type { AppmixerError } from '../client/errors.ts'
import type { CallOptions } from '../client/endpoint.ts'
import type { AppmixerMutation, QueuedWrite } from './mutation.ts'
import type { Opened, Write, Writes } from './optimistic.ts'

/** A mutation that is shown, and not sent before its write is released. Undo and bulk are made of these. */
export interface QueuedMutation<Data> extends Opened {
  mutation: Mutation<Data, AppmixerError, any, any>
  /** What the mutation ends with. */
  result: Promise<Data>
}

/** An Appmixer mutation, with the caller's own options laid over it. */
export type CallerMutation<Variables, Data> = Pick<
  AppmixerMutation<Variables, Data>,
  'mutationKey' | 'mutationFn' | 'effect'
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

/** Starts one ordinary mutation for each of the variables. All are shown in one go, and none is sent. */
export function queueMutations<Variables, Data>(
  { writes, queryClient, options, isBatch = false, sendBy }: QueueSpec<Variables, Data>,
  all: readonly Variables[],
): QueuedMutation<Data>[] {
  const opened = writes.open(
    all.map((variables) => options.effect(variables, queryClient)),
    { isQueued: true, isBatch },
  )
  return opened.map(({ write, isNew }, index) => {
    const queued: QueuedWrite = { writes, write, isNew, sendBy: (send) => sendBy(send, write) }
    const mutation = queryClient
      .getMutationCache()
      .build<Data, AppmixerError, Variables, any>(queryClient, {
        ...options,
        // Offline it is shown, and can be undone or cancelled; a paused mutation could not.
        networkMode: 'always',
        mutationFn: (variables, context) => options.mutationFn(variables, { ...context, queued }),
      })
    const result = mutation.execute(all[index]!)
    result.catch((error: AppmixerError) => {
      // The caller's `onMutate` threw: it was never sent.
      if (isNew && write.status !== 'sent') writes.drop([write], error)
    })
    return { write, isNew, mutation, result }
  })
}
