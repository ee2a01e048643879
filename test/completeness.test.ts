import { expect, it } from 'vitest'
import * as main from '../src/index.ts'
import { createSandbox } from '../src/sandbox/index.ts'
import { clientOf } from './support.tsx'

/** The 37 methods of the SDK's table. */
const methods = `
  authenticateUser signupUser createFlow deleteFlow getFlow getFlows getFlowsCount updateFlow startFlow stopFlow
  cloneFlow getUser getStores getStore getStoreRecordsCount getStoreRecords createStore deleteStore renameStore
  createStoreItem deleteStoreItems createAccount getAccounts getComponentAccounts getAccountFlows setAccountName
  getLogs getLog getPeopleTasks getPeopleTasksCount getPeopleTask approveTask rejectTask getCharts getChart
  deleteChart getFlowAuthentication
`
  .trim()
  .split(/\s+/)

const names = main as unknown as Record<string, unknown>

it('there are 37, and createAppmixerApi has exactly these', () => {
  expect(methods).toHaveLength(37)
  const api = main.createAppmixerApi(clientOf(createSandbox()))
  expect(Object.keys(api).toSorted()).toEqual(methods.toSorted())
})

it.each(methods)('%s is a plain call, options and a hook', (method) => {
  const [, noun] = /^get(.*)$/.exec(method) ?? []
  const options = noun ? `${lower(noun)}QueryOptions` : `${method}MutationOptions`
  const hook = `use${noun ?? method[0]!.toUpperCase() + method.slice(1)}`
  expect([method, options, hook].filter((name) => typeof names[name] !== 'function')).toEqual([])
})

function lower(text: string): string {
  return text[0]!.toLowerCase() + text.slice(1)
}
