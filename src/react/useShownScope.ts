'use client'

import type { QueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useInsertionEffect, useRef } from 'react'
import { scopeKey } from '../cache/keys.ts'
import { endSession, enterScope, leaveScope } from '../cache/scopes.ts'
import type { AppmixerClient } from '../client/client.ts'

interface Shown {
  client: AppmixerClient
  queryClient: QueryClient
}

/**
 * Ends the session of the client before as soon as another one takes its place: before the next paint nothing of the
 * old user is under way or in the cache. Another provider of that user keeps its data. The result ends the session at
 * once.
 */
export function useShownScope(client: AppmixerClient, queryClient: QueryClient): () => void {
  const shown = useRef<Shown>(undefined)

  useInsertionEffect(() => {
    const previous = shown.current
    if (previous?.client === client) return
    enter(shown, { client, queryClient })
    end(previous)
  }, [client, queryClient])

  useEffect(() => {
    // Hidden and shown again: only effects like this one hear of it.
    if (!shown.current) enter(shown, { client, queryClient })
    return () => {
      const left = take(shown)
      // StrictMode unmounts and mounts again at once, and has entered anew by then; only who stays away is gone.
      queueMicrotask(() => forget(left))
    }
  }, [client, queryClient])

  return useCallback(() => end(take(shown)), [])
}

function enter(shown: { current: Shown | undefined }, next: Shown): void {
  enterScope(next.client, next.queryClient)
  shown.current = next
}

function take(shown: { current: Shown | undefined }): Shown | undefined {
  const taken = shown.current
  shown.current = undefined
  return taken
}

function end(shown: Shown | undefined): void {
  if (shown && leaveScope(shown.client, shown.queryClient))
    endSession(shown.client, shown.queryClient)
}

/** What nobody shows any more goes with its provider; writes under way go on. */
function forget(shown: Shown | undefined): void {
  if (!shown || !leaveScope(shown.client, shown.queryClient)) return
  shown.queryClient.removeQueries({ queryKey: scopeKey(shown.client), type: 'inactive' })
}
