import type { Query, QueryClient } from '@tanstack/react-query'
import { rowsIn } from '../cache/effect.ts'
import { pendingIn } from '../cache/entities.ts'
import { inputOf, scopeKey } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { CoordinatorStatus, Flow, FlowRef } from './types.ts'
import { isMoving } from './stages.ts'

/** Flows on their way: the stage of each by its id. */
export type Moves = Map<string, string>

/** The cached reads that show flows on their way, and which. */
export function readsOfMoves(client: AppmixerClient, queryClient: QueryClient): Map<Query, Moves> {
  const queries = queryClient.getQueryCache().findAll({ queryKey: scopeKey(client) })
  const reads = queries.map((query) => [query, movesIn(query.queryKey, query.state.data)] as const)
  return new Map(reads.filter(([, moves]) => moves.size > 0))
}

/** What of it is on screen. */
export function shownIn(reads: Map<Query, Moves>): Moves {
  const shown: Moves = new Map()
  for (const [query, moves] of reads) {
    if (!query.isActive()) continue
    for (const [flowId, stage] of moves) {
      // The stage itself says more.
      if (stage !== 'in-progress' || !shown.has(flowId)) shown.set(flowId, stage)
    }
  }
  return shown
}

/** The flows on their way in the data of one read. */
export function movesIn(key: readonly unknown[], data: unknown): Moves {
  if (data === undefined) return new Map()
  switch (key[2]) {
    case 'getFlows':
      return movesOf(rowsIn<Flow>(data))
    case 'getFlow':
      return movesOf([data as Flow])
    case 'getCoordinatorStatus': {
      const { status } = data as CoordinatorStatus
      const { flowId } = inputOf(key) as FlowRef
      return new Map(status === 'in-progress' ? [[flowId, status]] : [])
    }
    default:
      return new Map()
  }
}

/** As few of the reads as show all of these flows. */
export function covering(reads: Map<Query, Moves>, flowIds: readonly string[]): Query[] {
  const left = new Set(flowIds)
  const chosen: Query[] = []
  const gain = (moves: Moves) => [...moves.keys()].filter((flowId) => left.has(flowId)).length
  while (left.size > 0) {
    const [best] = [...reads].toSorted(([, a], [, b]) => gain(b) - gain(a))
    if (!best || gain(best[1]) === 0) break
    const [query, moves] = best
    chosen.push(query)
    for (const flowId of moves.keys()) left.delete(flowId)
  }
  return chosen
}

/** The flows for which a command is under way. */
export function commanded(client: AppmixerClient, queryClient: QueryClient): Set<string> {
  const mutations = queryClient.getMutationCache().findAll({ mutationKey: scopeKey(client) })
  return new Set(mutations.flatMap((mutation) => pendingIn(mutation, 'flowId')))
}

function movesOf(flows: Flow[]): Moves {
  const moves: Moves = new Map()
  for (const { flowId, stage } of flows) if (isMoving(stage)) moves.set(flowId, stage)
  return moves
}
