import type { KeyboardEvent, MouseEvent } from 'react'
import {
  button,
  closeDialog,
  focusInRow,
  focusNeighbour,
  isComposing,
  openModal,
  selectAll,
} from '../headless/elements.ts'
import {
  idOf,
  listGetters,
  type Getter,
  type ListGetters,
  type RowGetter,
} from '../headless/listGetters.ts'
import { mergeProps, type Props } from '../headless/mergeProps.ts'
import type { Flow } from './types.ts'
import type { FlowListState, FlowRow, StageFilter } from './useFlowList.ts'

/** The getters of a flow list: those of every list, and these. */
export interface FlowListGetters extends ListGetters<FlowRow> {
  /** `<div>` around the stage options. */
  getStageFilterProps: Getter
  /** `<button>` per stage. */
  getStageOptionProps: (stage: StageFilter, props?: Props) => Props
  /** `<img>`; without a `src` when the flow has no safe picture. */
  getThumbnailProps: RowGetter<FlowRow>
  /** `<button>` with the name, in place of `getNameProps`: opens the flow. */
  getOpenProps: RowGetter<FlowRow>
  /** `<span>` */
  getStageProps: RowGetter<FlowRow>
  /** `<button>` that starts and stops: a switch. It keeps the focus. */
  getToggleProps: RowGetter<FlowRow>
  /** `<button>` */
  getStartProps: RowGetter<FlowRow>
  /** `<button>` */
  getStopProps: RowGetter<FlowRow>
  /** `<button>` that begins to rename. */
  getRenameProps: RowGetter<FlowRow>
  /** `<input>` in place of the name: Enter writes, Escape leaves it. */
  getNameInputProps: RowGetter<FlowRow>
  /** `<button>` that asks whether to delete, or with an `undoWindow` deletes. */
  getRemoveProps: RowGetter<FlowRow>
  /** `<dialog>` that asks whether to delete. */
  getDialogProps: Getter
  /** `<p>` with the question. */
  getQuestionProps: Getter
  /** `<button>` */
  getConfirmProps: Getter
  /** `<button>` */
  getCancelProps: Getter
}

export function flowListGetters(
  list: FlowListState,
  onOpen: ((flow: Flow) => void) | undefined,
): FlowListGetters {
  const { messages, id } = list
  const base = listGetters(list)

  return {
    ...base,
    getItemProps: (row, props) =>
      base.getItemProps(row, mergeProps({ 'data-stage': row.stage }, props)),
    getStageFilterProps: (props) =>
      mergeProps(
        { 'data-part': 'stage-filter', role: 'group', 'aria-label': messages.stageFilter },
        props,
      ),
    getStageOptionProps: (stage, props) =>
      mergeProps(
        button('stage-option', () => list.setStage(stage), {
          'aria-pressed': list.stage === stage,
          children: messages[stage],
        }),
        props,
      ),
    getThumbnailProps: (row, props) =>
      mergeProps({ 'data-part': 'thumbnail', src: pictureOf(row.flow), alt: '' }, props),
    getOpenProps: (row, props) =>
      mergeProps(
        button('open', () => onOpen?.(row.flow), {
          id: idOf(list, row, 'name'),
          children: row.name,
        }),
        props,
      ),
    getStageProps: (row, props) =>
      mergeProps(
        { 'data-part': 'stage', 'data-stage': row.stage, children: messages.stage(row.stage) },
        props,
      ),
    getToggleProps: (row, props) =>
      mergeProps(
        button('toggle', row.isBusy ? undefined : row.isOn ? row.stop : row.start, {
          role: 'switch',
          'aria-checked': row.isOn,
          'aria-busy': row.isBusy,
          'aria-label': messages.toggle(row.name),
        }),
        props,
      ),
    getStartProps: (row, props) =>
      mergeProps(
        button('start', row.isBusy || row.isOn ? undefined : row.start, {
          'aria-label': messages.startFlow(row.name),
          children: messages.start,
        }),
        props,
      ),
    getStopProps: (row, props) =>
      mergeProps(
        button('stop', row.isBusy || !row.isOn ? undefined : row.stop, {
          'aria-label': messages.stopFlow(row.name),
          children: messages.stop,
        }),
        props,
      ),
    getRenameProps: (row, props) =>
      mergeProps(
        button('rename', () => list.setRenaming(row), {
          'aria-label': messages.renameFlow(row.name),
          children: messages.rename,
        }),
        props,
      ),
    getNameInputProps: (row, props) =>
      mergeProps(
        {
          'data-part': 'name-input',
          id: idOf(list, row, 'name'),
          'aria-label': messages.newName(row.name),
          defaultValue: row.name,
          autoFocus: true,
          onFocus: selectAll,
          onBlur: () => list.setRenaming(undefined),
          onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
            const field = event.currentTarget
            if (isComposing(event)) return
            if (event.key === 'Enter') row.rename(field.value)
            else if (event.key === 'Escape') list.setRenaming(undefined)
            else return
            // Without this, Enter would go on to press the button that gets the focus.
            event.preventDefault()
            focusInRow(field, 'rename')
          },
        },
        props,
      ),
    getRemoveProps: (row, props) =>
      mergeProps(
        button('remove', removal(list, row), {
          'aria-haspopup': list.asksBeforeRemoval ? 'dialog' : undefined,
          'aria-label': messages.removeFlow(row.name),
          children: messages.remove,
        }),
        props,
      ),
    getDialogProps: (props) =>
      mergeProps(
        {
          'data-part': 'dialog',
          role: 'alertdialog',
          'aria-labelledby': `${id}question`,
          ref: openModal,
          // Escape closes a modal dialog by itself.
          onClose: list.cancel,
        },
        props,
      ),
    getQuestionProps: (props) =>
      mergeProps(
        {
          'data-part': 'question',
          id: `${id}question`,
          children: list.confirming && messages.question(list.confirming.name),
        },
        props,
      ),
    getConfirmProps: (props) =>
      mergeProps(
        button(
          'confirm',
          (event) => {
            closeDialog(event)
            focusNeighbour(document.activeElement)
            list.confirm()
          },
          { children: messages.confirm },
        ),
        props,
      ),
    getCancelProps: (props) =>
      mergeProps(button('cancel', closeDialog, { children: messages.cancel }), props),
  }
}

/** Without a question the row leaves at once, so the focus goes to the next one first. */
function removal({ asksBeforeRemoval }: FlowListState, row: FlowRow) {
  if (asksBeforeRemoval) return row.remove
  return (event: MouseEvent<HTMLElement>) => {
    focusNeighbour(event.currentTarget)
    row.remove()
  }
}

/** Only pictures that cannot run anything or call anybody: data URIs of images, as the server stores them. */
function pictureOf({ thumbnail }: Flow): string | undefined {
  return thumbnail?.startsWith('data:image/') ? thumbnail : undefined
}
