import type { AppmixerError } from '../client/errors.ts'
import type { ListMessages } from './listModel.ts'

export type { ListMessages }

/** The sentences that are the same for every list. */
export const listMessages: Pick<
  ListMessages,
  'reason' | 'retry' | 'retryFor' | 'dismiss' | 'previousPage' | 'nextPage' | 'range' | 'refused'
> = {
  reason: reasonOf,
  retry: 'Try again',
  retryFor: (name) => `Try again: ${name}`,
  dismiss: 'Dismiss',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  range: (from, to, total) => `${from}–${to}${total === undefined ? '' : ` of ${total}`}`,
  refused: (name, reason) => `${name}: ${reason}`,
}

function reasonOf({ code, serverMessage, endpoint, message }: AppmixerError): string {
  if (serverMessage !== undefined) return serverMessage
  const isWrite = endpoint !== undefined && !endpoint.startsWith('GET ')
  const doubt = isWrite ? ' It may have been done all the same.' : ''
  switch (code) {
    case 'http':
      return 'The server refused it.'
    case 'network':
      return `There is no connection to the server.${doubt}`
    case 'timeout':
      return `The server took too long.${doubt}`
    case 'schema':
      return `The server answered something unexpected.${doubt}`
    case 'auth':
    case 'session':
      return 'You are not signed in any more.'
    default:
      return message
  }
}
