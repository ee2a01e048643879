// Emitted from schema.ts by `npm run checks`. Change that one.
import type { Shape } from '../client/shape.ts'
import { isRecord } from '../client/shapes.ts'
import type { Usage } from './types.ts'

export const usageShape: Shape<Usage> = {
  fits: isUsage,
  schema: () => import('./schema.ts').then((schemas) => schemas.usageSchema),
}

function isUsage(value: unknown): value is Usage {
  return (
    isRecord(value) &&
    (value.messageCounts === undefined || isUsageMessageCounts(value.messageCounts)) &&
    (value.runningFlows === undefined || isUsageRunningFlows(value.runningFlows)) &&
    (value.activeConnectors === undefined || isUsageRunningFlows(value.activeConnectors)) &&
    (value.usedApps === undefined ||
      (Array.isArray(value.usedApps) && value.usedApps.every((item) => typeof item === 'string')))
  )
}

function isUsageMessageCounts(value: unknown): boolean {
  return (
    isRecord(value) &&
    (value.count === undefined || Number.isFinite(value.count)) &&
    (value.from === undefined || typeof value.from === 'string') &&
    (value.to === undefined || typeof value.to === 'string') &&
    (value.userId === undefined || typeof value.userId === 'string')
  )
}

function isUsageRunningFlows(value: unknown): boolean {
  return (
    isRecord(value) &&
    (value.count === undefined || Number.isFinite(value.count)) &&
    (value.userId === undefined || typeof value.userId === 'string')
  )
}
