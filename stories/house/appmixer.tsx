import type { Decorator } from '@storybook/react-vite'
import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppmixerProvider, createFormat, type AppmixerMessages } from 'appmixer-react'
import {
  createSandbox,
  type Latency,
  type Sandbox,
  type SandboxOptions,
} from 'appmixer-react/sandbox'
import {
  createContext,
  StrictMode,
  useContext,
  useEffect,
  useInsertionEffect,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react'
import { germanMessages } from '../../examples/dashboard/app/german.ts'
import starter from '../../src/starter.css?inline'
import { createActivity, type Activity } from './activity.ts'
import { createGlobex } from './globex.ts'
import stage from './stage.css?inline'

/** Complete, as the dashboard has it. */
const german = germanMessages(createFormat('de'))

/** What a story says about the Appmixer it runs on, as `parameters.appmixer`. */
export interface AppmixerParameters {
  /** What the sandbox begins with. The toolbar's latency goes before `latency` as soon as it is chosen. */
  sandbox?: SandboxOptions
  /** Changes Acme's sandbox before anything is asked of it. */
  setup?: ((sandbox: Sandbox) => void) | undefined
  /** The network is gone. */
  offline?: boolean
  /** The look: the optional sheet of the package, or only what the story brings. @default 'starter' */
  look?: 'starter' | 'none'
  /** The words of the app that the story is a part of. */
  messages?: AppmixerMessages
  /** Whether there is a margin around the story. @default true */
  padded?: boolean
  /** Whether the harness renders `<AppmixerProvider>`; without it the story renders its own. @default true */
  provider?: boolean
}

/** What the toolbar says. `auto` leaves it to the story. */
export interface AppmixerGlobals {
  user: 'ada' | 'ben' | 'gil'
  latency: 'auto' | '0' | '300' | '2000'
  failures: '0' | '10' | '50'
  theme: 'light' | 'dark' | 'contrast'
  language: 'en' | 'de'
  direction: 'ltr' | 'rtl'
  strict: 'on' | 'off'
}

/** What a user needs to reach the server of the own company. */
interface Connection {
  baseUrl: string
  sandbox: Sandbox
  /** The sandbox's, with the failures of the toolbar. */
  fetch: typeof globalThis.fetch
  token: string
}

/** What a story that renders its own provider needs. */
export interface StoryWorld extends Connection {
  /** Of another user than the toolbar's. Ada and Ben share a server, Gil's is another. */
  connectionOf: (user: AppmixerGlobals['user']) => Connection
}

const WorldContext = createContext<StoryWorld | undefined>(undefined)
const ActivityContext = createContext<Activity | undefined>(undefined)
const worlds = new WeakMap<HTMLElement, StoryWorld>()

/** The sandbox, cache and user of the story around. */
export function useStoryWorld(): StoryWorld {
  const world = useContext(WorldContext)
  if (!world) throw new Error('This story is not inside of the decorator of stories/house.')
  return world
}

/** For `play`: the sandbox of the story on this canvas, to do what another user does meanwhile. */
export function sandboxOf(canvasElement: HTMLElement): Sandbox {
  const world = worlds.get(canvasElement)
  if (!world) throw new Error('The story is not rendered yet.')
  return world.sandbox
}

/** Every story has an Appmixer of its own: nothing that one story does is seen by another. */
export const withAppmixer: Decorator = (Story, context) => {
  const { parameters, globals, viewMode, id, canvasElement } = context
  return (
    <Stage
      // Another story is another world, also where Storybook keeps the root.
      key={id}
      {...(parameters['appmixer'] as AppmixerParameters | undefined)}
      globals={globals as AppmixerGlobals}
      canvas={canvasElement}
      isWatched={viewMode === 'story'}
    >
      <Story />
    </Stage>
  )
}

interface StageProps extends AppmixerParameters {
  globals: AppmixerGlobals
  canvas: HTMLElement
  isWatched: boolean
  children: ReactNode
}

function Stage({
  sandbox: options,
  setup,
  offline = false,
  look = 'starter',
  messages,
  padded = true,
  provider = true,
  globals,
  canvas,
  isWatched,
  children,
}: StageProps) {
  const [{ queryClient, activity, tenants }] = useState(() => {
    const made = createActivity()
    return {
      queryClient: new QueryClient(),
      activity: made,
      tenants: createTenants({ latency: 50, ...options }, { setup, activity: made }),
    }
  })
  const { connectionOf } = tenants
  const { baseUrl, sandbox, fetch, token } = connectionOf(globals.user)
  const world: StoryWorld = { baseUrl, sandbox, fetch, token, connectionOf }

  // Before the components below ask for anything.
  useInsertionEffect(() => {
    worlds.set(canvas, world)
    tenants.disturb({
      failureRate: Number(globals.failures) / 100,
      latency: globals.latency === 'auto' ? (options?.latency ?? 50) : Number(globals.latency),
    })
  })
  useOffline(offline)
  // Before the components below subscribe, so that their first reads are seen.
  useInsertionEffect(
    () => (isWatched ? activity.watchCache(queryClient) : undefined),
    [activity, isWatched, queryClient],
  )

  const inside = (
    <WorldContext value={world}>
      <ActivityContext value={isWatched ? activity : undefined}>
        <QueryClientProvider client={queryClient}>
          {provider ? (
            <AppmixerProvider
              baseUrl={baseUrl}
              token={token}
              fetch={fetch}
              locale={globals.language}
              messages={messages ?? (globals.language === 'de' ? german : undefined)}
            >
              {children}
            </AppmixerProvider>
          ) : (
            children
          )}
        </QueryClientProvider>
      </ActivityContext>
    </WorldContext>
  )
  return (
    <>
      <style>{look === 'starter' ? `${starter}\n${stage}` : stage}</style>
      <div
        className="stage"
        lang={globals.language}
        dir={globals.direction}
        data-theme={globals.theme}
        data-bs-theme={globals.theme === 'light' ? 'light' : 'dark'}
        data-padded={padded || undefined}
        data-alone={isWatched || undefined}
      >
        {globals.strict === 'on' ? <StrictMode>{inside}</StrictMode> : inside}
      </div>
    </>
  )
}

/** The manager is the same for all stories of a page, so such a story is shown alone: give it `tags: ['!autodocs']`. */
function useOffline(isOffline: boolean): void {
  useInsertionEffect(() => {
    if (!isOffline) return undefined
    onlineManager.setOnline(false)
    return () => onlineManager.setOnline(true)
  }, [isOffline])
}

interface Disturbance {
  /** From 0 to 1. */
  failureRate: number
  latency: Latency
}

/** The servers of both companies. Globex is founded when its first user arrives. */
function createTenants(
  options: SandboxOptions,
  { setup, activity }: Pick<AppmixerParameters, 'setup'> & { activity: Activity },
) {
  const sandboxes = new Map<string, { sandbox: Sandbox; fetch: typeof globalThis.fetch }>()
  const connections = new Map<string, Connection>()
  let { failureRate, latency }: Disturbance = { failureRate: 0, latency: options.latency ?? 0 }

  function serverOf(company: 'acme' | 'globex') {
    const known = sandboxes.get(company)
    if (known) return known
    const create = company === 'acme' ? createSandbox : createGlobex
    const sandbox = create({ ...options, latency })
    if (company === 'acme') setup?.(sandbox)
    const fetch = activity.watchFetch(async (input, init) => {
      if (Math.random() >= failureRate) return sandbox.fetch(input, init)
      const body = { statusCode: 503, error: 'Service Unavailable', message: 'Try again later.' }
      return Response.json(body, { status: 503 })
    })
    const server = { sandbox, fetch }
    sandboxes.set(company, server)
    return server
  }

  return {
    /** The same for the same user, so that a change of the theme is no change of the session. */
    connectionOf(user: AppmixerGlobals['user']): Connection {
      const known = connections.get(user)
      if (known) return known
      const company = user === 'gil' ? 'globex' : 'acme'
      const server = serverOf(company)
      const token = server.sandbox.tokenFor(`${user}@${company}.test`)
      const connection = { ...server, baseUrl: `https://${company}.sandbox.test`, token }
      connections.set(user, connection)
      return connection
    },
    /** For all servers, also those that are not there yet. */
    disturb(next: Disturbance): void {
      ;({ failureRate, latency } = next)
      for (const { sandbox } of sandboxes.values()) sandbox.setLatency(latency)
    },
  }
}

/** `<FlowList.Items renderItem={countRenders}>`: the panel shows how often each row rendered. */
export function countRenders(props: object, row: { key: string; name: string }): ReactElement {
  return <CountedItem rowKey={row.key} rowName={row.name} {...props} />
}

function CountedItem({
  rowKey,
  rowName,
  ...props
}: React.ComponentPropsWithRef<'li'> & { rowKey: string; rowName: string }) {
  const activity = useContext(ActivityContext)
  // Without dependencies: once for each render that reached the page.
  useEffect(() => activity?.countRender(rowKey, rowName))
  return <li {...props} />
}
