import * as endpoints from '../usage/endpoints.ts'
import { usageQuerySchema } from '../usage/inputs.ts'
import { visible } from './logs.ts'
import { parseDate } from './lucene/dates.ts'
import { route, type Route } from './route.ts'

export const usageRoutes = {
  getUsage: route(endpoints.getUsage, usageQuerySchema, (exchange, query) => {
    const { database, user } = exchange
    const { id: userId } = user()
    const now = database.clock.now()
    const { from = day(now - 30 * 86_400_000), to = day(now) } = query
    const [start, end] = [parseDate(from, now).start, parseDate(to, now).end]
    const mine = database.flows.filter((flow) => flow.userId === userId)
    const running = mine.filter(({ stage }) => stage === 'running')
    const flowIds = new Set(mine.map(({ flowId }) => flowId))
    const messages = visible(exchange).filter(({ flowId, portType, gridTimestamp }) => {
      const time = Date.parse(gridTimestamp)
      return portType === 'in' && flowIds.has(flowId) && start <= time && time <= end
    })
    const types = running.flatMap(({ flow }) =>
      (Object.values(flow) as { type?: string }[]).map(({ type = '' }) => type),
    )
    return {
      messageCounts: { from, to, count: messages.length, userId },
      runningFlows: { userId, count: running.length },
      activeConnectors: { userId, count: types.length },
      usedApps: [...new Set(types.map((type) => type.split('.').slice(0, 2).join('.')))].toSorted(),
    }
  }),
} satisfies Record<keyof typeof endpoints, Route>

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
