import type { AppmixerMessages } from 'appmixer-react'

const stages: Record<string, string> = {
  running: 'Running',
  starting: 'Starting…',
  stopping: 'Stopping…',
  stopped: 'Stopped',
  paused: 'Paused',
}

/** The words of this product: people here know automations, not flows. */
export const words: AppmixerMessages = {
  flowList: {
    list: 'Automations',
    search: 'Search automations',
    loading: 'Loading automations',
    failed: (reason) => `Automations did not load. ${reason} Your automations keep running.`,
    none: 'No automations yet. Create the first one.',
    noneFound: 'Nothing matches your search.',
    noneInFilter: 'No automation matches these filters.',
    noneNeedAttention: 'No automation had errors in the last day.',
    clear: 'Show all automations',
    stage: (stage) => stages[stage] ?? stage,
    unnamed: 'Automation without a name',
    question: (name) => `Delete “${name}”? It is stopped first.`,
  },
  taskInbox: {
    list: 'Approvals',
    search: 'Search approvals',
    loading: 'Loading approvals',
    failed: (reason) => `Approvals did not load. ${reason} Nothing was decided.`,
    none: 'Nothing waits for you.',
    noneFound: 'Nothing matches your search.',
    clear: 'Show all approvals',
  },
}
