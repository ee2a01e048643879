import { onlineManager, type QueryClient } from '@tanstack/react-query'
import { keyOf } from '../cache/keys.ts'
import { queryOptions } from '../cache/query.ts'
import { internalsOf, type AppmixerClient } from '../client/client.ts'
import { isAppmixerError, type AppmixerError } from '../client/errors.ts'
import { commandFailed, commandTimedOut, endOf } from './commandEnds.ts'
import { getCoordinatorStatus } from './endpoints.ts'
import { commanded, covering, readsOfMoves, shownIn } from './moves.ts'
import type { MovingStage } from './stages.ts'
import type { FlowRef } from './types.ts'
import { createLiveTime, type LiveTime } from './liveTime.ts'

/** Milliseconds until the first question, and at most between two; each wait is longer than the one before. */
const pace = { first: 400, growth: 1.5, longest: 5_000 }

/** One flow on its way to another stage. */
interface Move {
  flowId: string
  stage: string
  /** When it was first seen, in live time. */
  since: number
  /**
   * `open`: the coordinator may tell how far it is. `told`: it has said all it can say, and only the stage itself tells
   * now. `late`: it takes too long, and is not asked for any more.
   */
  state: 'open' | 'told' | 'late'
  /** Ends the command that waits for it; without one, somebody else gave the command. */
  settle?: ((error?: AppmixerError) => void) | undefined
}

/**
 * Follows the flows that are on their way, until each has arrived, for everything that shows them: one timer and one
 * request at a time in a session, whatever is mounted. What nobody shows is not asked for, nor is anything while the
 * page is hidden or offline.
 */
export interface Follower {
  /** Looks at the cache, now and for as long as anything in it is on its way. */
  watch(): void
  /**
   * Resolves when the flow is shown in another stage, or is shown no longer; `undefined` when nobody shows it on its
   * way. Rejects with code `failed` when the coordinator says so, with `timeout` when it takes too long.
   */
  confirm(flow: FlowRef, stage: MovingStage): Promise<void> | undefined
  end(): void
}

export function createFollower(client: AppmixerClient, queryClient: QueryClient): Follower {
  const moves = new Map<string, Move>()
  let wait = pace.first
  let nextAt = 0
  /** The server asked for a pause until then. */
  let notBefore = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsking = false
  let cancel = () => {}
  /** The last reads brought nothing new: one may have failed, which only the coordinator tells. */
  let isStuck = false
  let isLooking = false
  let time: LiveTime | undefined
  let unsubscribe = () => {}

  function watch(): void {
    if (!time) {
      time = createLiveTime(hurry)
      unsubscribe = queryClient.getQueryCache().subscribe(({ query }) => {
        if (query.queryKey[1] === client.scope) lookSoon()
      })
    }
    look()
  }

  function end(): void {
    unsubscribe()
    time?.close()
    time = undefined
    for (const { settle } of moves.values()) settle?.()
    moves.clear()
    schedule()
  }

  /** Once for all that happens in one moment; and a page that makes room for another is not gone. */
  function lookSoon(): void {
    if (isLooking) return
    isLooking = true
    queueMicrotask(() => {
      isLooking = false
      if (time) look()
    })
  }

  function look(): void {
    const reads = readsOfMoves(client, queryClient)
    if (reads.size === 0) return end()
    const shown = shownIn(reads)
    for (const [flowId, { stage, settle }] of moves) {
      if (shown.get(flowId) === stage) continue
      moves.delete(flowId)
      settle?.()
    }
    const begun = [...shown].filter(([flowId]) => !moves.has(flowId))
    for (const [flowId, stage] of begun) {
      moves.set(flowId, { flowId, stage, since: now(), state: 'open' })
    }
    if (begun.length > 0) hurry()
    else schedule()
  }

  /** Starts the pace anew. */
  function hurry(): void {
    wait = pace.first
    nextAt = Date.now() + wait
    schedule()
  }

  /** Milliseconds that it may still take. */
  function left({ since }: Move): number {
    return since + internalsOf(client).flowTimeout - now()
  }

  function now(): number {
    return time?.now() ?? 0
  }

  /** Those to ask for: a command that is not yet sent would be answered with the end of the one before. */
  function awaited(): Move[] {
    const unsent = commanded(client, queryClient)
    return [...moves.values()].filter(
      ({ flowId, settle, state }) => state !== 'late' && (settle || !unsent.has(flowId)),
    )
  }

  /** Sets the one timer, as things are now. */
  function schedule(): void {
    clearTimeout(timer)
    if (moves.size === 0) cancel()
    const asked = awaited()
    if (asked.length === 0 || isAsking || time?.stands()) return
    const due = Math.min(nextAt - Date.now(), ...asked.map(left))
    timer = setTimeout(() => void ask(), Math.max(due, notBefore - Date.now(), 0))
  }

  async function ask(): Promise<void> {
    isAsking = true
    wait = Math.min(wait * pace.growth, pace.longest)
    try {
      await askFor(awaited())
    } catch (error) {
      if (isAppmixerError(error)) notBefore = Date.now() + (error.retryAfter ?? 0)
    }
    isAsking = false
    nextAt = Date.now() + wait
    for (const move of awaited()) if (left(move) <= 0) giveUp(move)
    schedule()
  }

  /** One request: for one flow to the coordinator, for several to the page that shows them. */
  async function askFor(asked: Move[]): Promise<void> {
    const open = asked.find(({ state }) => state === 'open')
    if (open && (asked.length === 1 || isStuck)) {
      isStuck = false
      return askCoordinator(open)
    }
    const reads = [...readsOfMoves(client, queryClient)].filter(([query]) => query.isActive())
    const chosen = covering(
      new Map(reads),
      asked.map(({ flowId }) => flowId),
    )
    await queryClient.refetchQueries(
      { predicate: (query) => chosen.includes(query) },
      { cancelRefetch: false, throwOnError: true },
    )
    isStuck = awaited().length >= asked.length
  }

  async function askCoordinator(move: Move): Promise<void> {
    const { flowId } = move
    // Behind the others, so that each has its turn.
    moves.delete(flowId)
    moves.set(flowId, move)
    const options = queryOptions(client, {
      name: 'getCoordinatorStatus',
      endpoint: getCoordinatorStatus,
      input: { flowId },
    })
    const { queryKey } = options
    cancel = () => void queryClient.cancelQueries({ queryKey, exact: true })
    try {
      const status = await queryClient.fetchQuery({ ...options, staleTime: 0 })
      const stage = move.stage as MovingStage
      const outcome = endOf(status)
      if (outcome) report(move, outcome === 'failed' ? commandFailed(stage, status) : undefined)
    } catch (error) {
      // There are servers that do not tell.
      if (isAppmixerError(error) && !error.retryable) move.state = 'told'
      throw error
    } finally {
      cancel = () => {}
    }
  }

  /** A command's own mutation asks again for what it made outdated; for the others we do. */
  function report(move: Move, error?: AppmixerError): void {
    const { flowId, settle } = move
    move.state = 'told'
    move.settle = undefined
    if (settle) return settle(error)
    for (const queryKey of [
      keyOf(client, 'getFlows'),
      keyOf(client, 'getFlowsCount'),
      keyOf(client, 'getFlow', { flowId }),
    ]) {
      void queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false })
    }
  }

  function giveUp(move: Move): void {
    const { settle, stage } = move
    move.state = 'late'
    move.settle = undefined
    settle?.(commandTimedOut(stage as MovingStage, internalsOf(client).flowTimeout))
  }

  return {
    watch,
    confirm({ flowId }, stage) {
      watch()
      const move = moves.get(flowId)
      if (move?.stage !== stage) return undefined
      move.settle?.()
      const arrival = new Promise<void>((resolve, reject) => {
        const settle = (error?: AppmixerError) => (error ? reject(error) : resolve())
        Object.assign(move, { since: now(), state: 'open', settle })
      })
      hurry()
      resumeReads(queryClient)
      return arrival
    },
    end,
  }
}

/** Back online TanStack resumes reads only when the writes that it resumed have ended; this one waits for its flow. */
function resumeReads(queryClient: QueryClient): void {
  if (!onlineManager.isOnline()) return
  for (const query of queryClient.getQueryCache().findAll({ fetchStatus: 'paused' }))
    query.onOnline()
}
