import { useId, useLayoutEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { IconButton } from './controls.tsx'

export interface PageHeadProps {
  title: string
  /** What the title says besides, for the tab of the browser. */
  children?: ReactNode
}

/** The title of a page, in the document and in the tab; it gets the focus when one comes from another page. */
export function PageHead({ title, children }: PageHeadProps): ReactNode {
  return (
    <header className="page-head">
      <title>{`${title} · Northwind`}</title>
      <h1 tabIndex={-1}>{title}</h1>
      {children && <div className="actions">{children}</div>}
    </header>
  )
}

/** On another page the keyboard starts at its title, and a screen reader reads it. */
export function focusOnHeading(): void {
  document.querySelector<HTMLElement>('#main h1')?.focus()
}

export interface PanelProps {
  label: string
  /** In its first line, before the button that closes it. */
  head: ReactNode
  onClose: () => void
  children: ReactNode
  foot?: ReactNode
  /** The list's announcer: a modal dialog silences the one outside of it. */
  announcer: ReactNode
}

/** Where there is no room beside the list; the same width is in styles.css. */
const narrow = '(width < 64rem)'

/**
 * The detail of one row beside the list. Where there is no room it is a modal dialog over the list, which keeps the focus.
 * Escape closes it.
 */
export function Panel(props: PanelProps): ReactNode {
  const { label, head, onClose, children, foot, announcer } = props
  const { words } = useLanguage()
  const isModal = useSyncExternalStore(watchWidth, () => window.matchMedia(narrow).matches)
  const aside = useRef<HTMLElement>(null)
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const element = dialog.current
    if (isModal) element?.showModal()
    else aside.current?.focus()
    return () => element?.close()
  }, [isModal])

  /** What a modal dialog covers takes no focus before it is closed. */
  function close(): void {
    dialog.current?.close()
    onClose()
  }

  const content = (
    <>
      <header>
        {head}
        <IconButton icon="close" label={words.close} onClick={close} />
      </header>
      <div className="panel-body">
        <h2 id={id}>{label}</h2>
        {children}
      </div>
      {foot && <footer>{foot}</footer>}
    </>
  )
  if (isModal) {
    return (
      <dialog
        ref={dialog}
        className="panel"
        aria-labelledby={id}
        onCancel={(event) => {
          // The event of a dialog inside of this one comes by, too.
          if (event.target !== event.currentTarget) return
          event.preventDefault()
          close()
        }}
      >
        {content}
        {announcer}
      </dialog>
    )
  }
  return (
    // Escape is a second way to what the button does.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={aside}
      className="panel"
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      {content}
    </aside>
  )
}

function watchWidth(onChange: () => void): () => void {
  const query = window.matchMedia(narrow)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}
