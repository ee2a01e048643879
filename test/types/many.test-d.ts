import { expectTypeOf, test } from 'vitest'
import {
  approveTaskMutationOptions,
  useApproveTasks,
  useBulkDeleteStoreItems,
  useTestAccounts,
  useUndoable,
  type AccountRef,
  type AccountTest,
  type AppmixerError,
  type DeletedItems,
  type PeopleTask,
  type PeopleTaskRef,
  type StoreItemRef,
  type Undoable,
  type UndoableOutcome,
} from '../../src/index.ts'

test('each item of many has a result of its own kind', () => {
  const { run, results } = useTestAccounts({ concurrency: 2 })
  expectTypeOf(run).parameter(0).toEqualTypeOf<readonly AccountRef[]>()
  for (const result of results) {
    expectTypeOf(result.item).toEqualTypeOf<AccountRef>()
    if (result.status === 'done') expectTypeOf(result.data).toEqualTypeOf<AccountTest>()
    if (result.status === 'failed') expectTypeOf(result.error).toEqualTypeOf<AppmixerError>()
    // @ts-expect-error -- one that is pending or cancelled has neither
    if (result.status === 'pending') void result.data
  }
})

test('a run resolves to all results, and takes what its endpoint takes', async () => {
  const { run } = useBulkDeleteStoreItems()
  const { results } = await run([{ storeId: 's', key: 'k' }])
  expectTypeOf(results[0]!.item).toEqualTypeOf<StoreItemRef>()
  if (results[0]!.status === 'done') expectTypeOf(results[0]!.data).toEqualTypeOf<DeletedItems>()
  // @ts-expect-error -- a key alone names no record
  void run([{ key: 'k' }])
  // @ts-expect-error -- nothing but tasks
  void useApproveTasks().run([{ flowId: 'f' }])
})

test('a change that can be taken back keeps the types of its mutation', async () => {
  const { mutate, pending } = useUndoable(approveTaskMutationOptions, {
    window: 1_000,
    onSuccess: (task) => expectTypeOf(task).toEqualTypeOf<PeopleTask>(),
  })
  expectTypeOf(pending).toEqualTypeOf<readonly Undoable<PeopleTaskRef>[]>()
  const outcome = await mutate({ taskId: 't' })
  expectTypeOf(outcome).toEqualTypeOf<UndoableOutcome<PeopleTask>>()
  if (outcome.status === 'done') expectTypeOf(outcome.data).toEqualTypeOf<PeopleTask>()
  // @ts-expect-error -- nothing came of it
  if (outcome.status === 'undone') void outcome.data
})
