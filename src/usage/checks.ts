// Emitted from schema.ts by `npm run checks`. Change that one.
import { isNumber, isRecord, isTexts, optionalText } from '../client/checks.ts'
import type { Usage } from './types.ts'

export function isUsage(value: unknown): value is Usage {
  return (
    isRecord(value) &&
    (value.messageCounts === undefined || isUsageMessageCounts(value.messageCounts)) &&
    (value.runningFlows === undefined || isUsageRunningFlows(value.runningFlows)) &&
    (value.activeConnectors === undefined || isUsageRunningFlows(value.activeConnectors)) &&
    (value.usedApps === undefined || isTexts(value.usedApps))
  )
}

function isUsageMessageCounts(value: unknown): boolean {
  return (
    isRecord(value) &&
    (value.count === undefined || isNumber(value.count)) &&
    optionalText(value.from) &&
    optionalText(value.to) &&
    optionalText(value.userId)
  )
}

function isUsageRunningFlows(value: unknown): boolean {
  return (
    isRecord(value) &&
    (value.count === undefined || isNumber(value.count)) &&
    optionalText(value.userId)
  )
}
