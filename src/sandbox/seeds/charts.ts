import type { StoredChart, StoredFlow, StoredUser } from '../database.ts'
import { createRandom, type Random } from '../random.ts'

const day = 86_400_000

interface ChartSketch {
  name: string
  type: 'bar' | 'line' | 'area' | 'pie'
  /** How many days it shows. */
  days: number
  agg: Record<string, unknown>
}

const byDay = { date_histogram: { field: 'gridTimestamp', interval: '1d', min_doc_count: '0' } }
const byHour = { date_histogram: { field: 'gridTimestamp', interval: '1h', min_doc_count: '0' } }

const sketches: readonly ChartSketch[] = [
  { name: 'Messages by day', type: 'bar', days: 7, agg: byDay },
  { name: 'Errors by day', type: 'line', days: 7, agg: byDay },
  { name: 'The last day by hour', type: 'area', days: 1, agg: byHour },
  {
    name: 'Which apps work most',
    type: 'pie',
    days: 7,
    agg: { terms: { field: 'componentType' } },
  },
  { name: 'Executions', type: 'bar', days: 7, agg: { cardinality: { field: 'correlationId' } } },
  { name: 'Severities', type: 'pie', days: 7, agg: { terms: { field: 'severity' } } },
]

/** Six charts for each of the two, over their own running flows. */
export function chartsOf(
  seed: number,
  users: readonly StoredUser[],
  flows: readonly StoredFlow[],
  now: number,
): StoredChart[] {
  // A sequence of its own: the ids of flows and tasks do not depend on how many charts there are.
  const random = createRandom(seed ^ 0x5eed)
  return users.flatMap((user) => {
    const running = flows.filter(({ userId, stage }) => userId === user.id && stage === 'running')
    return sketches.map((sketch, index) => chartFrom(sketch, { user, running, index, now, random }))
  })
}

interface ChartPlace {
  user: StoredUser
  running: readonly StoredFlow[]
  index: number
  now: number
  random: Random
}

function chartFrom(
  sketch: ChartSketch,
  { user, running, index, now, random }: ChartPlace,
): StoredChart {
  const { name, type, days, agg } = sketch
  const targets = Object.fromEntries(running.slice(0, index + 1).map(({ flowId }) => [flowId, []]))
  const trace = {
    name,
    hidden: false,
    agg,
    options: { type, linewidth: 2, opacity: 1 },
    source: { type: 'flow', targets },
  }
  return {
    chartId: random.hex(24),
    userId: user.id,
    name,
    index,
    type,
    query: { range: { from: { endOf: null, startOf: 'day', subtract: [days, 'day'] }, to: {} } },
    options: {
      layout: { showlegend: true },
      showgrid: true,
      showticklabels: true,
      horizontal: false,
    },
    traces: { [random.uuid()]: trace },
    mtime: new Date(now - (index + 1) * day).toISOString(),
  }
}
