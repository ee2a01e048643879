import type { ChartPoint, ChartSeries } from 'appmixer-react'
import type { ReactNode } from 'react'
import { count, day, moment } from './formats.ts'

const [width, height] = [600, 180]

interface ChartProps {
  series: readonly ChartSeries[]
}

/** Draws the series of a chart, as their kind wants it. What it shows is also there as a table, for screen readers. */
export function Chart({ series }: ChartProps): ReactNode {
  const [first] = series
  if (!first) return null
  const isOverTime = first.x === 'time'
  const isTotal = series.every(({ x }) => x === 'total')
  return (
    <>
      {isTotal ? (
        <Totals series={series} />
      ) : isOverTime ? (
        <OverTime series={series} />
      ) : (
        <Groups points={first.points} />
      )}
      {series.length > 1 && !isTotal && (
        <div className="legend" aria-hidden="true">
          {series.map(({ id, name }, index) => (
            <span key={id}>
              <i data-series={(index % 3) + 1} />
              {name}
            </span>
          ))}
        </div>
      )}
      <Table series={series} />
    </>
  )
}

/** One number each. */
function Totals({ series }: ChartProps): ReactNode {
  return (
    <div className="totals">
      {series.map(({ id, name, points }) => (
        <p key={id}>
          <span className="figure">{numberOf(points[0]?.y)}</span>
          {series.length > 1 && <span className="soft">{name}</span>}
        </p>
      ))}
    </div>
  )
}

/** Lines, areas, or bars that stand on each other; time goes from left to right in every language. */
function OverTime({ series }: ChartProps): ReactNode {
  const times = [
    ...new Set(series.flatMap(({ points }) => points.map(({ x }) => Number(x)))),
  ].toSorted((a, b) => a - b)
  const isStacked = series.every(({ type }) => type === 'bar')
  const sumAt = (time: number) =>
    series.reduce((sum, each) => sum + Math.max(0, valueAt(each, time) ?? 0), 0)
  const most = Math.max(
    1,
    ...(isStacked
      ? times.map(sumAt)
      : series.flatMap(({ points }) => points.map(({ y }) => y ?? 0))),
  )
  const isLong = (times.at(-1) ?? 0) - (times[0] ?? 0) > 2 * 86_400_000
  const name = isLong ? day : moment
  const step = width / Math.max(1, isStacked ? times.length : times.length - 1)
  const y = (value: number) => round(height - (value / most) * height)
  return (
    <>
      <svg
        className="chart"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {[0, 1, 2, 3].map((line) => (
          <path key={line} className="gridline" d={`M0 ${(height / 3) * line}H${width}`} />
        ))}
        {isStacked
          ? times.map((time, index) => (
              <Stack key={time} {...{ series, time, index, step, most }} />
            ))
          : series.map((each, index) => {
              const places = each.points.flatMap((point) =>
                point.y === null
                  ? []
                  : [`${round(times.indexOf(Number(point.x)) * step)} ${y(point.y)}`],
              )
              const line = `M${places.join('L')}`
              return (
                <g key={each.id} data-series={(index % 3) + 1}>
                  {index === 0 && places.length > 1 && (
                    <path
                      className="area"
                      d={`${line}L${places.at(-1)!.split(' ')[0]} ${height}L${places[0]!.split(' ')[0]} ${height}Z`}
                    />
                  )}
                  <path className="line" d={line} />
                </g>
              )
            })}
      </svg>
      <div className="axis">
        <span>{name(times[0] ?? 0)}</span>
        <span>{count(most)} at most</span>
        <span>{name(times.at(-1) ?? 0)}</span>
      </div>
    </>
  )
}

interface StackProps extends ChartProps {
  time: number
  index: number
  step: number
  most: number
}

function Stack({ series, time, index, step, most }: StackProps): ReactNode {
  let top = height
  return series.map((each, place) => {
    const size = (Math.max(0, valueAt(each, time) ?? 0) / most) * height
    if (size === 0) return null
    top -= size
    return (
      <rect
        key={each.id}
        data-series={(place % 3) + 1}
        x={round(index * step + step * 0.15)}
        y={round(top)}
        width={round(step * 0.7)}
        height={round(size)}
      />
    )
  })
}

interface GroupsProps {
  points: readonly ChartPoint[]
}

/** A bar for each group, with its name and number. */
function Groups({ points }: GroupsProps): ReactNode {
  const shown = points.slice(0, 6)
  const most = Math.max(1, ...shown.map(({ y }) => y ?? 0))
  return (
    <ul className="bars" aria-hidden="true">
      {shown.map(({ x, y }) => (
        <li key={x}>
          <span className="one-line">{x}</span>
          <span>{numberOf(y)}</span>
          <progress max={most} value={y ?? 0} />
        </li>
      ))}
    </ul>
  )
}

function Table({ series }: ChartProps): ReactNode {
  const rows = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))]
  return (
    <div className="unseen">
      <table>
        <thead>
          <tr>
            <th scope="col">{series[0]?.x === 'time' ? 'Time' : 'Group'}</th>
            {series.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((x) => (
            <tr key={x}>
              <th scope="row">{typeof x === 'number' ? moment(x) : x}</th>
              {series.map((each) => (
                <td key={each.id}>{numberOf(each.points.find((point) => point.x === x)?.y)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function valueAt({ points }: ChartSeries, time: number): number | null | undefined {
  return points.find(({ x }) => Number(x) === time)?.y
}

function numberOf(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : count(Math.round(value * 100) / 100)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
