import { useUndoables, type Undoable } from 'appmixer-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { Button } from '../parts/controls.tsx'
import { focusOnHeading } from '../parts/page.tsx'

/**
 * What was deleted and can still be undone. It has no row any more, so it is offered here, on every page. Its clock
 * stands while it is pointed at or has the focus; F8 goes there from everywhere.
 */
export function UndoToast(): ReactNode {
  const { words } = useLanguage()
  const deletions = useUndoables().filter(({ action }) => action.startsWith('delete'))
  const toasts = useRef<HTMLDivElement>(null)
  const isOffered = deletions.length > 0

  useEffect(() => {
    if (!isOffered) return undefined
    const goThere = (event: KeyboardEvent) => {
      if (event.key === 'F8') toasts.current?.querySelector('button')?.focus()
    }
    document.addEventListener('keydown', goThere)
    return () => document.removeEventListener('keydown', goThere)
  }, [isOffered])

  return (
    <div
      ref={toasts}
      className="toasts"
      role="region"
      aria-label={words.notifications}
      aria-live="polite"
    >
      {deletions.map((deletion) => (
        <Toast key={JSON.stringify(deletion.variables)} deletion={deletion} />
      ))}
    </div>
  )
}

interface ToastProps {
  deletion: Undoable
}

function Toast({ deletion }: ToastProps): ReactNode {
  const { words } = useLanguage()
  const isPointedAt = useRef(false)
  const hasFocus = useRef(false)

  function look(): void {
    if (isPointedAt.current || hasFocus.current) deletion.pause()
    else deletion.resume()
  }

  return (
    <div
      className="toast"
      onPointerEnter={() => {
        isPointedAt.current = true
        look()
      }}
      onPointerLeave={() => {
        isPointedAt.current = false
        look()
      }}
      onFocus={() => {
        hasFocus.current = true
        look()
      }}
      onBlur={() => {
        hasFocus.current = false
        look()
      }}
    >
      <span>{words.deleted(String(deletion.context))}</span>
      <Button
        onClick={() => {
          focusOnHeading()
          deletion.undo()
        }}
      >
        {words.undo}
      </Button>
    </div>
  )
}
