import type { Method, Route as WireRoute } from '../client/endpoint.ts'
import { accountRoutes } from './accounts.ts'
import { catalogRoutes } from './catalog.ts'
import { categoryRoutes } from './categories.ts'
import { chartRoutes } from './charts.ts'
import { connectRoutes } from './connect.ts'
import { fileRoutes } from './files.ts'
import { flowRoutes } from './flows.ts'
import { integrationRoutes } from './integrations.ts'
import { logRoutes } from './logs.ts'
import { peopleTaskRoutes } from './people-tasks.ts'
import { fieldsOf, type Route } from './route.ts'
import { storeRoutes } from './stores.ts'
import { usageRoutes } from './usage.ts'
import { userRoutes } from './users.ts'

/** All answered calls by their names, resource by resource. The order within a resource is the order of matching. */
const answered = {
  ...userRoutes,
  ...flowRoutes,
  ...integrationRoutes,
  ...categoryRoutes,
  ...peopleTaskRoutes,
  ...storeRoutes,
  ...fileRoutes,
  // Before the routes for any type of component.
  ...connectRoutes,
  ...accountRoutes,
  ...catalogRoutes,
  ...logRoutes,
  ...chartRoutes,
  ...usageRoutes,
}

/** The name of a call that the sandbox answers: `startFlow`, as the function of this package, where there is one. */
export type EndpointName = keyof typeof answered

/** Names requests: a call, `startFlow`; a route or a path, `GET /flows/:flowId`, `GET /flows/26544d8c-…`; or a method. */
export type RequestName = EndpointName | WireRoute | Method

/** A call with its name. */
export interface NamedRoute extends Route {
  readonly name: EndpointName
}

export const routes: readonly NamedRoute[] = Object.entries(answered).map(([name, route]) => ({
  ...route,
  name: name as EndpointName,
}))

/** The call that a request is, by its route and its body. */
export function endpointOf(route: string, body: unknown): EndpointName | undefined {
  return routes.find((known) => isAt(known, route) && isMeant(known, body))?.name
}

function isAt(known: Route, route: string): boolean {
  return [known.route, ...olderPaths(known.route)].includes(route)
}

/** People tasks were part of the server before they became a plugin. */
export function olderPaths(path: string): string[] {
  const older = path.replace('/plugins/appmixer/utils/tasks', '/people-task')
  return older === path ? [] : [older]
}

/** Start and stop share one path; the command tells them apart. */
export function isMeant({ fixed }: Route, body: unknown): boolean {
  return fixed?.command === undefined || fixed.command === fieldsOf(body).command
}

/**
 * The same name, if it can name a request.
 *
 * @throws TypeError for a name without a path that is no endpoint's: what it was to find or to hit would never come
 */
export function knownName<Name extends string>(name: Name): Name {
  if (name.includes(' ') || methods.includes(name) || names.has(name)) return name
  const close = [...names].find((known) => known.toLowerCase() === name.toLowerCase())
  const like = [...names].filter((known) => sharesWord(known, name))
  const hint = close ?? (like.length > 0 ? like : [...names]).join(', ')
  throw new TypeError(
    `The sandbox has no endpoint "${name}". Name one of its calls (${hint}), a route ("GET /flows/:flowId") or a method ("PUT").`,
  )
}

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const names: ReadonlySet<string> = new Set(Object.keys(answered))

/** Whether both have a word of the verb's object in common: `Flow` in `strtFlow` and `startFlows`. */
function sharesWord(known: string, name: string): boolean {
  const words = (text: string) =>
    (text.match(/[A-Z][a-z]+/g) ?? []).map((word) => word.replace(/s$/, ''))
  const wanted = words(name)
  return words(known).some((word) => wanted.includes(word))
}
