import type { JSX } from 'react'
import { createPart, type Part } from './createPart.ts'
import type { PartContext } from './context.ts'
import type { Getter, RowGetter } from './listGetters.ts'

type Tag = keyof JSX.IntrinsicElements

/** A part of the list as a whole. `isShown` tells when it has nothing to say, and renders nothing. */
/*#__NO_SIDE_EFFECTS__*/
export function listPart<Name extends Tag, Model>(
  tag: Name,
  list: PartContext<Model>,
  getterOf: (model: Model) => Getter,
  isShown: (model: Model) => boolean = () => true,
): Part<Name, Model> {
  return createPart(tag, () => {
    const model = list.use()
    return isShown(model) ? { state: model, getProps: getterOf(model) } : undefined
  })
}

/** A part of one row. */
/*#__NO_SIDE_EFFECTS__*/
export function rowPart<Name extends Tag, Model, Row>(
  tag: Name,
  list: PartContext<Model>,
  row: PartContext<Row>,
  getterOf: (model: Model) => RowGetter<Row>,
  isShown: (row: Row) => boolean = () => true,
): Part<Name, Row> {
  return createPart(tag, () => {
    const model = list.use()
    const current = row.use()
    if (!isShown(current)) return undefined
    return { state: current, getProps: (props) => getterOf(model)(current, props) }
  })
}
