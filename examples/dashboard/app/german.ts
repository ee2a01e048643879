import type { AppmixerMessages, ErrorMessages, Format } from 'appmixer-react'

/** The sentences of all components and errors, none left out; `reason` follows from `errors`. */
type CompleteMessages = {
  [Name in Exclude<keyof AppmixerMessages, 'errors'>]-?: Omit<
    Required<NonNullable<AppmixerMessages[Name]>>,
    'reason'
  >
} & { errors: ErrorMessages }

const stages: Record<string, string> = {
  running: 'Läuft',
  starting: 'Startet…',
  stopping: 'Hält an…',
  stopped: 'Angehalten',
  paused: 'Pausiert',
}

const shareNames = { email: 'E-Mail-Adresse', domain: 'Domain', scope: 'Bereich' }

const shareProblems = {
  email: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel ben@acme.com.',
  domain: 'Geben Sie eine Domain ein, zum Beispiel acme.com.',
  scope: 'Geben Sie einen Bereich ein: ein Wort ohne Leerzeichen.',
}

const permissions: Record<string, string> = {
  read: 'Ansehen',
  start: 'Starten',
  stop: 'Anhalten',
  edit: 'Bearbeiten',
}

const taskStatuses: Record<string, string> = {
  pending: 'offen',
  approved: 'genehmigt',
  rejected: 'abgelehnt',
  due: 'überfällig',
}

const accountStatuses: Record<string, string> = {
  valid: 'Aktiv',
  invalid: 'Abgemeldet',
  unknown: 'Nicht geprüft',
  testing: 'Wird geprüft…',
}

const valueTypes: Record<string, string> = {
  text: 'Text',
  number: 'Zahl',
  boolean: 'Ja/Nein',
  list: 'Liste',
  object: 'Objekt',
  null: 'Leer (null)',
}

const importProblems: Record<string, (firstLine: number | undefined) => string> = {
  empty: () => 'Die Datei hat keine Datensätze',
  'not-text': () => 'Die Datei ist kein Text in UTF-8',
  'bad-json': () => 'Ab hier ist es kein JSON',
  'no-key-column': () => 'Die erste Zeile nennt keine Spalte „key“',
  'unclosed-quote': () =>
    'Hier beginnt ein Anführungszeichen, das nicht endet; danach wird nichts gelesen',
  unreadable: () => 'Das ist kein Datensatz',
  'no-key': () => 'Der Schlüssel fehlt',
  'no-value': () => 'Der Wert fehlt',
  'bad-value': () => 'Der Wert ist nicht von dem Typ, den die Datei nennt',
  repeated: (line) => `Derselbe Schlüssel steht schon in Zeile ${line}`,
}

const ranges = {
  last15Minutes: '15 Min.',
  last30Minutes: '30 Min.',
  lastHour: '1 Std.',
  last4Hours: '4 Std.',
  last12Hours: '12 Std.',
  last24Hours: '24 Std.',
  last7Days: '7 T.',
  last30Days: '30 T.',
  last60Days: '60 T.',
  last90Days: '90 T.',
  last6Months: '6 Monate',
  lastYear: '1 Jahr',
  last2Years: '2 Jahre',
  last5Years: '5 Jahre',
  today: 'Heute',
  yesterday: 'Gestern',
  dayBeforeYesterday: 'Vorgestern',
  thisDayLastWeek: 'Heute vor einer Woche',
  thisWeek: 'Diese Woche',
  previousWeek: 'Letzte Woche',
  thisMonth: 'Dieser Monat',
  previousMonth: 'Letzter Monat',
  thisYear: 'Dieses Jahr',
  previousYear: 'Letztes Jahr',
}

/** Everything that `appmixer-react` says, in German, in the words of this product. `format` is of `de`, `de-AT` … */
export function germanMessages({ number, relative, locale }: Format): CompleteMessages {
  /** `1 Eintrag`, `2 Einträge`. */
  function counted(count: number, one: string, many: string): string {
    return `${number(count)} ${count === 1 ? one : many}`
  }

  const automations = (count: number) => counted(count, 'Automation', 'Automationen')
  const entries = (count: number) => counted(count, 'Eintrag', 'Einträge')
  const isNow = (at: number, now: number) => Math.abs(at - now) < 60_000
  const of = (done: number, total: number | undefined) =>
    total === undefined ? number(done) : `${number(done)} von ${number(total)}`

  const list = {
    retry: 'Noch einmal versuchen',
    retryFor: (name: string) => `Noch einmal versuchen: ${name}`,
    dismiss: 'Ausblenden',
    offline: 'Sie sind offline. Das wurde noch nicht geladen.',
    close: 'Schließen',
    previousPage: 'Vorige Seite',
    nextPage: 'Nächste Seite',
    range: (from: number, to: number, total: number | undefined, decided: number) =>
      `${number(from)}–${number(to)}${total === undefined ? '' : ` von ${number(total)}`}` +
      (decided > 0 ? `, ${number(decided)} eben entschieden` : ''),
    found(total: number | undefined) {
      if (total === undefined) return 'Ergebnisse geladen'
      return total === 0 ? 'Keine Ergebnisse' : counted(total, 'Ergebnis', 'Ergebnisse')
    },
    refused: (name: string, reason: string) => `${name}: ${reason}`,
    sort: 'Sortierung',
    pageSize: 'Zeilen pro Seite',
    selectRow: (name: string) => `${name} auswählen`,
    selectPage: 'Alle auf dieser Seite auswählen',
    clearSelection: 'Aufheben',
    bulk: 'Ausgewählte Zeilen',
    selected: (count: number) => `${number(count)} ausgewählt`,
    bulkRunning: (done: number, total: number) => `${of(done, total)} erledigt`,
    bulkDone: (done: number, failed: number) =>
      `${number(done)} erledigt${failed > 0 ? `, ${number(failed)} nicht` : ''}`,
    bulkCancel: 'Rest abbrechen',
    notAllowed: 'Das dürfen Sie nicht.',
    undo: 'Rückgängig',
    undoFor: (name: string) => `Rückgängig: ${name}`,
    undoable: (done: string) => `${done}. Sie können es rückgängig machen.`,
    undone: (name: string) => `Rückgängig gemacht: ${name}`,
  }

  function dateTime(at: number, timeZone: string | undefined): string {
    return new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone,
    }).format(at)
  }

  function runTime(milliseconds: number): string {
    const [value, unit] =
      milliseconds < 1_000
        ? [milliseconds, 'millisecond']
        : milliseconds < 60_000
          ? [milliseconds / 1_000, 'second']
          : milliseconds < 3_600_000
            ? [milliseconds / 60_000, 'minute']
            : [milliseconds / 3_600_000, 'hour']
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    }).format(value)
  }

  return {
    errors: {
      refused: 'Der Server hat es abgelehnt.',
      forbidden: 'Das dürfen Sie nicht.',
      notFound: 'Das gibt es nicht mehr.',
      taskDecided: (status) => `Das wurde schon ${taskStatuses[status] ?? status}.`,
      flowRunning: 'Die Automation läuft. Halten Sie sie erst an.',
      flowInvalid: 'Die Automation kann so nicht laufen. Prüfen Sie ihre Einstellungen.',
      nameTaken: 'Dieser Name ist vergeben.',
      duplicateKey: 'Einen Datensatz mit diesem Schlüssel gibt es schon.',
      tooManyBuckets:
        'Das sind mehr als 10.000 Gruppen. Ein kürzerer Zeitraum, größere Schritte oder ein Filter helfen.',
      wrongCredentials: 'Name oder Passwort ist falsch.',
      userExists: 'Diese Person gibt es schon, mit einem anderen Passwort.',
      rateLimited: (seconds) =>
        `Zu viele Anfragen. Versuchen Sie es ${seconds === undefined ? 'gleich' : `in ${seconds} s`} noch einmal.`,
      serverFailed: 'Der Server ist gescheitert. Versuchen Sie es gleich noch einmal.',
      network: 'Es gibt keine Verbindung zum Server.',
      timeout: 'Der Server hat zu lange gebraucht.',
      unconfirmed:
        'Der Server hat es angenommen und ist noch nicht fertig. Sehen Sie später nach, oder versuchen Sie es noch einmal.',
      failed: 'Der Server hat es versucht und nicht geschafft.',
      schema: 'Der Server hat etwas Unerwartetes geantwortet.',
      input: 'Das kann so nicht gesendet werden. Prüfen Sie, was Sie eingegeben haben.',
      config: 'Dieser Teil der Anwendung ist nicht richtig eingerichtet.',
      superseded: 'Eine neuere Änderung hat diese ersetzt.',
      signedOut: 'Sie sind nicht mehr angemeldet.',
      tokenUnavailable:
        'Ihre Anmeldung konnte gerade nicht erneuert werden. Versuchen Sie es noch einmal.',
      outcomeUnknown: 'Vielleicht ist es trotzdem geschehen.',
      unknown: 'Etwas ist schiefgegangen.',
    },
    flowList: {
      ...list,
      list: 'Automationen',
      search: 'Automationen suchen',
      loading: 'Automationen werden geladen',
      failed: (reason) =>
        `Die Automationen wurden nicht geladen. ${reason} Ihre Automationen laufen weiter.`,
      none: 'Noch keine Automationen. Legen Sie die erste an.',
      noneFound: 'Nichts passt zu Ihrer Suche.',
      noneInFilter: 'Keine Automation passt zu diesen Filtern.',
      clear: 'Alle Automationen zeigen',
      stageFilter: 'Zustand',
      all: 'Alle',
      running: 'Laufende',
      stopped: 'Angehaltene',
      paused: 'Pausierte',
      stage: (stage) => stages[stage] ?? stage,
      waiting: (action) =>
        action === 'startFlow'
          ? 'Startet, sobald Sie online sind'
          : 'Hält an, sobald Sie online sind',
      toggle: (name) => `${name} laufen lassen`,
      start: 'Starten',
      startFlow: (name) => `${name} starten`,
      stop: 'Anhalten',
      stopFlow: (name) => `${name} anhalten`,
      rename: 'Umbenennen',
      renameFlow: (name) => `${name} umbenennen`,
      newName: (name) => `Neuer Name von ${name}`,
      save: 'Speichern',
      remove: 'Löschen',
      removeFlow: (name) => `${name} löschen`,
      question: (name) => `„${name}“ löschen? Die Automation wird erst angehalten.`,
      questionMany: (count) =>
        `${automations(count)} endgültig löschen? Sie werden erst angehalten. Das lässt sich nicht rückgängig machen.`,
      renameQuestion: (name) => `„${name}“ läuft. Trotzdem umbenennen?`,
      confirm: 'Löschen',
      confirmRename: 'Umbenennen',
      cancel: 'Abbrechen',
      unnamed: 'Automation ohne Namen',
      viewOnly: 'Nur ansehen',
      starting: (name) => `${name} startet`,
      started: (name) => `${name} läuft`,
      stopping: (name) => `${name} hält an`,
      stoppedFlow: (name) => `${name} ist angehalten`,
      renamed: (name) => `Umbenannt in ${name}`,
      removing: (name) => `${name} wird gelöscht`,
      removed: (name) => `${name} gelöscht`,
      sharing: 'Geteilt',
      anyone: 'Alle',
      mine: 'Meine',
      sharedWithMe: 'Mit mir geteilt',
      sharedWithOthers: 'Von mir geteilt',
      created: (at, now) => `Angelegt ${relative(at, now)}`,
      changed: (at, now) => `Geändert ${relative(at, now)}`,
      attention: 'Braucht Aufmerksamkeit',
      attentionCount: number,
      noneNeedAttention: 'Keine Automation hatte Fehler.',
      errors: (count) => `${number(count)} Fehler`,
      create: 'Neue Automation',
      creating: 'Wird angelegt…',
      newFlow: 'Neue Automation',
      createdFlow: (name) => `${name} angelegt`,
      clone: 'Duplizieren',
      cloneFlow: (name) => `${name} duplizieren`,
      copyPrefix: 'Kopie von ',
      cloned: (name) => `${name} dupliziert`,
      edit: 'Bearbeiten…',
      editFlow: (name) => `${name} bearbeiten`,
      description: 'Beschreibung',
      picture: 'Bild',
      removePicture: 'Bild entfernen',
      pictureProblem: (problem, largest) =>
        problem === 'type'
          ? 'Diese Datei ist kein Bild. Wählen Sie eine PNG-, JPEG-, SVG- oder WebP-Datei.'
          : `Dieses Bild ist zu groß. Wählen Sie eines mit höchstens ${number(largest / 1_000)} kB.`,
      saved: (name) => `${name} gespeichert`,
      share: 'Teilen…',
      shareFlow: (name) => `${name} teilen`,
      shareType: 'Teilen mit',
      shareWith: (type) => shareNames[type],
      shareAdd: 'Hinzufügen',
      shareRemove: (name) => `${name} entfernen`,
      shareProblem(problem, value) {
        if (problem === 'repeated') return `${value} hat schon Zugriff.`
        if (problem === 'own')
          return 'Das sind Sie selbst: Ihre Automationen gehören Ihnen ohnehin.'
        return shareProblems[problem]
      },
      shares: 'Wer Zugriff hat',
      notShared: 'Nur Sie haben Zugriff.',
      permission: (permission) => permissions[permission] ?? permission,
      permissionOf: (permission, name) => `${name}: ${permissions[permission] ?? permission}`,
    },
    taskInbox: {
      ...list,
      list: 'Freigaben',
      search: 'Freigaben suchen',
      loading: 'Freigaben werden geladen',
      failed: (reason) => `Die Freigaben wurden nicht geladen. ${reason} Nichts wurde entschieden.`,
      none: 'Nichts wartet auf Sie.',
      noneFound: 'Nichts passt zu Ihrer Suche.',
      noneInFilter: 'Hier ist noch nichts.',
      clear: 'Alle Freigaben zeigen',
      tabs: 'Stand',
      pending: 'Offen',
      overdue: 'Überfällig',
      approved: 'Genehmigt',
      rejected: 'Abgelehnt',
      status: (status) => taskStatuses[status] ?? status,
      approve: 'Genehmigen',
      approveTask: (title) => `${title} genehmigen`,
      reject: 'Ablehnen',
      rejectTask: (title) => `${title} ablehnen`,
      untitled: 'Freigabe ohne Titel',
      due(at, now) {
        if (isNow(at, now)) return 'Jetzt fällig'
        return at < now ? `War ${relative(at, now)} fällig` : `Fällig ${relative(at, now)}`
      },
      noDueDate: 'Ohne Frist',
      decided: (at, now) => `Entschieden ${isNow(at, now) ? 'gerade eben' : relative(at, now)}`,
      from: (requester) => `Von ${requester}`,
      role: 'Rolle',
      approver: 'Zu entscheiden',
      requester: 'Von mir gefragt',
      approving: (title) => `${title} wird genehmigt`,
      rejecting: (title) => `${title} wird abgelehnt`,
      youApproved: 'Sie haben genehmigt',
      youRejected: 'Sie haben abgelehnt',
      approvedTask: (title) => `${title} genehmigt`,
      rejectedTask: (title) => `${title} abgelehnt`,
      decidedBefore: (status, by) =>
        `Schon ${taskStatuses[status] ?? status}${by ? ` von ${by}` : ''}. Ihre Entscheidung wurde nicht gesendet.`,
      question: (title, decision) =>
        `„${title}“ ${decision === 'approve' ? 'genehmigen' : 'ablehnen'}?`,
      cancel: 'Abbrechen',
    },
    storeBrowser: {
      ...list,
      list: 'Datensätze',
      search: 'Schlüssel und Werte suchen',
      loading: 'Datensätze werden geladen',
      failed: (reason) => `Die Datensätze wurden nicht geladen. ${reason}`,
      none: 'Noch keine Datensätze.',
      noneFound: 'Kein Datensatz passt zur Suche.',
      noneInFilter: 'Kein Datensatz passt zur Suche.',
      clear: 'Alle Datensätze zeigen',
      stores: 'Speicher',
      searchStores: 'Speicher suchen',
      loadingStores: 'Speicher werden geladen',
      storesFailed: (reason) => `Die Speicher wurden nicht geladen. ${reason}`,
      noStores: 'Noch keine Speicher.',
      noStoreFound: 'Kein Speicher passt zur Suche.',
      newStore: 'Neuer Speicher',
      storeName: 'Name des Speichers',
      renameStore: (name) => `${name} umbenennen`,
      removeStore: (name) => `${name} löschen`,
      storeLocked: 'Der Standardspeicher kann weder umbenannt noch gelöscht werden.',
      unnamedStore: 'Speicher ohne Namen',
      nameNeeded: 'Der Name fehlt.',
      nameTaken: 'Ein anderer Speicher heißt schon so.',
      newRecord: 'Neuer Datensatz',
      editRecord: (key) => `${key} bearbeiten`,
      removeRecord: (key) => `${key} löschen`,
      key: 'Schlüssel',
      value: 'Wert',
      type: 'Typ',
      column: (column) =>
        ({ key: 'Schlüssel', createdAt: 'Angelegt', updatedAt: 'Geändert' })[column],
      valueType: (type) => valueTypes[type] ?? type,
      keyNeeded: 'Der Schlüssel fehlt; „.“ und „..“ sind keine.',
      keyTaken: 'Ein anderer Datensatz hat diesen Schlüssel.',
      openExisting: 'Diesen Datensatz bearbeiten',
      badValue: (type, line) =>
        `${line === undefined ? '' : `Zeile ${number(line)}: `}Das ist nicht als „${valueTypes[type] ?? type}“ lesbar.`,
      edit: 'Bearbeiten',
      rename: 'Umbenennen',
      remove: 'Löschen',
      save: 'Speichern',
      cancel: 'Abbrechen',
      confirm: 'Löschen',
      questionStore: (name) =>
        `„${name}“ mit allen Datensätzen endgültig löschen? Automationen, die ihn benutzen, werden scheitern.`,
      questionRecord: (key) => `„${key}“ endgültig löschen?`,
      questionRecords: (count) => `${counted(count, 'Datensatz', 'Datensätze')} endgültig löschen?`,
      created: (name) => `${name} angelegt`,
      saved: (name) => `${name} gespeichert`,
      removing: (name) => `${name} wird gelöscht`,
      removed: (name) => `${name} gelöscht`,
      createdAt: (at, now) => `Angelegt ${relative(at, now)}`,
      changedAt: (at, now) => `Geändert ${relative(at, now)}`,
      exportAs: (name) => `Exportieren als ${name.toUpperCase()}`,
      exporting: (done, total) => `Export: ${of(done, total)}`,
      exported: (file) => `${file} exportiert`,
      exportFailed: (reason) => `Nicht exportiert. ${reason}`,
      importFile: 'Datei importieren',
      importInto: (store) => `In „${store}“ importieren`,
      readingFile: (done, total) => `Vergleich mit ${of(done, total)} Datensätzen`,
      planned: (counts) =>
        `${number(counts.new)} neu, ${number(counts.changed)} ändern sich, ` +
        `${number(counts.same)} sind gleich, ${number(counts.refused)} sind nicht lesbar. ` +
        'Noch ist nichts geschrieben.',
      importProblem: (problem, firstLine) => importProblems[problem]?.(firstLine) ?? problem,
      importLine: (line, key, problem) =>
        `Zeile ${number(line)}${key ? `, ${key}` : ''}: ${problem}`,
      existing: 'Datensätze, die es schon gibt',
      existingReplace: 'Ersetzen',
      existingSkip: 'Auslassen',
      importCount: (count) => `${number(count)} importieren`,
      importing: (done, total) => `Import: ${of(done, total)}`,
      imported: (done, failed, unsent) =>
        `${number(done)} importiert` +
        (failed > 0 ? `, ${number(failed)} nicht` : '') +
        (unsent > 0 ? `, ${number(unsent)} nicht gesendet` : ''),
      importResume: 'Mit dem Rest weitermachen',
      importStop: 'Rest abbrechen',
      close: 'Schließen',
    },
    accountList: {
      ...list,
      list: 'Verbindungen',
      search: 'Verbindungen suchen',
      loading: 'Verbindungen werden geladen',
      failed: (reason) => `Die Verbindungen wurden nicht geladen. ${reason}`,
      none: 'Noch keine Verbindungen.',
      noneFound: 'Keine Verbindung passt zur Suche.',
      noneInFilter: 'Keine Verbindung passt zur Suche.',
      clear: 'Alle Verbindungen zeigen',
      status: (status) => accountStatuses[status] ?? status,
      unnamed: 'Verbindung ohne Namen',
      test: 'Prüfen',
      testAccount: (name) => `${name} prüfen`,
      testAll: 'Alle prüfen',
      stopTesting: 'Prüfung abbrechen',
      testing: (done, total) => `${of(done, total)} geprüft`,
      tested: (valid, invalid) => `${number(valid)} aktiv, ${number(invalid)} abgemeldet`,
      attentionCount: (count) => `${number(count)} abgemeldet`,
      testedOne: (name, status) => `${name}: ${accountStatuses[status] ?? status}`,
      testedAt: (at, now) => `Geprüft ${relative(at, now)}`,
      neverTested: 'Noch nicht geprüft',
      reconnect: 'Neu verbinden',
      reconnectAccount: (name) => `${name} neu verbinden`,
      rename: 'Umbenennen',
      renameAccount: (name) => `${name} umbenennen`,
      newName: (name) => `Neuer Name von ${name}`,
      save: 'Speichern',
      cancel: 'Abbrechen',
      renamed: (name) => `Umbenannt in ${name}`,
      usage: 'Benutzt von',
      usageOf: (name) => `Automationen, die ${name} benutzen`,
      usedBy: (count) => (count === 0 ? 'Nicht benutzt' : automations(count)),
      usageLoading: 'Wird geladen…',
      usageFailed: (reason) => `Nicht bekannt. ${reason}`,
      unnamedFlow: 'Automation ohne Namen',
      more: (count) => `und ${number(count)} weitere`,
      revoke: 'Widerrufen…',
      revokeAccount: (name) => `${name} widerrufen`,
      question: (name) => `„${name}“ widerrufen?`,
      consequence: (count) =>
        count === undefined
          ? 'Automationen, die sie benutzen, werden anhalten; welche, war nicht zu erfahren. Das lässt sich nicht rückgängig machen.'
          : count === 0
            ? 'Keine Automation benutzt sie. Das lässt sich nicht rückgängig machen.'
            : `${automations(count)} ${count === 1 ? 'benutzt' : 'benutzen'} sie; was davon läuft, wird anhalten. Das lässt sich nicht rückgängig machen.`,
      keep: 'Behalten',
      confirm: 'Widerrufen',
      revoking: (name) => `${name} wird widerrufen`,
      revoked: (name) => `${name} widerrufen`,
    },
    logViewer: {
      ...list,
      list: 'Einträge',
      search: 'Wörter oder Feld:Wert',
      query: 'Lucene-Abfrage',
      editAsText: 'Als Text bearbeiten',
      editAsFilters: 'Als Filter bearbeiten',
      loading: 'Einträge werden geladen',
      failed: (reason) => `Die Einträge wurden nicht geladen. ${reason}`,
      none: 'Keine Einträge in diesem Zeitraum.',
      noneFound: 'Kein Eintrag passt zur Suche.',
      noneInFilter: 'Kein Eintrag passt zu den Filtern.',
      clear: 'Suche und Filter aufheben',
      unnamed: 'Eintrag ohne Text',
      severity: (severity) =>
        ({ error: 'Fehler', warning: 'Warnung', info: 'Erfolg', debug: 'Protokoll' })[severity],
      time: (at, timeZone) =>
        new Intl.DateTimeFormat(locale, {
          hour: '2-digit',
          minute: '2-digit',
          second: '2-digit',
          fractionalSecondDigits: 3,
          timeZone,
        }).format(at),
      dateTime,
      filter: (field, value) => `${field}: ${value}`,
      filterNot: (filter) => `nicht ${filter}`,
      filterExists: (field, exists) => `${exists ? 'mit' : 'ohne'} ${field}`,
      filterFlows: automations,
      pluginLogs: 'Einträge von Erweiterungen',
      testRun: 'Probelauf',
      systemHidden: 'Ohne Einträge des Systems',
      removeFilter: (filter) => `Filter ${filter} entfernen`,
      range: (_, to, total) =>
        to === 0
          ? ''
          : `Neueste ${number(to)}${total === undefined ? '' : ` von ${number(total)}`}`,
      rangeLabel: 'Zeitraum',
      ranges,
      custom: (from, to, timeZone) =>
        `${from === undefined ? 'Anfang' : dateTime(from, timeZone)} – ${to === undefined ? 'jetzt' : dateTime(to, timeZone)}`,
      layoutLabel: 'Anzeigen als',
      entries: 'Einträge',
      executions: 'Läufe',
      live: 'Live',
      newer: (count) => counted(count, 'neuer Eintrag', 'neue Einträge'),
      older: 'Ältere laden',
      histogram: (total, errors) => `${entries(total)}, ${number(errors)} Fehler`,
      detail: (message) => `Eintrag: ${message}`,
      copy: 'Als JSON kopieren',
      copied: 'Kopiert',
      notCopied: 'Der Browser erlaubt das Kopieren nicht.',
      export: (kind) => ({ json: 'JSON exportieren', ndjson: 'NDJSON exportieren' })[kind],
      exporting: (count) => `Export: ${entries(count)} bisher`,
      exported: (count) => `${entries(count)} exportiert`,
      exportFailed: (reason) => `Nicht exportiert. ${reason}`,
      exportCancelled: 'Export abgebrochen. Nichts wurde geschrieben.',
      exportCancel: 'Export abbrechen',
      executionStatus: (status) =>
        ({ running: 'Läuft', finished: 'Fertig', failed: 'Gescheitert' })[status],
      ofFlow: 'Automation im Ganzen',
      execution: (name, count) => `${name}, ${entries(count)}`,
      duration: runTime,
    },
    chartGallery: {
      ...list,
      list: 'Diagramme',
      search: 'Diagramme suchen',
      loading: 'Diagramme werden geladen',
      failed: (reason) => `Die Diagramme wurden nicht geladen. ${reason}`,
      none: 'Noch keine Diagramme.',
      noneFound: 'Kein Diagramm passt zur Suche.',
      noneInFilter: 'Kein Diagramm passt zur Suche.',
      clear: 'Alle Diagramme zeigen',
      unnamed: 'Diagramm ohne Namen',
      rangeLabel: 'Zeitraum',
      ranges,
      ownRange: 'Wie angelegt',
      refresh: 'Neu laden',
      refreshChart: (name) => `${name} neu laden`,
      refreshAll: 'Alle neu laden',
      updated: (at, now) => `Stand: ${relative(at, now)}`,
      noData: 'Nichts in diesem Zeitraum.',
      problem: (names) => `Nicht darstellbar: ${names.join(', ')}`,
      unread: (reason) => `Dieses Diagramm wurde nicht geladen. ${reason}`,
      chart: (name, points) => `${name}: ${counted(points, 'Wert', 'Werte')}`,
      clone: 'Duplizieren',
      cloneChart: (name) => `${name} duplizieren`,
      copyOf: (name) => `Kopie von ${name}`,
      cloned: (name) => `${name} dupliziert`,
      moveBack: 'Nach vorn',
      moveChartBack: (name) => `Nach vorn: ${name}`,
      moveOn: 'Nach hinten',
      moveChartOn: (name) => `Nach hinten: ${name}`,
      moved: (name, place, total) => `${name} ist jetzt ${number(place)} von ${number(total)}`,
      remove: 'Löschen',
      removeChart: (name) => `${name} löschen`,
      question: (name) => `Das Diagramm „${name}“ löschen? Das Protokoll, das es zählt, bleibt.`,
      confirm: 'Löschen',
      cancel: 'Behalten',
      removing: (name) => `${name} wird gelöscht`,
      removed: (name) => `${name} gelöscht`,
    },
    integrationGallery: {
      ...list,
      list: 'Integrationen',
      search: 'Integrationen suchen',
      loading: 'Integrationen werden geladen',
      failed: (reason) => `Die Integrationen wurden nicht geladen. ${reason}`,
      none: 'Noch keine Integrationen.',
      noneFound: 'Keine Integration passt zur Suche.',
      noneInFilter: 'Keine Integration in dieser Kategorie.',
      clear: 'Alle Integrationen zeigen',
      tabs: 'Zeigen',
      tab: (tab, count) =>
        `${tab === 'all' ? 'Alle' : 'Aktiviert'}${count === undefined ? '' : ` (${number(count)})`}`,
      categories: 'Kategorie',
      allCategories: 'Alle Kategorien',
      unnamed: 'Integration ohne Namen',
      status: (status) => integrationStatuses[status] ?? status,
      connect: 'Verbinden',
      connectIntegration: (name) => `${name} verbinden`,
      settings: 'Einstellungen',
      settingsOf: (name) => `Einstellungen von ${name}`,
      start: 'Starten',
      startIntegration: (name) => `${name} starten`,
      stop: 'Anhalten',
      stopIntegration: (name) => `${name} anhalten`,
      remove: 'Entfernen',
      removeIntegration: (name) => `${name} entfernen`,
      question: (name) =>
        `„${name}“ entfernen? Die Integration wird erst angehalten, ihre Einstellungen gehen verloren.`,
      confirm: 'Entfernen',
      cancel: 'Behalten',
      starting: (name) => `${name} startet`,
      started: (name) => `${name} läuft`,
      stopping: (name) => `${name} hält an`,
      stopped: (name) => `${name} wurde angehalten`,
      removing: (name) => `${name} wird entfernt`,
      removed: (name) => `${name} entfernt`,
      saved: (name) => `${name} hat die neuen Einstellungen`,
      step: (kind, label) =>
        kind === 'account' ? label : kind === 'settings' ? 'Einstellungen' : 'Start',
      stepStatus: (status) => stepStatuses[status],
    },
    integrationSetup: {
      setup: (name) => `${name} einrichten`,
      unnamed: 'Integration ohne Namen',
      loading: 'Einstellungen werden geladen',
      unreadable: (reason) => `Die Einstellungen wurden nicht geladen. ${reason}`,
      failed: (reason) => `Das hat nicht geklappt. ${reason}`,
      retry: 'Noch einmal versuchen',
      required: 'Das wird gebraucht.',
      noNumber: 'Das ist keine Zahl.',
      tooSmall: (limit) => `Mindestens ${number(limit)}.`,
      tooLarge: (limit) => `Höchstens ${number(limit)}.`,
      unknown: () => 'Diese Einstellung lässt sich hier nicht ändern. Sie bleibt, wie sie ist.',
      choose: 'Auswählen',
      chooseAccount: 'Konto auswählen',
      unnamedAccount: 'Konto ohne Namen',
      noAccount: 'Noch nicht verbunden',
      connect: 'Verbinden',
      connectFor: (label, connect) => `${connect}: ${label}`,
      connectAnother: 'Anderes verbinden',
      connecting: 'Es wartet im anderen Fenster auf Sie',
      stopConnecting: 'Nicht mehr warten',
      blocked: 'Ihr Browser hat das Fenster verhindert. Öffnen Sie es hier.',
      refused: 'Die App hat abgelehnt. Versuchen Sie es noch einmal.',
      timedOut: 'Es kam keine Antwort. Versuchen Sie es noch einmal.',
      missing: (labels) => `Es fehlt noch: ${labels.join(', ')}`,
      start: 'Starten',
      save: 'Speichern',
      cancel: 'Abbrechen',
      step: (step) => setupSteps[step],
    },
  }
}

const integrationStatuses: Record<string, string> = {
  available: 'Nicht aktiviert',
  activated: 'Aktiviert',
  connecting: 'Wird eingerichtet',
  running: 'Läuft',
  starting: 'Startet …',
  stopping: 'Hält an …',
  stopped: 'Angehalten',
  paused: 'Pausiert',
}

const stepStatuses = {
  done: 'erledigt',
  current: 'läuft',
  waiting: 'offen',
  failed: 'nicht geklappt',
}

const setupSteps = {
  copying: 'Wird vorbereitet',
  saving: 'Wird gespeichert',
  validating: 'Wird geprüft',
  starting: 'Wird gestartet',
  publishing: 'Wird veröffentlicht',
}
