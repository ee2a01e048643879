import { describe, expect, it } from 'vitest'
import {
  approveTask,
  getPeopleTask,
  getPeopleTasks,
  getPeopleTasksCount,
  rejectTask,
} from '../../src/index.ts'
import { ask, createWorld } from './support.ts'

const everything = { limit: 1_000 }
const waiting = { role: 'approver', filter: 'status:pending', limit: 1 } as const

describe('whose tasks', () => {
  it('shows what one decides, what one asked for, or both', async () => {
    const { ada } = createWorld()
    const decides = await getPeopleTasks(ada, { role: 'approver' })
    const asked = await getPeopleTasks(ada, { role: 'requester' })
    const both = await getPeopleTasks(ada, {})
    expect(decides.every(({ approver }) => approver === 'ada@acme.test')).toBe(true)
    expect(asked.every(({ requester }) => requester === 'ada@acme.test')).toBe(true)
    expect(both).toHaveLength(decides.length + asked.length)
    expect(both.filter(({ isApprover }) => isApprover)).toHaveLength(decides.length)
    expect(await getPeopleTasksCount(ada, { role: 'approver' })).toBe(decides.length)
  })

  it('has tasks in every state, for both users', async () => {
    const { ada, ben, sandbox } = createWorld()
    expect(sandbox.database.tasks).toHaveLength(25)
    for (const user of [ada, ben]) {
      const tasks = await getPeopleTasks(user, { role: 'approver' })
      expect(new Set(tasks.map(({ status }) => status))).toEqual(
        new Set(['pending', 'approved', 'rejected', 'due']),
      )
    }
  })

  it('finds, sorts and pages', async () => {
    const { ada } = createWorld()
    const [first, second] = await getPeopleTasks(ada, { pattern: 'INVOICE', sort: 'decisionBy:1' })
    expect(first!.title).toContain('invoice')
    expect(second === undefined || first!.decisionBy! <= second.decisionBy!).toBe(true)
  })

  it('opens by secret, without a token, and never tells a secret', async () => {
    const { sandbox } = createWorld()
    const secret = sandbox.secretOf('ben@acme.test')
    expect(secret).toMatch(/^[\da-f]{64}$/)
    const { body } = await ask(
      sandbox,
      `GET /plugins/appmixer/utils/tasks/tasks?secret=${secret}&role=approver`,
    )
    expect(body).toHaveLength(11)
    expect(JSON.stringify(body)).not.toContain(secret)
    const wrong = await ask(sandbox, 'GET /plugins/appmixer/utils/tasks/tasks?secret=wrong')
    expect(wrong.body).toEqual([])
    expect((await ask(sandbox, 'GET /plugins/appmixer/utils/tasks/tasks')).status).toBe(401)
  })

  it('answers on the older path, too', async () => {
    const { ada, sandbox } = createWorld()
    const as = 'ada@acme.test'
    const { body: tasks } = await ask(sandbox, 'GET /people-task/tasks?limit=1000', { as })
    expect(tasks).toEqual(await getPeopleTasks(ada, everything))
    expect((await ask(sandbox, 'GET /people-task/tasks-count', { as })).body.count).toBe(
      tasks.length,
    )
  })

  it('lets the approver read one, and nobody else', async () => {
    const { ada, ben, sandbox } = createWorld()
    const [task] = await getPeopleTasks(ada, waiting)
    const { taskId } = task!
    expect(await getPeopleTask(ada, { taskId })).toEqual(task)
    await expect(getPeopleTask(ben, { taskId })).rejects.toMatchObject({ status: 403 })
    const secret = sandbox.secretOf('ada@acme.test')
    expect(await getPeopleTask(ben, { taskId, secret })).toEqual(task)
    await expect(getPeopleTask(ada, { taskId: 'none' })).rejects.toMatchObject({
      status: 404,
      serverMessage: 'Task not found.',
    })
  })
})

describe('deciding', () => {
  it.each([
    { first: approveTask, again: approveTask, message: 'Cannot approve task, already approved' },
    { first: approveTask, again: rejectTask, message: 'Cannot reject task, already approved' },
    { first: rejectTask, again: approveTask, message: 'Cannot approve task, already rejected' },
    { first: rejectTask, again: rejectTask, message: 'Cannot reject task, already rejected' },
  ])('is done once: $message', async ({ first, again, message }) => {
    const { ada, clock } = createWorld()
    const [task] = await getPeopleTasks(ada, waiting)
    const decided = await first(ada, { taskId: task!.taskId })
    expect(decided.status).toBe(first === approveTask ? 'approved' : 'rejected')
    expect(decided.decisionMade).toBe(new Date(clock.now()).toISOString())
    await expect(again(ada, { taskId: task!.taskId })).rejects.toMatchObject({
      status: 400,
      serverMessage: message,
    })
  })

  it('becomes due when its time has come, and can still be decided', async () => {
    const { ada, clock } = createWorld()
    const [task] = await getPeopleTasks(ada, { ...waiting, sort: 'decisionBy:1' })
    clock.advance(Date.parse(task!.decisionBy!) - clock.now())
    expect((await getPeopleTask(ada, task!)).status).toBe('due')
    expect((await approveTask(ada, task!)).status).toBe('approved')
  })

  it('is the approver’s alone: by token, or by the secret in body or query', async () => {
    const { ada, ben, sandbox } = createWorld()
    const [one, two] = await getPeopleTasks(ada, { ...waiting, limit: 2 })
    const path = `/plugins/appmixer/utils/tasks/tasks`
    const secret = sandbox.secretOf('ada@acme.test')
    await expect(approveTask(ben, { taskId: one!.taskId })).rejects.toMatchObject({ status: 403 })
    const wrong = await ask(sandbox, `PUT ${path}/${one!.taskId}/approve`, {
      body: { secret: 'no' },
    })
    expect(wrong.body).toEqual({ statusCode: 403, error: 'Forbidden', message: 'Forbidden' })
    const byBody = await ask(sandbox, `PUT ${path}/${one!.taskId}/approve`, { body: { secret } })
    expect(byBody.body.status).toBe('approved')
    const byQuery = await ask(sandbox, `PUT ${path}/${two!.taskId}/reject?secret=${secret}`)
    expect(byQuery.body.status).toBe('rejected')
    expect((await ask(sandbox, `PUT ${path}/${two!.taskId}/reject`)).status).toBe(401)
  })
})
