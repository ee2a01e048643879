import * as z from 'zod/mini'
import { Boom } from './boom.ts'
import type { StoredCategory } from './database.ts'
import { serve, type Exchange, type Route } from './route.ts'

const nameSchema = z.string().check(z.minLength(1))
const refSchema = z.object({ id: z.string() })

/** How the categories of flows are kept; a flow lists their ids in `categories`. The list of them is with the integrations. */
export const categoryRoutes = {
  createCategory: serve(
    'POST /categories',
    z.object({ name: nameSchema }),
    (exchange, { name }) => {
      const { database, user } = exchange
      refuseTaken(name, exchange)
      const category = { id: database.random.hex(24), name, userId: user().id }
      database.categories.push(category)
      return shown(category)
    },
  ),

  getCategory: serve('GET /categories/:id', refSchema, (exchange, { id }) =>
    shown(ownCategory(id, exchange)),
  ),

  updateCategory: serve(
    'PUT /categories/:id',
    z.extend(refSchema, { name: nameSchema }),
    (exchange, { id, name }) => {
      const category = ownCategory(id, exchange)
      if (name !== category.name) refuseTaken(name, exchange)
      category.name = name
      return shown(category)
    },
  ),

  deleteCategory: serve('DELETE /categories/:id', refSchema, (exchange, { id }) => {
    const category = ownCategory(id, exchange)
    exchange.database.categories = exchange.database.categories.filter(
      (other) => other !== category,
    )
    return { id }
  }),
} satisfies Record<string, Route>

export function shown({ id, name }: StoredCategory): { id: string; name: string } {
  return { id, name }
}

export function own({ database, user }: Exchange): StoredCategory[] {
  const me = user()
  return database.categories.filter(({ userId }) => userId === me.id)
}

function ownCategory(id: string, exchange: Exchange): StoredCategory {
  const category = own(exchange).find((candidate) => candidate.id === id)
  if (!category) throw new Boom(404, 'Category not found.')
  return category
}

function refuseTaken(name: string, exchange: Exchange): void {
  const isTaken = own(exchange).some((category) => category.name === name)
  if (isTaken) throw new Boom(400, `E11000 duplicate key error: name "${name}" exists.`)
}
