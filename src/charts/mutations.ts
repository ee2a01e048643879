import type { EffectOptions } from '../cache/effect.ts'
import * as effects from '../cache/effects.ts'
import { mutationOptions, type AppmixerMutation } from '../cache/mutation.ts'
import type { AppmixerClient } from '../client/client.ts'
import { createChart, deleteChart, updateChart } from './endpoints.ts'
import type { Chart, ChartRef, CreateChartInput, UpdateChartInput } from './types.ts'

/** Adds a chart: `POST /charts`. Resolves to its id. */
export function createChartMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<CreateChartInput, ChartRef> {
  return mutationOptions(client, {
    name: 'createChart',
    endpoint: createChart,
    effect: effects.createChart,
    options,
  })
}

/** Replaces the given fields of a chart, shown at once: `PUT /charts/:chartId`. */
export function updateChartMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<UpdateChartInput, Chart> {
  return mutationOptions(client, {
    name: 'updateChart',
    endpoint: updateChart,
    effect: effects.updateChart,
    options,
  })
}

/** Deletes a chart; it leaves every list at once: `DELETE /charts/:chartId`. */
export function deleteChartMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<ChartRef, void> {
  return mutationOptions(client, {
    name: 'deleteChart',
    endpoint: deleteChart,
    effect: effects.deleteChart,
    options,
  })
}
