import type { IntegrationSetupMessages } from '../../react/messages.ts'
import type { SetupTarget } from './setup.ts'
import type { IntegrationSetupHook, IntegrationSetupHookOptions } from './useSetup.ts'

export interface IntegrationSetupOptions extends IntegrationSetupHookOptions {
  /** What is set up: `{ templateId }` or `{ instanceId }`. */
  target?: SetupTarget | undefined
  /** In its place a setup that you have: that of `useIntegrationSetup`, of `useConnectIntegration` or of a gallery. */
  setup?: IntegrationSetupHook | undefined
  /** Sentences of this setup only. @default the provider's `messages.integrationSetup`, then English */
  messages?: Partial<IntegrationSetupMessages> | undefined
}

export interface IntegrationSetupState extends IntegrationSetupHook {
  /** The name of what is set up. */
  name: string
  messages: IntegrationSetupMessages
  /** Begins the ids of its elements. */
  id: string
}
