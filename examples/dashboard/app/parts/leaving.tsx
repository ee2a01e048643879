import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react'
import { useBlocker } from 'react-router'
import { useLanguage } from '../language.tsx'
import { Button, Modal } from './controls.tsx'

interface Leaving {
  /** Counts a text that is not saved; the result takes it out again. */
  add: () => () => void
  /** Leaves at once when everything is saved, or asks. */
  ask: (leave: () => void) => void
}

const LeavingContext = createContext<Leaving | undefined>(undefined)

interface LeaveGuardProps {
  children: ReactNode
}

/**
 * Asks before text that is not saved is lost to another page, the back button, a reload or a sign-out. Screens say with
 * `<Unsaved>` that there is such text; a router has one blocker only, so it is here.
 */
export function LeaveGuard({ children }: LeaveGuardProps): ReactNode {
  const [count, setCount] = useState(0)
  const [asked, setAsked] = useState<{ leave: () => void }>()
  const isUnsaved = count > 0
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isUnsaved && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!isUnsaved) return undefined
    const ask = (event: Event) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isUnsaved])
  const add = useCallback(() => {
    setCount((before) => before + 1)
    return () => setCount((before) => before - 1)
  }, [])
  const leaving = useMemo<Leaving>(
    () => ({
      add,
      ask: (go) => (isUnsaved ? setAsked({ leave: go }) : go()),
    }),
    [add, isUnsaved],
  )

  function stay(): void {
    setAsked(undefined)
    blocker.reset?.()
  }

  function leave(): void {
    setAsked(undefined)
    asked?.leave()
    blocker.proceed?.()
  }

  return (
    <LeavingContext value={leaving}>
      {children}
      {(asked || blocker.state === 'blocked') && <Question onStay={stay} onLeave={leave} />}
    </LeavingContext>
  )
}

interface QuestionProps {
  onStay: () => void
  onLeave: () => void
}

function Question({ onStay, onLeave }: QuestionProps): ReactNode {
  const { words } = useLanguage()
  return (
    <Modal title={words.unsaved} role="alertdialog" onClose={onStay}>
      <p>{words.unsavedText}</p>
      <div className="dialog-foot">
        <Button onClick={onStay}>{words.stay}</Button>
        <Button kind="danger" onClick={onLeave}>
          {words.leaveAnyway}
        </Button>
      </div>
    </Modal>
  )
}

interface UnsavedProps {
  /** There is text that is not saved. */
  when: boolean
}

/** Says that there is text that leaving would lose; renders nothing. */
export function Unsaved({ when }: UnsavedProps): ReactNode {
  const { add } = useLeaving()
  useEffect(() => (when ? add() : undefined), [when, add])
  return null
}

/** Asks before what is typed is lost, and leaves then. */
export function useAskToLeave(): Leaving['ask'] {
  return useLeaving().ask
}

function useLeaving(): Leaving {
  return useContext(LeavingContext)!
}
