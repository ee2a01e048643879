import type { ChangeEvent, KeyboardEvent } from 'react'
import type { Getter, RowGetter, ValueGetter } from '../../headless/createPart.ts'
import {
  button,
  closeDialog,
  controlIn,
  flag,
  isComposing,
  openModal,
  propsOf,
  selectAll,
} from '../../headless/elements.ts'
import { listGetters, type ListGetters } from '../../headless/getters.ts'
import type { ElementProps } from '../../headless/mergeProps.ts'
import type { FlowAction } from '../can.ts'
import type { Flow } from '../types.ts'
import type { FlowListState, FlowRow, SharingFilter, StageFilter } from './model.ts'

/** The getters of a flow list: those of every list, and these. */
export interface FlowListGetters extends ListGetters<FlowRow> {
  /** `<div>` around the stage options. */
  getStageFilterProps: Getter<'div'>
  /** `<button>` per stage. */
  getStageOptionProps: ValueGetter<StageFilter, 'button'>
  /** `<div>` around the sharing options. */
  getSharingFilterProps: Getter<'div'>
  /** `<button>` per kind of sharing. */
  getSharingOptionProps: ValueGetter<SharingFilter, 'button'>
  /** `<img>`; its `src` is yours, from `useFlowThumbnail(row.key)` for example. */
  getThumbnailProps: RowGetter<FlowRow, 'img'>
  /** `<span>` */
  getStageProps: RowGetter<FlowRow, 'span'>
  /** `<time>`: when it was changed. */
  getChangedProps: RowGetter<FlowRow, 'time'>
  /** `<span>` in place of what the user may not do. */
  getViewOnlyProps: RowGetter<FlowRow, 'span'>
  /** `<button>` that starts and stops: a switch. It keeps the focus. */
  getToggleProps: RowGetter<FlowRow, 'button'>
  /** `<button>` */
  getStartProps: RowGetter<FlowRow, 'button'>
  /** `<button>` */
  getStopProps: RowGetter<FlowRow, 'button'>
  /** `<button>` that begins to rename. */
  getRenameProps: RowGetter<FlowRow, 'button'>
  /** `<input>` in place of the name: Enter writes, Escape cancels; a click elsewhere loses nothing. */
  getNameInputProps: RowGetter<FlowRow, 'input'>
  /** `<button>` that writes the new name. */
  getSaveProps: RowGetter<FlowRow, 'button'>
  /** `<button>` that asks whether to delete, or with an `undoWindow` deletes. */
  getRemoveProps: RowGetter<FlowRow, 'button'>
  /** `<dialog>` that asks. */
  getDialogProps: Getter<'dialog'>
  /** `<p>` with the question. */
  getQuestionProps: Getter<'p'>
  /** `<button>` */
  getConfirmProps: Getter<'button'>
  /** `<button>` */
  getCancelProps: Getter<'button'>
}

export function flowListGetters(
  list: FlowListState,
  onOpen: ((flow: Flow) => void) | undefined,
): FlowListGetters {
  const { messages, dom, confirming } = list
  const base = listGetters(list, {
    onOpen: ({ flow }) => onOpen?.(flow),
    onBulk: list.runBulk,
    bulkLabel: (action) =>
      ({ startFlow: messages.start, stopFlow: messages.stop })[action] ?? messages.remove,
  })

  /** A button of a row: disabled while it has nothing to do, or with the reason that the user may not use it. */
  function command(
    action: string,
    { row, right, run }: { row: FlowRow; right: FlowAction; run: (() => void) | undefined },
    props: object,
    theirs: ElementProps<'button'> | undefined,
  ) {
    const isAllowed = row.can[right]
    return button(
      { action, onPress: isAllowed && run ? dom.press(row.key, run) : undefined },
      { 'aria-description': isAllowed ? undefined : messages.notAllowed, ...props },
      theirs,
    )
  }

  return {
    ...base,
    getItemProps: (row, props) =>
      base.getItemProps(
        row,
        propsOf<'li'>({ 'data-stage': row.stage, 'data-editing': flag(row.isRenaming) }, props),
      ),
    getStageFilterProps: (props) =>
      propsOf<'div'>(
        { 'data-part': 'segments', role: 'group', 'aria-label': messages.stageFilter },
        props,
      ),
    getStageOptionProps: (stage, props) =>
      button(
        { action: 'stage', part: 'segment', onPress: () => list.setStage(stage) },
        { 'aria-pressed': list.stage === stage, children: messages[stage] },
        props,
      ),
    getSharingFilterProps: (props) =>
      propsOf<'div'>(
        { 'data-part': 'segments', role: 'group', 'aria-label': messages.sharing },
        props,
      ),
    getSharingOptionProps: (sharing, props) =>
      button(
        { action: 'sharing', part: 'segment', onPress: () => list.setSharing(sharing) },
        { 'aria-pressed': list.view.sharing === sharing, children: messages[sharing] },
        props,
      ),
    getThumbnailProps: (_, props) => propsOf<'img'>({ 'data-part': 'thumbnail', alt: '' }, props),
    getStageProps: (row, props) =>
      propsOf<'span'>(
        { 'data-part': 'stage', 'data-stage': row.stage, children: messages.stage(row.stage) },
        props,
      ),
    getChangedProps: ({ flow }, props) => {
      const at = Date.parse(flow.mtime ?? '')
      const isKnown = !Number.isNaN(at)
      return propsOf<'time'>(
        {
          'data-part': 'changed',
          dateTime: isKnown ? new Date(at).toISOString() : undefined,
          children: isKnown ? messages.changed(at, Date.now()) : undefined,
        },
        props,
      )
    },
    getViewOnlyProps: (_, props) =>
      propsOf<'span'>({ 'data-part': 'view-only', children: messages.viewOnly }, props),
    getToggleProps: (row, props) => {
      const isAllowed = row.can[row.isOn ? 'stop' : 'start']
      const run = row.isOn ? row.stop : row.start
      return button(
        {
          action: 'toggle',
          part: 'toggle',
          onPress: isAllowed && !row.isBusy ? dom.press(row.key, run) : undefined,
        },
        {
          role: 'switch',
          'aria-checked': row.isOn,
          'aria-busy': row.isBusy,
          'data-busy': flag(row.isBusy),
          'aria-label': messages.toggle(row.name),
          'aria-description': isAllowed ? undefined : messages.notAllowed,
        },
        props,
      )
    },
    getStartProps: (row, props) =>
      command(
        'start',
        { row, right: 'start', run: row.isBusy || row.isOn ? undefined : row.start },
        { 'aria-label': messages.startFlow(row.name), children: messages.start },
        props,
      ),
    getStopProps: (row, props) =>
      command(
        'stop',
        { row, right: 'stop', run: row.isBusy || !row.isOn ? undefined : row.stop },
        { 'aria-label': messages.stopFlow(row.name), children: messages.stop },
        props,
      ),
    getRenameProps: (row, props) =>
      command(
        'rename',
        { row, right: 'update', run: () => list.startRenaming(row) },
        { 'aria-label': messages.renameFlow(row.name), children: messages.rename },
        props,
      ),
    getNameInputProps: (row, props) =>
      propsOf<'input'>(
        {
          'data-part': 'name-input',
          'aria-label': messages.newName(row.name),
          value: row.draft,
          onChange: ({ target }: ChangeEvent<HTMLInputElement>) => row.setDraft(target.value),
          autoFocus: true,
          onFocus: selectAll,
          onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
            const field = event.currentTarget
            if (isComposing(event)) return
            if (event.key === 'Enter') row.rename(field.value)
            else if (event.key === 'Escape') list.stopRenaming(row)
            else return
            // Without this, Enter would go on to press the button that gets the focus.
            event.preventDefault()
            controlIn(dom.rowOf(row.key), 'rename')?.focus()
          },
        },
        props,
      ),
    getSaveProps: (row, props) =>
      button(
        { action: 'save', onPress: dom.press(row.key, () => row.rename(row.draft)) },
        { children: messages.save },
        props,
      ),
    getRemoveProps: (row, props) =>
      command(
        'remove',
        { row, right: 'delete', run: row.remove },
        {
          'data-kind': 'danger',
          'aria-haspopup': list.asksBeforeRemoval ? 'dialog' : undefined,
          'aria-label': messages.removeFlow(row.name),
          children: messages.remove,
        },
        props,
      ),
    getDialogProps: (props) =>
      propsOf<'dialog'>(
        {
          'data-part': 'dialog',
          role: 'alertdialog',
          'aria-label': confirming?.text,
          ref: openModal,
          // Escape closes a modal dialog by itself.
          onClose: list.cancel,
        },
        props,
      ),
    getQuestionProps: (props) =>
      propsOf<'p'>({ 'data-part': 'question', children: confirming?.text }, props),
    getConfirmProps: (props) =>
      button(
        {
          action: 'confirm',
          onPress: dom.press(undefined, (event) => {
            closeDialog(event)
            list.confirm()
          }),
        },
        {
          'data-kind': confirming?.kind === 'rename' ? 'primary' : 'danger',
          children: confirming?.verb,
        },
        props,
      ),
    getCancelProps: (props) =>
      button(
        {
          action: 'cancel',
          onPress: (event) => {
            closeDialog(event)
            list.cancel()
          },
        },
        { children: messages.cancel },
        props,
      ),
  }
}
