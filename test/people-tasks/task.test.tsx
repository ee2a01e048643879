import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useApproveTask, usePeopleTask } from '../../src/index.ts'
import { ada, createWorld } from '../support.tsx'

it('one task is read by its id, and shows its decision at once (T-14)', async () => {
  const { wrapper, sandbox } = createWorld()
  const { taskId, title } = sandbox.database.tasks.find(
    ({ approver, status }) => approver === ada && status === 'pending',
  )!
  const { result } = renderHook(
    () => ({ task: usePeopleTask(taskId), approve: useApproveTask() }),
    {
      wrapper,
    },
  )
  await waitFor(() => expect(result.current.task.data).toMatchObject({ taskId, title }))
  expect(sandbox.requests.entries.map(({ path }) => path)).toEqual([
    `/plugins/appmixer/utils/tasks/tasks/${taskId}`,
  ])
  act(() => result.current.approve.mutate({ taskId }))
  await waitFor(() => expect(result.current.task.data?.status).toBe('approved'))
})

it('a task that is not there is a 404, and is asked for once (T-14)', async () => {
  const { wrapper, sandbox } = createWorld()
  const { result } = renderHook(() => usePeopleTask('none'), { wrapper })
  await waitFor(() => expect(result.current.error).toMatchObject({ status: 404 }))
  expect(result.current.error?.reason).toBe('not-found')
  expect(sandbox.requests.count()).toBe(1)
})
