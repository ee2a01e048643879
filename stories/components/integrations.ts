import type { Sandbox } from 'appmixer-react/sandbox'

type StoredFlow = Sandbox['database']['flows'][number]

/** The demo's template of this name. */
export function templateIn({ database }: Sandbox, wanted: string): StoredFlow {
  const found = database.flows.find(
    ({ type, name }) => type === 'integration-template' && name === wanted,
  )
  if (!found) throw new Error(`The demo has no template ${wanted}.`)
  return found
}

/** The demo's template that stories activate. */
export const leads = 'New leads to Slack'

/** What Ada has made of it before, with the id `activated`. */
export function activateLeads(sandbox: Sandbox, stage: string): void {
  const { flows, users } = sandbox.database
  const template = templateIn(sandbox, leads)
  const ada = users.find(({ username }) => username === 'ada@acme.test')!
  const instance: StoredFlow = {
    ...structuredClone(template),
    flowId: 'activated',
    templateId: template.flowId,
    userId: ada.id,
    type: 'integration-instance',
    stage,
    missingAccounts: [],
    sharedWith: [],
  }
  const properties = { channel: '#leads', text: 'A new lead has arrived.' }
  Object.assign(Object.values(instance.flow).at(-1)!, { config: { properties } })
  flows.push(instance)
}
