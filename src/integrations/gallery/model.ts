import type { Flow } from '../../flows/types.ts'
import type { ListModel, ListOptions, ListRow } from '../../headless/listModel.ts'
import type { ListView } from '../../headless/useControlled.ts'
import type { IntegrationGalleryMessages } from '../../react/messages.ts'
import type { SetupOutcome } from '../setup/setup.ts'
import type { ConnectStep } from '../setup/useConnectIntegration.ts'
import type { IntegrationSetupHook, IntegrationSetupHookOptions } from '../setup/useSetup.ts'
import type { Category } from '../types.ts'

/** What an integration gallery shows. */
export interface IntegrationGalleryView extends ListView {
  /** Templates, or what the user has activated. */
  tab: 'all' | 'activated'
  /** The id of a category; empty for all. Templates only. */
  category: string
}

export interface IntegrationGalleryOptions
  extends
    ListOptions<Flow, IntegrationGalleryView>,
    Pick<IntegrationSetupHookOptions, 'timeout' | 'pollInterval' | 'origins'> {
  /** Conditions that always hold for templates, for example `customFields.plan:pro`. */
  templateFilter?: string | string[] | undefined
  /** Conditions that always hold for what is activated. */
  instanceFilter?: string | string[] | undefined
  /** Rows on a page, as long as the user wants no other number. @default 20 */
  pageSize?: number | undefined
  /** The order, as long as the user wants no other. @default name:1 */
  sort?: string | undefined
  /** Called when a setup has ended, with its name. */
  onOutcome?: ((outcome: SetupOutcome, name: string) => void) | undefined
  /** Sentences of this gallery only. @default the provider's `messages.integrationGallery`, then English */
  messages?: Partial<IntegrationGalleryMessages> | undefined
}

/** An app that an integration works with. */
export interface IntegrationApp {
  /** `vendor:service`, for example `appmixer:slack`. */
  service: string
  label: string
  /** An image as a data URI or an https address. */
  icon: string | undefined
  /** For a place without an icon: the first letter. */
  monogram: string
}

/** One template or one integration on screen, and what can be done with it. */
export interface IntegrationRow extends ListRow {
  flow: Flow
  kind: 'template' | 'instance'
  /** Text, never markup. */
  description: string
  /** The apps of its accounts, at most ten. */
  apps: readonly IntegrationApp[]
  /** The stage of an integration; of a template `available`, `activated` or `connecting`. */
  status: string
  /** How many integrations the user has made of a template. */
  instances: number
  /** Between the click and the integration that runs; empty otherwise. */
  steps: readonly ConnectStep[]
  /** Activates a template in one click. `undefined` for an integration, and while it is being connected. */
  connect: (() => void) | undefined
  /** Gives it up while it is being connected; nothing of it stays. `undefined` otherwise. */
  cancelConnect: (() => void) | undefined
  /** Opens the settings of an integration. */
  settings: (() => void) | undefined
  start: (() => void) | undefined
  stop: (() => void) | undefined
  /** Asks for confirmation first. */
  remove: (() => void) | undefined
}

export interface IntegrationGalleryState extends ListModel<IntegrationRow, IntegrationGalleryView> {
  messages: IntegrationGalleryMessages
  setTab(tab: IntegrationGalleryView['tab']): void
  /** How many there are behind each tab; `undefined` until the server has answered. */
  counts: Readonly<Record<IntegrationGalleryView['tab'], number | undefined>>
  categories: readonly Category[]
  setCategory(id: string): void
  /** What the user is asked: settings that are open, or what a template lacks that is being connected. */
  setup: IntegrationSetupHook | undefined
  /** The integration that waits for a yes. */
  confirming: IntegrationRow | undefined
  confirm(): void
  cancel(): void
}
