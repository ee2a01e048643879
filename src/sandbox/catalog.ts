/** The apps and components that the flows of the demo use. Like the real server, it shows them to everyone. */
import * as z from 'zod/mini'
import { permitted } from './flowAccess.ts'
import { serve, type Route } from './route.ts'
import { appsByName, manifests, type Manifest } from './seeds/manifests.ts'

const manySchema = z.optional(z.union([z.string(), z.array(z.string())]))

const componentsSchema = z.object({
  manifest: z.optional(z.string()),
  selector: manySchema,
  selectors: manySchema,
})

const flowComponentsSchema = z.object({ flowId: z.string(), manifest: z.optional(z.string()) })

export const catalogRoutes = {
  getApps: serve('GET /apps', z.object({}), () => appsByName, { anonymous: true }),

  getAppComponents: serve(
    'GET /apps/components',
    z.object({ app: z.string() }),
    (_, { app }) => manifests.filter(({ name }) => name.startsWith(`${app}.`)),
    { anonymous: true },
  ),

  getComponents: serve(
    'GET /components',
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
} satisfies Record<string, Route>

/** `appmixer.slack` names all components of the app, `appmixer.slack.list.SendMessage` one. */
function isWithin(name: string, selector: string): boolean {
  return name === selector || name.startsWith(`${selector}.`)
}

function shown(found: Manifest[], manifest: string | undefined): object[] {
  return manifest === 'yes' ? found : found.map(({ name }) => ({ name }))
}
