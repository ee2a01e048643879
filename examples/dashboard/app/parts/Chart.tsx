import type { ChartSeries } from 'appmixer-react'
import type { ReactNode } from 'react'
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { useLanguage } from '../language.tsx'
import { numberOf, rowsOf, type Row } from './Numbers.tsx'

interface ChartProps {
  series: readonly ChartSeries[]
}

/** A second line is dashed: colour alone says nothing. */
const looks = [
  { colour: 'var(--chart-1)', dashes: '' },
  { colour: 'var(--chart-2)', dashes: '5 3' },
  { colour: 'var(--chart-3)', dashes: '1 3' },
] as const
const axis = { tick: { fill: 'var(--am-color-text-3)' }, tickLine: false, axisLine: false } as const

/** How many groups have a bar; all are in the table. */
const mostBars = 6

/** Draws the series of a chart, as their kind wants it, with recharts. `Numbers` says the same. */
export default function Chart({ series }: ChartProps): ReactNode {
  const isTotal = series.every(({ x }) => x === 'total')
  if (isTotal) return <Totals series={series} />
  return (
    <div className="chart" dir="ltr">
      <Drawing series={series} />
    </div>
  )
}

/** Time goes from left to right in every language; groups have horizontal bars, since their names are long. */
function Drawing({ series }: ChartProps): ReactNode {
  const { count, day, clockTime, moment } = useLanguage()
  const isOverTime = series[0]?.x === 'time'
  const rows = isOverTime ? rowsOf(series) : rowsOf(series).slice(0, mostBars)
  const [first, last] = [Number(rows[0]?.x), Number(rows.at(-1)?.x)]
  const nameOf = last - first > 2 * 86_400_000 ? day : clockTime
  return (
    <ResponsiveContainer
      width="100%"
      height={isOverTime ? 190 : 44 + rows.length * 28}
      minWidth={0}
    >
      <ComposedChart
        data={rows}
        layout={isOverTime ? 'horizontal' : 'vertical'}
        accessibilityLayer={false}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
      >
        <CartesianGrid
          stroke="var(--am-color-line)"
          vertical={!isOverTime}
          horizontal={isOverTime}
        />
        {isOverTime ? (
          <>
            <XAxis {...axis} dataKey="x" minTickGap={48} tickFormatter={nameOf} />
            <YAxis
              {...axis}
              width="auto"
              tickCount={4}
              allowDecimals={false}
              tickFormatter={count}
            />
          </>
        ) : (
          <>
            <XAxis
              {...axis}
              type="number"
              tickCount={4}
              allowDecimals={false}
              tickFormatter={count}
            />
            <YAxis {...axis} type="category" dataKey="x" width={150} tickFormatter={short} />
          </>
        )}
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(label) => (isOverTime ? moment(Number(label)) : label)}
          formatter={(value) => count(Number(value))}
        />
        {series.length > 1 && <Legend iconType="plainline" />}
        {series.map((each, index) => mark(each, index))}
      </ComposedChart>
    </ResponsiveContainer>
  )
}

/** One series. */
function mark({ id, name, type, x }: ChartSeries, index: number): ReactNode {
  const { colour, dashes } = looks[index % looks.length] ?? looks[0]
  // A function: recharts takes the dots of an id as a path.
  const common = { dataKey: (row: Row) => row[id], name, isAnimationActive: false }
  if (x === 'group' || type === 'bar') {
    return <Bar key={id} {...common} stackId="all" fill={colour} maxBarSize={44} />
  }
  const line = {
    stroke: colour,
    strokeWidth: 2,
    strokeDasharray: dashes,
    dot: false,
  }
  if (type === 'area' || index === 0) {
    return <Area key={id} {...common} {...line} fill={colour} fillOpacity={0.1} />
  }
  return <Line key={id} {...common} {...line} />
}

/** One number each. */
function Totals({ series }: ChartProps): ReactNode {
  const { count } = useLanguage()
  return (
    <div className="totals">
      {series.map(({ id, name, points }) => (
        <p key={id}>
          <span className="figure">{numberOf(points[0]?.y, count)}</span>
          {series.length > 1 && <span className="soft">{name}</span>}
        </p>
      ))}
    </div>
  )
}

/** The end of a long name, which says most: `appmixer.slack.list.SendChannelMessage`. */
function short(name: string): string {
  return name.length > 20 ? `…${name.slice(-19).replace(/^\.+/, '')}` : name
}
