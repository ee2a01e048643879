'use client'

import { useId } from 'react'
import { useMessages } from '../../react/messages.ts'
import { integrationSetupGetters, type IntegrationSetupGetters } from './getters.ts'
import { integrationSetupMessages } from './messages.ts'
import type { IntegrationSetupOptions, IntegrationSetupState } from './model.ts'
import { useIntegrationSetup } from './useSetup.ts'

/** State and actions of an integration setup, with a prop getter for each of its elements. */
export interface IntegrationSetupModel extends IntegrationSetupState, IntegrationSetupGetters {}

/**
 * A form for the wizard of an integration, without a look: {@link useIntegrationSetup} with prop getters.
 * `<IntegrationSetup.Root>` and its parts are thin elements over it.
 *
 * @example
 * const setup = useIntegrationSetupForm({ target: { templateId } })
 * <form {...setup.getRootProps()}>
 *   <button {...setup.getFinishProps()} />
 * </form>
 */
export function useIntegrationSetupForm(
  options: IntegrationSetupOptions = {},
): IntegrationSetupModel {
  const { target, setup: given, messages: theirs, ...rest } = options
  const messages = useMessages('integrationSetup', integrationSetupMessages, { messages: theirs })
  const own = useIntegrationSetup(given ? undefined : target, rest)
  const setup = given ?? own
  const id = useId()
  const state: IntegrationSetupState = {
    ...setup,
    name: setup.flow?.name || messages.unnamed,
    messages,
    id,
  }
  return { ...state, ...integrationSetupGetters(state) }
}
