import { englishOf, listMessages } from '../../headless/messages.ts'
import type { FlowListMessages, Format } from '../../react/messages.ts'

const shareNames = { email: 'E-mail address', domain: 'Domain', scope: 'Scope' }

const shareProblems = {
  email: 'Enter an e-mail address, for example ben@acme.com.',
  domain: 'Enter a domain, for example acme.com.',
  scope: 'Enter a scope: one word without spaces.',
}

const permissions: Record<string, string> = {
  read: 'View',
  start: 'Start',
  stop: 'Stop',
  edit: 'Edit',
}

/** The sentences of a flow list, in English. */
export function flowListMessages(format: Format): Omit<FlowListMessages, 'reason'> {
  const { relative } = englishOf(format)
  return {
    ...listMessages(format),
    list: 'Flows',
    search: 'Search flows',
    loading: 'Loading flows',
    failed: (reason) => `The flows could not be loaded. ${reason}`,
    none: 'No flows yet.',
    noneFound: 'No flow matches the search.',
    noneInFilter: 'No flow matches the filter.',
    clear: 'Show all flows',
    stageFilter: 'Stage',
    all: 'All',
    running: 'Running',
    stopped: 'Stopped',
    paused: 'Paused',
    stage: (stage) => stage.charAt(0).toUpperCase() + stage.slice(1),
    waiting: (action) =>
      action === 'startFlow' ? 'Starts when you are online' : 'Stops when you are online',
    toggle: (name) => `Run ${name}`,
    start: 'Start',
    startFlow: (name) => `Start ${name}`,
    stop: 'Stop',
    stopFlow: (name) => `Stop ${name}`,
    rename: 'Rename',
    renameFlow: (name) => `Rename ${name}`,
    newName: (name) => `New name of ${name}`,
    save: 'Save',
    remove: 'Delete',
    removeFlow: (name) => `Delete ${name}`,
    question: (name) => `Delete “${name}” for good? It is stopped first, and there is no undo.`,
    questionMany: (count) =>
      `Delete ${format.number(count)} flows for good? They are stopped first, and there is no undo.`,
    renameQuestion: (name) => `“${name}” is running. Rename it all the same?`,
    confirm: 'Delete',
    confirmRename: 'Rename',
    cancel: 'Cancel',
    unnamed: 'Flow without a name',
    viewOnly: 'View only',
    starting: (name) => `Starting ${name}`,
    started: (name) => `${name} is running`,
    stopping: (name) => `Stopping ${name}`,
    stoppedFlow: (name) => `${name} is stopped`,
    renamed: (name) => `Renamed to ${name}`,
    removing: (name) => `Deleting ${name}`,
    removed: (name) => `Deleted ${name}`,
    sharing: 'Shared',
    anyone: 'All',
    mine: 'Mine',
    sharedWithMe: 'Shared with me',
    sharedWithOthers: 'Shared with others',
    created: (at, now) => `Created ${relative(at, now)}`,
    changed: (at, now) => `Changed ${relative(at, now)}`,
    attention: 'Needs attention',
    attentionCount: format.number,
    noneNeedAttention: 'No flow had errors.',
    errors: (count) => `${format.number(count)} ${count === 1 ? 'error' : 'errors'}`,
    create: 'New flow',
    creating: 'Creating…',
    newFlow: 'New flow',
    createdFlow: (name) => `Created ${name}`,
    clone: 'Duplicate',
    cloneFlow: (name) => `Duplicate ${name}`,
    copyPrefix: 'Copy of ',
    cloned: (name) => `Duplicated ${name}`,
    edit: 'Edit…',
    editFlow: (name) => `Edit ${name}`,
    description: 'Description',
    picture: 'Picture',
    removePicture: 'Remove the picture',
    pictureProblem: (problem, largest) =>
      problem === 'type'
        ? 'This file is not a picture. Choose a PNG, JPEG, SVG or WebP file.'
        : `This picture is too large. Choose one of at most ${format.number(largest / 1_000)} kB.`,
    saved: (name) => `Saved ${name}`,
    share: 'Share…',
    shareFlow: (name) => `Share ${name}`,
    shareType: 'Share with',
    shareWith: (type) => shareNames[type],
    shareAdd: 'Add',
    shareRemove: (name) => `Remove ${name}`,
    shareProblem(problem, value) {
      if (problem === 'repeated') return `${value} has access already.`
      if (problem === 'own') return 'This is you: your own flows are yours anyway.'
      return shareProblems[problem]
    },
    shares: 'People with access',
    notShared: 'Only you have access.',
    permission: (permission) => permissions[permission] ?? permission,
    permissionOf: (permission, name) => `${name}: ${permissions[permission] ?? permission}`,
  }
}
