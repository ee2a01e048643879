import type { ChartPoint, ChartSeries } from 'appmixer-react'
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

interface ChartProps {
  name: string
  series: readonly ChartSeries[]
}

/** A second line is dashed: colour alone says nothing. */
const looks = [
  { colour: 'var(--chart-1)', dashes: '' },
  { colour: 'var(--chart-2)', dashes: '5 3' },
  { colour: 'var(--chart-3)', dashes: '1 3' },
] as const
const axis = { stroke: 'var(--am-color-line-control)', tickLine: false, axisLine: false } as const

/** How many groups have a bar; all are in the table. */
const mostBars = 6

/** Draws the series of a chart, as their kind wants it, with recharts. What it shows is also there as a table. */
export default function Chart({ name, series }: ChartProps): ReactNode {
  const isTotal = series.every(({ x }) => x === 'total')
  if (isTotal) return <Totals series={series} />
  return (
    <>
      {/* The table below says the same. */}
      <div className="chart" dir="ltr" aria-hidden="true">
        <Drawing series={series} />
      </div>
      <Table name={name} series={series} />
    </>
  )
}

interface SeriesProps {
  series: readonly ChartSeries[]
}

/** Time goes from left to right in every language; groups have horizontal bars, since their names are long. */
function Drawing({ series }: SeriesProps): ReactNode {
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
          labelFormatter={(label) => (isOverTime ? moment(Number(label)) : String(label))}
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
function Totals({ series }: SeriesProps): ReactNode {
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

/** The same in numbers, for everyone: a screen reader reads it, and so does who wants to know exactly. */
function Table({ name, series }: ChartProps): ReactNode {
  const { words, count, moment } = useLanguage()
  return (
    <details className="numbers">
      <summary aria-label={words.numbersOf(name)}>{words.asTable}</summary>
      {/* It scrolls, so the keyboard must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table-wrap" tabIndex={0} role="region" aria-label={words.numbersOf(name)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{series[0]?.x === 'time' ? words.time : words.group}</th>
              {series.map((each) => (
                <th key={each.id} scope="col">
                  {each.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsOf(series).map((row) => (
              <tr key={row.x}>
                <th scope="row">{typeof row.x === 'number' ? moment(row.x) : row.x}</th>
                {series.map(({ id }) => (
                  <td key={id}>{numberOf(row[id] as ChartPoint['y'], count)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

type Row = { x: ChartPoint['x'] } & Record<string, ChartPoint['x'] | ChartPoint['y']>

/** The points of all series by what they stand for, in order of time. */
function rowsOf(series: readonly ChartSeries[]): Row[] {
  const rows = new Map<ChartPoint['x'], Row>()
  for (const { id, points } of series) {
    for (const { x, y } of points) rows.set(x, { ...rows.get(x), x, [id]: y })
  }
  const all = [...rows.values()]
  return series[0]?.x === 'time' ? all.toSorted((a, b) => Number(a.x) - Number(b.x)) : all
}

/** The end of a long name, which says most: `appmixer.slack.list.SendChannelMessage`. */
function short(name: string): string {
  return name.length > 22 ? `…${name.slice(-21)}` : name
}

function numberOf(value: number | null | undefined, count: (value: number) => string): string {
  return value === null || value === undefined ? '–' : count(Math.round(value * 100) / 100)
}
