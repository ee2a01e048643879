import type { ListMessages } from '../headless/listModel.ts'
import { listMessages } from '../headless/messages.ts'

/** Every sentence of a flow list. Pass your own as `messages`; what you leave out stays English. */
export interface FlowListMessages extends ListMessages {
  stageFilter: string
  all: string
  running: string
  stopped: string
  /** The stage of a flow, for people. */
  stage: (stage: string) => string
  toggle: (name: string) => string
  start: string
  startFlow: (name: string) => string
  stop: string
  stopFlow: (name: string) => string
  rename: string
  renameFlow: (name: string) => string
  newName: (name: string) => string
  remove: string
  removeFlow: (name: string) => string
  question: (name: string) => string
  confirm: string
  cancel: string
  unnamed: string
  starting: (name: string) => string
  stopping: (name: string) => string
  renamed: (name: string) => string
  removed: (name: string) => string
}

export const flowListMessages: FlowListMessages = {
  ...listMessages,
  list: 'Flows',
  search: 'Search flows',
  loading: 'Loading flows',
  failed: (reason) => `The flows could not be loaded. ${reason}`,
  none: 'No flows yet.',
  noneFound: 'No flow matches the search.',
  noneInFilter: 'No flow in this stage.',
  clear: 'Show all flows',
  stageFilter: 'Stage',
  all: 'All',
  running: 'Running',
  stopped: 'Stopped',
  stage: (stage) => stage.charAt(0).toUpperCase() + stage.slice(1),
  toggle: (name) => `Run ${name}`,
  start: 'Start',
  startFlow: (name) => `Start ${name}`,
  stop: 'Stop',
  stopFlow: (name) => `Stop ${name}`,
  rename: 'Rename',
  renameFlow: (name) => `Rename ${name}`,
  newName: (name) => `New name of ${name}`,
  remove: 'Delete',
  removeFlow: (name) => `Delete ${name}`,
  question: (name) => `Delete “${name}” for good? It is stopped first, and there is no undo.`,
  confirm: 'Delete',
  cancel: 'Cancel',
  unnamed: 'Flow without a name',
  starting: (name) => `Starting ${name}`,
  stopping: (name) => `Stopping ${name}`,
  renamed: (name) => `Renamed to ${name}`,
  removed: (name) => `Deleted ${name}`,
}
