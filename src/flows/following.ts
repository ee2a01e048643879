import {
  focusManager,
  type Query,
  type QueryClient,
  type QueryFunctionContext,
  type QueryKey,
} from '@tanstack/react-query'
import type { Arrival } from '../cache/transact.ts'
import { partOf } from '../cache/scopes.ts'
import { internalsOf, type AppmixerClient } from '../client/client.ts'
import type { Follower } from './follower.ts'
import { isMoving, type MovingStage } from './stages.ts'
import type { CoordinatorStatus, Flow, FlowRef } from './types.ts'

/** Milliseconds between two looks of those who have no follower. */
const pause = 10_000

/** A read that is followed: what it shows on its way is asked for until it has arrived. */
export function followed<Options extends { queryFn: (context: any) => unknown }>(
  client: AppmixerClient,
  options: Options,
): Options {
  return {
    ...options,
    async queryFn(context: QueryFunctionContext) {
      const data = await options.queryFn(context)
      if (showsMoves(data)) void watch(client, context)
      return data
    },
  }
}

/** Waits for the flow that a command sends on its way. What does is loaded while the command is on the wire. */
export function arriving(
  client: AppmixerClient,
  stage: MovingStage,
): (flow: FlowRef, queryClient: QueryClient) => Promise<Arrival | undefined> {
  return async (flow, queryClient) => {
    const follower = await followerOf(client, queryClient)
    return follower && (() => follower.confirm(flow, stage))
  }
}

async function watch(
  client: AppmixerClient,
  { client: queryClient, queryKey }: QueryFunctionContext,
): Promise<void> {
  const follower = await followerOf(client, queryClient)
  // By then the answer is in the cache.
  if (follower) setTimeout(follower.watch)
  else if (internalsOf(client).flowTimeout > 0)
    setTimeout(() => askAgain(queryClient, queryKey), pause)
}

/** Without what follows flows their list is read from time to time, for as long as somebody looks at it. */
function askAgain(queryClient: QueryClient, queryKey: QueryKey): void {
  const refetchType = focusManager.isFocused() ? 'active' : 'none'
  // A read that came meanwhile asks again for itself: of two that take turns one ends, whatever lies between them.
  const isDue = ({ state }: Query) => Date.now() - state.dataUpdatedAt > pause / 2
  void queryClient.invalidateQueries(
    { queryKey, exact: true, refetchType, predicate: isDue },
    { cancelRefetch: false },
  )
}

function showsMoves(data: unknown): boolean {
  // `[data].flat()` would copy the list.
  const shown = (Array.isArray(data) ? data : [data]) as Partial<Flow & CoordinatorStatus>[]
  return shown.some(({ stage, status }) => isMoving(stage) || status === 'in-progress')
}

/** The follower of this user's flows in this cache; nobody once the session has ended. */
async function followerOf(
  client: AppmixerClient,
  queryClient: QueryClient,
): Promise<Follower | undefined> {
  if (internalsOf(client).flowTimeout === 0) return undefined
  const create = () => lateFollower(client, queryClient)
  return partOf(client, queryClient, { name: 'follower', create }).load()
}

/** Loaded when the first flow is on its way. */
function lateFollower(client: AppmixerClient, queryClient: QueryClient) {
  let follower: Follower | undefined
  let isOver = false
  return {
    async load(): Promise<Follower | undefined> {
      try {
        const later = await import('./follower.ts')
        if (!isOver) follower ??= later.createFollower(client, queryClient)
      } catch {
        // Offline, or the page is older than what the server now has of the app: nobody follows.
      }
      return follower
    },
    end() {
      isOver = true
      follower?.end()
      follower = undefined
    },
  }
}
