import { createElement, type ChangeEvent, type KeyboardEvent, type MouseEvent } from 'react'
import type { Getter, RowGetter, ValueGetter } from '../../headless/createPart.ts'
import {
  button,
  closing,
  controlIn,
  flag,
  isComposing,
  openModal,
  propsOf,
  selectAll,
} from '../../headless/elements.ts'
import {
  listGetters,
  questionGetters,
  type ListGetters,
  type QuestionGetters,
} from '../../headless/getters.ts'
import type { ElementProps } from '../../headless/mergeProps.ts'
import type { FlowAction } from '../can.ts'
import type { Flow } from '../types.ts'
import type { FlowShareRow, FlowSharePermission, FlowShareType } from './sharing.ts'
import type { FlowListState, FlowRow, SharingFilter, StageFilter } from './model.ts'

/** The getters of a flow list: those of every list, and these. */
export interface FlowListGetters extends ListGetters<FlowRow>, QuestionGetters {
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
  /** `<span>` with the number of errors. */
  getErrorsProps: RowGetter<FlowRow, 'span'>
  /** `<span>` with how many flows need attention. */
  getAttentionCountProps: Getter<'span'>
  /** `<button>` that creates a flow. */
  getCreateProps: Getter<'button'>
  /** `<p>` with why none was created. */
  getCreateErrorProps: Getter<'p'>
  /** `<button>` that copies. */
  getCloneProps: RowGetter<FlowRow, 'button'>
  /** `<button>` that opens the dialog for description and picture. */
  getEditProps: RowGetter<FlowRow, 'button'>
  /** `<dialog>` for description and picture. */
  getEditDialogProps: Getter<'dialog'>
  /** `<textarea>` */
  getDescriptionInputProps: Getter<'textarea'>
  /** `<input type="file">` */
  getPictureInputProps: Getter<'input'>
  /** `<img>`: the picture as it would be. */
  getPicturePreviewProps: Getter<'img'>
  /** `<button>` */
  getPictureRemoveProps: Getter<'button'>
  /** `<p>` with why the file is not the picture. */
  getPictureProblemProps: Getter<'p'>
  /** `<button>` */
  getEditSaveProps: Getter<'button'>
  /** `<button>` */
  getEditCancelProps: Getter<'button'>
  /** `<button>` that opens the dialog for who has access. */
  getShareProps: RowGetter<FlowRow, 'button'>
  /** `<dialog>` for who has access. */
  getShareDialogProps: Getter<'dialog'>
  /** `<select>`: whom the text names. */
  getShareTypeProps: Getter<'select'>
  /** `<input>`: Enter adds. */
  getShareInputProps: Getter<'input'>
  /** `<button>` */
  getShareAddProps: Getter<'button'>
  /** `<p>` with why the text cannot be added. */
  getShareProblemProps: Getter<'p'>
  /** `<ul>` */
  getSharesProps: Getter<'ul'>
  /** `<p>` in place of the list when nobody else has access. */
  getNotSharedProps: Getter<'p'>
  /** `<span>` with who it is. */
  getShareNameProps: ValueGetter<FlowShareRow, 'span'>
  /** `<input type="checkbox">` for one permission. */
  getPermissionProps: ValueGetter<FlowSharePermission, 'input'>
  /** `<button>` that takes the access. */
  getShareRemoveProps: ValueGetter<FlowShareRow, 'button'>
  /** `<button>` */
  getShareSaveProps: Getter<'button'>
  /** `<button>` */
  getShareCancelProps: Getter<'button'>
}

export function flowListGetters(
  list: FlowListState,
  onOpen: ((flow: Flow) => void) | undefined,
): FlowListGetters {
  const { messages, dom, confirming, editing, sharing } = list
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
    getSharingOptionProps: (whose, props) =>
      button(
        { action: 'sharing', part: 'segment', onPress: () => list.setSharing(whose) },
        { 'aria-pressed': list.view.sharing === whose, children: messages[whose] },
        props,
      ),
    getThumbnailProps: (_, props) => propsOf<'img'>({ 'data-part': 'thumbnail', alt: '' }, props),
    getStageProps: ({ stage, waiting }, props) => {
      const isWaiting = waiting === 'startFlow' || waiting === 'stopFlow'
      return propsOf<'span'>(
        {
          'data-part': 'stage',
          'data-stage': stage,
          'data-waiting': flag(isWaiting),
          children: isWaiting ? messages.waiting(waiting) : messages.stage(stage),
        },
        props,
      )
    },
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
    getEmptyProps: (props) =>
      base.getEmptyProps({
        ...(list.stage === 'attention' &&
          list.emptyReason === 'filter' && { children: messages.noneNeedAttention }),
        ...props,
      }),
    getErrorsProps: (row, props) =>
      propsOf<'span'>(
        { 'data-part': 'errors', children: row.errors && messages.errors(row.errors) },
        props,
      ),
    getAttentionCountProps: (props) =>
      propsOf<'span'>(
        {
          'data-part': 'count',
          children: list.attentionCount && messages.attentionCount(list.attentionCount),
        },
        props,
      ),
    getCreateProps: (props) =>
      button(
        {
          action: 'create',
          onPress: list.isCreating ? undefined : dom.press(undefined, () => list.create()),
        },
        {
          'data-kind': 'primary',
          'data-busy': flag(list.isCreating),
          children: list.isCreating ? messages.creating : messages.create,
        },
        props,
      ),
    getCreateErrorProps: (props) =>
      propsOf<'p'>(
        {
          'data-part': 'error',
          role: 'alert',
          children: list.createError && messages.reason(list.createError),
        },
        props,
      ),
    getCloneProps: (row, props) =>
      command(
        'clone',
        { row, right: 'read', run: row.isBusy ? undefined : row.clone },
        { 'aria-label': messages.cloneFlow(row.name), children: messages.clone },
        props,
      ),
    getEditProps: (row, props) =>
      command(
        'edit',
        { row, right: 'update', run: row.edit },
        {
          'aria-haspopup': 'dialog',
          'aria-label': messages.editFlow(row.name),
          children: messages.edit,
        },
        props,
      ),
    getEditDialogProps: (props) =>
      formDialog({ name: editing && messages.editFlow(editing.row.name), form: editing }, props),
    getDescriptionInputProps: (props) =>
      propsOf<'textarea'>(
        {
          'data-part': 'input',
          'aria-label': messages.description,
          autoFocus: true,
          value: editing?.description ?? '',
          onChange: ({ target }: ChangeEvent<HTMLTextAreaElement>) =>
            editing?.setDescription(target.value),
        },
        props,
      ),
    getPictureInputProps: (props) =>
      propsOf<'input'>(
        {
          'data-part': 'input',
          type: 'file',
          accept: 'image/*',
          'aria-label': messages.picture,
          'aria-invalid': editing?.problem ? true : undefined,
          'aria-description': editing?.problem,
          onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
            const file = target.files?.[0]
            if (file) editing?.setPicture(file)
          },
        },
        props,
      ),
    getPicturePreviewProps: (props) =>
      propsOf<'img'>({ 'data-part': 'thumbnail', src: editing?.picture, alt: '' }, props),
    getPictureRemoveProps: (props) =>
      button(
        {
          action: 'remove-picture',
          onPress: editing?.picture ? () => editing.setPicture(undefined) : undefined,
        },
        { children: messages.removePicture },
        props,
      ),
    getPictureProblemProps: (props) =>
      propsOf<'p'>({ 'data-part': 'error', role: 'alert', children: editing?.problem }, props),
    getEditSaveProps: (props) =>
      button(
        {
          action: 'save-details',
          onPress: (event) => {
            closeAfter(event, () => editing?.save())
          },
        },
        { 'data-kind': 'primary', children: messages.save },
        props,
      ),
    getEditCancelProps: (props) =>
      button(
        { action: 'cancel', onPress: closing(editing?.cancel) },
        { children: messages.cancel },
        props,
      ),
    getShareProps: (row, props) =>
      button(
        { action: 'share', onPress: dom.press(row.key, row.share) },
        {
          'aria-haspopup': 'dialog',
          'aria-label': messages.shareFlow(row.name),
          children: messages.share,
        },
        props,
      ),
    getShareDialogProps: (props) =>
      formDialog({ name: sharing && messages.shareFlow(sharing.row.name), form: sharing }, props),
    getShareTypeProps: (props) =>
      propsOf<'select'>(
        {
          'data-part': 'input',
          'aria-label': messages.shareType,
          value: sharing?.type,
          onChange: ({ target }: ChangeEvent<HTMLSelectElement>) =>
            sharing?.setType(target.value as FlowShareType),
          children: sharing?.types.map((type) =>
            createElement('option', { key: type, value: type }, messages.shareWith(type)),
          ),
        },
        props,
      ),
    getShareInputProps: (props) =>
      propsOf<'input'>(
        {
          'data-part': 'input',
          type: sharing?.type === 'email' ? 'email' : 'text',
          autoComplete: 'off',
          autoFocus: true,
          'aria-label': sharing && messages.shareWith(sharing.type),
          'aria-invalid': sharing?.problem ? true : undefined,
          'aria-description': sharing?.problem,
          value: sharing?.text ?? '',
          onChange: ({ target }: ChangeEvent<HTMLInputElement>) => sharing?.setText(target.value),
          onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
            if (event.key !== 'Enter' || isComposing(event)) return
            event.preventDefault()
            sharing?.add()
          },
        },
        props,
      ),
    getShareAddProps: (props) =>
      button(
        { action: 'add-share', onPress: sharing && (() => sharing.add()) },
        { children: messages.shareAdd },
        props,
      ),
    getShareProblemProps: (props) =>
      propsOf<'p'>({ 'data-part': 'error', role: 'alert', children: sharing?.problem }, props),
    getSharesProps: (props) =>
      propsOf<'ul'>({ 'data-part': 'shares', 'aria-label': messages.shares }, props),
    getNotSharedProps: (props) =>
      propsOf<'p'>({ 'data-part': 'empty', children: messages.notShared }, props),
    getShareNameProps: ({ name }, props) =>
      propsOf<'span'>({ 'data-part': 'name', children: name }, props),
    getPermissionProps: ({ permission, name, isGiven, toggle }, props) =>
      propsOf<'input'>(
        {
          'data-part': 'checkbox',
          type: 'checkbox',
          'aria-label': messages.permissionOf(permission, name),
          'aria-disabled': toggle ? undefined : true,
          checked: isGiven,
          onChange: () => toggle?.(),
        },
        props,
      ),
    getShareRemoveProps: ({ name, remove }, props) =>
      button(
        { action: 'remove-share', onPress: remove },
        { 'data-kind': 'quiet', 'aria-label': messages.shareRemove(name), children: '×' },
        props,
      ),
    getShareSaveProps: (props) =>
      button(
        {
          action: 'save-shares',
          onPress:
            sharing && !sharing.isReadOnly ? (event) => closeAfter(event, sharing.save) : undefined,
        },
        { 'data-kind': 'primary', children: messages.save },
        props,
      ),
    getShareCancelProps: (props) =>
      button(
        { action: 'cancel', onPress: closing(sharing?.cancel) },
        { children: messages.cancel },
        props,
      ),
    ...questionGetters(list, {
      text: confirming?.text,
      confirm: confirming?.verb,
      cancel: messages.cancel,
      kind: confirming?.kind === 'rename' ? 'primary' : 'danger',
    }),
  }
}

/** Closes the dialog around a button, unless there is something wrong with what was typed. */
function closeAfter(event: MouseEvent<HTMLElement>, save: () => boolean | void): void {
  const dialog = event.currentTarget.closest('dialog')
  if (save() !== false) dialog?.close()
}

interface DialogForm {
  isChanged: boolean
  cancel(): void
}

/** A dialog with fields. Escape closes it as long as nothing would be lost. */
function formDialog(
  { name, form }: { name: string | undefined; form: DialogForm | undefined },
  theirs: ElementProps<'dialog'> | undefined,
): ElementProps<'dialog'> {
  return propsOf<'dialog'>(
    {
      'data-part': 'dialog',
      'aria-label': name,
      ref: openModal,
      onKeyDown: (event: KeyboardEvent<HTMLDialogElement>) => {
        if (event.key === 'Escape' && form?.isChanged) event.preventDefault()
      },
      onClose: form?.cancel,
    },
    theirs,
  )
}
