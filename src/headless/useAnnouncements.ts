'use client'

import { useState } from 'react'
import type { Undoable } from '../cache/undo.ts'
import type { AppmixerError } from '../client/errors.ts'
import type { ListMessages } from '../react/messages.ts'
import type { ListUndo } from './listModel.ts'

/** Options of a mutation that is told to screen readers. */
export interface Told<Ref> {
  onMutate(ref: Ref): string
  onError(error: AppmixerError, ref: Ref, name: string | undefined): void
}

/** The news of a list, for its live region. */
export interface Announcements<Ref> {
  announcement: string
  /** Tells with this sentence what an action does, and why, if it fails. */
  telling<Input extends Ref>(sentence: (name: string, ref: Input) => string): Told<Input>
  /** The latest of the actions that can still be taken back; that it was, is told as well. */
  undoableOf(pending: readonly Undoable[]): ListUndo | undefined
}

/** What a list says about its actions. `nameOf` finds the name of a row. */
export function useAnnouncements<Ref>(
  messages: ListMessages,
  nameOf: (ref: Ref) => string,
): Announcements<Ref> {
  const [announcement, announce] = useState('')
  return {
    announcement,
    telling: (sentence) => ({
      onMutate(ref) {
        const name = nameOf(ref)
        announce(sentence(name, ref))
        // A row that somebody else took away is not on the list any more when that is known.
        return name
      },
      onError(error, ref, name = nameOf(ref)) {
        if (error.code === 'superseded') return
        announce(messages.refused(name, messages.reason(error)))
      },
    }),
    undoableOf: (pending) => latestUndo(pending, (name) => announce(messages.undone(name))),
  }
}

/** The latest of the actions that can still be taken back; their context is the name of the row. */
function latestUndo(
  pending: readonly Undoable[],
  onUndone: (name: string) => void,
): ListUndo | undefined {
  const latest = pending.toSorted((a, b) => a.closesAt - b.closesAt).at(-1)
  if (!latest) return undefined
  const name = String(latest.context)
  return {
    name,
    closesAt: latest.closesAt,
    undo() {
      latest.undo()
      onUndone(name)
    },
  }
}
