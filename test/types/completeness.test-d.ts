import { expectTypeOf, test } from 'vitest'
import type * as main from '../../src/index.ts'

type Method = keyof main.AppmixerApi

/** `getFlows` has `flowsQueryOptions` and `useFlows`; `startFlow` has `startFlowMutationOptions` and `useStartFlow`. */
type Furniture<Name extends string> = Name extends `get${infer Noun}`
  ? `${Uncapitalize<Noun>}QueryOptions` | `use${Noun}`
  : `${Name}MutationOptions` | `use${Capitalize<Name>}`

test('each method of the SDK is a plain call, options and a hook', () => {
  expectTypeOf<Exclude<Method | Furniture<Method>, keyof typeof main>>().toBeNever()
})
