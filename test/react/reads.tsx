import type { SkipToken } from '@tanstack/react-query'
import * as main from '../../src/index.ts'
import type { Sandbox } from '../../src/sandbox/index.ts'

/** TanStack's options, as far as these tests use them, for whatever is read. */
interface Options {
  select?: (data: any) => unknown
  refetchInterval?: number
}

interface Result {
  data: unknown
  status: string
  fetchStatus: string
}

/** One read: with inline input, suspended, and skipped. */
export interface Read {
  plain: (options?: Options) => Result
  suspended: (options?: Options) => Result
  /** Not there for reads without an input. */
  skipped?: (skip: SkipToken) => Result
  /** How many requests one answer takes. Default 1. */
  requests?: number
}

/** Every read of the package, with inputs that are new objects on each render. */
export function readsOf({ database }: Sandbox): Record<string, Read> {
  const { flowId } = database.flows.find(({ stage }) => stage === 'stopped')!
  const { taskId } = database.tasks.find(({ approver }) => approver === 'ada@acme.test')!
  const { storeId } = database.stores[0]!
  const { accountId } = database.accounts[0]!
  const { chartId } = database.charts[0]!
  const log = {
    _id: 'entry',
    _index: 'appmixer-202601',
    flowId,
    severity: 'info' as const,
    gridTimestamp: new Date(database.now()).toISOString(),
  }
  database.logs.push(log)
  const ref = () => ({ logId: log._id, index: log._index })
  const component = () => ({ componentType: 'appmixer.slack.list.SendChannelMessage' })
  const aggregations = () => ({ aggs: { flows: { terms: { field: 'flowId' } } }, size: 0 })
  return {
    Flows: {
      plain: (options) => main.useFlows({ filter: ['stage:stopped'] }, options),
      suspended: (options) => main.useSuspenseFlows({ filter: ['stage:stopped'] }, options),
      skipped: (skip) => main.useFlows(skip),
    },
    FlowsCount: {
      plain: (options) => main.useFlowsCount({ filter: ['stage:running'] }, options),
      suspended: (options) => main.useSuspenseFlowsCount({ filter: ['stage:running'] }, options),
      skipped: (skip) => main.useFlowsCount(skip),
    },
    Flow: {
      plain: (options) => main.useFlow(flowId, { projection: '-thumbnail', ...options }),
      suspended: (options) =>
        main.useSuspenseFlow(flowId, { projection: '-thumbnail', ...options }),
      skipped: (skip) => main.useFlow(skip, { projection: '-thumbnail' }),
    },
    ValidateFlow: {
      plain: (options) => main.useValidateFlow(flowId, options),
      suspended: (options) => main.useSuspenseValidateFlow(flowId, options),
      skipped: (skip) => main.useValidateFlow(skip),
    },
    CoordinatorStatus: {
      plain: (options) => main.useCoordinatorStatus(flowId, options),
      suspended: (options) => main.useSuspenseCoordinatorStatus(flowId, options),
      skipped: (skip) => main.useCoordinatorStatus(skip),
    },
    PeopleTasks: {
      plain: (options) => main.usePeopleTasks({ filter: ['status:pending'] }, options),
      suspended: (options) => main.useSuspensePeopleTasks({ filter: ['status:pending'] }, options),
      skipped: (skip) => main.usePeopleTasks(skip),
    },
    PeopleTasksCount: {
      plain: (options) => main.usePeopleTasksCount({ role: 'approver' }, options),
      suspended: (options) => main.useSuspensePeopleTasksCount({ role: 'approver' }, options),
      skipped: (skip) => main.usePeopleTasksCount(skip),
    },
    PeopleTask: {
      plain: (options) => main.usePeopleTask(taskId, options),
      suspended: (options) => main.useSuspensePeopleTask(taskId, options),
      skipped: (skip) => main.usePeopleTask(skip),
    },
    Stores: {
      plain: (options) => main.useStores(options),
      suspended: (options) => main.useSuspenseStores(options),
    },
    Store: {
      plain: (options) => main.useStore(storeId, options),
      suspended: (options) => main.useSuspenseStore(storeId, options),
      skipped: (skip) => main.useStore(skip),
    },
    StoreRecords: {
      plain: (options) => main.useStoreRecords({ storeId, limit: 5 }, options),
      suspended: (options) => main.useSuspenseStoreRecords({ storeId, limit: 5 }, options),
      skipped: (skip) => main.useStoreRecords(skip),
    },
    StoreRecordsCount: {
      plain: (options) => main.useStoreRecordsCount({ storeId }, options),
      suspended: (options) => main.useSuspenseStoreRecordsCount({ storeId }, options),
      skipped: (skip) => main.useStoreRecordsCount(skip),
    },
    Accounts: {
      plain: (options) => main.useAccounts({ filter: ['service:!acme:crm'] }, options),
      suspended: (options) => main.useSuspenseAccounts({ filter: ['service:!acme:crm'] }, options),
      skipped: (skip) => main.useAccounts(skip),
    },
    AccountFlows: {
      plain: (options) => main.useAccountFlows(accountId, options),
      suspended: (options) => main.useSuspenseAccountFlows(accountId, options),
      skipped: (skip) => main.useAccountFlows(skip),
    },
    ComponentAccounts: {
      plain: (options) => main.useComponentAccounts(component(), options),
      suspended: (options) => main.useSuspenseComponentAccounts(component(), options),
      skipped: (skip) => main.useComponentAccounts(skip),
    },
    FlowAuthentication: {
      plain: (options) => main.useFlowAuthentication(flowId, options),
      suspended: (options) => main.useSuspenseFlowAuthentication(flowId, options),
      skipped: (skip) => main.useFlowAuthentication(skip),
      requests: 2,
    },
    Logs: {
      plain: (options) => main.useLogs({ flowId: [flowId] }, options),
      suspended: (options) => main.useSuspenseLogs({ flowId: [flowId] }, options),
      skipped: (skip) => main.useLogs(skip),
    },
    Log: {
      plain: (options) => main.useLog(ref(), options),
      suspended: (options) => main.useSuspenseLog(ref(), options),
      skipped: (skip) => main.useLog(skip),
    },
    LogAggregations: {
      plain: (options) => main.useLogAggregations(aggregations(), options),
      suspended: (options) => main.useSuspenseLogAggregations(aggregations(), options),
      skipped: (skip) => main.useLogAggregations(skip),
    },
    Charts: {
      plain: (options) => main.useCharts({ sort: 'index:1' }, options),
      suspended: (options) => main.useSuspenseCharts({ sort: 'index:1' }, options),
      skipped: (skip) => main.useCharts(skip),
    },
    Chart: {
      plain: (options) => main.useChart(chartId, options),
      suspended: (options) => main.useSuspenseChart(chartId, options),
      skipped: (skip) => main.useChart(skip),
    },
    Usage: {
      plain: (options) => main.useUsage({ from: '2026-01-01' }, options),
      suspended: (options) => main.useSuspenseUsage({ from: '2026-01-01' }, options),
      skipped: (skip) => main.useUsage(skip),
    },
    User: {
      plain: (options) => main.useUser(options),
      suspended: (options) => main.useSuspenseUser(options),
    },
    Categories: {
      plain: (options) => main.useCategories(options),
      suspended: (options) => main.useSuspenseCategories(options),
    },
    Integrations: {
      plain: (options) => main.useIntegrations({ limit: 5 }, options),
      suspended: (options) => main.useSuspenseIntegrations({ limit: 5 }, options),
      skipped: (skip) => main.useIntegrations(skip),
    },
    IntegrationsCount: {
      plain: (options) => main.useIntegrationsCount({}, options),
      suspended: (options) => main.useSuspenseIntegrationsCount({}, options),
      skipped: (skip) => main.useIntegrationsCount(skip),
    },
    IntegrationTemplates: {
      plain: (options) => main.useIntegrationTemplates({ limit: 5 }, options),
      suspended: (options) => main.useSuspenseIntegrationTemplates({ limit: 5 }, options),
      skipped: (skip) => main.useIntegrationTemplates(skip),
    },
    IntegrationTemplatesCount: {
      plain: (options) => main.useIntegrationTemplatesCount({}, options),
      suspended: (options) => main.useSuspenseIntegrationTemplatesCount({}, options),
      skipped: (skip) => main.useIntegrationTemplatesCount(skip),
    },
    Apps: {
      plain: (options) => main.useApps(options),
      suspended: (options) => main.useSuspenseApps(options),
    },
    AppComponents: {
      plain: (options) => main.useAppComponents('appmixer.slack', options),
      suspended: (options) => main.useSuspenseAppComponents('appmixer.slack', options),
      skipped: (skip) => main.useAppComponents(skip),
    },
    Components: {
      plain: (options) => main.useComponents({ names: ['appmixer.slack'] }, options),
      suspended: (options) => main.useSuspenseComponents({ names: ['appmixer.slack'] }, options),
      skipped: (skip) => main.useComponents(skip),
    },
  }
}
