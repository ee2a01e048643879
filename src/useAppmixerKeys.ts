'use client'

import { useMemo } from 'react'
import { appmixerKeys, type AppmixerKeys } from './keys.ts'
import { useAppmixerClient } from './react/context.ts'

/**
 * The query keys of the nearest `<AppmixerProvider>`, as {@link appmixerKeys} makes them. Sends nothing.
 *
 * @throws AppmixerError `config` outside of a provider
 * @example
 * const keys = useAppmixerKeys()
 * const reload = () => queryClient.invalidateQueries({ queryKey: keys.flows.all })
 */
export function useAppmixerKeys(): AppmixerKeys {
  const client = useAppmixerClient()
  return useMemo(() => appmixerKeys(client), [client])
}
