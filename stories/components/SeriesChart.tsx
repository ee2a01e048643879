import type { ChartSeries } from 'appmixer-react'

const width = 360
const height = 120

/**
 * The series of a chart in plain SVG: lines over time, bars for groups, a figure for a total. An application would hand
 * the same series to the chart library that it has.
 */
export function SeriesChart({ series }: { series: readonly ChartSeries[] }) {
  const [first] = series
  if (!first) return null
  if (first.x === 'total') return <strong>{first.points[0]?.y ?? '–'}</strong>
  const most = Math.max(1, ...series.flatMap(({ points }) => points.map(({ y }) => y ?? 0)))
  const up = (y: number) => height - (y / most) * height
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="chart">
      {series.map(({ id, type, points }, line) => {
        const step = width / Math.max(1, points.length)
        if (type === 'line' || type === 'area') {
          const drawn = points.flatMap(({ y }, at) => (y === null ? [] : `${at * step},${up(y)}`))
          return <polyline key={id} data-series={line} points={drawn.join(' ')} />
        }
        const bar = step / series.length
        return points.map(({ x, y }, at) => (
          <rect
            key={`${id}/${x}`}
            data-series={line}
            x={at * step + line * bar}
            y={up(y ?? 0)}
            width={bar * 0.8}
            height={height - up(y ?? 0)}
          />
        ))
      })}
    </svg>
  )
}
