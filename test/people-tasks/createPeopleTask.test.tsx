import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import {
  approveTask,
  createAppmixerClient,
  createPeopleTask,
  getPeopleTasks,
  useCreatePeopleTask,
  usePeopleTasksCount,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { answering } from '../answering.ts'
import { ada, baseUrl, ben, clientOf, createWorld } from '../support.tsx'

const task = {
  title: 'Refund 120?',
  description: 'Order **7731**',
  approver: ben,
  requester: ada,
  decisionBy: '2027-01-01T12:00:00.000Z',
}
const secrets = { approverSecret: 'a'.repeat(64), requesterSecret: 'b'.repeat(64) }

it.each([
  ['taskId', { taskId: 't', ...secrets }],
  ['id', { id: 't', ...secrets }],
])('posts the task and gives it back with both secrets, named by %s', async (_, answer) => {
  const { client, sent } = answering({ ...task, ...answer, status: 'pending' })
  await expect(createPeopleTask(client, task)).resolves.toMatchObject({
    ...task,
    ...secrets,
    taskId: 't',
  })
  expect(sent).toMatchObject([
    { method: 'POST', url: '/plugins/appmixer/utils/tasks/tasks', body: task },
  ])
})

it('does without secrets where the server keeps them', async () => {
  const { client } = answering({ ...task, taskId: 't' })
  await expect(createPeopleTask(client, task)).resolves.toEqual({ ...task, taskId: 't' })
})

it('lets whoever has the approver secret decide without a token, and nobody else read it', async () => {
  const sandbox = createSandbox()
  const created = await createPeopleTask(clientOf(sandbox), task)
  const nobody = createAppmixerClient({ baseUrl, fetch: sandbox.fetch, getToken: () => 'no-token' })
  const { taskId } = created
  const secret = created.approverSecret!
  const requesterSecret = created.requesterSecret!
  await expect(approveTask(nobody, { taskId, secret: requesterSecret })).rejects.toMatchObject({
    status: 403,
  })
  await expect(approveTask(nobody, { taskId, secret })).resolves.toMatchObject({
    status: 'approved',
  })
  const listed = await getPeopleTasks(clientOf(sandbox, ben), { role: 'approver' })
  expect(JSON.stringify(listed)).not.toContain(secret)
})

it.each([
  ['an approver who has no e-mail address', { approver: 'ben' }],
  ['a date that is not one', { decisionBy: 'tomorrow' }],
  ['no title', { title: undefined }],
])('is refused with 400 for %s', async (_, wrong) => {
  const client = clientOf(createSandbox())
  await expect(createPeopleTask(client, { ...task, ...wrong } as never)).rejects.toMatchObject({
    status: 400,
  })
})

it('shows in the count of those who asked', async () => {
  const { wrapper } = createWorld()
  const { result } = renderHook(
    () => ({ count: usePeopleTasksCount({ role: 'requester' }), create: useCreatePeopleTask() }),
    { wrapper },
  )
  await waitFor(() => expect(result.current.count.isSuccess).toBe(true))
  const before = result.current.count.data!
  act(() => result.current.create.mutate(task))
  await waitFor(() => expect(result.current.count.data).toBe(before + 1))
})
