import type { Snapshot, StoredRecord, StoredStore, StoredUser } from '../database.ts'
import type { Random } from '../random.ts'

const month = 30 * 24 * 3600 * 1000

interface RecordSketch {
  key: string
  value: unknown
}

export interface StoresPlace {
  ada: StoredUser
  ben: StoredUser
  /** How many orders there are. */
  orders: number
  now: number
  random: Random
}

/** Three stores of Ada's and one of Ben's. Each record was written a little after the one before it. */
export function storesOf(place: StoresPlace): Pick<Snapshot, 'stores' | 'records'> {
  const { ada, ben, random } = place
  const many = <T>(length: number, make: (index: number, random: Random) => T): T[] =>
    Array.from({ length }, (_, index) => make(index, random))
  const made = [
    storeOf('Settings', ada, structuredClone(settings), place),
    storeOf('Customers', ada, many(60, customer), place),
    storeOf('Orders', ada, many(place.orders, order), place),
    storeOf('Incidents', ben, many(24, incident), place),
  ]
  Object.assign(made[0]!.store, { default: true })
  return {
    stores: made.map(({ store }) => store),
    records: Object.fromEntries(made.map(({ store, records }) => [store.storeId, records])),
  }
}

function storeOf(
  name: string,
  { id: userId }: StoredUser,
  sketches: readonly RecordSketch[],
  { now, random }: StoresPlace,
): { store: StoredStore; records: StoredRecord[] } {
  const storeId = random.hex(24)
  const step = Math.min(month / sketches.length, 8 * 3600 * 1000)
  const records = sketches.map(({ key, value }, index): StoredRecord => {
    const updatedAt = now - Math.round((sketches.length - index) * step)
    const createdAt = index % 4 === 0 ? updatedAt - month : updatedAt
    return { key, storeId, userId, value, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }
  })
  return { store: { storeId, name, userId }, records }
}

/** What the company has set for its flows: every kind of value, and keys that a URL must not break. */
const settings: readonly RecordSketch[] = [
  { key: 'discount/max', value: 0.2 },
  { key: 'discount/approver', value: 'ada@acme.test' },
  { key: 'refunds.paused', value: false },
  { key: 'refunds.open', value: 0 },
  { key: 'newsletter.enabled', value: true },
  { key: 'newsletter.footer', value: '' },
  { key: 'maintenance.until', value: null },
  {
    key: 'vat 21%',
    value: { rate: 21, countries: ['NL', 'BE', 'CZ'], reduced: { rate: 9, books: true } },
  },
  { key: 'channel #sales', value: 'C024BE91L' },
  { key: 'redirect?from=old', value: 'https://acme.test/new?utm=flow&lang=en' },
  { key: 'žluťoučký kůň', value: 'Příliš žluťoučký kůň úpěl ďábelské ódy' },
  { key: '🚀 launch', value: { date: '2026-03-01', owners: ['ada', 'ben'], 'go?': null } },
  { key: 'regions', value: ['EU', 'US', 'APAC'] },
  { key: 'version', value: '42' },
  { key: 'greeting', value: 'Hello,\n"{{name}}"!\n\nThank you.' },
  { key: '=HYPERLINK("http://evil.test")', value: '=1+1' },
]

const firms = ['Globex', 'Initech', 'Umbrella', 'Hooli', 'Vandelay', 'Stark', 'Wayne', 'Soylent']
const plans = ['free', 'team', 'business', 'enterprise']

/** A customer per firm and office. */
function customer(index: number, random: Random): RecordSketch {
  const firm = firms[index % firms.length]!
  const office = Math.floor(index / firms.length) + 1
  return {
    key: `${firm.toLowerCase()}-${office}`,
    value: {
      name: office === 1 ? firm : `${firm} ${office}`,
      plan: random.pick(plans),
      seats: random.between(0, 250),
      trial: random.between(0, 3) === 0,
      owner: random.between(0, 4) === 0 ? null : random.pick(['ada@acme.test', 'ben@acme.test']),
    },
  }
}

/** An order, as a flow would keep it. */
function order(index: number, random: Random): RecordSketch {
  return {
    key: `order-${String(index + 1).padStart(6, '0')}`,
    value: {
      customer: random.pick(firms),
      total: random.between(0, 200_000) / 100,
      paid: random.between(0, 3) > 0,
    },
  }
}

const systems = ['billing', 'search', 'export', 'sign-in']

/** What the on-call flows wrote down. */
function incident(index: number, random: Random): RecordSketch {
  const system = random.pick(systems)
  return {
    key: `INC-${2040 + index}`,
    value: { system, minutes: random.between(1, 95), resolved: index < 22 },
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
