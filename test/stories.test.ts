/** Whoever looks at the story book sees all that the package has. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as entry from '../src/index.ts'
import { components, docsOf } from '../stories/.storybook/componentDocs.ts'

const folder = new URL('../stories/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  // What the house needs for itself shows nothing.
  (file) => file.endsWith('.tsx') && !/^(house|\.storybook)\//.test(file),
)
const shown = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n')
const isShown = (name: string) => new RegExp(`\\b${name}\\b`).test(shown)

describe('stories show', () => {
  const names = Object.keys(entry).filter((name) => /^[A-Z]/.test(name) && isComponent(name))

  test.each(names)('%s', (name) => {
    expect(isShown(name)).toBe(true)
  })

  test('every hook, but for those that are known to be missing', () => {
    const hooks = Object.keys(entry).filter((name) => /^use[A-Z]/.test(name))
    expect(hooks.filter((name) => !isShown(name)).toSorted()).toEqual(missingHooks)
  })
})

describe('the docs page has', () => {
  test.each(components)('every part and every sentence of $name', (component) => {
    const { parts, props, messages, keyboard, summary } = docsOf(component)
    expect(parts.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(Reflect.get(entry, component.name) as object).toSorted(),
    )
    expect(parts.filter(({ text, element }) => !text || !element)).toEqual([])
    expect(props.length).toBeGreaterThan(5)
    // `reason` is `errorMessage`, and has no sentence of its own.
    expect(messages.filter(({ english }) => !english).map(({ name }) => name)).toEqual(['reason'])
    expect(keyboard).toContain('| keys |')
    expect(summary).not.toBe('')
  })
})

test('every page of docs/ is a guide', () => {
  const pages = readdirSync(new URL('../docs/', import.meta.url)).filter((file) =>
    file.endsWith('.md'),
  )
  const guides = readdirSync(new URL('guides/', folder)).map((file) => file.replace('.mdx', '.md'))
  expect(guides.toSorted()).toEqual([...pages, 'readme.md'].toSorted())
})

/** `FlowList` is a namespace of parts, `AppmixerProvider` a function; `AppmixerError` is a class of errors. */
function isComponent(name: string): boolean {
  const value: unknown = Reflect.get(entry, name)
  if (typeof value === 'function') return name.endsWith('Provider')
  return typeof value === 'object' && value !== null && 'Root' in value
}

/** This list shrinks to nothing: a hook with a story leaves it. */
const missingHooks: string[] = [
  'useAccountChecks',
  'useAccountFlows',
  'useAccountList',
  'useAccountUsage',
  'useAccounts',
  'useAppmixerClient',
  'useAppmixerInfiniteQuery',
  'useAppmixerKeys',
  'useAppmixerMutation',
  'useAppmixerQuery',
  'useAppmixerSession',
  'useAppmixerSuspenseQuery',
  'useApproveTask',
  'useApproveTasks',
  'useAuthenticateUser',
  'useBulk',
  'useBulkDeleteStoreItems',
  'useChart',
  'useChartData',
  'useChartGallery',
  'useCharts',
  'useCloneFlow',
  'useComponentAccounts',
  'useCoordinatorStatus',
  'useCreateAccount',
  'useCreateChart',
  'useCreateFlow',
  'useCreatePeopleTask',
  'useCreateStore',
  'useCreateStoreItem',
  'useDeleteAccount',
  'useDeleteChart',
  'useDeleteFlow',
  'useDeleteFlows',
  'useDeleteStore',
  'useDeleteStoreItems',
  'useFlow',
  'useFlowActivity',
  'useFlowAuthentication',
  'useFlowList',
  'useFlowsCount',
  'useFormat',
  'useInfiniteFlows',
  'useInfiniteLogs',
  'useInfinitePeopleTasks',
  'useInfiniteStoreRecords',
  'useLog',
  'useLogAggregations',
  'useLogHistogram',
  'useLogTail',
  'useLogViewer',
  'useLogs',
  'usePendingTaskCount',
  'usePeopleTask',
  'usePeopleTasks',
  'usePeopleTasksCount',
  'useRejectTask',
  'useRejectTasks',
  'useRenameStore',
  'useSetAccountName',
  'useSignupUser',
  'useStartFlows',
  'useStopFlows',
  'useStore',
  'useStoreBrowser',
  'useStoreExport',
  'useStoreImport',
  'useStoreRecords',
  'useStoreRecordsCount',
  'useStores',
  'useSuspenseAccountFlows',
  'useSuspenseAccounts',
  'useSuspenseChart',
  'useSuspenseCharts',
  'useSuspenseComponentAccounts',
  'useSuspenseCoordinatorStatus',
  'useSuspenseFlow',
  'useSuspenseFlowAuthentication',
  'useSuspenseFlows',
  'useSuspenseFlowsCount',
  'useSuspenseLog',
  'useSuspenseLogAggregations',
  'useSuspenseLogs',
  'useSuspensePeopleTask',
  'useSuspensePeopleTasks',
  'useSuspensePeopleTasksCount',
  'useSuspenseStore',
  'useSuspenseStoreRecords',
  'useSuspenseStoreRecordsCount',
  'useSuspenseStores',
  'useSuspenseUsage',
  'useSuspenseUser',
  'useSuspenseValidateFlow',
  'useTaskActivity',
  'useTaskFromLink',
  'useTaskInbox',
  'useTestAccount',
  'useTestAccounts',
  'useUndoable',
  'useUndoables',
  'useUpdateChart',
  'useUpdateFlow',
  'useUpdateStoreItem',
  'useUsage',
  'useUser',
  'useValidateFlow',
]
