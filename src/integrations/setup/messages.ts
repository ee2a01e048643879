import { englishOf } from '../../headless/messages.ts'
import type { Format, IntegrationSetupMessages } from '../../react/messages.ts'

/** The sentences of an integration setup, in English. */
export function integrationSetupMessages(format: Format): Omit<IntegrationSetupMessages, 'reason'> {
  const { number } = englishOf(format)
  return {
    setup: (name) => `Set up ${name}`,
    unnamed: 'Integration without a name',
    loading: 'Loading the settings',
    unreadable: (reason) => `The settings could not be loaded. ${reason}`,
    failed: (reason) => `That did not work. ${reason}`,
    retry: 'Try again',
    required: 'This is needed.',
    noNumber: 'This is no number.',
    tooSmall: (limit) => `Must be ${number(limit)} or more.`,
    tooLarge: (limit) => `Must be ${number(limit)} or less.`,
    unknown: () => 'This setting cannot be changed here. It stays as it is.',
    choose: 'Choose',
    chooseAccount: 'Choose an account',
    unnamedAccount: 'Account without a name',
    noAccount: 'Not connected yet',
    connect: 'Connect',
    connectFor: (label, connect) => `${connect}: ${label}`,
    connectAnother: 'Connect another',
    connecting: 'Waiting for you in the other window',
    stopConnecting: 'Stop waiting',
    blocked: 'Your browser blocked the window. Open it here.',
    refused: 'The app said no. Try again.',
    timedOut: 'Nothing came back. Try again.',
    missing: (labels) => `Still needed: ${labels.join(', ')}`,
    start: 'Start',
    save: 'Save',
    cancel: 'Cancel',
    step: (step) => steps[step],
  }
}

const steps = {
  copying: 'Preparing',
  saving: 'Saving',
  validating: 'Checking',
  starting: 'Starting',
  publishing: 'Publishing',
}
