import type { AppmixerClient } from '../client/client.ts'
import type { Flow } from '../flows/types.ts'
import { changeRow, patchData, patchLists, type Patch } from './effect.ts'

/** A flow changes, and stays in the lists that show it, whatever their filters say. */
export function patchFlow(
  client: AppmixerClient,
  flowId: string,
  change: (flow: Flow) => Flow,
): Patch[] {
  const isIt = (flow: Flow) => flow.flowId === flowId
  return [
    patchLists<Flow, unknown>(client, 'getFlows', (rows) => changeRow(rows, isIt, change)),
    patchData<Flow, unknown>(client, 'getFlow', { flowId }, change),
  ]
}
