import type * as z from 'zod/mini'
import { parseJson } from '../src/client/answer.ts'

/** Kinds that may come in the wrong place. `1e999` is JSON, and is infinite. */
const junk: (() => unknown)[] = [
  () => undefined,
  () => null,
  () => true,
  () => 0,
  () => -1.5,
  () => Infinity,
  () => '',
  () => 'text',
  () => [],
  () => [null],
  () => [{}],
  () => ({}),
  () => ({ length: 1, 0: 'a' }),
  () => ({ constructor: { prototype: null }, toString: 'no', hasOwnProperty: 1 }),
  () => parseJson('{"__proto__":{"flowId":"a"}}'),
]

/** A body as a server may send it: mostly what the schema asks for, with a wrong kind here and there. */
export function payload(schema: z.core.$ZodType, random: () => number): unknown {
  const chance = (share: number) => random() < share
  const some = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const many = <T>(make: () => T): T[] =>
    Array.from({ length: chance(0.1) ? 0 : 1 + Math.floor(random() * 3) }, make)

  function body(type: z.core.$ZodType): unknown {
    if (chance(0.015)) return some(junk)()
    const { def } = (type as z.core.$ZodTypes)._zod
    switch (def.type) {
      case 'string':
        return some(['', 'a', 'running', '2026-01-01T00:00:00.000Z', '\u0000', '🙂'])
      case 'number':
        return some([0, 1, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER])
      case 'boolean':
        return chance(0.5)
      case 'unknown':
        return some(junk)()
      case 'optional':
        return chance(0.3) ? undefined : body(def.innerType)
      case 'nullable':
        return chance(0.3) ? null : body(def.innerType)
      case 'union':
        return body(some(def.options))
      case 'array':
        return many(() => body(def.element))
      case 'record':
        return Object.fromEntries(
          many(() => [some(['a', 'b', 'constructor', '']), body(def.valueType)]),
        )
      case 'object': {
        const fields = Object.entries(def.shape).map(([key, field]) => [key, body(field)])
        const extra = chance(0.2) ? [['unheardOf', some(junk)()]] : []
        const sent = [...fields, ...extra].filter(([, value]) => value !== undefined || chance(0.3))
        return Object.fromEntries(sent)
      }
      default:
        throw new Error(`No payloads for ${def.type}`)
    }
  }

  return body(schema)
}

/** Numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
