import { focusManager, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { keyOf } from '../cache/keys.ts'
import { queryOptions } from '../cache/query.ts'
import type { AppmixerClient } from '../client/client.ts'
import { isAppmixerError, type AppmixerError } from '../client/errors.ts'
import { getCoordinatorStatus } from './endpoints.ts'
import { commanded, covering, readsOfMoves, shownIn } from './moves.ts'
import { commandFailed, commandTimedOut, endOf } from './commandEnds.ts'
import type { MovingStage } from './stages.ts'
import type { FlowRef } from './types.ts'

/** Milliseconds until the first question, and at most between two; each wait is longer than the one before. */
const pace = { first: 400, growth: 1.5, longest: 5_000 }

/** One flow on its way to another stage. */
interface Move {
  flowId: string
  stage: string
  /** When it was first seen. */
  since: number
  /** Ends the command that waits for it; without one, somebody else gave the command. */
  settle?: ((error?: AppmixerError) => void) | undefined
  /** The coordinator has said all it can say; from now on only the stage itself tells. */
  isReported?: boolean
  /** It takes too long, and is not asked for any more. */
  isGivenUp?: boolean
}

/**
 * Follows the flows that are on their way, until each has arrived, for everything that shows them: one timer and one
 * request at a time in a session, whatever is mounted. What nobody shows is not asked for, nor is anything while the
 * page is hidden.
 */
export class Follower {
  #moves = new Map<string, Move>()
  #wait = pace.first
  #notBefore = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #isAsking = false
  #asked: QueryKey | undefined
  /** The last reads brought nothing new: one may have failed, which only the coordinator tells. */
  #isStuck = false
  #isLooking = false
  #hiddenSince: number | undefined
  #stopListening: (() => void) | undefined
  #stopWaiting: (() => void) | undefined

  readonly #client: AppmixerClient
  readonly #queryClient: QueryClient

  constructor(client: AppmixerClient, queryClient: QueryClient) {
    this.#client = client
    this.#queryClient = queryClient
  }

  /**
   * Resolves when the flow is shown in another stage, or is shown no longer; `undefined` when nobody shows it on its way.
   *
   * @throws AppmixerError `failed` when the coordinator says so, `timeout` when it takes too long
   */
  confirm({ flowId }: FlowRef, stage: MovingStage): Promise<void> | undefined {
    this.watch()
    if (this.#stopListening) this.#look()
    const move = this.#moves.get(flowId)
    if (move?.stage !== stage) return undefined
    move.settle?.()
    Object.assign(move, { since: Date.now(), isReported: false, isGivenUp: false })
    const end = new Promise<void>((resolve, reject) => {
      move.settle = (error) => (error ? reject(error) : resolve())
    })
    this.#hurry()
    return end
  }

  /** Looks at the cache from now on, for as long as anything in it is on its way. */
  watch(): void {
    this.#stopListening ??= this.#queryClient.getQueryCache().subscribe(({ query }) => {
      if (query.queryKey[1] === this.#client.scope) this.#lookSoon()
    })
  }

  end(): void {
    this.#stopListening?.()
    this.#stopListening = undefined
    for (const move of this.#moves.values()) move.settle?.()
    this.#moves.clear()
    this.#rest()
  }

  /** Once for all that happens in one moment; and a page that makes room for another is not gone. */
  #lookSoon(): void {
    if (this.#isLooking) return
    this.#isLooking = true
    queueMicrotask(() => {
      this.#isLooking = false
      if (this.#stopListening) this.#look()
    })
  }

  #look(): void {
    const reads = readsOfMoves(this.#client, this.#queryClient)
    if (reads.size === 0) return this.end()
    const shown = shownIn(reads)
    for (const [flowId, move] of this.#moves) {
      if (shown.get(flowId) === move.stage) continue
      this.#moves.delete(flowId)
      move.settle?.()
    }
    const begun = [...shown].filter(([flowId]) => !this.#moves.has(flowId))
    for (const [flowId, stage] of begun) {
      this.#moves.set(flowId, { flowId, stage, since: Date.now() })
    }
    if (this.#moves.size === 0) this.#rest()
    else if (begun.length > 0) this.#hurry()
    else this.#arm()
  }

  /** Those to ask for: a command that is not yet sent would be answered with the end of the one before. */
  #awaited(): Move[] {
    const unsent = commanded(this.#client, this.#queryClient)
    return [...this.#moves.values()].filter(
      ({ flowId, settle, isGivenUp }) => !isGivenUp && (settle || !unsent.has(flowId)),
    )
  }

  #hurry(): void {
    this.#wait = pace.first
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#arm()
  }

  #arm(): void {
    this.#stopWaiting ??= focusManager.subscribe(() => this.#comeBack())
    const awaited = this.#awaited()
    if (this.#timer || this.#isAsking || this.#isHidden() || awaited.length === 0) return
    const now = Date.now()
    const end = Math.min(...awaited.map(({ since }) => since)) + this.#client.flowTimeout
    const wait = Math.max(Math.min(this.#wait, end - now), this.#notBefore - now, 0)
    this.#timer = setTimeout(() => void this.#tick(), wait)
  }

  #rest(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#hiddenSince = undefined
    this.#stopWaiting?.()
    this.#stopWaiting = undefined
    if (this.#asked) void this.#queryClient.cancelQueries({ queryKey: this.#asked, exact: true })
  }

  #isHidden(): boolean {
    if (focusManager.isFocused()) return false
    this.#hiddenSince ??= Date.now()
    return true
  }

  /** Time does not count while nobody looks. */
  #comeBack(): void {
    if (this.#isHidden() || this.#hiddenSince === undefined) return
    const absence = Date.now() - this.#hiddenSince
    this.#hiddenSince = undefined
    for (const move of this.#moves.values()) move.since += absence
    this.#hurry()
  }

  async #tick(): Promise<void> {
    this.#timer = undefined
    if (this.#isHidden()) return
    this.#isAsking = true
    this.#wait = Math.min(this.#wait * pace.growth, pace.longest)
    try {
      await this.#ask()
    } catch (error) {
      if (isAppmixerError(error)) this.#notBefore = Date.now() + (error.retryAfter ?? 0)
    }
    this.#isAsking = false
    this.#giveUp()
    if (this.#moves.size > 0) this.#arm()
  }

  /** One request: for one flow to the coordinator, for several to the page that shows them. */
  async #ask(): Promise<void> {
    const moves = this.#awaited()
    const silent = moves.find(({ isReported }) => !isReported)
    if (silent && (moves.length === 1 || this.#isStuck)) {
      this.#isStuck = false
      return this.#askCoordinator(silent)
    }
    await this.#askReads(moves)
    this.#look()
    this.#isStuck = this.#awaited().length >= moves.length
  }

  async #askCoordinator(move: Move): Promise<void> {
    const { flowId } = move
    // Behind the others, so that each has its turn.
    this.#moves.delete(flowId)
    this.#moves.set(flowId, move)
    const options = queryOptions(this.#client, {
      name: 'getCoordinatorStatus',
      endpoint: getCoordinatorStatus,
      input: { flowId },
    })
    this.#asked = options.queryKey
    try {
      const status = await this.#queryClient.fetchQuery({ ...options, staleTime: 0 })
      const end = endOf(status)
      const stage = move.stage as MovingStage
      if (end) this.#report(move, end === 'failed' ? commandFailed(stage, status) : undefined)
    } catch (error) {
      // There are servers that do not tell.
      if (isAppmixerError(error) && !error.retryable) move.isReported = true
      throw error
    } finally {
      this.#asked = undefined
    }
  }

  async #askReads(moves: Move[]): Promise<void> {
    const reads = new Map(
      [...readsOfMoves(this.#client, this.#queryClient)].filter(([query]) => query.isActive()),
    )
    const chosen = covering(
      reads,
      moves.map(({ flowId }) => flowId),
    )
    await this.#queryClient.refetchQueries(
      { predicate: (query) => chosen.includes(query) },
      { cancelRefetch: false, throwOnError: true },
    )
  }

  /** A command's own mutation asks again for what it made outdated; for the others we do. */
  #report(move: Move, error?: AppmixerError): void {
    const { flowId, settle } = move
    move.isReported = true
    move.settle = undefined
    if (settle) return settle(error)
    for (const queryKey of [
      keyOf(this.#client, 'getFlows'),
      keyOf(this.#client, 'getFlowsCount'),
      keyOf(this.#client, 'getFlow', { flowId }),
    ]) {
      void this.#queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false })
    }
  }

  #giveUp(): void {
    const limit = this.#client.flowTimeout
    for (const move of this.#awaited()) {
      if (Date.now() - move.since < limit) continue
      move.isGivenUp = true
      const { settle } = move
      move.settle = undefined
      settle?.(commandTimedOut(move.stage as MovingStage, limit))
    }
  }
}
