import type { AppmixerErrorReason } from './errors.ts'

/** How one kind of refusal is told from the others: by its status, by words in the server's sentence, or by both. */
export interface Refusal {
  reason: AppmixerErrorReason
  status?: number
  /** In any case, as part of a word too. */
  says?: string
}

/** For endpoints where 404 means what is named in the path. */
export const gone: Refusal = { reason: 'gone', status: 404 }

/** What the refusal means, when it is one of these. */
export function reasonOf(
  refusals: readonly Refusal[],
  status: number,
  sentence = '',
): AppmixerErrorReason | undefined {
  const text = sentence.toLowerCase()
  const isClients = status >= 400 && status < 500
  return refusals.find(
    (refusal) =>
      (refusal.status === undefined ? isClients : refusal.status === status) &&
      text.includes(refusal.says ?? ''),
  )?.reason
}
