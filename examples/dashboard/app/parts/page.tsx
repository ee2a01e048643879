import { useEffect, useId, useRef, type ReactNode } from 'react'
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

export interface PanelProps {
  label: string
  /** In its first line, before the button that closes it. */
  head: ReactNode
  onClose: () => void
  children: ReactNode
  foot?: ReactNode
}

/** The detail of one row beside the list; over it where there is no room. Escape closes it. */
export function Panel({ label, head, onClose, children, foot }: PanelProps): ReactNode {
  const panel = useRef<HTMLElement>(null)
  const id = useId()
  useEffect(() => panel.current?.focus(), [])
  return (
    // Escape is a second way to what the button does.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className="panel"
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header>
        {head}
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <div className="panel-body">
        <h2 id={id}>{label}</h2>
        {children}
      </div>
      {foot && <footer>{foot}</footer>}
    </aside>
  )
}
