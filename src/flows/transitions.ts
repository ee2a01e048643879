import {
  focusManager,
  notifyManager,
  onlineManager,
  type Query,
  type QueryCacheNotifyEvent,
  type QueryClient,
} from '@tanstack/react-query'
import { rowsIn } from '../cache/effect.ts'
import { startsWithAny } from '../cache/keys.ts'
import type { WaitUntilDone } from '../cache/mutation.ts'
import { truthIn } from '../cache/overlay.ts'
import { partOf } from '../cache/scopes.ts'
import { internalsOf, type AppmixerClient } from '../client/client.ts'
import { longestTimer, wait as pauseFor } from '../client/abort.ts'
import { AppmixerError, isAppmixerError } from '../client/errors.ts'
import { getCoordinatorStatus } from './endpoints.ts'
import { flowKeys } from './keys.ts'
import { destinations, isMoving, type MovingStage } from './stages.ts'
import type { CoordinatorStatus, Flow, FlowRef } from './types.ts'

/** Milliseconds of the first pause between two looks at a flow, and of the longest. */
const pace = { first: 400, growth: 1.5, longest: 5_000 }

function pauseAfter(looks: number, error?: unknown): number {
  const pause = Math.min(pace.first * pace.growth ** looks, pace.longest)
  return Math.max(pause, isAppmixerError(error) ? (error.retryAfter ?? 0) : 0)
}

/** Milliseconds that so many looks take. */
function timeFor(looks: number): number {
  let time = 0
  for (let look = 0; look < looks; look++) time += pauseAfter(look)
  return time
}

const seen = Symbol('appmixer flows in transition')

/** Which flows a query shows in transition, and how often it had been read when the latest of them was first seen. */
interface Watched extends Query<any, any, any, any> {
  // Kept at the query itself, so that it lives as long, and no module remembers anything.
  [seen]?: { flowIds: readonly string[]; reads: number }
}

/**
 * The `refetchInterval` of a read of flows. While it shows a flow in transition, whatever brought the data, it is read
 * again: soon at first, then less and less often, and no more after the client's `flowTimeout`. TanStack leaves out
 * what falls into a time in which the page is hidden or offline.
 */
export function whileInTransition(
  client: AppmixerClient,
): (query: Query<any, any, any, any>) => number | false {
  return (query: Watched) => {
    const { dataUpdateCount, errorUpdateCount, error } = query.state
    const reads = dataUpdateCount + errorUpdateCount
    // Not what a command shows that the server has not accepted: its answer would be of before.
    const flowIds = movingIn(truthIn(query))
    const before = query[seen]
    // Another flow in transition restarts the back-off.
    const isNew = !before || flowIds.some((flowId) => !before.flowIds.includes(flowId))
    const since = isNew ? reads : before.reads
    query[seen] = { flowIds, reads: since }
    const isOver = timeFor(reads - since + 1) > internalsOf(client).flowTimeout
    return flowIds.length > 0 && !isOver && pauseAfter(reads - since, error)
  }
}

/** A new command restarts the back-off of a query, also where polling had stopped. */
function restartPace(query: Watched): void {
  delete query[seen]
  // Its observers restart their timers.
  query.setState({})
}

function movingIn(data: unknown): string[] {
  if ((data as CoordinatorStatus | undefined)?.status === 'in-progress') return ['']
  return flowsIn(data).flatMap(({ flowId, stage }) => (isMoving(stage) ? flowId : []))
}

/** The flows in the data of one read. */
function flowsIn(data: unknown): Flow[] {
  const rows = rowsIn<Flow>(data)
  return rows.length === 0 && typeof data === 'object' && data ? [data as Flow] : rows
}

/** Waits until the flow has left the stage that a command has put it in. */
/*#__NO_SIDE_EFFECTS__*/
export function untilLeft(stage: MovingStage): WaitUntilDone<FlowRef> {
  return (client, { flowId }, queryClient) =>
    partOf(client, queryClient, {
      name: 'transitions',
      create: () => createTransitions(client, queryClient),
    }).waitFor(client, flowId, stage)
}

interface Wait {
  stage: MovingStage
  /** Resolves to the time at which it was known that the flow has left it. */
  end: Promise<number>
  controller: AbortController
  /** Ends the pause before the next look. */
  wake(): void
  /** The newest read on screen that shows the flow. */
  shownIn: Query | undefined
}

/** The flows of one session that are waited for. */
function createTransitions(client: AppmixerClient, queryClient: QueryClient) {
  const cache = queryClient.getQueryCache()
  const waits = new Map<string, Wait>()
  let unsubscribe: (() => void)[] = []
  let lastQuestion: Promise<unknown> = Promise.resolve()

  /** As the client of the command, with its token and its `flowTimeout`. A newer command ends the wait before it. */
  function waitFor(own: AppmixerClient, flowId: string, stage: MovingStage): Promise<number> {
    const known = waits.get(flowId)
    if (known?.stage === stage) return known.end
    if (known) stop(known)
    const wait: Wait = {
      stage,
      end: Promise.resolve(0),
      controller: new AbortController(),
      wake() {},
      shownIn: undefined,
    }
    waits.set(flowId, wait)
    if (unsubscribe.length === 0) {
      unsubscribe = [
        cache.subscribe(wakeThoseShown),
        focusManager.subscribe(wakeAll),
        onlineManager.subscribe(wakeAll),
      ]
    }
    wait.end = waitForFlow(own, flowId, wait).finally(() => {
      if (waits.get(flowId) === wait) waits.delete(flowId)
      if (waits.size === 0) for (const leave of unsubscribe.splice(0)) leave()
    })
    resumeReads(queryClient)
    notifyManager.batch(() => readsShowing(flowId).forEach(restartPace))
    return wait.end
  }

  /**
   * Waits until a flow has left the stage. Reads on screen that show it are repeated anyway. Where none does, or none
   * has come for a while, the coordinator is asked. Nothing is asked, and no time counts, while the page is hidden or
   * offline.
   */
  async function waitForFlow(own: AppmixerClient, flowId: string, wait: Wait): Promise<number> {
    const { stage, controller } = wait
    const { signal } = controller
    let left = internalsOf(own).flowTimeout
    let error: unknown
    for (let looks = 0; left > 0; looks++) {
      while (!isVisible() && !signal.aborted) await newsOf(wait, longestTimer)
      wait.shownIn = newestShowing(flowId)
      // With many to ask for one by one each is asked for less often.
      const ownPause = Math.max(pauseAfter(looks, error), (waits.size * pace.first) / 4)
      const pause = Math.min(wait.shownIn ? 2 * pace.longest : ownPause, left)
      const from = Date.now()
      const isRead = await newsOf(wait, pause)
      if (signal.aborted) break
      const shown = newestShowing(flowId)
      const shownStage = shown && flowIn(shown, flowId)!.stage
      if (shownStage === destinations[stage]) return shown!.state.dataUpdatedAt
      if (!isVisible()) continue
      left -= Math.min(Date.now() - from, pause)
      if (isRead && shownStage === stage) continue
      const at = Date.now()
      // There are servers without this status. Then only the stage itself tells.
      const status = await askCoordinator(own, flowId, signal).catch(
        (reason) => void (error = reason),
      )
      if (status?.status === 'completed') return at
      if (status && endsBadly(status)) throw commandFailed(stage, status)
      if (status) error = undefined
    }
    if (signal.aborted) return Date.now()
    throw commandTimedOut(stage, internalsOf(own).flowTimeout)
  }

  /** Resolves after so many milliseconds, or to `true` as soon as there is something to look at. */
  function newsOf(wait: Wait, ms: number): Promise<boolean> {
    const pause = new AbortController()
    wait.wake = () => pause.abort()
    return pauseFor(ms, pause.signal).then(
      () => false,
      () => true,
    )
  }

  function stop({ controller, wake }: Wait): void {
    controller.abort()
    wake()
  }

  /** The page was hidden or shown, or is offline or online again. */
  function wakeAll(): void {
    for (const { wake } of waits.values()) wake()
  }

  function wakeThoseShown(event: QueryCacheNotifyEvent): void {
    const { query, type } = event
    const isNews = type === 'updated' ? event.action.type === 'success' : type === 'observerRemoved'
    if (!isNews || !startsWithAny(query.queryKey, [flowKeys(client).all])) return
    const flowIds = new Set(flowsIn(query.state.data).map(({ flowId }) => flowId))
    for (const [flowId, wait] of waits) {
      if (flowIds.has(flowId) || wait.shownIn === query) wait.wake()
    }
  }

  function readsShowing(flowId: string): Query[] {
    return cache
      .findAll({ queryKey: flowKeys(client).all, type: 'active' })
      .filter((query) => flowIn(query, flowId)?.stage !== undefined)
  }

  function newestShowing(flowId: string): Query | undefined {
    return readsShowing(flowId).toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)[0]
  }

  /** One question at a time, however many flows are waited for. */
  function askCoordinator(
    own: AppmixerClient,
    flowId: string,
    signal: AbortSignal,
  ): Promise<CoordinatorStatus> {
    const ask = () => getCoordinatorStatus(own, { flowId }, { signal })
    const answer = lastQuestion.then(ask)
    lastQuestion = answer.catch(() => {})
    return answer
  }

  function end(): void {
    waits.forEach(stop)
  }

  return { waitFor, end }
}

function flowIn({ state }: Query, flowId: string): Flow | undefined {
  return flowsIn(state.data).find((row) => row.flowId === flowId)
}

function isVisible(): boolean {
  return focusManager.isFocused() && onlineManager.isOnline()
}

/** Back online, TanStack resumes reads only after the writes that it resumed have ended, and this one waits for its flow. */
function resumeReads(queryClient: QueryClient): void {
  if (!onlineManager.isOnline()) return
  const paused = queryClient.getQueryCache().findAll({ fetchStatus: 'paused' })
  for (const query of paused) query.onOnline()
}

function endsBadly({ status }: CoordinatorStatus): boolean {
  return status === 'failed' || status === 'cancelled'
}

const endpoint = 'POST /flows/:flowId/coordinator'

/** The server accepted the command, and reported later that it was not carried out. */
function commandFailed(stage: MovingStage, { status, message }: CoordinatorStatus): AppmixerError {
  return new AppmixerError({
    code: 'failed',
    endpoint,
    message: `The flow is not ${destinations[stage]}: the server took the command, and then reported that it was ${status}. Its log may tell why; try again.`,
    serverMessage: typeof message === 'string' ? message : undefined,
  })
}

/** The server accepted the command, and has not carried it out for too long. */
function commandTimedOut(stage: MovingStage, limit: number): AppmixerError {
  return new AppmixerError({
    code: 'timeout',
    reason: 'unconfirmed',
    endpoint,
    message: `The flow was still ${stage} after ${limit / 1_000} seconds, so it is not followed any more. The server may yet finish; look again later, or repeat the command. \`flowTimeout\` sets how long to wait.`,
  })
}
