import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { vi } from 'vitest'
import { AppmixerProvider, type AppmixerProviderProps } from '../../src/index.ts'
import {
  createManualClock,
  type Clock,
  type Sandbox,
  type SandboxOptions,
  type StoredFlow,
} from '../../src/sandbox/index.ts'
import { serveSandbox } from '../../src/sandbox/server.ts'
import { ada } from '../support.tsx'
import { sentTo } from './requests.ts'

/** An app on a sandbox behind HTTP, in a time that passes only when the test says so, for both alike. */
export interface Story {
  sandbox: Sandbox
  queryClient: QueryClient
  show(app: ReactNode): void
  /** Lets time pass, and everything that is under way then come to an end. */
  pass(ms: number): Promise<void>
  /** What was sent since it was last asked for. */
  sent(): string[]
  end(): Promise<void>
}

export async function createStory(
  options: SandboxOptions = {},
  props: Partial<AppmixerProviderProps> = {},
): Promise<Story> {
  const time = createManualClock()
  let onTheWire = 0
  let asleep = 0
  const clock: Clock = {
    now: time.now,
    sleep: (...nap) => {
      asleep++
      return time.sleep(...nap).finally(() => asleep--)
    },
  }
  const { url, sandbox, close } = await serveSandbox({ port: 0, clock, ...options })
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    now: clock.now(),
  })
  const queryClient = new QueryClient()
  const token = sandbox.tokenFor(ada)

  async function countedFetch(...request: Parameters<typeof fetch>): Promise<Response> {
    onTheWire++
    try {
      const response = await fetch(...request)
      const body = await response.text()
      return new Response(body, response)
    } finally {
      onTheWire--
    }
  }

  /** Until nothing is on the wire but what waits for the clock. */
  async function quiet(): Promise<void> {
    let turns = 0
    do {
      vi.advanceTimersByTime(0)
      await new Promise(setImmediate)
      turns = onTheWire > asleep ? 0 : turns + 1
    } while (turns < 5)
  }

  return {
    sandbox,
    queryClient,
    show: (app) =>
      void render(
        <StrictMode>
          <QueryClientProvider client={queryClient}>
            <AppmixerProvider baseUrl={url} token={token} fetch={countedFetch} {...props}>
              {app}
            </AppmixerProvider>
          </QueryClientProvider>
        </StrictMode>,
      ),
    async pass(ms) {
      await act(async () => {
        time.advance(ms)
        vi.advanceTimersByTime(ms)
        await quiet()
      })
      // What was rendered now may ask in turn.
      await act(quiet)
    },
    sent() {
      const lines = sentTo(sandbox)
      sandbox.requests.clear()
      return lines
    },
    async end() {
      cleanup()
      queryClient.clear()
      vi.useRealTimers()
      await close()
    },
  }
}

/** Adds flows of Ada's, the latest first. */
export function addFlows(
  { sandbox: { database } }: Story,
  { stage, names }: { stage: string; names: string[] },
): StoredFlow[] {
  const owner = database.users.find(({ email }) => email === ada)!
  const flows = names.map((name): StoredFlow => ({
    flowId: database.random.uuid(),
    userId: owner.id,
    name,
    type: 'automation',
    stage,
    btime: database.now(),
    mtime: database.now(),
    flow: { a: { type: 'appmixer.utils.timers.Scheduler' } },
    sharedWith: [],
  }))
  database.flows.push(...flows)
  return flows
}
