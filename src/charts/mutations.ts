import { mutation } from '../cache/mutation.ts'
import { createChartEffect, deleteChartEffect, updateChartEffect } from './effects.ts'
import { createChart, deleteChart, updateChart } from './endpoints.ts'
import type { Chart, ChartRef, CreateChartInput, UpdateChartInput } from './types.ts'

/** Adds a chart: `POST /charts`. Resolves to its id. */
export const createChartMutationOptions = mutation<CreateChartInput, ChartRef>({
  name: 'createChart',
  endpoint: createChart,
  effect: createChartEffect,
})

/** Replaces the given fields of a chart, shown at once: `PUT /charts/:chartId`. */
export const updateChartMutationOptions = mutation<UpdateChartInput, Chart>({
  name: 'updateChart',
  endpoint: updateChart,
  effect: updateChartEffect,
})

/** Deletes a chart, which leaves every list at once: `DELETE /charts/:chartId`. */
export const deleteChartMutationOptions = mutation<ChartRef, void>({
  name: 'deleteChart',
  endpoint: deleteChart,
  effect: deleteChartEffect,
})
