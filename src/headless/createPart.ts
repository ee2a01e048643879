import {
  cloneElement,
  createElement,
  forwardRef,
  type ComponentPropsWithRef,
  type ForwardRefExoticComponent,
  type JSX,
  type ReactElement,
  type ReactNode,
} from 'react'
import { mergeProps, type Props } from './mergeProps.ts'

/** Another element for a part: one that gets the part's props, or a function of the props and the state. */
export type Render<State> =
  | ReactElement<Props>
  | ((props: Props, state: State) => ReactElement | null)

/** The attributes of the part's element, and `render` for another element. */
export type PartProps<
  Tag extends keyof JSX.IntrinsicElements,
  State,
> = ComponentPropsWithRef<Tag> & {
  render?: Render<State> | undefined
}

export type Part<Tag extends keyof JSX.IntrinsicElements, State> = ForwardRefExoticComponent<
  PartProps<Tag, State>
>

/** What a part shows now: its getter, already bound to row or list, and its state; nothing when it has no place. */
export interface PartSource<State> {
  getProps(theirs: Props): Props
  state: State
}

/**
 * A part from a prop getter. Parts hold no behaviour: this is the only way in which one becomes an element, so the
 * markup is the same as with the getter on an element of your own.
 */
/*#__NO_SIDE_EFFECTS__*/
export function createPart<Tag extends keyof JSX.IntrinsicElements, State>(
  tag: Tag,
  useSource: () => PartSource<State> | undefined,
): Part<Tag, State> {
  function PartElement({ render, ...theirs }: Props, ref: unknown): ReactNode {
    const source = useSource()
    if (!source) return null
    // oxlint-disable-next-line react/refs -- passed on to the element, not read
    const props = source.getProps(ref ? { ...theirs, ref } : theirs)
    const other = render as Render<State> | undefined
    if (other === undefined) return createElement(tag, props)
    if (typeof other === 'function') return other(props, source.state)
    return cloneElement(other, mergeProps(props, other.props))
  }
  return forwardRef(PartElement as never) as Part<Tag, State>
}
