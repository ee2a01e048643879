import type { AppmixerError } from '../client/errors.ts'
import { superseded } from './write.ts'

/** For a change that somebody took back while it waited. */
export function takenBack(): AppmixerError {
  return superseded('This change was taken back before it was sent. There is nothing to do.')
}
