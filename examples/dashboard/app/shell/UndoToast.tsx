import { useUndoables } from 'appmixer-react'
import type { ReactNode } from 'react'
import { Button } from '../parts/controls.tsx'

/** What was deleted and can still be undone. It has no row any more, so it is offered here, on every page. */
export function UndoToast(): ReactNode {
  const deletions = useUndoables().filter(({ action }) => action.startsWith('delete'))
  return (
    <div className="toasts" role="status">
      {deletions.map((deletion) => (
        <div key={deletion.closesAt} className="toast">
          <span>Deleted “{String(deletion.context)}”</span>
          <Button
            onClick={() => {
              document.querySelector<HTMLElement>('#main h1')?.focus()
              deletion.undo()
            }}
          >
            Undo
          </Button>
        </div>
      ))}
    </div>
  )
}
