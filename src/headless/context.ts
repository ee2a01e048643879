'use client'

import { createContext, useContext, type Context, type Provider } from 'react'
import { AppmixerError } from '../client/errors.ts'

/** What a part needs from the parts around it. */
export interface PartContext<T> {
  Provider: Provider<T | undefined>
  use(): T
}

/** A context whose absence is told in words. `around` is the part that must be around. */
export function createPartContext<T>(around: string): PartContext<T> {
  const context: Context<T | undefined> = createContext<T | undefined>(undefined)
  return {
    Provider: context.Provider,
    use() {
      const value = useContext(context)
      if (value !== undefined) return value
      throw new AppmixerError({
        code: 'config',
        message: `This part has no ${around} around it, so it does not know what to show. Put it inside of ${around}.`,
      })
    },
  }
}
