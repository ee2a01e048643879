import type { QueryClient } from '@tanstack/react-query'
import { accountKeys } from '../accounts/keys.ts'
import { internalsOf, type AppmixerClient } from '../client/client.ts'
import { flowKeys } from '../flows/keys.ts'

/** What an event of the vendor's script carries. `next` does what the script does when nothing listens. */
export interface VendorEvent {
  next?: (() => unknown) | undefined
}

/** What has events in the vendor's script: its `api`, and its widgets. */
export interface VendorEvents {
  on(event: string, listener: (event: VendorEvent) => void): unknown
  off(event: string, listener: (event: VendorEvent) => void): unknown
}

/** The vendor's script, `new Appmixer({ baseUrl })`, as far as it is needed. */
export interface VendorScript {
  set(name: 'accessToken', token: string): unknown
  api: VendorEvents & { unsetAccessToken?: (() => unknown) | undefined }
}

/** What works together, and what the widget saves with. */
export interface DesignerConnection {
  appmixer: VendorScript
  /** The widget, `appmixer.ui.Designer({ … })`. */
  designer: VendorEvents
  /**
   * An event with a listener is up to its listeners: here the script goes on by itself. So leave out what your app listens
   * to, and invalidate there. @default what starts, stops, renames, shares, clones, removes and describes a flow, and
   * what adds, closes, renames and changes a component
   */
  events?: readonly string[] | undefined
}

const ofFlows = ['start', 'stop', 'rename', 'share', 'clone', 'remove', 'change-description']
const ofComponents = ['add', 'close', 'rename', 'update-type']
const saves = [
  ...ofFlows.map((action) => `flow:${action}`),
  ...ofComponents.map((action) => `component:${action}`),
]

/**
 * Lets the vendor's script work beside this package, as the same user. The script gets the token of the client, and each
 * one that it is renewed to; a token that the script finds refused is renewed first. After each of the `events`, and
 * when it is disconnected, all reads of flows and accounts are invalidated. Nothing is sent but what the two send.
 *
 * The script resets its widgets when it gets another token. It does not repeat the request whose token was refused. A
 * signed-out user's token is taken from it; make another script for another user.
 *
 * @returns Disconnects the two; the script keeps the token
 * @example
 * useEffect(() => connectDesigner(client, queryClient, { appmixer, designer }), [client, queryClient, appmixer, designer])
 */
export function connectDesigner(
  client: AppmixerClient,
  queryClient: QueryClient,
  { appmixer, designer, events = saves }: DesignerConnection,
): () => void {
  const { token } = internalsOf(client)

  function share(): void {
    const current = token.get()
    if (current !== undefined) appmixer.set('accessToken', current)
    else if (client.session.get().status === 'unauthenticated') appmixer.api.unsetAccessToken?.()
  }

  function invalidate(): void {
    for (const { all } of [flowKeys(client), accountKeys(client)]) {
      void queryClient.invalidateQueries({ queryKey: all })
    }
  }

  async function onRefusal(event: VendorEvent): Promise<void> {
    await client.refresh()
    share()
    await goOn(event)
  }

  async function onSave(event: VendorEvent): Promise<void> {
    await goOn(event)
    invalidate()
  }

  const unsubscribe = token.subscribe(share)
  appmixer.api.on('authenticationFailed', onRefusal)
  for (const event of events) designer.on(event, onSave)
  share()
  if (token.get() === undefined) void client.refresh()

  return () => {
    unsubscribe()
    appmixer.api.off('authenticationFailed', onRefusal)
    for (const event of events) designer.off(event, onSave)
    invalidate()
  }
}

/** What does not work then, the script shows by itself. */
async function goOn({ next }: VendorEvent): Promise<void> {
  try {
    await next?.()
  } catch {}
}
