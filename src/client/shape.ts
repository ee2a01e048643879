import type { Check } from './drift.ts'

/** What an answer must look like: a check that costs next to nothing, and the schema for when it does not fit. */
export interface Shape<T> {
  /** Whether the body fits. Copies nothing; needs neither zod nor `eval`. */
  fits(body: unknown): body is T
  /** Loads the zod schema that the check was emitted from. It knows where a body does not fit. */
  schema(): Promise<Check<T>>
}
