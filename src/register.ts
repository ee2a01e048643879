/**
 * Yours to extend: declare the type of your custom fields once, and reads, filters and writes know it.
 *
 * @example
 * declare module 'appmixer-react' {
 *   interface AppmixerRegister {
 *     customFields: { team: string; priority?: 'high' | 'low' }
 *   }
 * }
 */
export interface AppmixerRegister {}

/** The custom fields of a flow: what you declared in {@link AppmixerRegister}, else anything. */
export type CustomFields = AppmixerRegister extends { customFields: infer Declared }
  ? Declared
  : Record<string, unknown>
