import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { Icon, type IconName } from './icons.tsx'

export interface ButtonProps extends ComponentProps<'button'> {
  icon?: IconName | undefined
  kind?: 'primary' | 'soft' | 'quiet' | 'link' | 'danger' | undefined
}

/** A button with a word, and maybe a drawing before it. */
export function Button({ icon, kind, children, ...props }: ButtonProps): ReactNode {
  return (
    <button type="button" data-part="button" data-kind={kind} {...props}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  )
}

export interface IconButtonProps extends ComponentProps<'button'> {
  icon: IconName
  label: string
}

/** A button with a drawing only; the label is for screen readers and as a tooltip. */
export function IconButton({ icon, label, ...props }: IconButtonProps): ReactNode {
  return (
    <button type="button" data-part="icon-button" aria-label={label} title={label} {...props}>
      <Icon name={icon} />
    </button>
  )
}

export interface Choice<Value extends string> {
  value: Value
  label: ReactNode
}

export interface SelectProps<Value extends string> {
  label: string
  value: Value
  choices: readonly Choice<Value>[]
  onChange: (value: Value) => void
}

export function Select<Value extends string>(props: SelectProps<Value>): ReactNode {
  const { label, value, choices, onChange } = props
  return (
    <label data-part="select" className="select">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  )
}

export interface SegmentsProps<Value extends string> {
  label: string
  value: Value
  choices: readonly (Choice<Value> & { icon?: IconName | undefined; title?: string | undefined })[]
  onChange: (value: Value) => void
  className?: string | undefined
}

/** One of a few modes. */
export function Segments<Value extends string>(props: SegmentsProps<Value>): ReactNode {
  const { label, value, choices, onChange, className } = props
  return (
    <div data-part="segments" role="group" aria-label={label} className={className}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          data-part="segment"
          aria-pressed={choice.value === value}
          aria-label={choice.title}
          title={choice.title}
          onClick={() => onChange(choice.value)}
        >
          {choice.icon ? <Icon name={choice.icon} /> : choice.label}
        </button>
      ))}
    </div>
  )
}

export interface MenuProps {
  /** What a screen reader calls the button, before what the button shows. */
  label: string
  /** What the button shows; default three dots. */
  trigger?: ReactNode
  className?: string | undefined
  children: ReactNode
}

/**
 * A menu button after the ARIA guide: Enter, Space and arrow down open it on the first item, arrow up on the last, the
 * arrows, Home, End and first letters move, Escape and Tab close it. The focus returns to the button.
 */
export function Menu({ label, trigger, className, children }: MenuProps): ReactNode {
  const [isOpen, setOpen] = useState<'first' | 'last'>()
  const id = useId()
  const openerId = useId()
  const list = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!isOpen) return undefined
    itemsIn(list.current)
      .at(isOpen === 'first' ? 0 : -1)
      ?.focus()
    const leave = ({ target }: Event) => {
      const inside =
        list.current?.contains(target as Node) || opener.current?.contains(target as Node)
      if (!inside) setOpen(undefined)
    }
    document.addEventListener('pointerdown', leave)
    return () => document.removeEventListener('pointerdown', leave)
  }, [isOpen])

  function close(): void {
    opener.current?.focus()
    setOpen(undefined)
  }

  return (
    <div className={className ? `menu ${className}` : 'menu'}>
      <button
        ref={opener}
        id={openerId}
        type="button"
        data-part={trigger ? 'menu' : 'icon-button'}
        aria-haspopup="menu"
        aria-expanded={Boolean(isOpen)}
        aria-controls={isOpen && id}
        aria-label={trigger ? undefined : label}
        onClick={() => setOpen(isOpen ? undefined : 'first')}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          event.stopPropagation()
          setOpen(event.key === 'ArrowDown' ? 'first' : 'last')
        }}
      >
        {trigger && <span className="unseen">{label} </span>}
        {trigger ?? <Icon name="dots" />}
      </button>
      {isOpen && (
        // The menu holds the keys of its items.
        // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
        <div
          ref={list}
          id={id}
          role="menu"
          data-part="menu-list"
          aria-labelledby={openerId}
          // The focus is back on the button before an item acts, so that a dialog returns it there.
          onClickCapture={() => opener.current?.focus()}
          onClick={() => setOpen(undefined)}
          onKeyDown={(event) => moveInMenu(event, close)}
        >
          {children}
        </div>
      )}
    </div>
  )
}

function itemsIn(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]
}

function moveInMenu(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = itemsIn(event.currentTarget)
  const now = items.indexOf(document.activeElement as HTMLElement)
  const { key } = event
  event.stopPropagation()
  if (key === 'Escape') close()
  else if (key === 'Tab') close()
  else if (key === 'ArrowDown') items[(now + 1) % items.length]?.focus()
  else if (key === 'ArrowUp') items.at(now - 1)?.focus()
  else if (key === 'Home') items[0]?.focus()
  else if (key === 'End') items.at(-1)?.focus()
  else if (key.length === 1 && key !== ' ') {
    const after = [...items.slice(now + 1), ...items.slice(0, now + 1)]
    after
      .find(({ textContent }) => textContent.toLowerCase().startsWith(key.toLowerCase()))
      ?.focus()
    return
  } else return
  if (key !== 'Tab') event.preventDefault()
}

export interface MenuItemProps extends ComponentProps<'button'> {
  icon: IconName
  kind?: 'danger' | undefined
}

export function MenuItem({ icon, kind, children, ...props }: MenuItemProps): ReactNode {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      data-part="menu-item"
      data-kind={kind}
      {...props}
    >
      <Icon name={icon} />
      <span>{children}</span>
    </button>
  )
}

export interface ModalProps {
  title: string
  role?: 'alertdialog' | undefined
  /** Called by Escape; without it the dialog has no way out but its buttons. */
  onClose?: (() => void) | undefined
  children: ReactNode
}

/** The browser's own modal dialog: it keeps the focus, and gives it back. */
export function Modal({ title, role, onClose, children }: ModalProps): ReactNode {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Only a dialog that is closed gives the focus back, not one that is taken away.
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      data-part="dialog"
      role={role}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}

export interface NoticeProps {
  tone: 'good' | 'warn' | 'bad' | 'accent'
  children: ReactNode
}

export function Notice({ tone, children }: NoticeProps): ReactNode {
  const icon = tone === 'warn' ? 'warning' : tone === 'bad' ? 'bad' : 'info'
  return (
    <div data-part="notice" data-tone={tone} className="notice">
      <Icon name={icon} />
      {children}
    </div>
  )
}

export interface SkeletonProps {
  rows?: number | undefined
}

/** Rows that are on their way, in their shape. They appear after 200 ms, by CSS, so that a fast answer does not flash. */
export function Skeleton({ rows = 8 }: SkeletonProps): ReactNode {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index}>
          <i data-part="skeleton" />
          <i data-part="skeleton" />
          <i data-part="skeleton" />
        </div>
      ))}
    </div>
  )
}
