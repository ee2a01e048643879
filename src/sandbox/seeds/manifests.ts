import { apps, iconOf, serviceOf } from './apps.ts'
import { labelOf } from './descriptor.ts'
import { flowOutlines } from './flowOutlines.ts'

/** What `GET /apps` says about an app. */
export interface App {
  /** `appmixer.slack` */
  name: string
  label: string
  category: string
  description: string
  /** A data URI. */
  icon: string
}

/** What `GET /components` says about a component. */
export interface Manifest {
  /** `appmixer.slack.list.SendChannelMessage` */
  name: string
  label: string
  description: string
  icon: string
  author: string
  /** Only where it needs an account. */
  auth?: { service: string }
  inPorts: { name: string }[]
  outPorts: { name: string }[]
}

const used = flowOutlines.map(({ components }) =>
  components.split(' ').map((type) => `appmixer.${type}`),
)
const types = [...new Set(used.flat())].toSorted()
/** What a flow begins with has no input. */
const triggers = new Set(used.map(([first]) => first))

/** The apps that the flows of the demo use, by their name. */
export const appsByName: Record<string, App> = Object.fromEntries(
  types.map((type) => appOf(type)).map((app) => [app.name, app]),
)

/** The components that the flows of the demo use, by their name. */
export const manifests: readonly Manifest[] = types.map((name) => {
  const app = appOf(name)
  const label = labelOf(name)
  return {
    name,
    label,
    description: `${app.label}: ${label}`,
    icon: app.icon,
    author: 'Appmixer sandbox',
    ...(app.category === 'applications' && { auth: { service: serviceOf(name) } }),
    inPorts: triggers.has(name) ? [] : [{ name: 'in' }],
    outPorts: [{ name: 'out' }],
  }
})

function appOf(type: string): App {
  const service = serviceOf(type)
  const name = service.replace(':', '.')
  const word = name.split('.').at(-1)!
  const { label, tint } = apps[service] ?? {
    label: word[0]!.toUpperCase() + word.slice(1),
    tint: '#475569',
  }
  const category = word === 'utils' ? 'utilities' : 'applications'
  return {
    name,
    label,
    category,
    description: `Components for ${label}.`,
    icon: iconOf({ label, tint }),
  }
}
