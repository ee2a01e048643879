/** The apps and components that the flows of the demo use. Like the real server, it shows them to everyone. */
import * as z from 'zod/mini'
import * as endpoints from '../apps/endpoints.ts'
import { appComponentsQuerySchema } from '../apps/inputs.ts'
import { permitted } from './flowAccess.ts'
import { noInput, serve, type Route } from './route.ts'
import { appsByName, manifests, type Manifest } from './seeds/manifests.ts'

const manySchema = z.optional(z.union([z.string(), z.array(z.string())]))

const componentsSchema = z.object({
  manifest: z.optional(z.string()),
  selector: manySchema,
  selectors: manySchema,
})

const flowComponentsSchema = z.object({ flowId: z.string(), manifest: z.optional(z.string()) })

export const catalogRoutes = {
  getApps: serve(endpoints.getApps.route, noInput, () => appsByName, { anonymous: true }),

  getAppComponents: serve(
    endpoints.getAppComponents.route,
    appComponentsQuerySchema,
    (_, { app }) => manifests.filter(({ name }) => name.startsWith(`${app}.`)),
    { anonymous: true },
  ),

  getComponents: serve(
    endpoints.getComponents.route,
    componentsSchema,
    (_, { manifest, selector = [], selectors = selector }) => {
      const wanted = [selectors].flat()
      const found = manifests.filter(
        ({ name }) => wanted.length === 0 || wanted.some((prefix) => isWithin(name, prefix)),
      )
      return shown(found, manifest)
    },
    { anonymous: true },
  ),

  getFlowComponents: serve(
    'GET /flows/:flowId/components',
    flowComponentsSchema,
    ({ database, user }, { flowId, manifest }) => {
      const { flow } = permitted(database, user(), flowId, 'read')
      const types = (Object.values(flow) as { type?: string }[]).map(({ type }) => type)
      return shown(
        manifests.filter(({ name }) => types.includes(name)),
        manifest,
      )
    },
  ),
} satisfies Record<keyof typeof endpoints | 'getFlowComponents', Route>

/** `appmixer.slack` names all components of the app, `appmixer.slack.list.SendMessage` one. */
function isWithin(name: string, selector: string): boolean {
  return name === selector || name.startsWith(`${selector}.`)
}

function shown(found: Manifest[], manifest: string | undefined): object[] {
  return manifest === 'yes' ? found : found.map(({ name }) => ({ name }))
}
