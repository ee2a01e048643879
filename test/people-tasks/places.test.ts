import { expect, test } from 'vitest'
import {
  approveTask,
  createAppmixerClient,
  getPeopleTask,
  getPeopleTasks,
  type AppmixerClientOptions,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

/** A server of before 6.1, which has no plugins, or one of today, which has nothing but them. */
function serverWith(place: 'plugin' | 'core', options: Partial<AppmixerClientOptions> = {}) {
  const sandbox = createSandbox()
  const paths: string[] = []
  const missing = place === 'core' ? '/plugins/' : '/people-task/'
  const client = createAppmixerClient({
    baseUrl,
    token: sandbox.tokenFor(ada),
    ...options,
    async fetch(input, init) {
      const request = new Request(input, init)
      const { pathname } = new URL(request.url)
      paths.push(pathname.replace(/[\da-f]{24}/, ':taskId'))
      if (!pathname.startsWith(missing)) return sandbox.handle(request)
      const boom = { statusCode: 404, error: 'Not Found', message: 'Not Found' }
      return Response.json(boom, { status: 404 })
    },
  })
  return { client, paths }
}

const query = { role: 'approver', filter: 'status:pending' } as const

test('a server of before 6.1 is found out with the first call, and asked at the right place from then on', async () => {
  const { client, paths } = serverWith('core')
  const [task] = await getPeopleTasks(client, query)
  await approveTask(client, { taskId: task!.taskId })
  await getPeopleTasks(client, query)
  expect(paths).toEqual([
    '/plugins/appmixer/utils/tasks/tasks',
    '/people-task/tasks',
    '/people-task/tasks/:taskId/approve',
    '/people-task/tasks',
  ])
})

test('a task that is not there is not a server without tasks', async () => {
  const { client, paths } = serverWith('plugin')
  const lost = getPeopleTask(client, { taskId: '0'.repeat(24) })
  await expect(lost).rejects.toMatchObject({ status: 404, serverMessage: 'Task not found.' })
  expect(paths).toHaveLength(1)
})

test('a server that has them nowhere answers for itself', async () => {
  const { client } = serverWith('core', { peopleTasks: 'plugin' })
  await expect(getPeopleTasks(client, query)).rejects.toMatchObject({ status: 404 })
})

test('who says where they are has no extra request', async () => {
  const { client, paths } = serverWith('core', { peopleTasks: 'core' })
  await getPeopleTasks(client, query)
  expect(paths).toEqual(['/people-task/tasks'])
})
