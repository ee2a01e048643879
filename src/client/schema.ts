import * as z from 'zod/mini'

/** The schema of an open string. The known values are for the type only. */
/*#__NO_SIDE_EFFECTS__*/
export function open<T extends string | undefined>(): z.ZodMiniType<Exclude<T, undefined>> {
  return z.string() as z.ZodMiniType<any>
}

export const countSchema = z.number()

export const textSchema = z.string()

export const ignoredSchema = z.unknown() as z.ZodMiniType<any>
