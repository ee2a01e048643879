import type { Decorator } from '@storybook/react-vite'
import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppmixerProvider, createFormat, type AppmixerMessages } from 'appmixer-react'
import { createSandbox, type Sandbox, type SandboxOptions } from 'appmixer-react/sandbox'
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
import stage from './stage.css?inline'

/** Complete, as the dashboard has it. */
const german = germanMessages(createFormat('de'))

/** What a story says about the Appmixer it runs on, as `parameters.appmixer`. */
export interface AppmixerParameters {
  /** What the sandbox begins with. The toolbar's latency goes before `latency` as soon as it is chosen. */
  sandbox?: SandboxOptions
  /** Changes the sandbox before anything is asked of it. */
  setup?: (sandbox: Sandbox) => void
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
  user: 'ada' | 'ben'
  latency: 'auto' | '0' | '300' | '2000'
  failures: '0' | '10' | '50'
  theme: 'light' | 'dark' | 'contrast'
  language: 'en' | 'de'
  direction: 'ltr' | 'rtl'
  strict: 'on' | 'off'
}

export const baseUrl = 'https://sandbox.test'

/** What a story that renders its own provider needs. */
export interface StoryWorld {
  sandbox: Sandbox
  queryClient: QueryClient
  /** The sandbox's, with the failures of the toolbar. */
  fetch: typeof globalThis.fetch
  user: string
  token: string
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

/** For `play`: the sandbox of the story on this canvas, to do what somebody else does meanwhile. */
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
  const [{ sandbox, queryClient, activity, network }] = useState(() => {
    const made = createSandbox({ latency: 50, ...options })
    setup?.(made)
    return {
      sandbox: made,
      queryClient: new QueryClient(),
      activity: createActivity(),
      network: createNetwork(made),
    }
  })
  const [fetch] = useState(() => activity.watchFetch(network.fetch))
  const user = `${globals.user}@acme.test`
  const token = useToken(sandbox, user)

  // Before the components below ask for anything.
  useInsertionEffect(() => {
    worlds.set(canvas, { sandbox, queryClient, fetch, user, token })
    network.setFailureRate(Number(globals.failures) / 100)
    sandbox.setLatency(
      globals.latency === 'auto' ? (options?.latency ?? 50) : Number(globals.latency),
    )
  })
  useOffline(offline)
  // Before the components below subscribe, so that their first reads are seen.
  useInsertionEffect(
    () => (isWatched ? activity.watchCache(queryClient) : undefined),
    [activity, isWatched, queryClient],
  )

  const inside = (
    <WorldContext value={{ sandbox, queryClient, fetch, user, token }}>
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

/** One token per user, so that a change of the theme is no change of the session. */
function useToken(sandbox: Sandbox, user: string): string {
  const [tokens] = useState(() => new Map<string, string>())
  const known = tokens.get(user) ?? sandbox.tokenFor(user)
  tokens.set(user, known)
  return known
}

/** The manager is the same for all stories of a page, so such a story is shown alone: give it `tags: ['!autodocs']`. */
function useOffline(isOffline: boolean): void {
  useInsertionEffect(() => {
    if (!isOffline) return undefined
    onlineManager.setOnline(false)
    return () => onlineManager.setOnline(true)
  }, [isOffline])
}

/** The way to the sandbox, on which some requests break. */
function createNetwork(sandbox: Sandbox) {
  let failureRate = 0
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (Math.random() >= failureRate) return sandbox.fetch(input, init)
    const body = { statusCode: 503, error: 'Service Unavailable', message: 'Try again later.' }
    return Response.json(body, { status: 503 })
  }
  return {
    fetch,
    /** From 0 to 1. */
    setFailureRate(rate: number) {
      failureRate = rate
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
