import type { StoredFlow } from './database.ts'
import { createRandom, type Random } from './random.ts'

/** One entry of a run, before it is known when the run began. */
export interface RunEntry {
  /** Milliseconds after the run began. */
  at: number
  entry: { _id: string; severity: string; [field: string]: unknown }
}

interface Period {
  /** When the flow was running for the first time. */
  start: number
  seed: number
  since: number
  until: number
  /** Milliseconds between two runs. Default: two to ten hours, by the seed. */
  rhythm?: number | undefined
}

const firstGap = 2_000

/**
 * When a flow does its work: two seconds after it was started, then after twice as long each time, until it has found
 * its own rhythm, of two to ten hours for most. So a flow just started is lively, and a week of forty flows is a few
 * thousand entries.
 */
export function runTimes({
  start,
  seed,
  since,
  until,
  rhythm = createRandom(seed).between(120, 600) * 60_000,
}: Period): { index: number; time: number }[] {
  const lively = Math.ceil(Math.log2(rhythm / firstGap))
  const settled = start + firstGap * (2 ** lively - 1)
  const timeOf = (index: number) => {
    if (index < lively) return start + firstGap * (2 ** (index + 1) - 1)
    const drift = createRandom(seed + index).next() * 0.3 * rhythm
    return Math.round(settled + (index - lively + 1) * rhythm + drift)
  }
  const times: { index: number; time: number }[] = []
  let index =
    since <= settled ? 0 : lively + Math.max(0, Math.floor((since - settled) / rhythm) - 2)
  for (let time = timeOf(index); time <= until; time = timeOf(++index)) {
    if (time > since) times.push({ index, time })
  }
  return times
}

interface Component {
  type?: string
  label?: string
  source?: { in?: Record<string, string | string[]> }
}

const payloads = [
  { customer: 'Globex', order: 7731, amount: 1240 },
  { customer: 'Initech', order: 7732, amount: 89 },
  { customer: 'Umbrella', order: 7740, amount: 18500 },
  { email: 'dana@acme.test', subject: 'Could you have a look?' },
  { email: 'erik@acme.test', subject: 'Invoice 2044' },
]

const failures = [
  'Request failed with status code 503',
  'Request failed with status code 429',
  'The access token expired',
]

/**
 * One execution: a message goes out of each component and into the next one. Now and then a component fails, and an
 * approval waits; there the run ends. With `from: 'approval'` it goes on behind the approval.
 */
export function runOf(
  flow: Pick<StoredFlow, 'flow' | 'flowId' | 'userId' | 'rhythm'>,
  random: Random,
  options: { from?: 'approval'; payload?: object } = {},
): RunEntry[] {
  const components = Object.entries(flow.flow as Record<string, Component>)
  const first = options.from ? components.findIndex(([, { type }]) => isApproval(type)) : 0
  const run = {
    userId: flow.userId,
    correlationId: random.uuid(),
    msg: JSON.stringify(options.payload ?? random.pick(payloads)),
  }
  const entries: RunEntry[] = []
  let at = 0
  for (const [index, [componentId, component]] of components.entries()) {
    if (first < 0 || index < first) continue
    const { type } = component
    const by = { ...run, componentId, ...(type !== undefined && { componentType: type }) }
    const write = (fields: object, severity = 'info') =>
      entries.push({ at, entry: { _id: random.hex(20), severity, ...by, ...fields } })

    const sender = senderOf(component, components)
    if (sender && index > first) {
      const id = `${flow.flowId}:${componentId}:input-queue`
      write({ type: 'data', portType: 'in', port: 'in', ...sender, entity: 'input-queue', id })
      at += random.between(40, 400)
      if (random.next() < 0.05) {
        write(failure(random), 'error')
        break
      }
      if (isApproval(type)) break
      // What works all the time mostly finds nothing to do.
      if (flow.rhythm && !options.from && random.next() < 0.95) break
    }
    if (index < components.length - 1) write({ type: 'data', portType: 'out', port: 'out' })
  }
  return entries
}

function isApproval(type = ''): boolean {
  return type.endsWith('RequestApproval')
}

function failure(random: Random): { msg: string; err: string } {
  const message = random.pick(failures)
  return { msg: message, err: JSON.stringify({ message, stack: `Error: ${message}` }) }
}

function senderOf({ source }: Component, components: [string, Component][]): object | undefined {
  const [senderId, ports = []] = Object.entries(source?.in ?? {})[0] ?? []
  if (senderId === undefined) return undefined
  const [senderPort = 'out'] = [ports].flat()
  const sender = components.find(([id]) => id === senderId)?.[1]
  return { senderId, senderPort, ...(sender?.type !== undefined && { senderType: sender.type }) }
}
