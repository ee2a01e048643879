import type { StoredCategory, StoredFlow } from '../database.ts'
import type { Random } from '../random.ts'

const names: Record<string, string> = {
  alerts: 'Alerts',
  crm: 'CRM',
  invoicing: 'Invoicing',
  marketing: 'Marketing',
  onboarding: 'Onboarding',
  support: 'Support',
}

/** The categories of each owner of flows, and each flow in the one that its custom field says. */
export function categoriesOf(flows: readonly StoredFlow[], random: Random): StoredCategory[] {
  const categories = new Map<string, StoredCategory>()
  for (const flow of flows) {
    const { userId } = flow
    const field = String(flow.customFields?.['category'])
    const place = `${userId}.${field}`
    const category = categories.get(place) ?? {
      id: random.hex(24),
      name: names[field] ?? field,
      userId,
    }
    categories.set(place, category)
    Object.assign(flow, { categories: [category.id] })
  }
  return [...categories.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
