import { FlowList, useLogAggregations, type FlowRow } from 'appmixer-react'
import { createContext, useContext, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useLanguage } from '../language.tsx'
import { errorsOf } from './entries.ts'

const hours = 24
const hour = 3_600_000

/** What one automation did in the last day. */
interface Day {
  runs: number
  /** Entries of each hour, the present one last. */
  bars: number[]
}

const TodayContext = createContext<ReadonlyMap<string, Day> | undefined>(undefined)

interface TodayProps {
  /** The automations on screen: one request is enough for all of them. */
  flowIds: readonly string[]
  children: ReactNode
}

export function TodayProvider({ flowIds, children }: TodayProps): ReactNode {
  const { data } = useLogAggregations(
    {
      flowId: [...flowIds].toSorted(),
      query: `gridTimestamp:>now-${hours}h AND _exists_:componentId`,
      size: 0,
      aggs: {
        flows: {
          terms: { field: 'flowId', size: Math.max(1, flowIds.length) },
          aggs: {
            hours: { date_histogram: { field: 'gridTimestamp', fixed_interval: '1h' } },
            runs: { cardinality: { field: 'correlationId' } },
          },
        },
      },
    },
    {
      enabled: flowIds.length > 0,
      staleTime: 60_000,
      select: ({ aggregations }) => daysOf(aggregations['flows']?.buckets as Bucket[] | undefined),
    },
  )
  return <TodayContext value={data}>{children}</TodayContext>
}

interface TodayOfProps {
  row: FlowRow
}

/** A bar for each hour, with the numbers in words; nothing until they are known. */
export function Today({ row }: TodayOfProps): ReactNode {
  const { words, count } = useLanguage()
  const days = useContext(TodayContext)
  if (!days) return null
  const day = days.get(row.key)
  if (!day) return <span className="today soft">{words.noRuns}</span>
  const most = Math.max(1, ...day.bars)
  return (
    <span className="today">
      <svg viewBox={`0 0 ${hours * 4} 18`} width="96" height="18" aria-hidden="true">
        {day.bars.map((entries, index) => {
          const size = Math.round((entries / most) * 18)
          return <rect key={index} x={index * 4} y={18 - size} width="3" height={size} />
        })}
      </svg>
      <span>
        {words.today(count(day.runs))}
        {row.errors ? (
          <>
            {', '}
            <Link className="errors" to={errorsOf(row.key)}>
              <FlowList.Errors />
            </Link>
          </>
        ) : null}
      </span>
    </span>
  )
}

interface Bucket {
  key: string
  hours: { buckets: { key: number; doc_count: number }[] }
  runs: { value: number }
}

function daysOf(buckets: readonly Bucket[] = []): Map<string, Day> {
  const last = Math.floor(Date.now() / hour)
  return new Map(
    buckets.map((bucket) => {
      const bars = Array.from({ length: hours }, () => 0)
      for (const { key, doc_count: entries } of bucket.hours.buckets) {
        const place = hours - 1 - (last - Math.floor(key / hour))
        if (place >= 0 && place < hours) bars[place] = entries
      }
      return [bucket.key, { runs: bucket.runs.value, bars }]
    }),
  )
}
