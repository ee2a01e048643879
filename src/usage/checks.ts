// Emitted from schema.ts by `npm run checks`. Change that one.
import { isNumber, isRecord, isTexts, optionalText } from '../client/checks.ts'
import type { Usage } from './types.ts'

export function isUsage(value: unknown): value is Usage {
  return (
    isRecord(value) &&
    (value.messageCounts == null || isUsageMessageCounts(value.messageCounts)) &&
    (value.runningFlows == null || isUsageRunningFlows(value.runningFlows)) &&
    (value.activeConnectors == null || isUsageRunningFlows(value.activeConnectors)) &&
    (value.usedApps == null || isTexts(value.usedApps))
  )
}

function isUsageMessageCounts(value: unknown): boolean {
  return (
    isRecord(value) &&
    (value.count == null || isNumber(value.count)) &&
    optionalText(value.from) &&
    optionalText(value.to) &&
    optionalText(value.userId)
  )
}

function isUsageRunningFlows(value: unknown): boolean {
  return (
    isRecord(value) && (value.count == null || isNumber(value.count)) && optionalText(value.userId)
  )
}
