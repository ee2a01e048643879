import type { FocusEvent, MouseEvent, SyntheticEvent } from 'react'
import type { Props } from './mergeProps.ts'

/**
 * A button. Without an action it is disabled in a way that keeps the focus: the browser drops the focus of a
 * `disabled` one, and a keyboard user would start over at the top of the page.
 */
export function button(
  part: string,
  action: ((event: MouseEvent<HTMLElement>) => void) | undefined,
  props: Props,
): Props {
  return {
    'data-part': part,
    type: 'button',
    'aria-disabled': action ? undefined : true,
    onClick: action,
    ...props,
  }
}

/** A `data-` attribute that is there or not, for CSS. */
export function flag(isSet: boolean): '' | undefined {
  return isSet ? '' : undefined
}

/** For `ref` of a `<dialog>`: opens it when it appears; the browser then keeps the focus in it. */
export function openModal(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal()
}

/** Closes the dialog around a control; the browser gives the focus back to where it came from. */
export function closeDialog({ currentTarget }: MouseEvent<HTMLElement>): void {
  currentTarget.closest('dialog')?.close()
}

/**
 * Whether a key or a change belongs to an input method, as for Japanese: the text is not final yet, and Enter picks a
 * candidate. Safari says so by the key code only.
 */
export function isComposing({ nativeEvent }: SyntheticEvent): boolean {
  const event = nativeEvent as Partial<KeyboardEvent>
  return event.isComposing === true || event.keyCode === 229
}

/** For `onFocus` of a field: typing replaces what is there. */
export function selectAll({ currentTarget }: FocusEvent<HTMLInputElement>): void {
  currentTarget.select()
}

/** Focuses another part of the row around `element`, before `element` goes away. */
export function focusInRow(element: Element, part: string): void {
  element.closest('[data-row]')?.querySelector<HTMLElement>(`[data-part="${part}"]`)?.focus()
}

/** Focuses the same part of the next row, or of the one before, before this row goes away. */
export function focusNeighbour(element: Element | null): void {
  const row = element?.closest('[data-row]')
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling
  const part = element?.getAttribute('data-part')
  neighbour?.querySelector<HTMLElement>(`[data-part="${part}"]`)?.focus()
}
