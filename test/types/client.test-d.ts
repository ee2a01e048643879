import { expectTypeOf, test } from 'vitest'
import type { KyInstance } from 'ky'
import type { AppmixerClient, CallOptions } from '../../src/index.ts'

test('a client shows what an app may use, and nothing else', () => {
  expectTypeOf<keyof AppmixerClient>().toEqualTypeOf<
    'baseUrl' | 'scope' | 'session' | 'ky' | 'setToken' | 'refresh' | 'end'
  >()
  expectTypeOf<AppmixerClient['ky']>().toEqualTypeOf<KyInstance>()
})

test('a call takes a signal and keepalive', () => {
  expectTypeOf<keyof CallOptions>().toEqualTypeOf<'signal' | 'keepalive'>()
})
