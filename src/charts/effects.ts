import {
  deletion,
  fieldsOf,
  given,
  ifGone,
  patchData,
  patchRow,
  type EffectOf,
  type Truth,
} from '../cache/effect.ts'
import type { AppmixerClient } from '../client/client.ts'
import { chartKeys } from './keys.ts'
import type { Chart, ChartRef, ChartUpdate, CreateChartInput, UpdateChartInput } from './types.ts'

export const createChartEffect: EffectOf<CreateChartInput> = (client) => ({
  invalidates: [chartKeys(client).list()],
})

export const updateChartEffect: EffectOf<UpdateChartInput> = (client, { chartId, ...update }) => {
  const { list, detail } = chartKeys(client)
  const change = (chart: Chart) => merge(chart, update)
  return {
    entity: chartId,
    sets: fieldsOf(given(update)),
    patches: [
      ...patchRow([list()], { field: 'chartId', value: chartId }, change),
      patchData(detail(chartId), change),
    ],
    invalidates: [list(), detail(chartId)],
    conflict: ifGone(() => deletedChart(client, chartId)),
  }
}

export const deleteChartEffect: EffectOf<ChartRef> = (client, { chartId }) => ({
  entity: chartId,
  sets: deletion,
  ...deletedChart(client, chartId),
  invalidates: [chartKeys(client).list()],
  conflict: ifGone(() => deletedChart(client, chartId)),
})

function deletedChart(client: AppmixerClient, chartId: string): Truth {
  const { list, detail } = chartKeys(client)
  return {
    patches: patchRow([list()], { field: 'chartId', value: chartId }, () => undefined),
    removes: [detail(chartId)],
  }
}

/** A list that was read without the traces stays without them. */
function merge(chart: Chart, { traces, ...light }: ChartUpdate): Chart {
  return { ...chart, ...given(light), ...(traces && chart.traces && { traces }) }
}
