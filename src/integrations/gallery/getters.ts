import type { Getter, RowGetter, ValueGetter } from '../../headless/createPart.ts'
import { button, flag, openModal, propsOf } from '../../headless/elements.ts'
import {
  listGetters,
  questionGetters,
  type ListGetters,
  type QuestionGetters,
} from '../../headless/getters.ts'
import type { ElementProps } from '../../headless/mergeProps.ts'
import type { ConnectStep } from '../setup/useConnectIntegration.ts'
import type {
  IntegrationApp,
  IntegrationGalleryState,
  IntegrationGalleryView,
  IntegrationRow,
} from './model.ts'

/** The getters of an integration gallery: those of every list, and these. */
export interface IntegrationGalleryGetters extends ListGetters<IntegrationRow>, QuestionGetters {
  /** `<div>` around the tabs. */
  getTabsProps: Getter<'div'>
  /** `<button>` per tab, with how many there are. */
  getTabProps: ValueGetter<IntegrationGalleryView['tab'], 'button'>
  /** `<select>` with the categories. */
  getCategoryProps: Getter<'select'>
  /** `<div>` around the icons of the apps. */
  getAppsProps: RowGetter<IntegrationRow, 'div'>
  /** `<img>`, or without an icon a `<span>`, per app. */
  getAppProps: (app: IntegrationApp, props?: ElementProps<'img'>) => ElementProps<'img'>
  /** `<p>` */
  getDescriptionProps: RowGetter<IntegrationRow, 'p'>
  /** `<span>` */
  getStatusProps: RowGetter<IntegrationRow, 'span'>
  /** `<ol>` with what happens between the click and the integration that runs. */
  getStepsProps: RowGetter<IntegrationRow, 'ol'>
  /** `<li>` per step. */
  getStepProps: (step: ConnectStep, props?: ElementProps<'li'>) => ElementProps<'li'>
  /** `<button>` that activates a template. */
  getConnectProps: RowGetter<IntegrationRow, 'button'>
  /** `<button>` that gives it up while it is being connected. */
  getCancelConnectProps: RowGetter<IntegrationRow, 'button'>
  /** `<button>` that opens the settings. */
  getSettingsProps: RowGetter<IntegrationRow, 'button'>
  /** `<button>` */
  getStartProps: RowGetter<IntegrationRow, 'button'>
  /** `<button>` */
  getStopProps: RowGetter<IntegrationRow, 'button'>
  /** `<button>` that asks whether to remove. */
  getRemoveProps: RowGetter<IntegrationRow, 'button'>
  /** `<dialog>` around the setup. Escape cancels it. */
  getSetupProps: Getter<'dialog'>
}

export function integrationGalleryGetters(
  gallery: IntegrationGalleryState,
): IntegrationGalleryGetters {
  const { messages, dom, view, counts, confirming, setup } = gallery
  const base = listGetters(gallery, { onOpen: () => {}, bulkLabel: (action) => action })
  const question = confirming && messages.question(confirming.name)
  const name = setup?.flow?.name || messages.unnamed

  return {
    ...base,
    getItemProps: (row, props) =>
      base.getItemProps(
        row,
        propsOf<'li'>({ 'data-status': row.status, 'data-kind': row.kind }, props),
      ),
    getTabsProps: (props) =>
      propsOf<'div'>(
        { 'data-part': 'segments', role: 'group', 'aria-label': messages.tabs },
        props,
      ),
    getTabProps: (tab, props) =>
      button(
        { action: 'tab', part: 'segment', onPress: () => gallery.setTab(tab) },
        { 'aria-pressed': view.tab === tab, children: messages.tab(tab, counts[tab]) },
        props,
      ),
    getCategoryProps: (props) =>
      propsOf<'select'>(
        {
          'data-part': 'select',
          'aria-label': messages.categories,
          value: view.category,
          onChange: ({ target }) => gallery.setCategory(target.value),
        },
        props,
      ),
    getAppsProps: (_, props) => propsOf<'div'>({ 'data-part': 'apps' }, props),
    getAppProps: ({ icon, label }, props) =>
      propsOf<'img'>({ 'data-part': 'app-icon', src: icon, alt: label }, props),
    getDescriptionProps: (row, props) =>
      propsOf<'p'>({ 'data-part': 'description', children: row.description }, props),
    getStatusProps: ({ status, isBusy }, props) =>
      propsOf<'span'>(
        {
          'data-part': 'status',
          'data-status': status,
          'data-busy': flag(isBusy),
          children: messages.status(status),
        },
        props,
      ),
    getStepsProps: (_, props) => propsOf<'ol'>({ 'data-part': 'steps' }, props),
    getStepProps: ({ kind, label, status }, props) =>
      propsOf<'li'>(
        {
          'data-part': 'step',
          'data-status': status,
          'aria-current': status === 'current' ? 'step' : undefined,
          children: `${messages.step(kind, label)}: ${messages.stepStatus(status)}`,
        },
        props,
      ),
    getConnectProps: (row, props) =>
      button(
        { action: 'connect', onPress: row.connect && dom.press(row.key, row.connect) },
        {
          'data-kind': 'primary',
          'data-busy': flag(row.status === 'connecting'),
          'aria-label': messages.connectIntegration(row.name),
          children: messages.connect,
        },
        props,
      ),
    getCancelConnectProps: (row, props) =>
      button(
        { action: 'connect', onPress: row.cancelConnect && dom.press(row.key, row.cancelConnect) },
        { 'aria-label': messages.refused(row.name, messages.cancel), children: messages.cancel },
        props,
      ),
    getSettingsProps: (row, props) =>
      button(
        { action: 'settings', onPress: row.settings && dom.press(row.key, row.settings) },
        {
          'aria-haspopup': 'dialog',
          'aria-label': messages.settingsOf(row.name),
          children: messages.settings,
        },
        props,
      ),
    getStartProps: (row, props) =>
      button(
        { action: 'start', onPress: row.start && dom.press(row.key, row.start) },
        { 'aria-label': messages.startIntegration(row.name), children: messages.start },
        props,
      ),
    getStopProps: (row, props) =>
      button(
        { action: 'stop', onPress: row.stop && dom.press(row.key, row.stop) },
        { 'aria-label': messages.stopIntegration(row.name), children: messages.stop },
        props,
      ),
    getRemoveProps: (row, props) =>
      button(
        { action: 'remove', onPress: row.remove && dom.press(row.key, row.remove) },
        {
          'data-kind': 'danger',
          'aria-haspopup': 'dialog',
          'aria-label': messages.removeIntegration(row.name),
          children: messages.remove,
        },
        props,
      ),
    getSetupProps: (props) =>
      propsOf<'dialog'>(
        {
          'data-part': 'dialog',
          'data-size': 'lg',
          'aria-label': name,
          ref: openModal,
          // Escape closes a modal dialog by itself.
          onClose: (event) => {
            // The event of a dialog inside of this one comes by, too.
            if (event.target === event.currentTarget) setup?.cancel()
          },
        },
        props,
      ),
    ...questionGetters(gallery, {
      text: question,
      confirm: messages.confirm,
      cancel: messages.cancel,
    }),
  }
}
