'use client'

import {
  cloneElement,
  createContext,
  createElement,
  forwardRef,
  useContext,
  type ComponentPropsWithRef,
  type ForwardRefExoticComponent,
  type Provider,
  type ReactElement,
  type ReactNode,
} from 'react'
import { AppmixerError } from '../client/errors.ts'
import { mergeProps, type ElementProps, type Props, type Tag } from './mergeProps.ts'

/** What a part needs from the parts around it. */
export interface PartContext<T> {
  Provider: Provider<T | undefined>
  /** `part` is the display name of the part that asks. */
  use(part: string): T
}

/** `around` is the part that must be around, `<FlowList.Root>` for example. */
export function createPartContext<T>(around: string): PartContext<T> {
  const context = createContext<T | undefined>(undefined)
  return {
    Provider: context.Provider,
    use(part) {
      const value = useContext(context)
      if (value !== undefined) return value
      throw new AppmixerError({
        code: 'config',
        message: `<${part}> is outside of ${around}, so it does not know what to show. Put it inside of ${around}.`,
      })
    },
  }
}

/** Another element for a part: one that gets the part's props, or a function of the props and the state. */
export type Render<State> =
  | ReactElement<any>
  | ((props: Props, state: State) => ReactElement | null)

/** The attributes of the part's element, and `render` for another element. */
export type PartProps<Name extends Tag, State> = ComponentPropsWithRef<Name> & {
  render?: Render<State> | undefined
}

export type Part<Name extends Tag, State> = ForwardRefExoticComponent<PartProps<Name, State>>

/** The element of a part, or the one that the caller wants in its place. */
export function elementOf<State>(
  tag: Tag,
  props: object,
  state: State,
  render: Render<State> | undefined,
): ReactElement | null {
  if (render === undefined) return createElement(tag, props as Props)
  if (typeof render === 'function') return render(props as Props, state)
  return cloneElement(render, mergeProps(props, render.props as Props))
}

/** What a part shows now: the props of its element and its state; nothing when it has no place. */
export interface PartSource<State> {
  props: object
  state: State
}

/**
 * A part from a prop getter. Parts hold no behaviour: this is the only way in which one becomes an element, so the
 * markup is the same as with the getter on an element of your own.
 */
/*#__NO_SIDE_EFFECTS__*/
export function createPart<Name extends Tag, State, Own extends object = object>(
  name: string,
  tag: Name,
  useSource: (theirs: ElementProps<Name> & Own) => PartSource<State> | undefined,
): ForwardRefExoticComponent<Omit<PartProps<Name, State>, keyof Own> & Own> {
  function PartElement({ render, ...theirs }: Props, ref: unknown): ReactNode {
    const source = useSource((ref ? { ...theirs, ref } : theirs) as ElementProps<Name> & Own)
    return source
      ? elementOf(tag, source.props, source.state, render as Render<State> | undefined)
      : null
  }
  const part = forwardRef(PartElement as never)
  part.displayName = name
  return part as never
}

/** The getter of one element: your props for the element go in, and win. */
export type Getter<Name extends Tag> = (props?: ElementProps<Name>) => ElementProps<Name>
/** The getter of one element per row. */
export type RowGetter<Row, Name extends Tag> = (
  row: Row,
  props?: ElementProps<Name>,
) => ElementProps<Name>
/** The getter of one element per value, one tab of several for example. */
export type ValueGetter<Value, Name extends Tag> = (
  value: Value,
  props?: ElementProps<Name>,
) => ElementProps<Name>

/** Makes the parts of one component: `partsOf('FlowList')`. `items` is the part around those of a row. */
/*#__NO_SIDE_EFFECTS__*/
export function partsOf<Model, Row>(component: string, items = 'Items'): PartMaker<Model, Row> {
  const list = createPartContext<Model>(`<${component}.Root>`)
  const row = createPartContext<Row>(`<${component}.${items}>`)
  return {
    component,
    list,
    row,
    listPart(name, tag, getterOf, isShown = () => true) {
      const full = `${component}.${name}`
      return createPart(full, tag, (theirs) => {
        const state = list.use(full)
        return isShown(state) ? { state, props: getterOf(state)(theirs) } : undefined
      }) as never
    },
    rowPart(name, tag, getterOf, isShown = () => true) {
      const full = `${component}.${name}`
      return createPart(full, tag, (theirs) => {
        const model = list.use(full)
        const state = row.use(full)
        return isShown(state, model) ? { state, props: getterOf(model)(state, theirs) } : undefined
      }) as never
    },
    valuePart(name, tag, getterOf, isShown = () => true) {
      const full = `${component}.${name}`
      return createPart(full, tag, ({ value, ...theirs }: { value: never }) => {
        const state = list.use(full)
        return isShown(state, value)
          ? { state, props: getterOf(state)(value, theirs as never) }
          : undefined
      }) as never
    },
  }
}

export interface PartMaker<Model, Row> {
  component: string
  list: PartContext<Model>
  row: PartContext<Row>
  /** A part of the list as a whole. Where `isShown` is false it renders nothing. */
  listPart<Name extends Tag>(
    name: string,
    tag: Name,
    getterOf: (model: Model) => Getter<Name>,
    isShown?: (model: Model) => boolean,
  ): Part<Name, Model>
  /** A part of one row. */
  rowPart<Name extends Tag>(
    name: string,
    tag: Name,
    getterOf: (model: Model) => RowGetter<Row, Name>,
    isShown?: (row: Row, model: Model) => boolean,
  ): Part<Name, Row>
  /** A part of the list of which there are several, told apart by `value`. */
  valuePart<Value, Name extends Tag>(
    name: string,
    tag: Name,
    getterOf: (model: Model) => ValueGetter<Value, Name>,
    isShown?: (model: Model, value: Value) => boolean,
  ): ValuePart<Value, Name, Model>
}

export type ValuePart<Value, Name extends Tag, Model> = ForwardRefExoticComponent<
  Omit<PartProps<Name, Model>, 'value'> & { value: Value }
>
