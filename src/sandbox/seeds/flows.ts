import type { StoredFlow } from '../database.ts'
import { boxesOf, describeFlow } from './descriptor.ts'
import { flowOutlines, type FlowOutline } from './flowOutlines.ts'
import { drawThumbnail } from './thumbnail.ts'
import { daysFromNow, type World } from './world.ts'

/** The flows of the company, made over the last half year. */
export function createFlows(world: World): StoredFlow[] {
  return flowOutlines.map((outline) => createFlow(world, outline))
}

/** 1,000 flows of Ada's, for long lists. */
export function createManyFlows(world: World): StoredFlow[] {
  return Array.from({ length: 1_000 }, (_, index) => {
    const {
      owner: _owner,
      shared: _shared,
      rhythm: _rhythm,
      ...outline
    } = flowOutlines[index % flowOutlines.length]!
    return createFlow(world, { ...outline, name: `${outline.name} · ${index + 1}` })
  })
}

function createFlow(world: World, outline: FlowOutline): StoredFlow {
  const { random, ada, ben } = world
  const { name, category, team, priority = 'normal', stage = 'running', rhythm } = outline
  const [owner, other] = outline.owner === 'ben' ? [ben, ada] : [ada, ben]
  const flow = describeFlow(outline.components.split(' '), random)
  const age = random.between(2_000, 180_000) / 1_000
  const change = age * random.next()
  // One that works all the time has done so for half a day; a longer log would be full of it.
  const lastChange = rhythm ? Math.max(change, 1) : change
  const startedAt = rhythm ? 0.5 : lastChange * 0.9
  return {
    flowId: random.uuid(),
    userId: owner.id,
    name,
    stage,
    btime: daysFromNow(world, -age),
    mtime: daysFromNow(world, -lastChange),
    ...(!outline.incomplete && { started: daysFromNow(world, -startedAt) }),
    ...(stage === 'stopped' && { stopped: daysFromNow(world, -lastChange * 0.5) }),
    type: 'automation',
    flow: flow,
    thumbnail: drawThumbnail(boxesOf(flow), random),
    customFields: { category, team, priority },
    sharedWith: outline.shared
      ? [{ email: other.email, permissions: outline.shared.split(',') }]
      : [],
    // Real exports have `null` where an optional text is absent.
    ...(priority === 'low' && { description: null, templateId: null }),
    ...(rhythm && { rhythm }),
    ...(outline.incomplete && { missingAccounts: Object.keys(flow).slice(-1) }),
  }
}
