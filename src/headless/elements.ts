import type { FocusEvent, MouseEvent, SyntheticEvent } from 'react'
import { mergeProps, type ElementProps, type Tag } from './mergeProps.ts'

/** Ours with the caller's on top, for one kind of element. */
export function propsOf<Name extends Tag>(
  ours: ElementProps<Name>,
  theirs: ElementProps<Name> | undefined,
): ElementProps<Name> {
  return mergeProps(ours, theirs) as ElementProps<Name>
}

export interface ButtonSpec {
  /** `data-action`: which button it is, for CSS and tests. */
  action: string
  /** `data-part`. @default button */
  part?: string
  /** Without one the button is disabled. */
  onPress: ((event: MouseEvent<HTMLElement>) => void) | undefined
}

/**
 * A button. Without something to do it is disabled in a way that keeps the focus: the browser drops the focus of a
 * `disabled` one, and a keyboard user would start over at the top of the page.
 */
export function button(
  { action, part = 'button', onPress }: ButtonSpec,
  props: ElementProps<'button'>,
  theirs: ElementProps<'button'> | undefined,
): ElementProps<'button'> {
  return propsOf<'button'>(
    {
      'data-part': part,
      'data-action': action,
      type: 'button',
      'aria-disabled': onPress ? undefined : true,
      onClick: onPress,
      ...props,
    },
    theirs,
  )
}

/** A `data-` attribute that is there or not, for CSS. */
export function flag(isSet: boolean): '' | undefined {
  return isSet ? '' : undefined
}

/**
 * For `ref` of a `<dialog>`: opens it when it appears; the browser then keeps the focus in it. A dialog of the caller's,
 * which is another element, opens by itself.
 */
export function openModal(dialog: HTMLDialogElement | null): void {
  if (dialog?.tagName === 'DIALOG' && !dialog.open) dialog.showModal()
}

/**
 * For `onClick` of a control in a dialog: closes the dialog, and the browser gives the focus back to where it came from.
 * A dialog of the caller's, which is another element, closes by what `then` does.
 */
export function closing(then: (() => void) | undefined): (event: MouseEvent<HTMLElement>) => void {
  return ({ currentTarget }) => {
    currentTarget.closest('dialog')?.close()
    then?.()
  }
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

/** A control of a row by its name, `rename` for example. */
export function controlIn(row: HTMLElement | undefined, action: string): HTMLElement | undefined {
  return row?.querySelector<HTMLElement>(`[data-action="${action}"]`) ?? undefined
}
