import * as endpoints from '../charts/endpoints.ts'
import {
  chartQuerySchema,
  chartsQuerySchema,
  createChartInputSchema,
  updateChartInputSchema,
} from '../charts/inputs.ts'
import { chartRefSchema } from '../charts/schema.ts'
import { Boom } from './boom.ts'
import type { StoredChart } from './database.ts'
import { patternOf } from './filter.ts'
import { page, projected } from './list.ts'
import { route, type Exchange, type Route } from './route.ts'

export const chartRoutes = {
  getCharts: route(endpoints.getCharts, chartsQuerySchema, ({ database, user }, query) => {
    const me = user()
    const isMatch = patternOf(query.pattern)
    const mine = database.charts.filter(({ userId, name }) => userId === me.id && isMatch(name))
    return page(mine, query, 'chartId')
  }),

  getChart: route(endpoints.getChart, chartQuerySchema, (exchange, { chartId, projection }) =>
    projected(ownChart(chartId, exchange), projection, 'chartId'),
  ),

  createChart: route(
    endpoints.createChart,
    createChartInputSchema,
    ({ database, user }, fields) => {
      const chart: StoredChart = {
        type: 'bar',
        query: {},
        options: {},
        traces: {},
        ...fields,
        index: fields.index ?? 0,
        userId: user().id,
        chartId: database.random.hex(24),
        mtime: database.now(),
      }
      database.charts.push(chart)
      return { chartId: chart.chartId }
    },
  ),

  updateChart: route(
    endpoints.updateChart,
    updateChartInputSchema,
    (exchange, { chartId, ...fields }) => {
      const chart = ownChart(chartId, exchange)
      return Object.assign(chart, fields, { mtime: exchange.database.now() })
    },
  ),

  deleteChart: route(endpoints.deleteChart, chartRefSchema, (exchange, { chartId }) => {
    const chart = ownChart(chartId, exchange)
    exchange.database.charts = exchange.database.charts.filter((other) => other !== chart)
  }),
} satisfies Record<keyof typeof endpoints, Route>

function ownChart(chartId: string, { database, user }: Exchange): StoredChart {
  const me = user()
  const chart = database.charts.find(
    (candidate) => candidate.chartId === chartId && candidate.userId === me.id,
  )
  if (!chart) throw new Boom(404, 'Chart not found.')
  return chart
}
