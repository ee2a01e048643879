import type { ChartPoint, ChartSeries } from 'appmixer-react'
import type { ReactNode } from 'react'
import { useLanguage } from '../language.tsx'

interface NumbersProps {
  name: string
  series: readonly ChartSeries[]
}

/** What a chart shows as a table, for everyone. It stands beside the figure, which is one picture to a screen reader. */
export function Numbers({ name, series }: NumbersProps): ReactNode {
  const { words, count, moment } = useLanguage()
  if (series.every(({ x }) => x === 'total')) return null
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

export type Row = { x: ChartPoint['x'] } & Record<string, ChartPoint['x'] | ChartPoint['y']>

/** The points of all series by what they stand for, in order of time. */
export function rowsOf(series: readonly ChartSeries[]): Row[] {
  const rows = new Map<ChartPoint['x'], Row>()
  for (const { id, points } of series) {
    for (const { x, y } of points) rows.set(x, { ...rows.get(x), x, [id]: y })
  }
  const all = [...rows.values()]
  return series[0]?.x === 'time' ? all.toSorted((a, b) => Number(a.x) - Number(b.x)) : all
}

export function numberOf(
  value: number | null | undefined,
  count: (value: number) => string,
): string {
  return value === null || value === undefined ? '–' : count(Math.round(value * 100) / 100)
}
