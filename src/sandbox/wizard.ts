import { isRecord } from '../client/checks.ts'
import type { StoredFlow } from './database.ts'

/** A value that the wizard of an integration requires, and that the flow does not have. */
interface MissingInput {
  componentId: string
  message: string
}

/** What the wizard requires is at `source`: the id of a component, then the path inside of it, with dots between. */
export function missingInputs({ wizard, flow }: StoredFlow): MissingInput[] {
  const fields = Array.isArray(wizard?.['fields']) ? wizard['fields'] : []
  return fields.filter(isRecord).flatMap(({ source, label = source, attrs }) => {
    if (!isRecord(attrs) || attrs['required'] !== true || typeof source !== 'string') return []
    const [componentId = ''] = source.split('.')
    if (!(componentId in flow) || !isEmpty(valueAt(flow, source))) return []
    return { componentId, message: `Input field "${String(label)}" is required.` }
  })
}

function valueAt(flow: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce(
      (value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      flow,
    )
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
