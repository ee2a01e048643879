import type { Undoable } from '../cache/undo.ts'
import type { ListUndo } from './listModel.ts'

/** The latest of the actions that can still be taken back; their context is the name of the row. */
export function latestUndo(
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
