import { emptySnapshot, type Snapshot } from '../database.ts'
import { accountsOf } from './accounts.ts'
import { categoriesOf } from './categories.ts'
import { chartsOf } from './charts.ts'
import { createRandom } from '../random.ts'
import { filesOf } from './files.ts'
import { integrationTemplatesOf } from './integrations.ts'
import { createFlows, createManyFlows } from './flows.ts'
import { createUsers } from './people.ts'
import { storesOf } from './stores.ts'
import { createManyTasks, createTasks } from './tasks.ts'

/**
 * What a sandbox can know at the start: `demo` is a small company with two users, `empty` the users alone,
 * `large` 1,000 flows, 500 tasks and a store of 100,000 records of Ada's, `integrations` the company of `demo` and six
 * integration templates.
 */
export type SeedName = 'demo' | 'empty' | 'large' | 'integrations'

const hour = 3_600_000

/** The state that a sandbox starts with. Times are relative to `now`, in milliseconds since 1970. */
export function seeded(name: SeedName, seed: number, now: number): Snapshot {
  const random = createRandom(seed)
  const { ada, ben } = createUsers(random)
  const snapshot = { ...emptySnapshot(seed), users: [ada, ben] }
  const world = { random, now, ada, ben }
  if (name === 'demo' || name === 'integrations') {
    snapshot.flows = createFlows(world)
    snapshot.tasks = createTasks(world, snapshot.flows)
  }
  if (name === 'large') {
    snapshot.flows = createManyFlows(world)
    snapshot.tasks = createManyTasks(world, snapshot.flows)
  }
  if (name !== 'empty') {
    // A sequence of their own: what else a seed makes does not depend on them.
    const place = { ada, ben, now, random: createRandom(seed + 0x570e) }
    snapshot.accounts = accountsOf({ ...place, flows: snapshot.flows })
    const orders = name === 'large' ? 100_000 : 1_000
    Object.assign(snapshot, storesOf({ ...place, orders }))
    snapshot.categories = categoriesOf(snapshot.flows, createRandom(seed + 0xca7e))
    snapshot.files = filesOf(place)
    snapshot.charts = chartsOf(seed, snapshot.users, snapshot.flows, now)
    // A week of a thousand flows would be a hundred thousand entries.
    snapshot.loggedUntil = now - (name === 'large' ? 4 * hour : 7 * 24 * hour)
  }
  if (name === 'integrations') {
    const { flows, categories } = integrationTemplatesOf(seed, now)
    snapshot.flows.push(...flows)
    snapshot.categories.push(...categories)
  }
  return { ...snapshot, random: random.state() }
}
