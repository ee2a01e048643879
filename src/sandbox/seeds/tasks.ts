import type { StoredFlow, StoredTask } from '../database.ts'
import { taskOutlines, type TaskOutline } from './taskOutlines.ts'
import { daysFromNow, type World } from './world.ts'

/** The people tasks of the company, in every state. */
export function createTasks(world: World, flows: StoredFlow[]): StoredTask[] {
  return taskOutlines.map((outline) => createTask(world, flows, outline))
}

/** 500 tasks that Ada decides, for long lists. */
export function createManyTasks(world: World, flows: StoredFlow[]): StoredTask[] {
  const forAda = taskOutlines.filter(({ approver }) => approver === world.ada.email)
  return Array.from({ length: 500 }, (_, index) => {
    const outline = forAda[index % forAda.length]!
    return createTask(world, flows, { ...outline, title: `${outline.title} · ${index + 1}` })
  })
}

function createTask(world: World, flows: StoredFlow[], outline: TaskOutline): StoredTask {
  const { decideIn, ...task } = outline
  const { random } = world
  const created = Math.min(decideIn, 0) - random.between(1_000, 6_000) / 1_000
  const decided = created + 0.5 + random.next() / 2
  const change = daysFromNow(world, task.status === 'pending' ? created : decided)
  return {
    taskId: random.hex(24),
    ...task,
    ...(task.status === 'rejected' && { description: null }),
    public: false,
    // Taken from the sequence in any case, so that what comes after it does not depend on who asks.
    flowId: [random.pick(flows).flowId, askedBy(flows, world, task.approver)].findLast(Boolean)!,
    created: daysFromNow(world, created),
    mtime: change,
    decisionBy: daysFromNow(world, decideIn),
    ...(task.status !== 'pending' && { decisionMade: change }),
  }
}

/** The approver's own running flow that asks for approvals. */
function askedBy(flows: StoredFlow[], { ada, ben }: World, approver: string): string | undefined {
  const owner = [ada, ben].find(({ email }) => email === approver)
  const asking = flows.find(
    ({ userId, stage, flow }) =>
      userId === owner?.id &&
      stage === 'running' &&
      JSON.stringify(flow).includes('RequestApproval'),
  )
  return asking?.flowId
}
