import type { LogEntry } from 'appmixer-react'

/** How grave an entry is, in the four levels that the dashboard draws. */
export function levelOf({ severity }: LogEntry): 'failed' | 'warning' | 'done' | 'debug' {
  if (severity === 'error' || severity === 'fatal') return 'failed'
  if (severity === 'warn') return 'warning'
  return severity === 'info' ? 'done' : 'debug'
}

/** What an entry says, as text; a message may be JSON, or any value on older servers. */
export function wordsOf({ msg, err }: LogEntry): string {
  const said = err ?? msg
  const value = typeof said === 'string' ? parsed(said) : said
  if (typeof value === 'string') return value
  const message = (value as { message?: unknown } | null)?.message
  return typeof message === 'string' ? message : JSON.stringify(value ?? '')
}

function parsed(text: string): unknown {
  if (!/^[[{"]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The address of what one automation did. */
export function activityOf(flowId: string): string {
  return `/activity?flowIds=${encodeURIComponent(JSON.stringify([flowId]))}`
}

/** The address of the errors among it. */
export function errorsOf(flowId: string): string {
  return `${activityOf(flowId)}&mode=lucene&search=${encodeURIComponent('severity:(error OR fatal)')}`
}
