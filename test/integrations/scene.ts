import type { Sandbox } from '../../src/sandbox/index.ts'
import type { StoredFlow } from '../../src/sandbox/database.ts'
import { ada } from '../support.tsx'

/** A template of `createSandbox({ data: 'integrations' })`. */
export function templateNamed({ database }: Sandbox, wanted: string): StoredFlow {
  return database.flows.find(
    ({ type, name }) => type === 'integration-template' && name === wanted,
  )!
}

/** An integration that Ada has made of a template before; it stands. */
export function activate(sandbox: Sandbox, wanted: string): StoredFlow {
  const { database } = sandbox
  const template = templateNamed(sandbox, wanted)
  const userId = database.users.find(({ username }) => username === ada)!.id
  const instance: StoredFlow = {
    ...structuredClone(template),
    flowId: `${template.flowId}-instance`,
    templateId: template.flowId,
    userId,
    type: 'integration-instance',
    sharedWith: [],
    missingAccounts: [],
  }
  database.flows.push(instance)
  return instance
}
