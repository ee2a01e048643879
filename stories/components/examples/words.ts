import { useFormat } from 'appmixer-react'

/** What an application says in its own words, because the package has none for it. */
const english = {
  language: 'en',
  changed: 'Last changed',
  created: 'Created',
  name: 'Name',
  key: 'Key',
  live: 'Live',
  unread: 'The whole entry could not be read.',
  rights: { start: 'start', stop: 'stop', update: 'change' },
  mayOnly: (rights: string) => `You may only ${rights} it.`,
}

const german: typeof english = {
  language: 'de',
  changed: 'Zuletzt geändert',
  created: 'Angelegt',
  name: 'Name',
  key: 'Schlüssel',
  live: 'Live',
  unread: 'Der ganze Eintrag konnte nicht gelesen werden.',
  rights: { start: 'starten', stop: 'anhalten', update: 'ändern' },
  mayOnly: (rights) => `Sie dürfen ihn nur ${rights}.`,
}

/** In the `locale` of the provider. */
export function useWords(): typeof english {
  return useFormat().locale === 'de' ? german : english
}
