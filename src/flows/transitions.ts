import { focusManager, onlineManager, type Query, type QueryClient } from '@tanstack/react-query'
import { rowsIn } from '../cache/effect.ts'
import { startsWithAny } from '../cache/keys.ts'
import { partOf } from '../cache/scopes.ts'
import type { AppmixerClient } from '../client/client.ts'
import { AppmixerError, isAppmixerError } from '../client/errors.ts'
import { getCoordinatorStatus } from './endpoints.ts'
import { flowKeys } from './keys.ts'
import { destinations, isMoving, type MovingStage } from './stages.ts'
import type { CoordinatorStatus, Flow, FlowRef } from './types.ts'

/** Milliseconds of the first pause, and of the longest; each is longer than the one before. */
const pace = { first: 400, growth: 1.5, longest: 5_000 }

function pauseAfter(looks: number, error?: unknown): number {
  const pause = Math.min(pace.first * pace.growth ** looks, pace.longest)
  return Math.max(pause, isAppmixerError(error) ? (error.retryAfter ?? 0) : 0)
}

/** What of a read is in transition, and at which look it was first seen. */
export interface Transitions {
  flowIds: string[]
  since: number
}

/**
 * The `refetchInterval` of a read of flows: while one of them is starting or stopping, it is read again, soon at first,
 * then less and less often, and no more after the client's `flowTimeout`.
 */
export function whileInTransition(
  client: AppmixerClient,
): (query: Query<any, any, any, any>) => number | false {
  return (query) => {
    const { data, dataUpdateCount, errorUpdateCount, error } = query.state
    const looks = dataUpdateCount + errorUpdateCount
    const flowIds = movingIn(data)
    const known = client.transitions.get(query)
    const isNew = !known || flowIds.some((flowId) => !known.flowIds.includes(flowId))
    const since = isNew ? looks : known.since
    client.transitions.set(query, { flowIds, since })
    const isLate = looks - since > 6 + client.flowTimeout / pace.longest
    if (flowIds.length === 0 || isLate || client.flowTimeout === 0) return false
    return pauseAfter(looks - since, error)
  }
}

function movingIn(data: unknown): string[] {
  if ((data as CoordinatorStatus | undefined)?.status === 'in-progress') return ['']
  return flowsIn(data).flatMap(({ flowId, stage }) => (isMoving(stage) ? flowId : []))
}

function flowsIn(data: unknown): Flow[] {
  const rows = rowsIn<Flow>(data)
  return rows.length === 0 && typeof data === 'object' && data ? [data as Flow] : rows
}

/** The waits for flows that commands of this session have sent on their way. */
function waitsOf(client: AppmixerClient, queryClient: QueryClient) {
  return partOf(client, queryClient, { name: 'waits', create: createWaits })
}

function createWaits() {
  const waits = new Map<string, Wait>()
  let last: Promise<unknown> = Promise.resolve()
  return {
    waits,
    /** One question at a time, however many wait. */
    ask<T>(question: () => Promise<T>): Promise<T> {
      const answer = last.then(question, question)
      last = answer.catch(() => {})
      return answer
    },
    end: () => waits.forEach(({ stop }) => stop()),
  }
}

/** Back online TanStack resumes reads only when the writes that it resumed have ended; this one waits for its flow. */
function resumeReads(queryClient: QueryClient): void {
  if (!onlineManager.isOnline()) return
  const paused = queryClient.getQueryCache().findAll({ fetchStatus: 'paused' })
  for (const query of paused) query.onOnline()
}

interface Wait {
  stage: MovingStage
  /** Resolves to the time at which it was known. */
  end: Promise<number>
  stop(): void
}

/** Waits for the flow that a command has sent on its way; a newer command ends the wait of the one before. */
export function arrival(client: AppmixerClient, stage: MovingStage) {
  return ({ flowId }: FlowRef, queryClient: QueryClient): Promise<number> => {
    const { waits } = waitsOf(client, queryClient)
    const known = waits.get(flowId)
    if (known?.stage === stage) return known.end
    known?.stop()
    const controller = new AbortController()
    const end = waitForFlow(client, queryClient, flowId, stage, controller.signal).finally(() => {
      if (waits.get(flowId)?.end === end) waits.delete(flowId)
    })
    waits.set(flowId, { stage, end, stop: () => controller.abort() })
    resumeReads(queryClient)
    return end
  }
}

/**
 * Waits until a flow has left the stage. What is on screen says so, as it is read again anyway; where nothing shows the
 * flow, or nothing is read in time, the coordinator is asked. Nothing is asked, and no time passes, while the page is
 * hidden or offline.
 */
async function waitForFlow(
  client: AppmixerClient,
  queryClient: QueryClient,
  flowId: string,
  stage: MovingStage,
  signal: AbortSignal,
): Promise<number> {
  const { ask } = waitsOf(client, queryClient)
  let left = client.flowTimeout
  let error: unknown
  for (let looks = 0; left > 0; looks++) {
    const before = onScreen(client, queryClient, flowId)
    const pause = before ? 2 * pace.longest : pauseAfter(looks, error)
    const from = Date.now()
    const isTold = await news(client, queryClient, Math.min(pause, left), signal)
    if (signal.aborted) break
    const shown = onScreen(client, queryClient, flowId)
    if (shown?.stage === destinations[stage]) return shown.at
    if (!focusManager.isFocused() || !onlineManager.isOnline()) continue
    left -= Math.min(Date.now() - from, pause)
    if (isTold && shown?.stage === stage) continue
    const at = Date.now()
    // There are servers that do not tell.
    const asked = ask(() => getCoordinatorStatus(client, { flowId }, { signal }))
    const answer = await asked.catch((reason) => void (error = reason))
    if (answer?.status === 'completed') return at
    if (answer && endsBadly(answer)) throw commandFailed(stage, answer)
    if (answer) error = undefined
  }
  if (signal.aborted) return Date.now()
  throw commandTimedOut(stage, client.flowTimeout)
}

function endsBadly({ status }: CoordinatorStatus): boolean {
  return status === 'failed' || status === 'cancelled'
}

/** The stage of a flow in the newest read on screen. */
function onScreen(
  client: AppmixerClient,
  queryClient: QueryClient,
  flowId: string,
): { stage: string | undefined; at: number } | undefined {
  const { list, infinite, detail } = flowKeys(client)
  return [list(), infinite(), detail()]
    .flatMap((queryKey) => queryClient.getQueryCache().findAll({ queryKey, type: 'active' }))
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .flatMap((query) => {
      const flow = flowIn(query, flowId)
      return flow ? { stage: flow.stage, at: query.state.dataUpdatedAt } : []
    })[0]
}

function flowIn({ state }: Query, flowId: string): Flow | undefined {
  return flowsIn(state.data).find((row) => row.flowId === flowId)
}

/** Resolves after so many milliseconds, or to `true` as soon as flows are read, or leave the screen. */
function news(
  client: AppmixerClient,
  queryClient: QueryClient,
  ms: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isTold: boolean) => {
      clearTimeout(timer)
      unsubscribe()
      resolve(isTold)
    }
    const timer = setTimeout(end, ms, false)
    const unsubscribe = queryClient.getQueryCache().subscribe((event) => {
      const { list, infinite, detail } = flowKeys(client)
      if (!startsWithAny(event.query.queryKey, [list(), infinite(), detail()])) return
      const isRead = event.type === 'updated' && event.action.type === 'success'
      if (isRead || event.type === 'observerRemoved') end(true)
    })
    signal.addEventListener('abort', () => end(false))
  })
}

const endpoint = 'POST /flows/:flowId/coordinator'

/** The server took the command, and reported later that nothing came of it. */
function commandFailed(stage: MovingStage, { status, message }: CoordinatorStatus): AppmixerError {
  return new AppmixerError({
    code: 'failed',
    endpoint,
    message: `The flow is not ${destinations[stage]}: the server took the command, and then reported that it was ${status}. Its log may tell why; try again.`,
    serverMessage: typeof message === 'string' ? message : undefined,
  })
}

/** The server took the command, and has not been done with it for too long. */
function commandTimedOut(stage: MovingStage, limit: number): AppmixerError {
  return new AppmixerError({
    code: 'timeout',
    reason: 'unconfirmed',
    endpoint,
    message: `The flow was still ${stage} after ${limit / 1_000} seconds, so it is not followed any more. The server may yet finish; look again later, or repeat the command. \`flowTimeout\` sets how long to wait.`,
  })
}
