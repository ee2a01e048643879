import * as z from 'zod/mini'

/**
 * The schema of an `Open` string: `open<Flow['stage']>()` or `open<Open<'read' | 'start'>>()`. It accepts any string; the
 * known values are for the type only.
 */
/*#__NO_SIDE_EFFECTS__*/
export function open<Type extends string | null | undefined>(): z.ZodMiniType<
  Exclude<Type, null | undefined>
> {
  return z.string() as z.ZodMiniType<any>
}
